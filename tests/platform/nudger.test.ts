import { describe, expect, test } from 'vitest';
import { instant } from '../../domain/calendar/instant.ts';
import { createNudger } from '../../platform/nudger.ts';

type Touched = Parameters<ReturnType<typeof createNudger>['afterCommit']>[0][number];

const NOW = instant('2026-12-01T07:30:00.000Z');
const SOON = '2026-12-01T08:00:00.000Z';
const TOMORROW = '2026-12-02T08:00:00.000Z';
const LATER = '2026-12-08T08:00:00.000Z';

function touched(processId: string, parts: Partial<Touched> = {}): Touched {
  return { processId, nextChangeAt: LATER, armedFor: LATER, closed: false, by: 'command', ...parts };
}

/** An engine that notes whom it was asked to nudge; the first call may be held up or fail. */
function anEngine(first: () => Promise<void> = () => Promise.resolve()) {
  const nudged: string[] = [];
  const nudge = async (processId: string): Promise<'nudged'> => {
    nudged.push(processId);
    if (nudged.length === 1) await first();
    return 'nudged';
  };
  return { nudged, nudger: createNudger({ nudge }, { log: { debug: () => undefined }, clock: { now: () => NOW } }) };
}

describe('nudges after a commit', () => {
  test('go to whoever a person has changed, and after bulk work to those alone who would wake too late', async () => {
    const { nudged, nudger } = anEngine();
    nudger.afterCommit([
      touched('command'),
      touched('bulk', { by: 'bulk' }),
      touched('bulk-too-late', { by: 'bulk', nextChangeAt: SOON }),
      touched('bulk-closed', { by: 'bulk', closed: true, nextChangeAt: null }),
      touched('sibling-later', { by: 'sibling', armedFor: SOON }),
      touched('itself', { by: 'engine', nextChangeAt: SOON }),
      touched('not-armed', { armedFor: null }),
    ]);
    await nudger.settle();
    expect(nudged.sort()).toEqual(['bulk-closed', 'bulk-too-late', 'command']);
  });

  test('are sent once for what changed several times meanwhile, and first to those whose next step is near', async () => {
    let release: () => void = () => undefined;
    const { nudged, nudger } = anEngine(() => new Promise((resolve) => (release = resolve)));
    nudger.afterCommit([touched('first')]);
    for (let times = 0; times < 3; times += 1) nudger.afterCommit([touched('busy'), touched('quiet')]);
    nudger.afterCommit([touched('days-ahead', { nextChangeAt: TOMORROW }), touched('near', { nextChangeAt: SOON })]);
    release();
    await nudger.settle();
    expect(nudged).toEqual(['first', 'near', 'busy', 'quiet', 'days-ahead']);
  });

  test('that fail hold up nobody: the sweep sees to them', async () => {
    const { nudged, nudger } = anEngine(() => Promise.reject(new Error('away')));
    nudger.afterCommit([touched('one'), touched('two')]);
    await nudger.settle();
    expect(nudged).toEqual(['one', 'two']);
    nudger.afterCommit([touched('one')]);
    await nudger.settle();
    expect(nudged).toEqual(['one', 'two', 'one']);
  });
});
