import { describe, expect, test } from 'vitest';
import { readHistory } from '../../../../../domain/heart/history.ts';
import { PERIOD_OF_CARE } from '../../../../../domain/processes/period-of-care/index.ts';
import { at, Child, who } from '../../../../support/child.ts';
import { heard } from '../../../../support/episode.ts';

function enteredChild(): Child {
  const child = new Child();
  child.enter();
  child.held('2026-03-27');
  return child;
}
const absent = (child: Child, ...days: readonly string[]): void => {
  for (const on of days) child.stream.heard(at(on), [heard('persistent-absence', on, { because: 'long-absence' })]);
};
const called = (child: Child): readonly string[] =>
  readHistory(child.stream.events, PERIOD_OF_CARE).derived.map(({ derived }) => derived.on);

describe('persistent absence', () => {
  test('opens an early review within ten working days by local practice (CPPCR reg 33(3)(aa))', () => {
    const child = enteredChild();
    // Monday 11 May 2026; ten working days over the bank holiday of 25 May end on the 26th.
    absent(child, '2026-05-11');
    expect(child.duty('review.early')).toMatchObject({ status: 'open', dueOn: '2026-05-26' });
    child.held('2026-05-20');
    expect(child.duty('review.early')).toMatchObject({ status: 'met', metOn: '2026-05-20' });
  });

  test('opens no second one while the first waits, and another after it was held', () => {
    const child = enteredChild();
    absent(child, '2026-05-11', '2026-05-14');
    expect(called(child)).toEqual(['2026-05-11']);
    child.held('2026-05-20');
    absent(child, '2026-06-15');
    expect(called(child)).toEqual(['2026-05-11', '2026-06-15']);
  });

  test('opens its own beside one that was called for another reason', () => {
    const child = enteredChild();
    const early = { on: '2026-05-08', trigger: 'iro-asks', urgent: false, reason: 'made up' };
    child.say('2026-05-08', 'trigger-early-review', early);
    absent(child, '2026-05-11');
    expect(child.duties('review.early')).toHaveLength(2);
  });

  test('that is taken back takes the early review back with it', () => {
    const child = enteredChild();
    absent(child, '2026-05-11');
    const change = heard('persistent-absence', '2026-05-11');
    child.stream.heard(at('2026-05-12'), [{ ...change, announcement: null }]);
    expect(child.duties('review.early')).toEqual([]);
  });

  test('opens nothing for a child who is not in care on that day', () => {
    const nobody = new Child();
    absent(nobody, '2026-05-11');
    expect(called(nobody)).toEqual([]);
    const left = enteredChild();
    left.say('2026-05-08', 'record-leaving', { on: '2026-05-08', reason: 'E4A' }, who('social-worker'));
    absent(left, '2026-05-11');
    expect(called(left)).toEqual([]);
  });
});
