import { expect, test } from 'vitest';
import { at, Child } from '../../../../support/child.ts';

test('decisions of two reviews are each agreed by their own five working days of silence', () => {
  const child = new Child();
  child.enter();
  child.held('2026-03-26');
  child.say('2026-04-01', 'record-review-step', { on: '2026-04-01', step: 'decisions' });
  child.held('2026-04-07');
  child.say('2026-04-08', 'record-review-step', { on: '2026-04-08', step: 'decisions' });
  const answered = (): readonly unknown[] =>
    child.duties('review.decisions-response').map(({ dueOn, status }) => [dueOn, status]);
  // From Wednesday 1 April the 2nd, then after Easter the 7th to the 10th; from the 8th the 9th to the 15th.
  expect(answered()).toEqual([
    ['2026-04-10', 'open'],
    ['2026-04-15', 'open'],
  ]);
  child.stream.waitUntil(at('2026-04-11'));
  expect(answered()).toEqual([
    ['2026-04-10', 'ended'],
    ['2026-04-15', 'open'],
  ]);
  child.stream.waitUntil(at('2026-04-16'));
  expect(answered()).toEqual([
    ['2026-04-10', 'ended'],
    ['2026-04-15', 'ended'],
  ]);
});
