import { addDays, type CalendarDate, dateOf, daysInMonth, weekdayOf } from './calendar-date.ts';
import { easterSundayOf } from './easter.ts';

export type BankHoliday = readonly [on: CalendarDate, name: string];

/**
 * The bank holidays of England and Wales that follow from the Banking and Financial Dealings Act 1971 Sch 1 and the
 * yearly proclamations; one-off days cannot be computed. Good Friday and Christmas Day are common-law holidays.
 */
export function computedBankHolidays(year: number): readonly BankHoliday[] {
  const easter = easterSundayOf(year);
  return [
    newYear(year),
    [addDays(easter, -2), 'Good Friday'],
    [addDays(easter, 1), 'Easter Monday'],
    [firstMonday(year, 5), 'Early May bank holiday'],
    [lastMonday(year, 5), 'Spring bank holiday'],
    [lastMonday(year, 8), 'Summer bank holiday'],
    ...christmas(year),
  ];
}

function firstMonday(year: number, month: number): CalendarDate {
  const first = dateOf({ year, month, day: 1 });
  return addDays(first, (8 - weekdayOf(first)) % 7);
}

function lastMonday(year: number, month: number): CalendarDate {
  const last = dateOf({ year, month, day: daysInMonth(year, month) });
  return addDays(last, 1 - weekdayOf(last));
}

function newYear(year: number): BankHoliday {
  const first = dateOf({ year, month: 1, day: 1 });
  const weekday = weekdayOf(first);
  if (weekday < 6) return [first, "New Year's Day"];
  return [addDays(first, 8 - weekday), "New Year's Day (substitute day)"];
}

function christmas(year: number): readonly BankHoliday[] {
  const christmasOn = dateOf({ year, month: 12, day: 25 });
  const boxingOn = addDays(christmasOn, 1);
  const weekday = weekdayOf(christmasOn);
  if (weekday === 5)
    return [
      [christmasOn, 'Christmas Day'],
      [addDays(christmasOn, 3), 'Boxing Day (substitute day)'],
    ];
  if (weekday === 6) {
    const mondayOn = addDays(christmasOn, 2);
    return [
      [mondayOn, 'Christmas Day (substitute day)'],
      [addDays(mondayOn, 1), 'Boxing Day (substitute day)'],
    ];
  }
  if (weekday === 7)
    return [
      [boxingOn, 'Boxing Day'],
      [addDays(boxingOn, 1), 'Christmas Day (substitute day)'],
    ];
  return [
    [christmasOn, 'Christmas Day'],
    [boxingOn, 'Boxing Day'],
  ];
}
