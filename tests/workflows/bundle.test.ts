import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WORKFLOW_TYPES } from '../../workflows/contract.ts';
import { workflowBundle } from '../../platform/worker.ts';
import * as workflows from '../../workflows/index.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Everything else in the bundle would be code that a running workflow depends on for years. */
const ALLOWED = [
  /^workflows\//,
  /^node_modules\/@temporalio\/(workflow|common)\//,
  // What the SDK itself brings along.
  /^node_modules\/(nexus-rpc|ms|long)\//,
  /^webpack\//,
  /^ignored\|/,
];
/** Each cached workflow holds the code once more: a validator or a calendar would double it. */
const MOST_KIB = 600;

const MAP = /sourceMappingURL=data:application\/json;charset=utf-8;base64,([A-Za-z0-9+/=]+)/;

function sourcesOf(code: string): readonly string[] {
  const map = JSON.parse(Buffer.from(MAP.exec(code)?.[1] ?? '', 'base64').toString()) as { sources: string[] };
  return map.sources.map((source) => source.replace(ROOT, ''));
}

const notAllowed = (sources: readonly string[]): readonly string[] =>
  sources.filter((source) => !ALLOWED.some((pattern) => pattern.test(source)));

let folder: string;
let code: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'holdfast-bundle-'));
  const { codePath } = await workflowBundle(folder);
  code = await readFile(codePath, 'utf8');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('holds the workflows and the SDK, and neither the domain nor anything else', () => {
  const sources = sourcesOf(code);
  expect(sources).toContain('workflows/kernel/keep.ts');
  expect(notAllowed(sources)).toEqual([]);
});

it('would show a workflow that runs code of the domain', async () => {
  const bundled = await bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('./reckons-itself.ts', import.meta.url)),
    logger: new DefaultLogger('ERROR'),
  });
  expect(notAllowed(sourcesOf(bundled.code))).toContain('domain/calendar/working-days.ts');
});

it('stays small', () => {
  expect(code.replace(MAP, '').length / 1024).toBeLessThan(MOST_KIB);
});

it('is kept on disk and written again only when the code has changed', async () => {
  const first = await workflowBundle(folder);
  const before = await stat(first.codePath);
  const second = await workflowBundle(folder);
  expect(second.codePath).toBe(first.codePath);
  expect((await stat(second.codePath)).mtimeMs).toBe(before.mtimeMs);
});

it.each(Object.values(WORKFLOW_TYPES))('has a workflow %s', (name) => {
  expect(workflows).toHaveProperty(name);
});
