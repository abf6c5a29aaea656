import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ENGLAND_AND_WALES } from '../../../domain/calendar/calendar.ts';
import { calendarDate, dateOfDayNumber, dayNumberOf } from '../../../domain/calendar/calendar-date.ts';
import { type DayCount, wordsOf } from '../../../domain/calendar/count.ts';
import { count, countDays, countHours } from '../../../domain/calendar/counting.ts';
import { instant } from '../../../domain/calendar/instant.ts';
import { isWorkingDay } from '../../../domain/calendar/working-days.ts';
import { worksOn } from '../../support/independent-dates.ts';

const DAY = fc
  .integer({ min: dayNumberOf(calendarDate('2012-01-01')), max: dayNumberOf(calendarDate('2035-12-31')) })
  .map(dateOfDayNumber);

const LENGTH = fc.integer({ min: -30, max: 70 }).filter((length) => length !== 0);
const FROM = fc.constantFrom('after', 'on');
const COUNT: fc.Arbitrary<DayCount> = fc.oneof(
  fc.record({
    unit: fc.constant('working-days'),
    length: LENGTH,
    from: FROM,
    definition: fc.constantFrom('cppcr', 'rpr'),
  }),
  fc.record({ unit: fc.constantFrom('calendar-days', 'weeks'), length: LENGTH, from: FROM }),
  fc.record({ unit: fc.constant('months'), length: fc.integer({ min: -12, max: 24 }) }),
);

function workingDays(length: number, from: 'after' | 'on'): DayCount {
  return { unit: 'working-days', length, from, definition: 'aar' };
}

