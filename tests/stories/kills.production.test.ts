import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tableOf } from '../attacks/account.ts';
import { EMPTIED } from '../attacks/engine.ts';
import { killDuringAnImport } from '../attacks/kills.ts';
import { openScene, withstand, type Attack } from '../attacks/withstand.ts';
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
    () => killDuringAnImport(set),
  );

  test('an engine that was thrown away is armed again from the record alone', { timeout: 240_000 }, async () => {
    const before = await set.engineText();
    const emptied: Attack<ProductionSet> = {
      ...EMPTIED,
      strike: async (scene) => {
        const endedAt = await EMPTIED.strike(scene);
        expect((await set.engineText()).length).toBeLessThan(before.length / 2);
        return endedAt;
      },
    };
    const scene = await openScene(set);
    await withstand(scene, emptied, 1).finally(() => scene.close());
    say(tableOf(scene.lines));
  });
});
