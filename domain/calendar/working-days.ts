import type { Calendar } from './calendar.ts';
import {
  type CalendarDate,
  dateOfDayNumber,
  dayNumberOf,
  partsOf,
  weekdayNameOf,
  weekdayOfDayNumber,
} from './calendar-date.ts';
import type { WorkingDayDefinition } from './count.ts';

/**
 * True of a day on which periods of working days run (CPPCR reg 2(1), FSR reg 2(1), AAR reg 2, RPR reg 2).
 * Christmas Eve, closures of the council, strikes and school holidays are working days.
 */
export function isWorkingDay(calendar: Calendar, on: CalendarDate): boolean {
  return isWorkingDayNumber(calendar, dayNumberOf(on));
}

/**
 * All four definitions exclude Saturdays, Sundays, Christmas Day, Good Friday and the bank holidays of England and
 * Wales. The complaints regulations name Boxing Day besides, which is a bank holiday or a day of the weekend in every
 * year: they give it another name and never another date.
 */
export function isWorkingDayNumber(calendar: Calendar, dayNumber: number): boolean {
  return weekdayOfDayNumber(dayNumber) < 6 && !calendar.bankHolidayNumbers.has(dayNumber);
}

/** Why a day does not count, in the words of that definition; null of a working day. */
export function whyNotWorkingDay(
  calendar: Calendar,
  on: CalendarDate,
  definition: WorkingDayDefinition,
): string | null {
  const bankHoliday = calendar.bankHolidays.get(on);
  if (bankHoliday !== undefined) {
    const { month, day } = partsOf(on);
    return definition === 'rpr' && month === 12 && day === 26 ? 'Boxing Day' : bankHoliday;
  }
  return weekdayOfDayNumber(dayNumberOf(on)) < 6 ? null : weekdayNameOf(on);
}

/** So many working days after a day (before it, if negative); none: the day itself. */
export function addWorkingDays(calendar: Calendar, on: CalendarDate, workingDays: number): CalendarDate {
  const step = workingDays < 0 ? -1 : 1;
  let dayNumber = dayNumberOf(on);
  for (let left = Math.abs(workingDays); left > 0;) {
    dayNumber += step;
    if (isWorkingDayNumber(calendar, dayNumber)) left -= 1;
  }
  return dateOfDayNumber(dayNumber);
}
