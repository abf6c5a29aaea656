import { describe, expect, test } from 'vitest';
import { eachInSteps, ITEMS_OF_A_STEP, finished } from '../../domain/in-steps.ts';

describe('work in steps', () => {
  test.each([0, 1, 499, 500, 501, 1_250])('of %i items makes something of each, in order', (count) => {
    const items = Array.from({ length: count }, (_none, place) => place);
    expect(finished(eachInSteps(items, (item) => item * 2))).toEqual(items.map((item) => item * 2));
  });

  test('is one item at a time where each is a whole pass', () => {
    const steps = eachInSteps(['a', 'b'], (item) => `${item}!`, 1);
    expect([steps.next(), steps.next(), steps.next()]).toEqual([
      { done: false, value: undefined },
      { done: false, value: undefined },
      { done: true, value: ['a!', 'b!'] },
    ]);
  });

  test('does no more than so many of them between two pauses', () => {
    const done: number[] = [];
    const steps = eachInSteps(new Set(Array.from({ length: 1_250 }, (_none, place) => place)), (item) =>
      done.push(item),
    );
    const ofSteps: number[] = [];
    for (let before = 0; steps.next().done !== true; before = done.length) ofSteps.push(done.length - before);
    expect(ITEMS_OF_A_STEP).toBe(500);
    expect([ofSteps, done.length]).toEqual([[500, 500], 1_250]);
  });
});
