import { execFile } from 'node:child_process';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const bin = (name: string): string => path.join(ROOT, 'node_modules/.bin', name);

let folder: string;
beforeAll(async () => {
  await mkdir(path.join(ROOT, 'coverage'), { recursive: true });
  folder = await mkdtemp(path.join(ROOT, 'coverage/walls-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('the walls between layers can be run into', () => {
  test('a machine, a socket or a console does not compile in pure code', async () => {
    await writeFile(path.join(folder, 'pure.ts'), 'export const here = [process.pid, fetch, console.log];\n');
    await writeFile(
      path.join(folder, 'tsconfig.json'),
      JSON.stringify({ extends: path.join(ROOT, 'tsconfig.base.json'), files: ['pure.ts'] }),
    );
    const said = await run(bin('tsc'), ['-p', folder]).catch((error: unknown) => error as { stdout: string });
    for (const name of ['process', 'fetch', 'console'])
      expect(said.stdout).toMatch(new RegExp(`Cannot find name '${name}'`));
  });

  test('an arrow that points outwards is refused', async () => {
    await mkdir(path.join(folder, 'domain'), { recursive: true });
    await mkdir(path.join(folder, 'store'), { recursive: true });
    await writeFile(path.join(folder, 'store/row.ts'), 'export const row = 1;\n');
    await writeFile(
      path.join(folder, 'domain/wrong.ts'),
      "import { row } from '../store/row.ts';\nexport const wrong = row;\n",
    );
    await writeFile(
      path.join(folder, 'tsconfig.json'),
      JSON.stringify({ extends: path.join(ROOT, 'tsconfig.base.json') }),
    );
    const said = await run(
      bin('depcruise'),
      ['--config', path.join(ROOT, '.dependency-cruiser.cjs'), 'domain', 'store'],
      { cwd: folder },
    ).catch((error: unknown) => error as { stdout: string });
    expect(said.stdout).toMatch(/domain-imports.*domain\/wrong\.ts → store\/row\.ts/);
  });
});
