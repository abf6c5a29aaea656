import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../../domain/json.ts';
import { at, Child } from '../../../../support/child.ts';
import { heard } from '../../../../support/episode.ts';
import { RATIFIED } from '../../../../support/ratified-plan.ts';

/** In care since Monday 2 March 2026, the first review held on Thursday 26 March. */
function aChild(): Child {
  const child = new Child();
  child.enter();
  child.held('2026-03-26');
  return child;
}
const ratify = (child: Child, on: string, plan: string, more: JsonObject = {}): void =>
  expect(child.say(on, 'ratify-plan', { on, ...RATIFIED, plan, ...more })).toBeNull();
const begins = (child: Child, on: string): void => void child.stream.heard(at(on), [heard('adoption-plan-set', on)]);
const all = (child: Child) =>
  child
    .duties('adoption.search')
    .map(({ dueOn, status, metOn, endedBecause }) => [dueOn, status, metOn ?? endedBecause]);

describe('family-finding for a ratified plan of adoption', () => {
  test('is begun within ten working days, over the bank holiday', () => {
    const child = aChild();
    ratify(child, '2026-05-15', 'adoption');
    // Friday 15 May 2026; Monday 25 May is a bank holiday.
    expect(all(child)).toEqual([['2026-06-01', 'open', null]]);
    begins(child, '2026-06-02');
    expect(all(child)).toEqual([['2026-06-01', 'met', '2026-06-02']]);
  });

  test('that had begun before is there, and ratified again asks nothing anew', () => {
    const child = aChild();
    begins(child, '2026-04-20');
    ratify(child, '2026-05-15', 'adoption');
    ratify(child, '2026-06-15', 'adoption');
    expect(all(child)).toEqual([['2026-06-01', 'met', '2026-04-20']]);
  });

  test('is not owed for other plans, and no longer when another is ratified; adoption once more asks once more', () => {
    const child = aChild();
    ratify(child, '2026-05-15', 'long-term-fostering');
    expect(all(child)).toEqual([]);
    ratify(child, '2026-06-15', 'adoption');
    ratify(child, '2026-06-22', 'long-term-fostering');
    expect(all(child)).toEqual([['2026-06-29', 'ended', 'another plan was ratified']]);
    begins(child, '2026-06-23');
    ratify(child, '2026-09-01', 'adoption');
    expect(all(child)).toEqual([
      ['2026-06-29', 'ended', 'another plan was ratified'],
      ['2026-09-15', 'met', '2026-06-23'],
    ]);
  });

  test('is not owed once the child is placed for adoption', () => {
    const child = aChild();
    ratify(child, '2026-05-15', 'adoption');
    child.place('2026-05-18', 'A5');
    expect(all(child)).toEqual([['2026-06-01', 'ended', 'other rules apply to the child now']]);
  });
});
