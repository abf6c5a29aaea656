import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ENGLAND_AND_WALES } from '../../../domain/calendar/calendar.ts';
import { calendarDate, dateOfDayNumber, dayNumberOf } from '../../../domain/calendar/calendar-date.ts';
import { instant, instantFromEpochMs, isInstant } from '../../../domain/calendar/instant.ts';
import { type AnchorInputs, datesOf, derive, type RuleDerivation } from '../../../domain/rulebook/derive.ts';
import { RULEBOOK } from '../../../domain/rulebook/published.ts';
import { EXPECTED } from '../../support/expected-rules.ts';
import { londonDay, plusHours } from '../../support/independent-dates.ts';

const SOME_DAY = calendarDate('2026-03-02');
const ANCHOR_DAY = fc
  .integer({ min: dayNumberOf(calendarDate('2012-01-01')), max: dayNumberOf(calendarDate('2035-12-31')) })
  .map(dateOfDayNumber);
const ANCHOR_MOMENT = fc.integer({ min: Date.UTC(2012, 0, 1), max: Date.UTC(2035, 11, 31) }).map(instantFromEpochMs);

/** By the version that is valid for the day of the first anchor given. */
function derived(id: string, inputs: AnchorInputs): RuleDerivation {
  const [anchor = SOME_DAY] = Object.values(inputs);
  const anchorOn = isInstant(anchor) ? calendarDate(londonDay(anchor)) : calendarDate(anchor);
  const dates = derive(RULEBOOK.ruleFor(id, anchorOn), inputs, ENGLAND_AND_WALES);
  if (dates === null) throw new Error('no anchor is known');
  return dates;
}

describe('every rule, calculated a second time by other means', () => {
  test('the second calculation knows every rule and no other', () => {
    expect(Object.keys(EXPECTED).sort()).toEqual([...new Set(RULEBOOK.rules.map(({ id }) => id))].sort());
  });

  test.each(Object.entries(EXPECTED))('%s gives the same dates from thousands of anchors', (id, expected) => {
    const { hours } = expected;
    const anchor = hours === undefined ? ANCHOR_DAY : ANCHOR_MOMENT;
    fc.assert(
      fc.property(anchor, fc.constantFrom(...expected.anchors), (value, name) => {
        const dates = derived(id, { [name]: value });
        const dueOn = expected.dueOn(value);
        const lastDefensibleOn = expected.lastDefensibleOn?.(value) ?? dueOn;
        const isLate = [dueOn, lastDefensibleOn, value].some((on) => on > '2028-12-31');
        expect({ ...dates, derivation: undefined }).toMatchObject({
          dueOn,
          lastDefensibleOn,
          earliestOn: expected.earliestOn?.(value) ?? null,
          dueAt: hours === undefined ? null : plusHours(value, hours),
          provisional: expected.byWorkingDays === true && isLate,
        });
        expect(dates.derivation.result).toBe(dueOn);
      }),
      { numRuns: 2000 },
    );
  });

  test.each(Object.keys(EXPECTED))('%s counts from its anchors in the order of preference', (id) => {
    expect(RULEBOOK.ruleFor(id, SOME_DAY).anchors.map(({ name }) => name)).toEqual(EXPECTED[id]?.anchors);
  });
});

describe('the dates of a rule', () => {
  test('with and without derivation are the same', () => {
    fc.assert(
      fc.property(fc.constantFrom(...RULEBOOK.rules), ANCHOR_DAY, (rule, on) => {
        const inputs = { [rule.anchors[0].name]: on };
        const withDerivation = derive(rule, inputs, ENGLAND_AND_WALES);
        const derivation = withDerivation?.derivation;
        expect({ ...datesOf(rule, inputs, ENGLAND_AND_WALES), derivation }).toEqual(withDerivation);
      }),
    );
  });

  test('are unknown while no anchor is known', () => {
    const rule = RULEBOOK.ruleFor('review.first', SOME_DAY);
    expect(datesOf(rule, { reviewHeldOn: SOME_DAY, becameLookedAfterOn: undefined }, ENGLAND_AND_WALES)).toBeNull();
    expect(derive(rule, {}, ENGLAND_AND_WALES)).toBeNull();
  });

  test('the plan for permanence counts from the first review as held rather than as due', () => {
    const due = calendarDate('2026-03-30');
    const held = calendarDate('2026-03-16');
    expect(derived('permanence.plan', { firstReviewDueOn: due }).dueOn).toBe('2026-06-30');
    expect(derived('permanence.plan', { firstReviewDueOn: due, firstReviewHeldOn: held }).dueOn).toBe('2026-06-16');
  });

  test('a temporary approval warns on day 111 and is overdue only after day 112', () => {
    const dates = derived('connected.temp-approval', { temporarilyApprovedOn: SOME_DAY });
    expect([dates.dueOn, dates.lastDefensibleOn]).toEqual(['2026-06-21', '2026-06-22']);
    expect(dates.derivation.sentences.at(-1)).toBe(
      'This is the cautious reading; overdue only after 22 June 2026, the later defensible one.',
    );
  });

  test('a window says before which day it is too early', () => {
    const dates = derived('adoption.return-review', { returnedFromAdoptionOn: SOME_DAY });
    expect([dates.earliestOn, dates.dueOn]).toEqual(['2026-03-30', '2026-04-13']);
    expect(dates.derivation.sentences.at(-1)).toBe('Not before 30 March 2026.');
  });

  test('a period starts at its anchor, or on the due day where it is counted backwards', () => {
    expect(derived('review.first', { becameLookedAfterOn: SOME_DAY }).fromOn).toBe('2026-03-02');
    expect(derived('review.report', { reviewPlannedOn: SOME_DAY }).fromOn).toBe('2026-02-25');
  });

  test('hours run from the moment, or from the beginning of the day where only that is known', () => {
    expect(derived('missing.rhi', { returnedAt: instant('2026-03-27T12:00:00.000Z') })).toMatchObject({
      fromOn: '2026-03-27',
      dueOn: '2026-03-30',
      dueAt: '2026-03-30T12:00:00.000Z',
    });
    expect(derived('missing.rhi', { returnedAt: calendarDate('2026-07-01') })).toMatchObject({
      dueOn: '2026-07-04',
      dueAt: '2026-07-03T23:00:00.000Z',
    });
  });

  test('a moment given for a day is taken as its day in London', () => {
    expect(derived('review.first', { becameLookedAfterOn: instant('2026-07-01T23:30:00.000Z') }).fromOn).toBe(
      '2026-07-02',
    );
  });

  test('a derivation begins with the rule, its source and what it counts from', () => {
    expect(derived('review.first', { becameLookedAfterOn: SOME_DAY }).derivation).toMatchObject({
      anchor: { name: 'becameLookedAfterOn', on: '2026-03-02' },
      rule: '20 working days after',
      result: '2026-03-30',
      sentences: [
        'First review (CPPCR reg 33(1)), counted from the day the child became looked after.',
        '20 working days after Monday 2 March 2026 is Monday 30 March 2026.',
        '8 days of weekends are not counted.',
      ],
    });
  });
});
