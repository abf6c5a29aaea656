import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEmbedded, type EmbeddedSet } from '../support/embedded-set.ts';
import { tableOf, type Line } from './account.ts';
import { sleepForTwoWeeks } from './asleep.ts';
import { ATTACKS } from './attacks.ts';
import { FULL_DISK, startOnSmallDisk } from './full-disk.ts';
import { openScene, withstand, type Scene } from './withstand.ts';

// Each attack once; `npm run soak` makes them again and again, with kills of every part.
const lines: Line[] = [];
afterAll(() => void process.stdout.write(tableOf(lines)));

// Side by side: each waits more than it works.
describe.concurrent('an installation withstands', { timeout: 240_000 }, () => {
  let installation: EmbeddedSet;
  let scene: Scene<EmbeddedSet>;
  beforeAll(async () => {
    installation = await startEmbedded();
    scene = await openScene(installation);
  }, 120_000);
  afterAll(async () => {
    lines.push(...scene.lines);
    await scene.close();
    await installation.stop();
  }, 60_000);

  test.each(ATTACKS)('$fault', { concurrent: false }, (attack) => withstand(scene, attack, 1));
});

test.concurrent('a full disk', { timeout: 240_000 }, async ({ skip }) => {
  const installation = await startOnSmallDisk();
  if (installation === null) {
    process.stderr.write('Not run: a full disk, because this account may mount no file system.\n');
    return skip();
  }
  try {
    const scene = await openScene(installation);
    await withstand(scene, FULL_DISK, 1).finally(() => {
      lines.push(...scene.lines);
      return scene.close();
    });
    expect(scene.lines).toHaveLength(1);
  } finally {
    await installation.stop();
  }
});

test.concurrent('a worker asleep for two weeks while people work', { timeout: 240_000 }, async () => {
  lines.push(await sleepForTwoWeeks());
});
