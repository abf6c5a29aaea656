import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../../domain/json.ts';
import { at, Child, who } from '../../../../support/child.ts';

function entered(): Child {
  const child = new Child();
  expect(child.enter({ dateOfBirth: '2011-01-10' })).toBeNull();
  return child;
}
const say = (child: Child, on: string, kind: string, payload: JsonObject = {}): string | null =>
  child.say(on, kind, { on, ...payload }, who('social-worker'));
const plan = (child: Child, on: string, movesOn: string, emergency = false): string | null =>
  say(child, on, 'plan-education-move', { movesOn, emergency });
const step = (child: Child, on: string, what: string): string | null =>
  say(child, on, 'record-education-move-step', { step: what });

describe('a move that disrupts education in key stage 4 (CPPCR reg 10)', () => {
  test.each([
    ['nothing is done', [], ['nominated-officer', 'designated-teacher', 'iro'], null],
    ['it is approved alone', ['nominated-officer'], ['designated-teacher', 'iro'], null],
    ['the IRO is not consulted', ['nominated-officer', 'designated-teacher'], ['iro'], null],
    ['all is done, on the day of the last', ['iro', 'designated-teacher', 'nominated-officer'], [], '2026-04-10'],
  ] as const)('is approved, and talked over, before it takes effect: %s', (_what, steps, outstanding, metOn) => {
    const child = entered();
    plan(child, '2026-04-07', '2026-04-20');
    steps.forEach((what, place) => {
      expect(step(child, `2026-04-${String(8 + place).padStart(2, '0')}`, what)).toBeNull();
    });
    expect(child.duty('ks4.move')).toMatchObject({ dueOn: '2026-04-20', outstanding, metOn });
  });

  test('without approval is asked of the team manager on the working morning after it', () => {
    const child = entered();
    plan(child, '2026-04-07', '2026-04-20');
    child.stream.waitUntil(at('2026-04-21'));
    const asked = child.alerts('ks4.move').filter(({ answerBy }) => answerBy !== null);
    expect(asked.map(({ role, raisedAt }) => [role, raisedAt.slice(0, 10)])).toEqual([['team-manager', '2026-04-21']]);
  });

  test('in an emergency asks for no approval before it', () => {
    const child = entered();
    plan(child, '2026-04-07', '2026-04-07', true);
    expect(child.duty('ks4.move')).toMatchObject({ status: 'ended', endedBecause: 'it was made in an emergency' });
  });

  test('that is not made after all needs no approval; what is said of none is refused', () => {
    const child = entered();
    expect(step(child, '2026-04-08', 'iro')).toBe('no-education-move');
    plan(child, '2026-04-08', '2026-04-20');
    expect(step(child, '2026-04-09', 'the-mayor')).toBe('unknown-code');
    expect(say(child, '2026-04-09', 'withdraw-education-move', { reason: 'a place nearby' })).toBeNull();
    expect(child.duty('ks4.move')).toMatchObject({ status: 'ended', endedBecause: 'the move is not to be made' });
    expect(step(child, '2026-04-10', 'iro')).toBe('no-education-move');
    plan(child, '2026-05-11', '2026-06-01');
    expect(child.duties('ks4.move').map(({ dueOn, status }) => [dueOn, status])).toEqual([
      ['2026-04-20', 'ended'],
      ['2026-06-01', 'open'],
    ]);
  });

  test('is of the time in care', () => {
    const child = entered();
    say(child, '2026-03-10', 'record-leaving', { reason: 'E4A' });
    expect(plan(child, '2026-03-11', '2026-04-20')).toBe('after-leaving');
  });

  test('of which no day is told is due on the day it is told, and a step of which the plan is gone stays for a person', () => {
    const child = entered();
    say(child, '2026-04-07', 'plan-education-move', {});
    expect(child.duty('ks4.move')?.dueOn).toBe('2026-04-07');
    const factId = child.duty('ks4.move')?.anchor ?? '';
    step(child, '2026-04-08', 'iro');
    child.say('2026-04-09', 'withdraw', { factId, reason: 'another child' }, who('social-worker'));
    expect(child.duties('ks4.move')).toEqual([]);
    expect(child.duty('record.contradiction')?.status).toBe('open');
  });
});
