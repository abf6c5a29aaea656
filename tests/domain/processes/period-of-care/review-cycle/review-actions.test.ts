import { beforeEach, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../../domain/json.ts';
import { Child, who } from '../../../../support/child.ts';

let child: Child;
beforeEach(() => {
  child = new Child();
  child.enter();
});

const say = (on: string, kind: string, payload: JsonObject = {}): string | null =>
  child.say(on, kind, { on, ...payload }, who('iro'));
const decide = (on: string, byOn: string | null, payload: JsonObject = {}): string | null =>
  say(on, 'record-review-decision', { what: 'made up', owner: 'person-4', byOn, ...payload });
const decision = (): JsonObject => ({ decision: child.factId('review-decision-made') });
const actions = () =>
  child
    .duties('review.actions')
    .map(({ dueOn, status, metOn, endedBecause }) => [dueOn, status, metOn ?? endedBecause]);

describe('what a review decided (CPPCR reg 37)', () => {
  beforeEach(() => {
    child.held('2026-03-27');
  });

  test('is carried out by its day', () => {
    expect(decide('2026-03-27', '2026-05-01')).toBeNull();
    expect(actions()).toEqual([['2026-05-01', 'open', null]]);
    expect(child.shown('review.actions', '2026-05-05')).toBe('overdue');
    expect(decide('2026-03-27', '2026-05-12', { what: 'something else' })).toBeNull();
    expect(say('2026-04-24', 'complete-review-decision', decision())).toBeNull();
    expect(actions().toSorted()).toEqual([
      ['2026-05-01', 'met', '2026-04-24'],
      ['2026-05-12', 'open', null],
    ]);
  });

  test('gets another day, or is no longer to be done, as a later review says', () => {
    decide('2026-03-27', '2026-05-01');
    const change = { ...decision(), reason: 'made up' };
    expect(say('2026-04-22', 'change-review-decision', { ...change, byOn: '2026-09-01' })).toBeNull();
    expect(actions()).toEqual([['2026-09-01', 'open', null]]);
    expect(say('2026-06-24', 'change-review-decision', { ...change, byOn: null })).toBeNull();
    expect(actions()).toEqual([['2026-09-01', 'ended', 'a review decided that it is no longer to be done']]);
    expect(say('2026-06-25', 'complete-review-decision', decision())).toBe('decision-settled');
  });

  test.each([
    [{ owner: ' ' }, '2026-05-01', 'decision-incomplete'],
    [{ what: '' }, '2026-05-01', 'decision-incomplete'],
    [{}, null, 'decision-incomplete'],
    [{}, '2026-03-26', 'decision-in-the-past'],
    [{ on: null }, '2026-05-01', 'decision-in-the-past'],
  ])('without owner, day or sense is refused: %j by %s', (payload, byOn, refusal) => {
    expect(decide('2026-03-27', byOn, payload)).toBe(refusal);
  });

  test('is settled once, and known by its fact', () => {
    decide('2026-03-27', '2026-05-01');
    say('2026-04-24', 'complete-review-decision', decision());
    expect(say('2026-04-25', 'complete-review-decision', decision())).toBe('decision-settled');
    expect(say('2026-04-25', 'complete-review-decision', { decision: 'f99' })).toBe('unknown-decision');
    expect(say('2026-04-25', 'change-review-decision', { decision: null, byOn: null })).toBe('unknown-decision');
  });

  test('that is withdrawn leaves what was done with it contradictory', () => {
    decide('2026-03-27', '2026-05-01');
    say('2026-04-24', 'complete-review-decision', decision());
    const withdraw = { factId: child.factId('review-decision-made'), reason: 'made up' };
    child.say('2026-04-25', 'withdraw', withdraw, who('iro'));
    expect(child.state.contradictory).toMatchObject([{ reason: 'unknown-decision' }]);
    expect(actions()).toEqual([]);
  });

  test('ends with the period of care', () => {
    decide('2026-03-27', '2026-05-01');
    child.say('2026-04-20', 'record-leaving', { on: '2026-04-20', reason: 'E4A' }, who('social-worker'));
    expect(actions()).toEqual([['2026-05-01', 'ended', 'the child ceased to be looked after']]);
    expect(decide('2026-04-21', '2026-05-01')).toBe('after-leaving');
  });

  test('done twice was done first, and without a day is no decision', () => {
    decide('2026-03-27', '2026-05-01');
    const source = { by: 'feed', importId: 'import-1', key: 'row', asAt: '2026-06-01' };
    const done = (on: string) => ({ kind: 'review-decision-done', on, payload: decision(), source });
    const nothing = { kind: 'review-decision-made', on: '2026-04-01', payload: {}, source };
    const told = [done('2026-04-22'), done('2026-04-24'), nothing];
    child.tell('2026-06-02', 'take-return', { importId: 'import-1', reason: 'feed', told });
    expect(actions()).toEqual([['2026-05-01', 'met', '2026-04-22']]);
    expect(child.state.contradictory).toMatchObject([{ reason: 'decision-incomplete' }]);
  });
});

test('before a review was held nothing was decided by one', () => {
  expect(decide('2026-03-10', '2026-05-01')).toBe('no-review-held');
});
