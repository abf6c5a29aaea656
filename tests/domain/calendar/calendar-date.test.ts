import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  addYears,
  calendarDate,
  dateOf,
  dateOfDayNumber,
  dayNumberOf,
  daysBetween,
  daysInMonth,
  earlierOf,
  isCalendarDate,
  laterOf,
  parseCalendarDate,
  spelledOut,
  weekdayNameOf,
  weekdayOf,
} from '../../../domain/calendar/calendar-date.ts';

const ANY_DAY_NUMBER = fc.integer({
  min: dayNumberOf(calendarDate('0001-01-01')),
  max: dayNumberOf(calendarDate('9998-12-31')),
});

describe('a calendar date', () => {
  test.each(['2026-03-02', '2024-02-29', '2000-02-29', '2026-12-31', '0000-01-01', '9999-12-31'])(
    '%s is a date',
    (written) => {
      expect(isCalendarDate(written)).toBe(true);
      expect(parseCalendarDate(written)).toEqual({ ok: true, value: written });
    },
  );

  test.each([
    '2026-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-1-1',
    '02/03/2026',
    '2026-03-02T00:00:00Z',
    ' 2026-03-02',
    '2026-03-02\n',
    '20260302',
    '',
    '٢٠٢٦-٠٣-٠٢',
  ])('%j is not a date', (written) => {
    expect(isCalendarDate(written)).toBe(false);
    expect(parseCalendarDate(written)).toEqual({ ok: false, refusal: 'not-a-date' });
    expect(() => calendarDate(written)).toThrow(RangeError);
  });

  test('a day beyond the end of the month is never carried over', () => {
    expect(() => dateOf({ year: 2026, month: 2, day: 29 })).toThrow(RangeError);
    expect(daysInMonth(2026, 13)).toBe(0);
  });

  test('a date outside four-digit years cannot be counted to', () => {
    expect(() => addDays(calendarDate('9999-12-31'), 1)).toThrow(RangeError);
    expect(() => addDays(calendarDate('0000-01-01'), -1)).toThrow(RangeError);
    expect(() => addMonths(calendarDate('9999-12-31'), 1)).toThrow(RangeError);
  });

  test('day numbers agree with the number of days since 1970 in UTC', () => {
    fc.assert(
      fc.property(ANY_DAY_NUMBER, (dayNumber) => {
        const written = new Date(dayNumber * 86_400_000).toISOString().slice(0, 10);
        expect(dateOfDayNumber(dayNumber)).toBe(written);
        expect(dayNumberOf(calendarDate(written))).toBe(dayNumber);
      }),
      { numRuns: 2000 },
    );
  });

  test('weekdays agree with those of UTC', () => {
    fc.assert(
      fc.property(ANY_DAY_NUMBER, (dayNumber) => {
        const sundayIsNought = new Date(dayNumber * 86_400_000).getUTCDay();
        expect(weekdayOf(dateOfDayNumber(dayNumber)) % 7).toBe(sundayIsNought);
      }),
    );
  });

  test('adding days and counting them are inverse', () => {
    fc.assert(
      fc.property(ANY_DAY_NUMBER, fc.integer({ min: -360, max: 360 }), (dayNumber, days) => {
        const on = dateOfDayNumber(dayNumber);
        fc.pre(dayNumber + days > dayNumberOf(calendarDate('0000-01-01')));
        expect(daysBetween(on, addDays(on, days))).toBe(days);
      }),
    );
  });

  test('the earlier and the later of two dates', () => {
    const [march, april] = [calendarDate('2026-03-31'), calendarDate('2026-04-01')];
    expect([earlierOf(march, april), earlierOf(april, march)]).toEqual([march, march]);
    expect([laterOf(march, april), laterOf(april, march)]).toEqual([april, april]);
  });

  test('a date is spelled out with its weekday', () => {
    expect(spelledOut(calendarDate('2026-03-02'))).toBe('2 March 2026');
    expect(weekdayNameOf(calendarDate('2026-03-02'))).toBe('Monday');
    expect(weekdayNameOf(calendarDate('2026-03-08'))).toBe('Sunday');
  });
});

describe('calendar months', () => {
  test.each([
    ['2025-11-30', 3, '2026-02-28'],
    ['2023-11-30', 3, '2024-02-29'],
    ['2025-08-31', 6, '2026-02-28'],
    ['2026-03-01', 6, '2026-09-01'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2026-01-31', 2, '2026-03-31'],
    ['2026-10-31', 1, '2026-11-30'],
    ['2026-12-31', 2, '2027-02-28'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2026-05-05', 0, '2026-05-05'],
  ])('%s and %i months end on %s', (from, months, to) => {
    expect(addMonths(calendarDate(from), months)).toBe(to);
  });

  test('29 February a year on is 28 February', () => {
    expect(addYears(calendarDate('2024-02-29'), 1)).toBe('2025-02-28');
    expect(addYears(calendarDate('2024-02-29'), 4)).toBe('2028-02-29');
  });

  test('a later day never ends earlier', () => {
    fc.assert(
      fc.property(ANY_DAY_NUMBER, fc.integer({ min: 1, max: 9 }), (dayNumber, months) => {
        const [on, next] = [dateOfDayNumber(dayNumber), dateOfDayNumber(dayNumber + 1)];
        expect(addMonths(next, months) >= addMonths(on, months)).toBe(true);
      }),
    );
  });
});
