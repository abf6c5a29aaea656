import { type CalendarDate, dateOf, partsOf } from '../../calendar/calendar-date.ts';
import { by } from '../../in-order.ts';
import { eachInSteps, type Steps } from '../../in-steps.ts';
import type { ReadFile } from '../read-file.ts';
import { readReturnDate } from '../read-value.ts';

/** A few dates may be nonsense; the year that holds the last of them is not decided by those. */
const SENSIBLE = 0.995;

/** The end of the year that the latest readable date of the files lies in; null where there is none. */
export function* suggestAsAt(files: readonly ReadFile[]): Steps<CalendarDate | null> {
  if (!files.some((file) => /^(episodes|reviews)\./i.test(file.name))) return null;
  const counts = new Map<CalendarDate, number>();
  for (const { rows } of files)
    yield* eachInSteps(rows, ({ fields }) => {
      for (const year of (fields ?? []).flatMap(yearEnds)) counts.set(year, (counts.get(year) ?? 0) + 1);
    });
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  let after = all - Math.max(1, Math.floor(all * SENSIBLE));
  for (const [year, count] of [...counts].toSorted(by(([end]) => end)).toReversed()) {
    if (after < count) return year;
    after -= count;
  }
  return null;
}

/** The 31 March by which a date that could be read is reported. */
function yearEnds(field: string): readonly CalendarDate[] {
  const { on } = /^\d\d\/\d\d\/\d{4}$/.test(field) ? readReturnDate(field) : { on: null };
  if (on === null) return [];
  const { year, month } = partsOf(on);
  return [dateOf({ year: month <= 3 ? year : year + 1, month: 3, day: 31 })];
}