describe('the first day of a count', () => {
  test.each<[string, DayCount, string]>([
    ['2026-03-02', workingDays(10, 'after'), '2026-03-16'],
    ['2026-03-02', workingDays(10, 'on'), '2026-03-13'],
    ['2026-03-07', workingDays(10, 'on'), '2026-03-20'],
    ['2026-03-07', workingDays(1, 'after'), '2026-03-09'],
    ['2026-03-09', workingDays(1, 'on'), '2026-03-09'],
    ['2026-03-20', workingDays(-3, 'after'), '2026-03-17'],
    ['2026-03-20', workingDays(-3, 'on'), '2026-03-18'],
    ['2026-03-22', workingDays(-3, 'on'), '2026-03-18'],
    ['2026-03-02', { unit: 'calendar-days', length: 28, from: 'after' }, '2026-03-30'],
    ['2026-03-02', { unit: 'calendar-days', length: 28, from: 'on' }, '2026-03-29'],
    ['2026-03-29', { unit: 'calendar-days', length: -28, from: 'on' }, '2026-03-02'],
    ['2026-03-02', { unit: 'calendar-days', length: 0, from: 'after' }, '2026-03-02'],
    ['2026-03-02', { unit: 'weeks', length: 16, from: 'after' }, '2026-06-22'],
    ['2026-03-02', { unit: 'weeks', length: 16, from: 'on' }, '2026-06-21'],
    ['2025-11-30', { unit: 'months', length: 3 }, '2026-02-28'],
  ])('from %s by %j is due on %s', (from, by, dueOn) => {
    expect(countDays(ENGLAND_AND_WALES, calendarDate(from), by).dueOn).toBe(dueOn);
  });

  test('a later start is never due earlier', () => {
    fc.assert(
      fc.property(DAY, COUNT, (on, by) => {
        const next = dateOfDayNumber(dayNumberOf(on) + 1);
        expect(countDays(ENGLAND_AND_WALES, next, by).dueOn >= countDays(ENGLAND_AND_WALES, on, by).dueOn).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test('counting from the day itself is never due later than counting after it', () => {
    fc.assert(
      fc.property(DAY, fc.integer({ min: 1, max: 60 }), (on, length) => {
        const inclusive = countDays(ENGLAND_AND_WALES, on, workingDays(length, 'on')).dueOn;
        const exclusive = countDays(ENGLAND_AND_WALES, on, workingDays(length, 'after')).dueOn;
        expect(inclusive < exclusive).toBe(worksOn(on));
        expect(isWorkingDay(ENGLAND_AND_WALES, inclusive)).toBe(true);
      }),
    );
  });
});

describe('a derivation', () => {
  test('names anchor, rule, every day skipped and why, and the result', () => {
    const anchor = { name: 'becameLookedAfterOn', on: calendarDate('2026-04-01') };
    expect(count(ENGLAND_AND_WALES, anchor, workingDays(5, 'after'))).toEqual({
      dueOn: '2026-04-10',
      provisional: false,
      derivation: {
        anchor,
        rule: '5 working days after',
        skipped: [
          { on: '2026-04-03', why: 'Good Friday' },
          { on: '2026-04-04', why: 'Saturday' },
          { on: '2026-04-05', why: 'Sunday' },
          { on: '2026-04-06', why: 'Easter Monday' },
        ],
        result: '2026-04-10',
        provisional: false,
        sentences: [
          '5 working days after Wednesday 1 April 2026 is Friday 10 April 2026.',
          '2 days of weekends are not counted.',
          'Friday 3 April 2026 is not counted: Good Friday.',
          'Monday 6 April 2026 is not counted: Easter Monday.',
        ],
      },
    });
  });

  test('a count backwards skips the days between the meeting and the due date', () => {
    const anchor = { name: 'reviewPlannedOn', on: calendarDate('2026-03-10') };
    const { derivation } = count(ENGLAND_AND_WALES, anchor, workingDays(-3, 'after'));
    expect(derivation.rule).toBe('3 working days before');
    expect(derivation.skipped.map(({ on }) => on)).toEqual(['2026-03-08', '2026-03-07']);
  });

  test('a start on a Sunday that counts from the day itself says that the Sunday is skipped', () => {
    const anchor = { name: 'sentOn', on: calendarDate('2026-03-08') };
    const { derivation } = count(ENGLAND_AND_WALES, anchor, workingDays(5, 'on'));
    expect(derivation.skipped).toEqual([{ on: '2026-03-08', why: 'Sunday' }]);
    expect(derivation.sentences).toContain('1 day of weekends is not counted.');
  });

  test('every day from anchor to result is either counted or named as skipped', () => {
    fc.assert(
      fc.property(DAY, LENGTH, FROM, (on, length, from) => {
        const { dueOn, derivation } = count(ENGLAND_AND_WALES, { name: 'anyOn', on }, workingDays(length, from));
        const days = Math.abs(dayNumberOf(dueOn) - dayNumberOf(on)) + (from === 'on' ? 1 : 0);
        expect(days - derivation.skipped.length).toBe(Math.abs(length));
        for (const { on: skippedOn } of derivation.skipped) expect(worksOn(skippedOn)).toBe(false);
      }),
    );
  });

  test('a month without a corresponding day is said to end on its last day', () => {
    const { derivation } = count(
      ENGLAND_AND_WALES,
      { name: 'heldOn', on: calendarDate('2025-11-30') },
      { unit: 'months', length: 3 },
    );
    expect(derivation.sentences).toEqual([
      '3 calendar months after Sunday 30 November 2025 is Saturday 28 February 2026.',
      'That month has no corresponding day, so the period ends on its last day.',
      'That is not a working day; the last one before it is Friday 27 February 2026.',
    ]);
  });

  test('what is due on the day itself says so', () => {
    const onTheDay: DayCount = { unit: 'calendar-days', length: 0, from: 'after' };
    const { derivation } = count(ENGLAND_AND_WALES, { name: 'reviewHeldOn', on: calendarDate('2026-03-02') }, onTheDay);
    expect(derivation.rule).toBe('on the day of');
    expect(derivation.sentences).toEqual(['Due on the day itself, Monday 2 March 2026.']);
  });
});

describe('a date that depends on bank holidays not yet published', () => {
  const last = ENGLAND_AND_WALES.publishedThrough;

  test('is provisional and says why', () => {
    const counted = count(ENGLAND_AND_WALES, { name: 'anyOn', on: last }, workingDays(1, 'after'));
    expect(counted).toMatchObject({ dueOn: '2029-01-02', provisional: true });
    expect(counted.derivation.sentences.at(-1)).toBe(
      'Provisional: bank holidays after 31 December 2028 are computed, not yet published.',
    );
  });

  test('is provisional when it is counted backwards from an unpublished year', () => {
    expect(countDays(ENGLAND_AND_WALES, calendarDate('2029-01-04'), workingDays(-3, 'after'))).toEqual({
      dueOn: '2028-12-29',
      provisional: true,
    });
  });

  test('within the published list or without working days it is not', () => {
    expect(countDays(ENGLAND_AND_WALES, calendarDate('2028-12-28'), workingDays(1, 'after')).provisional).toBe(false);
    expect(countDays(ENGLAND_AND_WALES, last, { unit: 'months', length: 6 }).provisional).toBe(false);
  });
});

describe('hours', () => {
  test.each([
    ['2026-03-27T12:00:00.000Z', '2026-03-30T12:00:00.000Z', '2026-03-30', '13:00 on Monday 30 March 2026'],
    ['2026-10-23T23:30:00.000Z', '2026-10-26T23:30:00.000Z', '2026-10-26', '23:30 on Monday 26 October 2026'],
    ['2026-06-01T22:59:00.000Z', '2026-06-04T22:59:00.000Z', '2026-06-04', '23:59 on Thursday 4 June 2026'],
    ['2026-06-01T23:00:00.000Z', '2026-06-04T23:00:00.000Z', '2026-06-05', '00:00 on Friday 5 June 2026'],
  ])('72 hours from %s end at %s, across weekends and clock changes', (at, ...ends) => {
    const [dueAt, dueOn, words] = ends;
    const counted = countHours({ name: 'returnedAt', at: instant(at) }, { unit: 'hours', length: 72 });
    expect(counted).toMatchObject({ dueAt, dueOn, provisional: false });
    expect(counted.derivation).toMatchObject({ rule: '72 hours after', result: dueOn, resultAt: dueAt, skipped: [] });
    expect(counted.derivation.sentences[0]).toContain(words);
  });
});

describe('a rule in words', () => {
  test.each<[DayCount, string]>([
    [workingDays(20, 'after'), '20 working days after'],
    [workingDays(1, 'after'), '1 working day after'],
    [workingDays(10, 'on'), '10 working days beginning with'],
    [workingDays(-10, 'on'), '10 working days ending with'],
    [workingDays(-3, 'after'), '3 working days before'],
    [{ unit: 'months', length: 1 }, '1 calendar month after'],
    [{ unit: 'months', length: -2 }, '2 calendar months before'],
    [{ unit: 'weeks', length: 16, from: 'on' }, '16 weeks beginning with'],
    [{ unit: 'calendar-days', length: 0, from: 'after' }, 'on the day of'],
  ])('%j is “%s”', (by, words) => {
    expect(wordsOf(by)).toBe(words);
  });
});
