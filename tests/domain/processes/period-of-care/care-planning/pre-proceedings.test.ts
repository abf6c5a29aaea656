import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../../domain/json.ts';
import { at, Child, ENTERED, who } from '../../../../support/child.ts';

const WORKER = who('social-worker');

function entered(): Child {
  const child = new Child();
  expect(child.enter()).toBeNull();
  return child;
}

const say = (child: Child, on: string, kind: string, payload: JsonObject = {}): string | null =>
  child.say(on, kind, { on, ...payload }, WORKER);
/** What happened before the child came into care is told on the day of the entry. */
const told = (child: Child, on: string, kind: string, payload: JsonObject = {}): string | null =>
  child.say(ENTERED, kind, { on, ...payload }, WORKER);

describe('pre-proceedings (Public Law Working Group 2021)', () => {
  test('finish within sixteen weeks of the letter, with a review in the seventh or eighth', () => {
    const child = entered();
    expect(say(child, '2026-03-09', 'record-preproceedings-letter')).toBeNull();
    expect(child.duty('plo.preproceedings')).toMatchObject({ dueOn: '2026-06-29', owner: 'social-worker' });
    expect(child.duty('plo.midpoint-review')).toMatchObject({ earliestOn: '2026-04-20', dueOn: '2026-05-04' });
    expect(say(child, '2026-04-24', 'record-preproceedings-review')).toBeNull();
    expect(child.duty('plo.midpoint-review')).toMatchObject({ status: 'met', metOn: '2026-04-24' });
  });

  test.each([
    ['an application', 'record-care-application', {}],
    ['their end without one', 'end-preproceedings', { reason: 'the plan works' }],
  ])('are finished by %s, before which the review was not held', (_what, kind, payload) => {
    const child = entered();
    say(child, '2026-03-09', 'record-preproceedings-letter');
    expect(say(child, '2026-04-17', kind, payload)).toBeNull();
    expect(child.duty('plo.preproceedings')).toMatchObject({ status: 'met', metOn: '2026-04-17' });
    expect(child.duty('plo.midpoint-review')).toMatchObject({
      status: 'ended',
      endedBecause: 'pre-proceedings are over',
    });
  });

  test('that last longer are a line of the weekly summary, and nobody is asked', () => {
    const child = entered();
    say(child, '2026-03-09', 'record-preproceedings-letter');
    child.stream.waitUntil(at('2026-07-10'));
    expect(child.shown('plo.preproceedings', '2026-07-10')).toBe('overdue');
    expect(child.alerts('plo.preproceedings').filter(({ answerBy }) => answerBy !== null)).toEqual([]);
  });

  test('began before care as a rule; what of them fell due before it is asked for and not overdue', () => {
    const child = entered();
    expect(told(child, '2025-12-15', 'record-preproceedings-letter')).toBeNull();
    expect(child.duty('plo.preproceedings')).toMatchObject({ dueOn: '2026-04-06', knowledge: 'recorded' });
    expect(child.duty('plo.midpoint-review')?.dueOn).toBe('2026-02-09');
    expect(child.shown('plo.midpoint-review', '2026-03-09')).toBe('not-recorded');
    expect(told(child, '2026-02-02', 'record-preproceedings-review')).toBeNull();
    expect(child.duty('plo.midpoint-review')).toMatchObject({ status: 'met', metOn: '2026-02-02' });
  });

  test('are open once, and again after they ended', () => {
    const child = entered();
    expect(say(child, '2026-03-09', 'end-preproceedings', { reason: 'x' })).toBe('no-preproceedings');
    expect(say(child, '2026-03-09', 'record-preproceedings-review')).toBe('no-preproceedings');
    say(child, '2026-03-09', 'record-preproceedings-letter');
    expect(say(child, '2026-03-16', 'record-preproceedings-letter')).toBe('preproceedings-open');
    say(child, '2026-04-13', 'end-preproceedings', { reason: 'the plan works' });
    expect(say(child, '2026-04-14', 'record-preproceedings-review')).toBe('no-preproceedings');
    expect(say(child, '2026-05-11', 'record-preproceedings-letter')).toBeNull();
    expect(child.duties('plo.preproceedings').map(({ status, dueOn }) => [status, dueOn])).toEqual([
      ['met', '2026-06-29'],
      ['open', '2026-08-31'],
    ]);
  });

  test('whose letter is withdrawn leave what was said of them for a person; after leaving there are none', () => {
    const child = entered();
    say(child, '2026-03-09', 'record-preproceedings-letter');
    say(child, '2026-04-24', 'record-preproceedings-review');
    const factId = child.factId('preproceedings-letter-sent');
    child.say('2026-04-27', 'withdraw', { factId, reason: 'another child' }, WORKER);
    expect(child.state.contradictory).toMatchObject([{ reason: 'no-preproceedings' }]);
    say(child, '2026-05-04', 'record-leaving', { reason: 'E4A' });
    expect(say(child, '2026-05-05', 'record-preproceedings-letter')).toBe('after-leaving');
  });

  test('of a child whose entry was a mistake are owed no more', () => {
    const child = entered();
    told(child, '2025-12-15', 'record-preproceedings-letter');
    const factId = child.factId('entered-care');
    child.say('2026-03-03', 'withdraw', { factId, reason: 'another child' }, WORKER);
    expect(child.duty('plo.preproceedings')).toMatchObject({
      status: 'ended',
      endedBecause: 'the entry into care was withdrawn',
    });
  });
});

