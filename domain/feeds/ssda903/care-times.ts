import type { CalendarDate } from '../../calendar/calendar-date.ts';
import type { StagedRow } from './staged.ts';

export type Episode = { readonly row: StagedRow; readonly on: CalendarDate };

/** One period of care as its episodes tell it; both days belong to it. */
export type CareTime = {
  readonly episodes: readonly [Episode, ...Episode[]];
  readonly last: Episode;
  /** Null while the child is in care. */
  readonly endOn: CalendarDate | null;
  /** SSDA903 REC; null while in care, and where the row of the end was not taken. */
  readonly reasonLeft: string | null;
};

/** Rows of one table by child; repeated rows and rows that were not taken are left out. */
export function takenByChild(rows: readonly StagedRow[], table: string): ReadonlyMap<string, readonly StagedRow[]> {
  const groups = new Map<string, StagedRow[]>();
  for (const row of rows) {
    if (row.table !== table || row.status !== 'taken' || row.repeated || row.child === null) continue;
    const group = groups.get(row.child) ?? [];
    group.push(row);
    groups.set(row.child, group);
  }
  return groups;
}

/**
 * The periods of care of one child. A period begins with RNE S, or after a row that ended care; a return to care on the
 * same day is continuous (timescales §17.10). A period whose last good row does not end it stays open, unless the child
 * came into care again: then it ended by that day at the latest.
 */
export function careTimesOf(rows: readonly StagedRow[]): readonly CareTime[] {
  const periods = split(rows.flatMap(episodeOf).toSorted((a, b) => (a.on < b.on ? -1 : 1)));
  return periods.map((episodes, place) => {
    const last = episodes.at(-1) ?? episodes[0];
    const isOpen = isContinued(last.row);
    const nextOn = periods[place + 1]?.[0].on ?? null;
    return {
      episodes,
      last,
      endOn: isOpen ? nextOn : (last.row.dates['DEC'] ?? null),
      reasonLeft: isOpen ? null : (last.row.values['REC'] ?? null),
    };
  });
}

export function isWithin({ episodes, endOn }: CareTime, on: CalendarDate): boolean {
  return on >= episodes[0].on && (endOn === null || on <= endOn);
}

function episodeOf(row: StagedRow): readonly Episode[] {
  const on = row.dates['DECOM'];
  return on === undefined ? [] : [{ row, on }];
}

function split(episodes: readonly Episode[]): readonly [Episode, ...Episode[]][] {
  const periods: [Episode, ...Episode[]][] = [];
  for (const episode of episodes) {
    const current = periods.at(-1);
    if (current === undefined || begins(episode, current.at(-1)?.row)) periods.push([episode]);
    else current.push(episode);
  }
  return periods;
}

function begins({ row, on }: Episode, before: StagedRow | undefined): boolean {
  if (before === undefined) return true;
  return before.dates['DEC'] !== on && (row.values['RNE'] === 'S' || !isContinued(before));
}

function isContinued(row: StagedRow): boolean {
  return row.dates['DEC'] === undefined || row.values['REC'] === 'X1';
}
