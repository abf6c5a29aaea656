import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../../domain/json.ts';
import { PERIOD_OF_CARE } from '../../../../../domain/processes/period-of-care/index.ts';
import { at, Child } from '../../../../support/child.ts';
import { heard } from '../../../../support/episode.ts';
import { RATIFIED } from '../../../../support/ratified-plan.ts';

/** In care since Monday 2 March 2026, the first review held on Thursday 26 March; the search began on 1 April. */
function searchedFor(): Child {
  const child = new Child();
  child.enter();
  child.held('2026-03-26');
  told(child, '2026-04-01', 'adoption-plan-set');
  return child;
}
function told(child: Child, on: string, kind: string, payload: JsonObject = {}): void {
  child.stream.heard(at(on), [heard(kind, on, payload)]);
}
const changes = (child: Child, on: string): void => told(child, on, 'adoption-plan-changed', { newPlan: 'kinship' });
const ratifies = (child: Child, on: string, plan: string): void =>
  expect(child.say(on, 'ratify-plan', { on, ...RATIFIED, plan })).toBeNull();
const called = (child: Child) =>
  child.duties('review.early').map(({ dueOn, status, metOn }) => [dueOn, metOn ?? status]);

// No significant change of the care plan without a review (CPPCR regs 6(2), 32(2)); ten working days by local practice.
describe('once adoption is no longer the plan a review considers the change', () => {
  test('within ten working days of the change, over the bank holiday', () => {
    const child = searchedFor();
    changes(child, '2026-05-15');
    // Friday 15 May 2026; Monday 25 May is a bank holiday.
    expect(called(child)).toEqual([['2026-06-01', 'open']]);
    changes(child, '2026-05-18');
    child.held('2026-06-02');
    expect(called(child)).toEqual([['2026-06-01', '2026-06-02']]);
  });

  test.each([
    ['the agency decides that the child should not be placed', { shouldBePlaced: false }, [['2026-06-01', 'open']]],
    ['the agency decides that it should', { shouldBePlaced: true }, []],
  ])('%s', (_what, payload, expected) => {
    const child = searchedFor();
    told(child, '2026-05-15', 'agency-decision-made', payload);
    expect(called(child)).toEqual(expected);
  });

  test.each([
    ['another plan was ratified since the search began', '2026-05-11', 'kinship', 0],
    ['another plan was ratified before it', '2026-03-26', 'kinship', 1],
    ['adoption is the plan that was ratified last', '2026-05-11', 'adoption', 1],
  ])('%s', (_what, on, plan, calls) => {
    const child = new Child();
    child.enter();
    child.held('2026-03-26');
    if (on < '2026-04-01') ratifies(child, on, plan);
    told(child, '2026-04-01', 'adoption-plan-set');
    if (on > '2026-04-01') ratifies(child, on, plan);
    changes(child, '2026-05-15');
    expect(called(child)).toHaveLength(calls);
  });

  test('a search of which nobody heard that it began had begun', () => {
    const child = new Child();
    child.enter();
    child.held('2026-03-26');
    ratifies(child, '2026-03-26', 'kinship');
    changes(child, '2026-05-15');
    expect(called(child)).toEqual([]);
  });

  test('of a change that a return tells nothing is called', () => {
    const child = searchedFor();
    told(child, '2026-05-15', 'adoption-plan-changed', { newPlan: null });
    expect(called(child)).toEqual([]);
  });

  test('heard of a child whose entry was not told changes nothing', () => {
    const { announcement } = heard('adoption-plan-changed', '2026-05-15', { newPlan: 'kinship' });
    expect(announcement && PERIOD_OF_CARE.hear(PERIOD_OF_CARE.initial, announcement)).toEqual([]);
  });
});
