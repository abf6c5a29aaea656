import { describe, expect, test } from 'vitest';
import { calendarDate } from '../../../domain/calendar/calendar-date.ts';
import { calendarOf, ENGLAND_AND_WALES, withBankHolidays } from '../../../domain/calendar/calendar.ts';
import { computedBankHolidays } from '../../../domain/calendar/computed-bank-holidays.ts';
import { easterSundayOf } from '../../../domain/calendar/easter.ts';
import { isWorkingDay } from '../../../domain/calendar/working-days.ts';
import { bankHolidays, easterByGauss, PUBLISHED_LIST } from '../../support/independent-dates.ts';

function ofYear(year: number): readonly string[] {
  return [...ENGLAND_AND_WALES.bankHolidays.keys()].filter((on) => on.startsWith(String(year)));
}

describe('bank holidays of England and Wales', () => {
  test.each(Object.keys(PUBLISHED_LIST).map(Number))('%i has the published days and no others', (year) => {
    expect(ofYear(year)).toEqual(bankHolidays(year));
  });

  test('later years are computed as the independent calculation has them', () => {
    for (let year = 2029; year <= 2120; year += 1)
      expect([year, ofYear(year)]).toEqual([year, [...bankHolidays(year)].sort()]);
  });

  test.each([
    ['2012-06-04', '2012-05-28'],
    ['2020-05-08', '2020-05-04'],
    ['2022-06-02', '2022-05-30'],
    ['2002-06-04', '2002-05-27'],
  ])('the holiday moved to %s leaves %s a working day', (movedTo, movedFrom) => {
    expect(isWorkingDay(ENGLAND_AND_WALES, calendarDate(movedTo))).toBe(false);
    expect(isWorkingDay(ENGLAND_AND_WALES, calendarDate(movedFrom))).toBe(true);
  });

  test.each([
    ['2011-04-29', 'Wedding of Prince William and Catherine Middleton'],
    ['2012-06-05', 'Diamond Jubilee of Queen Elizabeth II'],
    ['2022-09-19', 'State Funeral of Queen Elizabeth II'],
    ['2023-05-08', 'Coronation of King Charles III'],
    ['2027-12-28', 'Boxing Day (substitute day)'],
    ['2026-04-03', 'Good Friday'],
  ])('%s is named: %s', (on, name) => {
    expect(ENGLAND_AND_WALES.bankHolidays.get(calendarDate(on))).toBe(name);
  });

  test.each([
    [2026, ["2026-01-01 New Year's Day", '2026-12-25 Christmas Day', '2026-12-28 Boxing Day (substitute day)']],
    [
      2033,
      [
        "2033-01-03 New Year's Day (substitute day)",
        '2033-12-26 Boxing Day',
        '2033-12-27 Christmas Day (substitute day)',
      ],
    ],
    [2034, ["2034-01-02 New Year's Day (substitute day)", '2034-12-25 Christmas Day', '2034-12-26 Boxing Day']],
    [
      2032,
      [
        "2032-01-01 New Year's Day",
        '2032-12-27 Christmas Day (substitute day)',
        '2032-12-28 Boxing Day (substitute day)',
      ],
    ],
  ])('the substitutes of %i', (year, expected) => {
    const found = computedBankHolidays(year).map((holiday) => holiday.join(' '));
    expect(found.filter((line) => !/Easter|Friday|bank holiday/.test(line))).toEqual(expected);
  });

  test.each([
    [2008, '2008-03-23'],
    [2011, '2011-04-24'],
    [2019, '2019-04-21'],
    [2024, '2024-03-31'],
    [2026, '2026-04-05'],
    [2038, '2038-04-25'],
    [2049, '2049-04-18'],
    [2076, '2076-04-19'],
  ])('Easter of %i is %s', (year, on) => {
    expect(easterSundayOf(year)).toBe(on);
  });

  test('Easter agrees with the rule of Gauss over five hundred years', () => {
    for (let year = 1700; year <= 2200; year += 1) expect(easterSundayOf(year)).toBe(easterByGauss(year));
  });
});

describe('a new version of the calendar', () => {
  const on = calendarDate('2027-06-11');

  test('a newly proclaimed day is a bank holiday under a new version only', () => {
    const proclaimed = withBankHolidays(ENGLAND_AND_WALES, {
      version: 'with-one-off',
      added: [[on, 'Day by proclamation']],
    });
    expect(proclaimed.version).toBe('with-one-off');
    expect(proclaimed.publishedThrough).toBe(ENGLAND_AND_WALES.publishedThrough);
    expect(isWorkingDay(proclaimed, on)).toBe(false);
    expect(isWorkingDay(ENGLAND_AND_WALES, on)).toBe(true);
  });

  test('a holiday that is moved away becomes a working day, and the list may reach further', () => {
    const moved = calendarDate('2029-05-07');
    const published = withBankHolidays(ENGLAND_AND_WALES, {
      version: 'to-2029',
      added: [],
      removed: [moved],
      publishedThrough: calendarDate('2029-12-31'),
    });
    expect(isWorkingDay(published, moved)).toBe(true);
    expect(isWorkingDay(ENGLAND_AND_WALES, moved)).toBe(false);
    expect(published.publishedThrough).toBe('2029-12-31');
  });

  test('bank holidays are kept in order of date however they are given', () => {
    const given = calendarOf({
      version: 'three',
      bankHolidays: [
        [calendarDate('2026-05-04'), 'second'],
        [calendarDate('2026-12-25'), 'third'],
        [calendarDate('2026-01-01'), 'first'],
      ],
      publishedThrough: on,
    });
    expect([...given.bankHolidays.values()]).toEqual(['first', 'second', 'third']);
  });
});
