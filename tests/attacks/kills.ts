import { setTimeout as delay } from 'node:timers/promises';
import { until, type Installation, type Part } from '../support/installation.ts';
import { expect } from 'vitest';
import { importReturn, PERIODS_OF_RETURN } from './bulk.ts';
import { tableOf } from './account.ts';
import { openScene, withstand, type Attack } from './withstand.ts';

const PARTS: readonly Part[] = ['work', 'serve', 'postgres', 'temporal'];
/** Between two kills: long enough that most parts are up again, short enough that some are not. */
const PAUSE_MS = { least: 300, more: 1_500 } as const;

function inRandomOrder(times: Readonly<Record<Part, number>>): readonly Part[] {
  return PARTS.flatMap((part) => Array.from({ length: times[part] }, () => ({ part, place: Math.random() })))
    .toSorted((one, other) => one.place - other.place)
    .map(({ part }) => part);
}

/** Kills one part after another; a part that is not up yet is waited for. */
async function killAll(installation: Installation, order: readonly Part[]): Promise<void> {
  for (const part of order) {
    await delay(PAUSE_MS.least + Math.random() * PAUSE_MS.more);
    await until(
      async () => {
        const target = await installation.pidOf(part);
        if (target === null) return false;
        process.kill(target, 'SIGKILL');
        return true;
      },
      60_000,
      `a ${part} to kill`,
    );
  }
}

export const KILLED = 'parts killed at random';

/** So many kills of each part, in an order that chance decides. */
export function killsOf(times: Readonly<Record<Part, number>>): Attack {
  return {
    fault: KILLED,
    faultsAtOnce: Object.values(times).reduce((sum, some) => sum + some, 0),
    takesRecordAway: true,
    strike: async ({ installation }) => {
      await killAll(installation, inRandomOrder(times));
      return undefined;
    },
  };
}

const DURING_AN_IMPORT = { work: 10, serve: 10, postgres: 6, temporal: 6 } as const;
/** Of people's commands and of the return: references, a date of birth, a number, a postcode. */
const SEEDED = ['-synthetic', '2016-01-01', 'X941330638745', 'BD13 9HW'];

/** Parts killed at random during an import and commands lose nothing, double nothing, and are all armed again. */
export async function killDuringAnImport(installation: Installation): Promise<void> {
  const scene = await openScene(installation);
  try {
    const during: Attack = {
      ...killsOf(DURING_AN_IMPORT),
      strike: async () => {
        const killing = killAll(installation, inRandomOrder(DURING_AN_IMPORT)).then(() => Date.now());
        const [endedAt] = await Promise.all([killing, importReturn(scene)]);
        return endedAt;
      },
    };
    await withstand(scene, during, 1);
    process.stdout.write(tableOf(scene.lines));
    const engine = await installation.engineText();
    expect(engine).toContain('period-of-care:');
    expect(SEEDED.filter((text) => engine.includes(text))).toEqual([]);
    const [imported] = await scene.parts.prisma.$queryRawUnsafe<{ periods: number }[]>(
      `SELECT count(*)::int AS periods FROM process p JOIN subject s ON s.ref = p.subject_ref
        WHERE p.kind = 'period-of-care' AND s.local_reference NOT LIKE 'zq-%'`,
    );
    expect(imported?.periods).toBe(PERIODS_OF_RETURN);
  } finally {
    await scene.close();
  }
}
