import type { Telling } from '../../heart/fact.ts';
import { by } from '../../in-order.ts';
import { byChild, dated, valueIn, type StagedRow } from '../staged.ts';
import { isWithin, type CareTime } from './care-times.ts';
import type { Found } from './checks.ts';
import type { Tell } from './tell.ts';

const TABLE = 'deprivation-of-liberty';

/**
 * The time in care to which a deprivation of liberty belongs. A return that begins in the middle of a period tells with the
 * first day of each order also those that began before its first episode and went on.
 */
export function timeOf(row: StagedRow, times: readonly CareTime[]): CareTime | null {
  const { DOLO_START: from, DOLO_END: to } = row.dates;
  if (from === undefined) return null;
  const own = times.find((time) => isWithin(time, from));
  const began = times.find(({ episodes: [first] }) => from < first.on && (to === undefined || to >= first.on));
  return own ?? (began !== undefined && valueIn(began.episodes[0].row, 'RNE') !== 'S' ? began : null);
}

/** An order of the High Court and its end. Which day the court set is told by no return. */
export function deprivationFacts(rows: readonly StagedRow[], tell: Tell): readonly Telling[] {
  return rows
    .flatMap((row) => dated(row, 'DOLO_START'))
    .flatMap((start) => [
      tell('deprivation-of-liberty-authorised', start, { key: `deprived:${start.on}`, row: 'DOLO_ROW', payload: {} }),
      ...dated(start.row, 'DOLO_END').map((end) =>
        tell('deprivation-of-liberty-ended', end, {
          key: `deprivation-ended:${start.on}`,
          row: 'DOLO_ROW',
          payload: {},
        }),
      ),
    ]);
}

/** A deprivation of liberty cannot begin while the one before goes on (rule 705 of the return). */
export function overlappingDeprivations(rows: readonly StagedRow[]): readonly Found[] {
  const own = rows.filter(({ table, status, repeated }) => table === TABLE && status === 'taken' && !repeated);
  return [...byChild(own).values()].flatMap((ofChild) => {
    const starts = ofChild.flatMap((row) => dated(row, 'DOLO_START')).toSorted(by(({ on }) => on));
    return starts.flatMap(({ row }, place): Found[] => {
      const [next, { DOLO_END: end }] = [starts[place + 1], row.dates];
      const overlaps = next !== undefined && (end === undefined || next.on < end);
      return overlaps ? [{ row, column: 'DOLO_END', code: 'DEPRIVATION_GOES_ON' }] : [];
    });
  });
}
