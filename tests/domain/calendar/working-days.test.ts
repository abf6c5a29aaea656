import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ENGLAND_AND_WALES } from '../../../domain/calendar/calendar.ts';
import {
  addDays,
  calendarDate,
  dateOfDayNumber,
  dayNumberOf,
  daysBetween,
} from '../../../domain/calendar/calendar-date.ts';
import { addWorkingDays, isWorkingDay, whyNotWorkingDay } from '../../../domain/calendar/working-days.ts';
import { plusWorkingDays, worksOn } from '../../support/independent-dates.ts';

const DAY = fc
  .integer({ min: dayNumberOf(calendarDate('2012-01-01')), max: dayNumberOf(calendarDate('2035-12-31')) })
  .map(dateOfDayNumber);

const DEFINITIONS = ['cppcr', 'fsr', 'aar', 'rpr'] as const;

describe('a working day', () => {
  test.each(['2026-12-24', '2026-12-29', '2026-12-31', '2026-08-03', '2026-01-02'])(
    '%s is a working day (Christmas Eve, closures, school and Scottish holidays count)',
    (on) => {
      expect(isWorkingDay(ENGLAND_AND_WALES, calendarDate(on))).toBe(true);
      expect(whyNotWorkingDay(ENGLAND_AND_WALES, calendarDate(on), 'cppcr')).toBeNull();
    },
  );

  test.each([
    ['2026-03-07', 'Saturday'],
    ['2026-03-08', 'Sunday'],
    ['2026-04-03', 'Good Friday'],
    ['2026-04-06', 'Easter Monday'],
    ['2026-12-25', 'Christmas Day'],
    ['2026-12-28', 'Boxing Day (substitute day)'],
  ])('%s is not, because of %s', (on, why) => {
    expect(isWorkingDay(ENGLAND_AND_WALES, calendarDate(on))).toBe(false);
    for (const definition of DEFINITIONS)
      expect(whyNotWorkingDay(ENGLAND_AND_WALES, calendarDate(on), definition)).toBe(why);
  });

  test('the four definitions exclude the same days', () => {
    for (let on = calendarDate('2012-01-01'); on < '2036-01-01'; on = addDays(on, 1)) {
      const works = isWorkingDay(ENGLAND_AND_WALES, on);
      for (const definition of DEFINITIONS) {
        expect([on, definition, whyNotWorkingDay(ENGLAND_AND_WALES, on, definition) === null]).toEqual([
          on,
          definition,
          works,
        ]);
      }
    }
  });

  test('the complaints regulations name Boxing Day even under another name of the table', () => {
    const on = calendarDate('2025-12-26');
    const renamed = { ...ENGLAND_AND_WALES, bankHolidays: new Map([[on, 'Bank holiday']]) };
    expect(whyNotWorkingDay(renamed, on, 'rpr')).toBe('Boxing Day');
    expect(whyNotWorkingDay(renamed, on, 'cppcr')).toBe('Bank holiday');
  });

  test('agrees with the independent list on every day', () => {
    for (let on = calendarDate('2012-01-01'); on < '2036-01-01'; on = addDays(on, 1)) {
      expect([on, isWorkingDay(ENGLAND_AND_WALES, on)]).toEqual([on, worksOn(on)]);
    }
  });
});

describe('adding working days', () => {
  test.each([
    ['2026-03-02', 20, '2026-03-30'],
    ['2026-03-22', 20, '2026-04-21'],
    ['2026-04-02', 1, '2026-04-07'],
    ['2026-12-24', 1, '2026-12-29'],
    ['2026-04-07', -1, '2026-04-02'],
    ['2026-03-07', 0, '2026-03-07'],
    ['2022-05-27', 5, '2022-06-07'],
  ])('%s and %i working days are %s', (from, workingDays, to) => {
    expect(addWorkingDays(ENGLAND_AND_WALES, calendarDate(from), workingDays)).toBe(to);
  });

  test('agrees with walking the calendar day by day', () => {
    fc.assert(
      fc.property(DAY, fc.integer({ min: -40, max: 70 }), (on, workingDays) => {
        expect(addWorkingDays(ENGLAND_AND_WALES, on, workingDays)).toBe(plusWorkingDays(on, workingDays));
      }),
      { numRuns: 3000 },
    );
  });

  test('ends on a working day, so many of them after the first', () => {
    fc.assert(
      fc.property(DAY, fc.integer({ min: 1, max: 65 }), (on, workingDays) => {
        const dueOn = addWorkingDays(ENGLAND_AND_WALES, on, workingDays);
        expect(isWorkingDay(ENGLAND_AND_WALES, dueOn)).toBe(true);
        const days = Array.from({ length: daysBetween(on, dueOn) }, (_, place) => addDays(on, place + 1));
        expect(days.filter(worksOn)).toHaveLength(workingDays);
      }),
    );
  });
});
