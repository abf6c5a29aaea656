import { expect, test } from 'vitest';
import { startEmbedded } from '../support/embedded-set.ts';
import { tableOf, summed, type Line } from './account.ts';
import { sleepForTwoWeeks } from './asleep.ts';
import { ATTACKS } from './attacks.ts';
import { FULL_DISK, startOnSmallDisk } from './full-disk.ts';
import { KILLED, killsOf } from './kills.ts';
import { openScene, withstand } from './withstand.ts';

/** All attacks again and again, between them kills of every part, until there were this many kills. */
const MOST_KILLS = 200;
/** A run ends after this whatever was done by then: SOAK_MINUTES. */
const MINUTES = Number(process.env['SOAK_MINUTES'] ?? 30);
/** After every second attack: so many of each part, in an order that chance decides. */
const KILLS_AT_ONCE = { work: 14, serve: 14, postgres: 11, temporal: 11 } as const;
const TIMES = 2;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

test('an installation withstands everything for long', { timeout: (MINUTES + 15) * 60_000 }, async () => {
  const until = Date.now() + MINUTES * 60_000;
  const isOver = (): boolean => Date.now() > until;
  const lines: Line[] = [];
  const installation = await startEmbedded();
  const scene = await openScene(installation);
  try {
    while (killsIn(scene.lines) < MOST_KILLS && !isOver()) {
      for (const [place, attack] of ATTACKS.entries()) {
        if (isOver()) break;
        await withstand(scene, attack, TIMES);
        if (place % 2 === 0 || isOver()) continue;
        await withstand(scene, killsOf(KILLS_AT_ONCE), 1);
      }
      if (!isOver()) lines.push(...(await fillADisk()));
      if (!isOver()) lines.push(await sleepForTwoWeeks());
    }
  } finally {
    say(tableOf(summed([...scene.lines, ...lines])));
    say(
      `${String(killsIn(scene.lines))} kills${isOver() ? `; stopped at the bound of ${String(MINUTES)} minutes` : ''}`,
    );
    await scene.close();
    await installation.stop();
  }
  expect(isOver() || killsIn(scene.lines) >= MOST_KILLS).toBe(true);
});

function killsIn(lines: readonly Line[]): number {
  return lines.reduce((sum, { fault, times }) => sum + (fault === KILLED ? times : 0), 0);
}

async function fillADisk(): Promise<readonly Line[]> {
  const installation = await startOnSmallDisk();
  if (installation === null) {
    say('Not run: a full disk, because this account may mount no file system.');
    return [];
  }
  const scene = await openScene(installation);
  try {
    await withstand(scene, FULL_DISK, TIMES);
    return scene.lines;
  } finally {
    await scene.close();
    await installation.stop();
  }
}
