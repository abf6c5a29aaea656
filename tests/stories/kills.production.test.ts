import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isAllArmed, killAtRandom, until } from '../support/kill-story.ts';
import { startProductionSet, type ProductionSet } from '../support/production-set.ts';
import { findTemporalPrograms, temporalRelease } from '../support/temporal-programs.ts';

const say = (text: string): void => void process.stderr.write(`${text}\n`);
const programs = await findTemporalPrograms(say);
if (programs === null)
  say(`Not run: there is no Go on this machine, which builds Temporal ${temporalRelease()} from its sources.`);

describe.skipIf(programs === null)('the production set', () => {
  let set: ProductionSet;

  beforeAll(async () => {
    if (programs !== null) set = await startProductionSet(programs);
  }, 180_000);
  afterAll(async () => {
    await set.stop();
  }, 90_000);

  test(
    'parts killed at random during an import and commands lose nothing, double nothing, and are all armed again',
    { timeout: 420_000 },
    () => killAtRandom(set),
  );

  test('an engine that was thrown away is armed again from the record alone', { timeout: 180_000 }, async () => {
    const before = await set.engineText();
    await set.emptyEngine();
    const emptiedAt = Date.now();
    expect((await set.engineText()).length).toBeLessThan(before.length / 10);
    await until(async () => !(await isAllArmed(set.address)), 30_000);
    await until(() => isAllArmed(set.address), 150_000);
    say(`armed again ${((Date.now() - emptiedAt) / 1_000).toFixed(1)} s after the engine was emptied`);
  });
});
