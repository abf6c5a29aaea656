import { beforeEach, describe, expect, test } from 'vitest';
import { calendarDate } from '../../../../domain/calendar/calendar-date.ts';
import { instant } from '../../../../domain/calendar/instant.ts';
import type { Actor } from '../../../../domain/heart/actor.ts';
import { readHistory } from '../../../../domain/heart/history.ts';
import type { Process } from '../../../../domain/heart/process.ts';
import type { JsonObject } from '../../../../domain/json.ts';
import { RULE_ADOPTION } from '../../../../domain/processes/rule-adoption/index.ts';
import { LAW, Stream } from '../../../support/stream.ts';

const KIND: Process<JsonObject> = RULE_ADOPTION;
const FIRST: Actor = { person: 'first', roles: ['administrator'] };
const SECOND: Actor = { person: 'second', roles: ['administrator'] };
const SETTINGS = {
  id: 's',
  bankHolidays: { added: [], removed: [], publishedThrough: null },
  tighter: [],
  closureDays: [],
};

let adoption: Stream<JsonObject>;
beforeEach(() => {
  adoption = new Stream(KIND);
});
const say = (kind: string, by = FIRST, payload: JsonObject = {}): string | null =>
  adoption.command(instant('2026-11-24T12:00:00.000Z'), kind, payload, by).refusal;
const propose = (payload: JsonObject = { title: 't', settings: SETTINGS, ofBuild: null }): void => {
  expect(say('propose-adoption', FIRST, payload)).toBeNull();
};
const preview = (moved: number): void => {
  expect(say('record-effects', FIRST, { processes: 1, moved, overdue: 0 })).toBeNull();
};
const status = (): unknown => adoption.kept?.state['status'];

describe('a change of settings', () => {
  test('is proposed, previewed, approved by another person, applied and rolled back', () => {
    propose();
    expect([status(), adoption.kept?.closed, adoption.kept?.state['effects']]).toEqual(['proposed', false, null]);
    expect(say('approve-adoption', SECOND)).toBe('not-previewed');
    preview(3);
    expect(say('approve-adoption', FIRST)).toBe('own-proposal');
    expect(say('approve-adoption', SECOND)).toBeNull();
    expect(say('stop-adoption', FIRST)).toBeNull();
    expect(say('finish-adoption')).toBe('not-applying');
    expect(say('resume-adoption', FIRST)).toBeNull();
    expect(say('finish-adoption')).toBeNull();
    expect([status(), adoption.kept?.closed]).toEqual(['adopted', true]);
    expect(say('resume-adoption')).toBe('not-stopped');
    expect(say('roll-back-adoption', FIRST)).toBeNull();
    expect([status(), adoption.kept?.closed]).toEqual(['rolling-back', false]);
    expect(say('finish-roll-back')).toBeNull();
    expect([status(), adoption.kept?.closed]).toEqual(['rolled-back', true]);
    expect(say('roll-back-adoption')).toBe('nothing-to-roll-back');
  });

  test('is not said by a correction to have been proposed by another, so that who proposed approves', () => {
    propose();
    preview(3);
    const factId = [...readHistory(adoption.events, KIND).facts.keys()][0] ?? '';
    expect(say('correct', FIRST, { factId, payload: { by: 'third' }, reason: 'made up' })).toBe('who-did-it-stands');
    expect(say('correct', FIRST, { factId, payload: { title: 'u' }, reason: 'made up' })).toBeNull();
    expect(say('approve-adoption', FIRST)).toBe('own-proposal');
  });

  test('keeps who proposed and who approved it, and what it would do', () => {
    propose();
    preview(3);
    say('approve-adoption', SECOND);
    expect(adoption.kept?.state).toMatchObject({
      proposedBy: 'first',
      approvedBy: 'second',
      settings: SETTINGS,
      effects: { processes: 1, moved: 3, overdue: 0 },
    });
  });

  test('is withdrawn while it is a proposal, and not afterwards', () => {
    propose();
    expect(say('withdraw-proposal')).toBeNull();
    expect([status(), adoption.kept?.closed]).toEqual(['withdrawn', true]);
    expect(say('withdraw-proposal')).toBe('nothing-to-withdraw');
    expect(say('sing')).toBe('unknown-command');
  });
});

test('what another build told changes nothing, and a command that it does not have tells nothing', () => {
  const { initial } = RULE_ADOPTION;
  const on = calendarDate('2026-11-24');
  const fact = { id: 'f2', kind: 'adoption-sung', on, payload: {}, source: { by: 'person' } } as const;
  expect(RULE_ADOPTION.evolve(initial, fact)).toEqual(initial);
  const context = { ...LAW, now: instant('2026-11-24T12:00:00.000Z'), today: on, actor: FIRST };
  expect(RULE_ADOPTION.decide(initial, { kind: 'sing', payload: {} }, context)).toEqual({ ok: true, value: [] });
});

describe('a new build', () => {
  const OF_BUILD = { title: 'build b', settings: null, ofBuild: 'b' };

  test.each([
    [20, null],
    [21, 'own-proposal'],
  ])('that moves %i dates, approved by who proposed it: %s', (moved, refusal) => {
    propose(OF_BUILD);
    preview(moved);
    expect(say('approve-adoption', FIRST)).toBe(refusal);
    expect(status()).toBe(refusal === null ? 'applying' : 'previewed');
  });

  test('of which nobody has worked out what it moves is approved by a second person', () => {
    const state = { ...RULE_ADOPTION.initial, status: 'previewed', ofBuild: 'b', proposedBy: 'first' } as const;
    const today = calendarDate('2026-11-24');
    const context = { ...LAW, now: instant('2026-11-24T12:00:00.000Z'), today, actor: FIRST };
    expect(RULE_ADOPTION.decide(state, { kind: 'approve-adoption', payload: {} }, context)).toEqual({
      ok: false,
      refusal: 'own-proposal',
    });
  });

  test('that is replaced by another is given up, even half-way', () => {
    propose(OF_BUILD);
    preview(1);
    say('approve-adoption', SECOND);
    expect(say('withdraw-proposal')).toBeNull();
    expect([status(), adoption.kept?.closed]).toEqual(['withdrawn', true]);
    expect(say('withdraw-proposal')).toBe('nothing-to-withdraw');
  });

  test('is not rolled back here: the build before it is installed again', () => {
    propose(OF_BUILD);
    preview(1);
    say('approve-adoption', SECOND);
    expect(say('roll-back-adoption')).toBe('nothing-to-roll-back');
  });
});
