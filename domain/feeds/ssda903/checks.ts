import { addYears, type CalendarDate } from '../../calendar/calendar-date.ts';
import type { ProblemCode } from '../problem.ts';
import { readTimeOfDay } from '../read-value.ts';
import { valueIn, type DatedRow, type StagedRow } from '../staged.ts';

/** A problem of one row, found by looking at others. */
export type Found = { readonly row: StagedRow; readonly column: string | null; readonly code: ProblemCode };

/** What is told of a child in the return, for looking across rows and tables. */
export type ChildRows = {
  readonly dateOfBirth: CalendarDate;
  /** Every episode whose first day could be read, in order of that day. */
  readonly episodes: readonly DatedRow[];
  /** Some episode could not be read: gaps prove nothing then. */
  readonly incomplete: boolean;
};

/** Dates after the day to which the return speaks were not written by what it reports. */
export function futureDates(row: StagedRow, asAt: CalendarDate): readonly Found[] {
  // A claim to unaccompanied status ends on the eighteenth birthday, which may be to come.
  return Object.entries(row.dates)
    .filter(([column, on]) => on !== undefined && on > asAt && column !== 'DUC')
    .map(([column]) => ({ row, column, code: 'FUTURE_DATE' }));
}

/** Ends that lie before their starts, and a match before DATE_INT (timescales §16), in tables that have both. */
export function reversedDates(row: StagedRow): readonly Found[] {
  const pairs = [
    ['MIS_START', 'MIS_END', 'END_BEFORE_START'],
    ['SW_DECOM', 'SW_DEC', 'END_BEFORE_START'],
    ['DOLO_START', 'DOLO_END', 'END_BEFORE_START'],
    ['DATE_PLACED', 'DATE_PLACED_CEASED', 'END_BEFORE_START'],
    ['DATE_INT', 'DATE_MATCH', 'MATCH_BEFORE_INT'],
  ] as const;
  return pairs.flatMap(([start, end, code]): Found[] => {
    return isReversed(row, { start, end }) ? [{ row, column: end, code }] : [];
  });
}

/** By days, and on one day by the times, where both have one. */
function isReversed(row: StagedRow, { start, end }: { readonly start: string; readonly end: string }): boolean {
  const { [start]: from, [end]: to } = row.dates;
  if (from === undefined || to === undefined || to > from) return false;
  const [begun, over] = [start, end].map((column) => readTimeOfDay(valueIn(row, column)));
  return to < from || (begun != null && over != null && over < begun);
}

/** Episodes of one child, each against itself and its neighbours. */
export function episodeProblems({ episodes, dateOfBirth, incomplete }: ChildRows): readonly Found[] {
  return episodes.flatMap((episode, place) => [
    ...alone(episode, dateOfBirth),
    ...withNext(episode, { next: episodes[place + 1] ?? null, incomplete }),
    ...withBefore(episode, episodes[place - 1] ?? null),
  ]);
}

function alone({ row, on: from }: DatedRow, dateOfBirth: CalendarDate): readonly Found[] {
  const { DEC: to } = row.dates;
  const reason = valueIn(row, 'REC');
  return found(row, [
    ['DEC', 'DEC_BEFORE_DECOM', to !== undefined && to < from],
    ['REC', 'DEC_WITHOUT_REC', to !== undefined && reason === ''],
    ['REC', 'REC_WITHOUT_DEC', to === undefined && reason !== ''],
    ['DECOM', 'BEFORE_BIRTH', from < dateOfBirth],
  ]);
}

function withNext(
  { row, on: from }: DatedRow,
  { next, incomplete }: { readonly next: DatedRow | null; readonly incomplete: boolean },
): readonly Found[] {
  if (next === null) return [];
  const { DEC: to } = row.dates;
  const isAgain = next.on === from;
  const leavesGap = to !== undefined && to < next.on && to >= from && valueIn(row, 'REC') === 'X1';
  return found(row, [
    ['DEC', 'OPEN_BUT_LATER_ROW_EXISTS', to === undefined && valueIn(row, 'REC') === '' && !isAgain],
    ['DEC', 'OVERLAP', to !== undefined && to > next.on && !isAgain],
    ['DEC', 'GAP', leavesGap && !incomplete],
    ['DECOM', 'DUPLICATE_CHILD_DECOM', isAgain],
  ]);
}

function withBefore({ row, on: from }: DatedRow, before: DatedRow | null): readonly Found[] {
  if (before === null) return [];
  const continues = valueIn(before.row, 'REC') === 'X1' && before.row.dates['DEC'] === from;
  return found(row, [
    ['RNE', 'S_BUT_PREVIOUS_CONTINUES', valueIn(row, 'RNE') === 'S' && continues],
    ['DECOM', 'DUPLICATE_CHILD_DECOM', before.on === from],
  ]);
}

/** A review against the child's age and time in care. */
export function reviewProblems(
  { row, on }: DatedRow,
  { dateOfBirth, episodes, incomplete }: ChildRows,
): readonly Found[] {
  const first = episodes[0]?.on ?? null;
  const inCare = episodes.some((episode) => episode.on <= on && (episode.row.dates['DEC'] ?? on) >= on);
  const fourOn = addYears(dateOfBirth, 4);
  const code = valueIn(row, 'REVIEW_CODE');
  return found(row, [
    ['REVIEW', 'REVIEW_BEFORE_CARE', first !== null && on < first && !incomplete],
    ['REVIEW', 'REVIEW_OUTSIDE_CARE', first !== null && on >= first && !inCare && !incomplete],
    // The fourth birthday itself passes either way (rule 440 of the return).
    ['REVIEW_CODE', 'PN0_BUT_FOUR_OR_OVER', code === 'PN0' && on > fourOn],
    ['REVIEW_CODE', 'PN1_TO_PN7_BUT_UNDER_FOUR', /^PN[1-7]$/.test(code) && on < fourOn],
  ]);
}

function found(
  row: StagedRow,
  checks: readonly (readonly [column: string, code: ProblemCode, isSo: boolean])[],
): readonly Found[] {
  return checks.filter(([, , isSo]) => isSo).map(([column, code]) => ({ row, column, code }));
}
