import { addDays, weekdayOf, type CalendarDate } from '../calendar/calendar-date.ts';
import type { Calendar } from '../calendar/calendar.ts';
import { isWorkingDay } from '../calendar/working-days.ts';
import type { Urgency } from '../rulebook/ladder.ts';

/** What is gathered at any minute, also at night: what cannot wait for a working morning. */
export const AT_ONCE: readonly Urgency[] = ['urgent'];

/** What the digest of a day gathers, by the authority's own working days: nothing on others, the week's summary on the first of a week. */
export function digestOf(on: CalendarDate, practice: Calendar): readonly Urgency[] {
  if (!isWorkingDay(practice, on)) return [];
  const before = Array.from({ length: weekdayOf(on) - 1 }, (_none, days) => addDays(on, -days - 1));
  const isFirst = !before.some((day) => isWorkingDay(practice, day));
  return isFirst ? ['ordinary', 'digest', 'weekly'] : ['ordinary', 'digest'];
}
