import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
const SKIPPED = /^(node_modules|generated|\.git|\.holdfast|coverage|dist)$/;

function filesBelow(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = path.join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.test(entry.name) ? [] : filesBelow(name);
    return [name];
  });
}

const ALL = filesBelow('.');
const DOCUMENTS = ALL.filter((file) => file.endsWith('.md'));
const DECISIONS = readdirSync(path.join(ROOT, 'docs/decisions')).filter((file) => /^\d{4}-.*\.md$/.test(file));

describe('documents', () => {
  test.each(DOCUMENTS)('every link of %s leads somewhere', (file) => {
    const links = [...read(file).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map((match) => match[1] ?? '');
    const broken = links.filter((link) => !existsSync(path.join(ROOT, path.dirname(file), link)));
    expect(broken).toEqual([]);
  });

  test('every decision is in the index and at most forty lines long', () => {
    const index = read('docs/decisions/README.md');
    expect(DECISIONS.length).toBeGreaterThan(0);
    for (const file of DECISIONS) {
      expect(index).toContain(file);
      expect(read(`docs/decisions/${file}`).split('\n').length, file).toBeLessThanOrEqual(41);
    }
  });

  test('the README is at most 150 lines long and names both commands', () => {
    const readme = read('README.md');
    expect(readme.split('\n').length).toBeLessThanOrEqual(150);
    expect(readme).toContain('npm ci && npm start');
    expect(readme).toContain('npm ci && npm test');
    expect(read('.ci/run')).toContain('npm ci && npm test');
  });

  test('the changelog has a section for what is not released yet', () => {
    expect(read('CHANGELOG.md')).toMatch(/^## Unreleased$/m);
  });

  test('every word of the glossary that names code occurs in the code', () => {
    const code = ALL.filter((file) => /\.(ts|prisma)$/.test(file))
      .map(read)
      .join('\n');
    const rows = read('docs/glossary.md')
      .split('\n')
      .filter((line) => line.startsWith('| ') && !line.startsWith('| word'));
    const missing = rows
      .flatMap((row) => [...(row.split('|')[3] ?? '').matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ''))
      .filter((word) => !code.includes(word));
    expect(missing).toEqual([]);
  });

  test('no personal or passing circumstance stands in the project: no machine paths, no registry hosts', () => {
    const forbidden = [['/', 'work/main'].join(''), ['registry', 'npmjs'].join('.'), ['/', 'work/shared'].join('')];
    const texts = ALL.filter(
      (file) => /\.(ts|mjs|cjs|md|json|prisma|sql|sh)$/.test(file) && !file.endsWith('package-lock.json'),
    );
    for (const file of texts)
      for (const word of forbidden) expect(read(file).includes(word), `${file} holds ${word}`).toBe(false);
  });
});
