import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { calendarDate, dateOf, dateOfDayNumber } from '../../../domain/calendar/calendar-date.ts';
import {
  addHours,
  addMinutes,
  epochMs,
  instant,
  instantFromEpochMs,
  isInstant,
  londonDateOf,
  londonInstant,
  londonTimeOf,
  parseInstant,
  startOfDay,
} from '../../../domain/calendar/instant.ts';
import { londonDay } from '../../support/independent-dates.ts';

describe('an instant', () => {
  test.each(['2026-03-29T00:59:59.999Z', '0001-01-01T00:00:00.000Z'])('%s is an instant', (written) => {
    expect(isInstant(written)).toBe(true);
    expect(instant(written)).toBe(written);
  });

  test.each([
    '2026-03-29T00:59:59Z',
    '2026-03-29T24:00:00.000Z',
    '2026-03-29T00:60:00.000Z',
    '2026-03-29T00:00:60.000Z',
    '2026-02-30T00:00:00.000Z',
    '2026-03-29T00:00:00.000+01:00',
    '2026-03-29',
    'x2026-03-29T00:00:00.000Z',
  ])('%s is not written as an instant is', (written) => {
    expect(isInstant(written)).toBe(false);
    expect(() => instant(written)).toThrow(RangeError);
  });

  test.each([
    ['2026-03-29T02:30:00+01:00', '2026-03-29T01:30:00.000Z'],
    ['2026-03-29T01:30Z', '2026-03-29T01:30:00.000Z'],
    ['2026-03-29T01:30:00.123999Z', '2026-03-29T01:30:00.123Z'],
    ['1969-12-31T23:59:59.999Z', '1969-12-31T23:59:59.999Z'],
  ])('%s is read as %s', (written, read) => {
    expect(parseInstant(written)).toEqual({ ok: true, value: read });
  });

  test.each(['2026-03-29', '2026-03-29T01:30:00', 'soon', '', '+012026-03-29T01:30:00Z'])(
    '%j is not a moment',
    (written) => {
      expect(parseInstant(written)).toEqual({ ok: false, refusal: 'not-an-instant' });
    },
  );

  test('what is no text at all is a mistake of the program, not a refusal', () => {
    expect(() => {
      Reflect.apply(parseInstant, undefined, [null]);
    }).toThrow(TypeError);
  });

  test('milliseconds and text are the same moment', () => {
    fc.assert(
      fc.property(fc.integer({ min: -2_000_000_000_000, max: 4_000_000_000_000 }), (ms) => {
        expect(instantFromEpochMs(ms)).toBe(new Date(ms).toISOString());
        expect(epochMs(instantFromEpochMs(ms))).toBe(ms);
      }),
    );
  });

  test('hours and minutes run by the clock of UTC', () => {
    expect(addHours(instant('2026-12-31T23:30:00.000Z'), 1)).toBe('2027-01-01T00:30:00.000Z');
    expect(addMinutes(instant('2026-12-31T23:30:00.000Z'), -31)).toBe('2026-12-31T22:59:00.000Z');
  });
});

describe('the day in London', () => {
  test.each([
    ['2026-03-28T23:59:59.999Z', '2026-03-28'],
    ['2026-03-29T00:00:00.000Z', '2026-03-29'],
    ['2026-03-29T22:59:59.999Z', '2026-03-29'],
    ['2026-03-29T23:00:00.000Z', '2026-03-30'],
    ['2026-10-24T22:59:59.999Z', '2026-10-24'],
    ['2026-10-24T23:00:00.000Z', '2026-10-25'],
    ['2026-10-25T23:59:59.999Z', '2026-10-25'],
    ['2026-10-26T00:00:00.000Z', '2026-10-26'],
  ])('at %s is %s', (at, on) => {
    expect(londonDateOf(instant(at))).toBe(on);
  });

  test('agrees with the formatter of the platform at any moment', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2040, 0, 1) }), (ms) => {
        const at = instantFromEpochMs(ms);
        expect(londonDateOf(at)).toBe(londonDay(at));
      }),
    );
  });

  test('time is read as clocks in London show it', () => {
    expect(londonTimeOf(instant('2026-07-01T11:05:59.000Z'))).toBe('2026-07-01T12:05');
    expect(londonTimeOf(instant('2026-12-01T11:05:59.000Z'))).toBe('2026-12-01T11:05');
  });
});

