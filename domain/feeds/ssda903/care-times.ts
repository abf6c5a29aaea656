import type { CalendarDate } from '../../calendar/calendar-date.ts';
import { by } from '../../in-order.ts';
import { isTemporaryPlacement } from '../../rulebook/regime.ts';
import { dated, valueIn, type DatedRow, type StagedRow } from '../staged.ts';

/** A row of episodes by its first day. */
export type Episode = DatedRow;

type Episodes = { readonly episodes: readonly [Episode, ...Episode[]]; readonly last: Episode };

/** One period of care as its episodes tell it; both days belong to it. */
export type CareTime = Episodes & {
  /** Null while the child is in care. */
  readonly endOn: CalendarDate | null;
  /** SSDA903 REC; null while in care, and where the row of the end was not taken. */
  readonly reasonLeft: string | null;
};

/**
 * The periods of care of one child. A period begins with RNE S, or after a row that ended care; a return to care on the
 * same day is continuous (timescales §17.10). A period whose last good row does not end it stays open, unless the child
 * came into care again: then it ended by that day at the latest.
 */
export function careTimesOf(rows: readonly StagedRow[]): readonly CareTime[] {
  const periods = split(rows.flatMap((row) => dated(row, 'DECOM')).toSorted(by(({ on }) => on)));
  return periods.map((period, place) => {
    const endOn = leftOn(period.last.row);
    return endOn === null
      ? { ...period, endOn: periods[place + 1]?.episodes[0].on ?? null, reasonLeft: null }
      : { ...period, endOn, reasonLeft: valueIn(period.last.row, 'REC') };
  });
}

export function isWithin({ episodes, endOn }: CareTime, on: CalendarDate): boolean {
  return on >= episodes[0].on && (endOn === null || on <= endOn);
}

/** The day on which a child has to be in care for a row to tell anything, by table; those of a feed as it delivers them, too. */
export const IN_CARE_ON: Readonly<Record<string, string>> = {
  reviews: 'REVIEW',
  missing: 'MIS_START',
  visits: 'VISIT_ON',
  'deprivation-of-liberty': 'DOLO_START',
  'ssd-missing': 'MISS_MISSING_EPISODE_START_DATE',
  'ssd-visits': 'CLAV_CLA_VISIT_DATE',
};

/** That day; null for a table whose rows tell of other times as well. */
export function dayInCare({ table, dates }: StagedRow): CalendarDate | null {
  return dates[IN_CARE_ON[table] ?? ''] ?? null;
}

function split(episodes: readonly Episode[]): readonly Episodes[] {
  const periods: Episodes[] = [];
  for (const episode of episodes) {
    const current = periods.at(-1);
    if (current === undefined || begins(episode, current.last.row))
      periods.push({ episodes: [episode], last: episode });
    else periods.splice(-1, 1, { episodes: [...current.episodes, episode], last: episode });
  }
  return periods;
}

function begins({ row, on }: Episode, before: StagedRow): boolean {
  return before.dates['DEC'] !== on && (valueIn(row, 'RNE') === 'S' || leftOn(before) !== null);
}

/** The day on which care ended with a row; null where it goes on. */
function leftOn(row: StagedRow): CalendarDate | null {
  const { DEC: on } = row.dates;
  return on === undefined || valueIn(row, 'REC') === 'X1' ? null : on;
}

/** Whether a placement began with an episode; otherwise only the legal status changed. */
export function startsPlacement({ row }: Episode, before: Episode | undefined): boolean {
  const isOther = before === undefined || valueIn(before.row, 'PLACE') !== valueIn(row, 'PLACE');
  return isOther || /[PBTU]/.test(valueIn(row, 'RNE'));
}

/** The placement goes on with the same carer under another status. */
export function isSameCarer({ row }: Episode, before: Episode | undefined): boolean {
  return before !== undefined && /[TU]/.test(valueIn(row, 'RNE'));
}

/** Back from a temporary placement to where the child was before it. */
export function isReturn(episodes: readonly Episode[], place: number): boolean {
  const code = episodes[place]?.row.values['PLACE'];
  const earlier = episodes.slice(0, place).map(({ row }) => valueIn(row, 'PLACE'));
  const settled = earlier.findLast((candidate) => !isTemporaryPlacement(candidate));
  return isTemporaryPlacement(earlier.at(-1) ?? null) && settled === code;
}
