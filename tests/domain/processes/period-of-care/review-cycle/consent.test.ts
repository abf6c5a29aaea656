import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../../domain/json.ts';
import { PERIOD_OF_CARE } from '../../../../../domain/processes/period-of-care/index.ts';
import { at, Child } from '../../../../support/child.ts';
import { heard } from '../../../../support/episode.ts';

// ENTERED is Monday 2 March 2026.
function accommodated(dateOfBirth: string | null = '2026-02-01'): Child {
  const child = new Child();
  child.enter({ legalStatus: 'V2', dateOfBirth });
  child.held('2026-03-27');
  return child;
}
const told = (child: Child, on: string, kind: string, payload: JsonObject = {}): void =>
  void child.stream.heard(at(on), [heard(kind, on, payload)]);
const consents = (child: Child, on: string): void => told(child, on, 'placement-consent-given');

describe('consent to a placement for adoption (ACA 2002 s.19)', () => {
  test('owes adoption reviews while the child is not placed, as an order does, and changes no care review', () => {
    const child = accommodated();
    consents(child, '2026-04-01');
    expect([child.due('review.second'), child.due('adoption.review-unplaced')]).toEqual(['2026-06-27', '2026-07-01']);
    expect(PERIOD_OF_CARE.stage(child.state)).toBe('looked after, to be placed for adoption');
    child.held('2026-06-26');
    expect(child.due('adoption.review-unplaced-subsequent')).toBe('2026-12-26');
    child.place('2026-08-03', 'A4');
    expect(child.duty('adoption.review-unplaced-subsequent')?.status).toBe('ended');
    expect(child.due('adoption.review-placed')).toBe('2026-08-31');
  });

  test.each([
    ['the day before the child is six weeks old', '2026-03-14', undefined],
    ['on the day', '2026-03-15', '2026-06-15'],
  ])('counts from six weeks of age: %s', (_what, on, due) => {
    const child = accommodated();
    consents(child, on);
    expect(child.duty('adoption.review-unplaced')?.dueOn).toBe(due);
  });

  test('counts where the date of birth is not recorded', () => {
    const child = accommodated(null);
    consents(child, '2026-03-09');
    expect(child.due('adoption.review-unplaced')).toBe('2026-06-09');
  });

  test.each([
    ['the plan changes', 'adoption-plan-changed', { newPlan: 'kinship' }, 'ended', 'looked after'],
    ['a return tells that it changed', 'adoption-plan-changed', { newPlan: null }, 'ended', 'looked after'],
    ['the agency decides against adoption', 'agency-decision-made', { shouldBePlaced: false }, 'ended', 'looked after'],
    [
      'the agency decides for adoption',
      'agency-decision-made',
      { shouldBePlaced: true },
      'open',
      'looked after, to be placed for adoption',
    ],
  ])('ends with adoption as the plan: %s', (_what, kind, payload, status, stage) => {
    const child = accommodated();
    consents(child, '2026-04-01');
    told(child, '2026-05-11', kind, payload);
    expect([child.duty('adoption.review-unplaced')?.status, PERIOD_OF_CARE.stage(child.state)]).toEqual([
      status,
      stage,
    ]);
  });

  test('is followed by an order that begins nothing anew', () => {
    const ordered = accommodated();
    consents(ordered, '2026-04-01');
    ordered.say('2026-05-11', 'change-legal-status', { on: '2026-05-11', legalStatus: 'E1' });
    expect(ordered.duties('adoption.review-unplaced').map(({ dueOn, status }) => [dueOn, status])).toEqual([
      ['2026-07-01', 'open'],
    ]);
  });

  test('heard of a child whose entry was not told changes nothing', () => {
    const { announcement } = heard('placement-consent-given', '2026-04-01');
    expect(announcement && PERIOD_OF_CARE.hear(PERIOD_OF_CARE.initial, announcement)).toEqual([]);
  });
});