describe('the change of the clocks', () => {
  // Temporal reads the time zone data of the platform: should the law change, this differs.
  const shownAt = (ms: number): string =>
    Temporal.Instant.fromEpochMilliseconds(ms)
      .toZonedDateTimeISO('Europe/London')
      .toPlainDateTime()
      .toString({ smallestUnit: 'minute' });
  const HALF_HOUR = 30 * 60_000;

  test('is that of the time zone data in every half hour of the days around it, in every year', () => {
    for (let year = 1995; year <= 2090; year += 1)
      for (const month of [2, 9])
        for (let ms = Date.UTC(year, month, 24, 22); ms <= Date.UTC(year, month + 1, 1, 2); ms += HALF_HOUR)
          expect(londonTimeOf(instantFromEpochMs(ms))).toBe(shownAt(ms));
  });

  test('is that of the time zone data at any moment, and at any time of day', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1995, 0, 1), max: Date.UTC(2090, 0, 1) }), (ms) => {
        expect(londonTimeOf(instantFromEpochMs(ms))).toBe(shownAt(ms));
      }),
    );
    const days = fc.integer({ min: 9131, max: 43_800 });
    const minutes = fc.integer({ min: 0, max: 1439 });
    fc.assert(
      fc.property(days, minutes, (dayNumber, minute) => {
        const on = dateOfDayNumber(dayNumber);
        const time = new Date(minute * 60_000).toISOString().slice(11, 16);
        const expected = Temporal.PlainDateTime.from(`${on}T${time}`).toZonedDateTime('Europe/London');
        expect(epochMs(londonInstant(on, time))).toBe(expected.epochMilliseconds);
      }),
      { numRuns: 1000 },
    );
  });

  test('brings the times of day of its own day in every year', () => {
    for (let year = 1995; year <= 2090; year += 1)
      for (const month of [3, 10])
        for (let day = 24; day <= 31; day += 1)
          for (const time of ['00:00', '00:59', '01:00', '01:30', '01:59', '02:00']) {
            const on = dateOf({ year, month, day });
            const expected = Temporal.PlainDateTime.from(`${on}T${time}`).toZonedDateTime('Europe/London');
            expect(epochMs(londonInstant(on, time))).toBe(expected.epochMilliseconds);
          }
  });
});

describe('a time of day in London', () => {
  test.each([
    ['2026-01-15', '08:00', '2026-01-15T08:00:00.000Z'],
    ['2026-07-15', '08:00', '2026-07-15T07:00:00.000Z'],
    ['2026-03-29', '00:30', '2026-03-29T00:30:00.000Z'],
    ['2026-03-29', '02:00', '2026-03-29T01:00:00.000Z'],
    ['2026-10-25', '02:30', '2026-10-25T02:30:00.000Z'],
  ])('%s %s is %s', (on, time, at) => {
    expect(londonInstant(calendarDate(on), time)).toBe(at);
  });

  test('a time that the spring change leaves out is taken an hour later', () => {
    expect(londonInstant(calendarDate('2026-03-29'), '01:30')).toBe('2026-03-29T01:30:00.000Z');
    expect(londonTimeOf(instant('2026-03-29T01:30:00.000Z'))).toBe('2026-03-29T02:30');
  });

  test('of a time that the autumn change brings twice, the first one', () => {
    expect(londonInstant(calendarDate('2026-10-25'), '01:30')).toBe('2026-10-25T00:30:00.000Z');
  });

  test('the day that loses an hour has 23 hours and the day that gains one has 25', () => {
    const lengthOf = (on: string, next: string): number =>
      epochMs(startOfDay(calendarDate(next))) - epochMs(startOfDay(calendarDate(on)));
    expect(lengthOf('2026-03-29', '2026-03-30')).toBe(23 * 3_600_000);
    expect(lengthOf('2026-10-25', '2026-10-26')).toBe(25 * 3_600_000);
  });

  test('the start of any day falls on that day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10_957, max: 25_000 }), (dayNumber) => {
        const on = dateOfDayNumber(dayNumber);
        expect(londonDateOf(startOfDay(on))).toBe(on);
        expect(londonDateOf(addMinutes(startOfDay(on), -1)) < on).toBe(true);
      }),
    );
  });
});
