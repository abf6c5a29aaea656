import { afterAll, beforeAll, test } from 'vitest';
import { killDuringAnImport } from './kills.ts';
import { startEmbedded, type EmbeddedSet } from '../support/embedded-set.ts';

let installation: EmbeddedSet;
beforeAll(async () => {
  installation = await startEmbedded();
}, 120_000);
afterAll(async () => {
  await installation.stop();
}, 60_000);

test(
  'parts killed at random during an import and commands lose nothing, double nothing, and are all armed again',
  { timeout: 420_000 },
  () => killDuringAnImport(installation),
);
