import { expect } from 'vitest';
import { connectParts, type Parts } from '../../cli/own-parts.ts';
import { readConfig } from '../../platform/config.ts';
import { until, type Installation } from '../support/installation.ts';
import { accountOf, type Line } from './account.ts';
import { createPeople, type People } from './people.ts';

/** The installation under attack, the people who work on it, and a look at its record and engine from beside. */
export type Scene<Kind extends Installation = Installation> = {
  readonly installation: Kind;
  readonly people: People;
  readonly parts: Parts;
  /** What was withstood so far. */
  readonly lines: Line[];
  close(): Promise<void>;
};

export type Attack<Kind extends Installation = Installation> = {
  readonly fault: string;
  /** Only then may a person be told that the record is away. */
  readonly takesRecordAway: boolean;
  /** How many faults one strike makes; one if it does not say. */
  readonly faultsAtOnce?: number;
  /** Makes the fault once and ends it; gives the instant at which it ended, if that was not just now. */
  strike(scene: Scene<Kind>): Promise<number | undefined>;
};

/** Bound of the issue, from the end of a fault. */
const MOST_SECONDS = 120;

export async function openScene<Kind extends Installation>(installation: Kind): Promise<Scene<Kind>> {
  const parts = await partsOf(installation);
  const people = await createPeople(installation);
  return { installation, people, parts, lines: [], close: () => parts.close() };
}

/** The record and the engine of an installation, as one of its own processes sees them. */
export async function partsOf(installation: Installation): Promise<Parts> {
  return connectParts(
    readConfig({
      HOLDFAST_DATA_DIR: installation.dataDir,
      HOLDFAST_DATABASE_URL: await installation.databaseUrl(),
      HOLDFAST_TEMPORAL_ADDRESS: await installation.temporalAddress(),
      HOLDFAST_LOG_LEVEL: 'silent',
      HOLDFAST_POOL_SIZE: '4',
    }),
  );
}

/** Makes a fault so many times while people work, and holds afterwards what always holds. */
export async function withstand<Kind extends Installation>(
  scene: Scene<Kind>,
  { fault, takesRecordAway, faultsAtOnce = 1, strike }: Attack<Kind>,
  times: number,
): Promise<void> {
  const { people, parts } = scene;
  let secondsUntilArmed = 0;
  people.takeAnswers();
  for (let time = 0; time < times; time += 1) {
    const endedAt = await people.workWhile(async () => (await strike(scene)) ?? Date.now());
    await until(() => isAllArmed(scene), (MOST_SECONDS + 30) * 1_000, `all armed after ${fault}`);
    secondsUntilArmed = Math.max(secondsUntilArmed, (Date.now() - endedAt) / 1_000);
  }
  const { accepted, refused, away, failed, unanswered } = people.takeAnswers();
  const account = await accountOf(parts.prisma, accepted);
  const { lost, doubled } = account;
  scene.lines.push({ fault, times: times * faultsAtOnce, lost, doubled, secondsUntilArmed });
  const said = `${String(accepted.length)} commands accepted, ${String(away)} times told that the record is away`;
  process.stdout.write(`\n${fault}: ${said}, ${secondsUntilArmed.toFixed(1)} s until armed\n`);
  expect({ account, refused, failed, unanswered, away: takesRecordAway ? 0 : away }, fault).toEqual({
    account: { lost: 0, doubled: 0, early: 0, backwards: 0, faults: [] },
    refused: [],
    failed: [],
    unanswered: 0,
    away: 0,
  });
  expect(accepted.length, 'commands accepted').toBeGreaterThan(0);
  expect(secondsUntilArmed, fault).toBeLessThan(MOST_SECONDS);
}

type Behind = { readonly unarmed: number; readonly armedTooLate: number; readonly pastTime: number };

/** Nothing is behind by the record, and the engine itself says that a workflow runs for every open process. */
export async function isAllArmed({ installation, parts }: Pick<Scene, 'installation' | 'parts'>): Promise<boolean> {
  const ready = await fetch(`${installation.address}/readyz`)
    .then(async (answer) => (await answer.json()) as { readonly behind: Behind | null })
    .catch(() => null);
  const behind = ready?.behind;
  if (behind?.unarmed !== 0 || behind.armedTooLate !== 0 || behind.pastTime !== 0) return false;
  try {
    const running = await parts.engine.listRunning();
    const open = await parts.prisma.$queryRawUnsafe<{ id: string }[]>('SELECT id FROM process WHERE NOT closed');
    return open.every(({ id }) => running.has(id));
  } catch {
    return false;
  }
}