describe('the family group decision-making meeting (CA s.31ZA)', () => {
  const step = (child: Child, on: string, what: string): string | null =>
    say(child, on, 'record-family-meeting', { step: what, reason: null });

  test.each([
    ['nothing is recorded', [], null, ['offered']],
    ['it was offered, and the family did not answer', ['offered'], '2026-03-09', []],
    ['it was declined', ['offered', 'declined'], '2026-03-09', []],
    ['it was accepted, and is still to be held', ['offered', 'accepted'], null, ['held']],
    ['it was accepted and held', ['offered', 'accepted', 'held'], '2026-03-11', []],
    ['it was accepted, and declined after all', ['offered', 'accepted', 'declined'], '2026-03-09', []],
    ['it was held', ['held'], '2026-03-09', []],
    ['it is not in the best interests of the child', ['not-in-best-interests'], '2026-03-09', []],
    [
      'it was accepted, and turned out not to be in them',
      ['offered', 'accepted', 'not-in-best-interests'],
      '2026-03-11',
      [],
    ],
  ] as const)('is asked for at the application: %s', (_what, steps, metOn, outstanding) => {
    const child = entered();
    steps.forEach((what, place) => {
      expect(step(child, `2026-03-${String(9 + place).padStart(2, '0')}`, what)).toBeNull();
    });
    expect(child.duties('plo.fgdm')).toEqual([]);
    say(child, '2026-03-23', 'record-care-application');
    expect(child.duty('plo.fgdm')).toMatchObject({ dueOn: '2026-03-23', metOn, outstanding });
  });

  test('is never overdue by a date: until it is recorded it is not recorded, and nobody is told', () => {
    const child = entered();
    say(child, '2026-03-23', 'record-care-application');
    child.stream.waitUntil(at('2026-08-03'));
    expect(child.shown('plo.fgdm', '2026-08-03')).toBe('not-recorded');
    expect(child.alerts('plo.fgdm')).toEqual([]);
    expect(step(child, '2026-08-03', 'offered')).toBeNull();
    expect(child.duty('plo.fgdm')).toMatchObject({
      status: 'met',
      metOn: '2026-08-03',
      lastDefensibleOn: '2026-03-23',
    });
  });

  test('offered before one application says nothing of the next', () => {
    const child = entered();
    expect(told(child, '2026-02-16', 'record-family-meeting', { step: 'offered', reason: null })).toBeNull();
    say(child, '2026-03-23', 'record-care-application');
    say(child, '2026-05-04', 'end-care-proceedings', { outcome: 'withdrawn' });
    say(child, '2026-09-07', 'record-care-application');
    expect(child.duties('plo.fgdm').map(({ metOn }) => metOn)).toEqual(['2026-02-16', null]);
  });

  test('knows its steps, and is of the time in care or before it', () => {
    const child = entered();
    expect(step(child, '2026-03-09', 'thought-of')).toBe('unknown-code');
    say(child, '2026-03-10', 'record-leaving', { reason: 'E4A' });
    expect(step(child, '2026-03-11', 'offered')).toBe('after-leaving');
  });
});
