import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calendarDate } from '../../domain/calendar/calendar-date.ts';
import { instant } from '../../domain/calendar/instant.ts';
import type { Duty } from '../../domain/heart/duty.ts';
import type { KeptDuty } from '../../domain/heart/kept.ts';
import { packed, withDuties } from '../../store/packed-duties.ts';

const DUTY: Duty = {
  ...{ id: 'review.second@f12', ruleId: 'review.second', ruleVersion: 1, anchor: 'f12', status: 'open' },
  ...{ endedBecause: null, metOn: null, earliestOn: null, practiceOn: null, bookedOn: null, unconfirmedSince: null },
  ...{ dueOn: calendarDate('2026-04-30'), lastDefensibleOn: calendarDate('2026-04-30'), provisional: false },
  ...{ fromOn: calendarDate('2026-01-30'), owner: 'social-worker', line: 'case', holder: 'social-worker' },
  ...{ knowledge: 'recorded', inputs: { reviewHeldOn: calendarDate('2026-01-30') } },
};

const day = fc.integer({ min: 1, max: 28 }).map((n) => calendarDate(`2026-02-${String(n).padStart(2, '0')}`));
const text = fc.constantFrom('', 'made up', 'f12@f13', '@');
const others: fc.Arbitrary<Partial<Duty>> = fc.record(
  {
    ...{ id: text, ruleId: text, anchor: text, endedBecause: fc.option(text) },
    status: fc.constantFrom('open', 'met', 'ended'),
    ...{ metOn: fc.option(day), earliestOn: fc.option(day), practiceOn: fc.option(day), bookedOn: fc.option(day) },
    ...{ dueOn: day, lastDefensibleOn: day, unconfirmedSince: fc.option(day), quietUntil: day },
    ...{ metAt: fc.constant(instant('2026-02-01T10:00:00.000Z')), provisional: fc.boolean(), childRef: text },
    owner: fc.constantFrom('social-worker', 'iro'),
    holder: fc.constantFrom('social-worker', 'iro'),
    knowledge: fc.constantFrom('recorded', 'not-recorded', 'unconfirmed'),
    outstanding: fc.array(text),
  },
  { requiredKeys: [] },
);
const kept: fc.Arbitrary<KeptDuty> = fc.record({
  duty: others.map((other) => ({ ...DUTY, ...other })),
  datedBy: fc.nat(),
  stepsDone: fc.array(text),
});

const stored = (duties: readonly KeptDuty[]) =>
  JSON.parse(JSON.stringify({ state: {}, duties: packed(duties), alerts: [] })) as { readonly duties: [] };

test('a duty is stored without what most duties are, and known again in full', () => {
  const duties = [{ duty: DUTY, datedBy: 4, stepsDone: [] }];
  expect(stored(duties).duties).toEqual([
    {
      duty: {
        ...{ id: 'review.second@f12', ruleVersion: 1, dueOn: '2026-04-30', fromOn: '2026-01-30' },
        ...{ owner: 'social-worker', line: 'case', inputs: { reviewHeldOn: '2026-01-30' } },
      },
      datedBy: 4,
    },
  ]);
  expect(withDuties(stored(duties))).toEqual({ state: {}, duties, alerts: [] });
});

test('whatever a duty is, it is known again as it was', () => {
  fc.assert(
    fc.property(fc.array(kept), (duties) => {
      expect(withDuties(stored(duties))).toEqual({ state: {}, duties, alerts: [] });
    }),
  );
});

test('what an earlier build stored in full is read as it is, and what is no duty is left alone', () => {
  const full = { state: {}, duties: [{ duty: { ...DUTY }, datedBy: 4, stepsDone: ['overdue'] }], alerts: [] };
  expect(withDuties(full)).toEqual(full);
  for (const odd of [null, undefined, 'text', [], {}, { duties: null }, { duties: [null, 1, {}, { duty: [] }] }])
    expect(withDuties(odd)).toEqual(odd);
  expect(withDuties({ duties: [{ duty: {} }] })).toMatchObject({ duties: [{ stepsDone: [], duty: { ruleId: '' } }] });
});
