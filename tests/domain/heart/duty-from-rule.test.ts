import { expect, test } from 'vitest';
import { calendarDate } from '../../../domain/calendar/calendar-date.ts';
import { dutyFromRule } from '../../../domain/heart/duty-from-rule.ts';
import { LAW } from '../../support/stream.ts';

const on = calendarDate('2026-03-02');

test.each([
  ['no date at all', {}],
  ['a date that the rule does not count from', { reviewHeldOn: on }],
])('a duty with %s is a broken description', (_what, inputs) => {
  expect(() => dutyFromRule({ ruleId: 'review.first', anchor: 'f1', inputs }, LAW)).toThrow(
    'review.first: no anchor date given',
  );
});

test('what was met or has ended is recorded, whatever a source could not tell', () => {
  const owing = { ruleId: 'review.first', anchor: 'f1', inputs: { becameLookedAfterOn: on } };
  const knowledge = () => ({ knowledge: 'unconfirmed', since: on }) as const;
  const [open, met, ended] = [{}, { metOn: on }, { endedBecause: 'left', bookedOn: on }].map((more) =>
    dutyFromRule({ ...owing, ...more, knowledge }, LAW),
  );
  expect(open).toMatchObject({ status: 'open', knowledge: 'unconfirmed', unconfirmedSince: on });
  expect(met).toMatchObject({ status: 'met', knowledge: 'recorded', unconfirmedSince: null });
  expect(ended).toMatchObject({ status: 'ended', knowledge: 'recorded', endedBecause: 'left', bookedOn: null });
});
