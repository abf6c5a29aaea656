import { describe, expect, test } from 'vitest';
import { inTurns } from '../../activities/in-turns.ts';
import { calendarDate } from '../../domain/calendar/calendar-date.ts';
import type { ReadFile, ReadRow } from '../../domain/feeds/read-file.ts';
import { childrenOf } from '../../domain/feeds/ssda903/periods.ts';
import { suggestAsAt } from '../../domain/feeds/ssda903/year-of.ts';
import { stageReturn } from '../../domain/feeds/ssda903/stage.ts';
import { stageFeed } from '../../domain/feeds/ssd/stage.ts';
import type { StagedReturn } from '../../domain/feeds/staged.ts';
import { CHILDREN_OF_A_STEP, ITEMS_OF_A_STEP, type Steps, finished } from '../../domain/in-steps.ts';
import { csvInSteps, readCsv } from '../../platform/csv.ts';
import { synthesise } from '../../samples/synthesise.ts';
import { synthesiseFeed } from '../../samples/synthesise-feed.ts';

const wish = { children: 600, seed: 1, asAt: calendarDate('2026-03-31') };
const asAt = wish.asAt;
const read = (files: Readonly<Record<string, string>>): readonly ReadFile[] =>
  Object.entries(files).map(([name, text]) => readCsv(name, new TextEncoder().encode(text)));
const FILES = read(synthesise(wish));
const ROWS = FILES.reduce((sum, { rows }) => sum + rows.length, 0);

/** How often the event loop came round while something went on. */
async function turnsDuring(work: () => Promise<unknown>, onTurn = (): void => undefined): Promise<number> {
  let turns = 0;
  let isOver = false;
  const turn = (): void => {
    turns += 1;
    onTurn();
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  await work();
  isOver = true;
  return turns;
}

/** Files that note how many of their rows have been looked into. */
function counted(files: readonly ReadFile[]): { readonly files: readonly ReadFile[]; readonly rowsRead: () => number } {
  const seen = new Set<ReadRow>();
  const counting = (row: ReadRow): ReadRow => ({
    line: row.line,
    fault: row.fault,
    get fields() {
      seen.add(row);
      return row.fields;
    },
  });
  return { files: files.map((file) => ({ ...file, rows: file.rows.map(counting) })), rowsRead: () => seen.size };
}

describe('a large return', () => {
  const passes = (steps: Steps<unknown>): number => {
    let count = 0;
    while (steps.next().done !== true) count += 1;
    return count;
  };

  test('is staged in turns, between which the worker does whatever else waits', async () => {
    expect(ROWS).toBeGreaterThan(8 * ITEMS_OF_A_STEP);
    let staged: StagedReturn | null = null;
    const turns = await turnsDuring(async () => {
      staged = await inTurns(stageReturn(FILES, { asAt }));
    });
    // Each row is looked at several times: read, marked, judged, held. Staged at a stretch it would be one turn.
    expect(turns).toBeGreaterThan((4 * ROWS) / ITEMS_OF_A_STEP);
    expect(staged).toEqual(finished(stageReturn(FILES, { asAt })));
    expect(await turnsDuring(() => Promise.resolve(finished(stageReturn(FILES, { asAt }))))).toBeLessThan(3);
  });

  test('is taken apart line by line, and looked through for its year, in turns', () => {
    const lines = Array.from({ length: 10_000 }, (_none, place) => `${String(place)},02/03/2012\n`).join('');
    const bytes = new TextEncoder().encode(`CHILD,DOB\n${lines}`);
    // Once to find the lines and once to read them.
    expect(passes(csvInSteps('header.csv', bytes))).toBe(10);
    expect(finished(csvInSteps('header.csv', bytes))).toEqual(readCsv('header.csv', bytes));
    expect(passes(suggestAsAt(FILES))).toBeGreaterThan(ROWS / ITEMS_OF_A_STEP - FILES.length);
  });

  test('is never read by more rows than those of two steps before others have their turn', async () => {
    const { files, rowsRead } = counted(FILES);
    let before = 0;
    let most = 0;
    await turnsDuring(
      () => inTurns(stageReturn(files, { asAt })),
      () => {
        most = Math.max(most, rowsRead() - before);
        before = rowsRead();
      },
    );
    expect(rowsRead()).toBe(ROWS);
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(2 * ITEMS_OF_A_STEP);
  });

  test('its children, and those of a daily feed, are made of it in turns too', () => {
    const staged = finished(stageReturn(FILES, { asAt }));
    const teller = { by: 'return', importId: 'import-1', workers: new Map<string, never>() } as const;
    expect(passes(childrenOf(staged, teller))).toBeGreaterThanOrEqual(
      Math.floor(childrenIn(staged) / CHILDREN_OF_A_STEP),
    );
    const feed = read(synthesiseFeed(wish, 0));
    const rows = feed.reduce((sum, file) => sum + file.rows.length, 0);
    expect(passes(stageFeed(feed, { asAt }))).toBeGreaterThan((6 * rows) / ITEMS_OF_A_STEP);
  });
});

function childrenIn({ rows }: StagedReturn): number {
  return new Set(
    rows.filter(({ table, status }) => table === 'episodes' && status === 'taken').map(({ child }) => child),
  ).size;
}
