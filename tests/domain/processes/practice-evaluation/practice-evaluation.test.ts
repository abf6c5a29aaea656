import { beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '../../../../domain/heart/actor.ts';
import { isMetInTime } from '../../../../domain/heart/duty.ts';
import { PRACTICE_EVALUATION } from '../../../../domain/processes/practice-evaluation/index.ts';
import { NOT_EVALUATED, type PracticeEvaluation } from '../../../../domain/processes/practice-evaluation/state.ts';
import type { JsonObject } from '../../../../domain/json.ts';
import { who } from '../../../support/child.ts';
import { heard, Kept, moment } from '../../../support/episode.ts';

const AUDITOR = who('head-of-quality-assurance');
const MODERATOR = who('head-of-service');
let audit: Kept<PracticeEvaluation>;
beforeEach(() => {
  audit = new Kept(PRACTICE_EVALUATION);
});

// Monday 11 May 2026, three in the afternoon in London; the spring bank holiday is Monday 25 May.
const AUDITED = '2026-05-11T14:00';
const action = (grade: string, byOn: string, owner = 'person-4'): JsonObject => ({
  ...{ what: 'made up', owner, role: 'social-worker', grade, byOn },
});
const evaluated = (...actions: readonly JsonObject[]): string | null =>
  audit.say(
    AUDITED,
    'record-evaluation',
    { at: moment(AUDITED), theme: 'theme-1', grade: 'inadequate', actions },
    AUDITOR,
  );
const completed = (when: string, place = 0, by = who('social-worker', 'person-4')): string | null =>
  audit.say(
    when,
    'complete-action',
    { at: moment(when), action: audit.factId('action-agreed', place), evidence: 'x' },
    by,
  );
const recurred = (when: string, place = 0): string | null =>
  audit.say(
    when,
    'record-recurrence',
    { at: moment(when), action: audit.factId('action-agreed', place), finding: 'x' },
    AUDITOR,
  );
const followedUp = (on: string, by: Actor = AUDITOR): string | null =>
  audit.say(on, 'record-follow-up', { on, findings: 'made up' }, by);
const closed = (on: string, by: Actor = MODERATOR): string | null =>
  audit.say(on, 'close-evaluation', { on, summary: 'made up' }, by);

describe('dates of an audit, by the table (timescales §13 audit.actions)', () => {
  test('actions are due by their grade', () => {
    const planned = [
      action('immediate', '2026-05-12'),
      action('inadequate', '2026-05-18'),
      action('requires-improvement', '2026-06-09'),
    ];
    expect(evaluated(...planned)).toBeNull();
    expect(audit.duty('audit.immediate')).toMatchObject({ dueOn: '2026-05-12', dueAt: moment('2026-05-12T14:00') });
    expect(audit.duty('audit.inadequate')?.dueOn).toBe('2026-05-18');
    expect(audit.duty('audit.requires-improvement')?.dueOn).toBe('2026-06-09');
  });

  test('the follow-up comes six to eight weeks after, and the closing ten working days after that', () => {
    evaluated(action('inadequate', '2026-05-18'));
    expect(audit.duty('audit.follow-up')).toMatchObject({ earliestOn: '2026-06-22', dueOn: '2026-07-06' });
    completed('2026-05-18');
    expect(followedUp('2026-06-21')).toBeNull();
    expect(audit.duty('audit.follow-up')?.status).toBe('open');
    followedUp('2026-06-22');
    expect(audit.duty('audit.follow-up')?.metOn).toBe('2026-06-22');
    expect(audit.duty('audit.closing')).toMatchObject({ status: 'open', dueOn: '2026-07-06' });
  });

  test('an evaluation without actions is closed by another person within ten working days', () => {
    evaluated();
    expect([audit.duty('audit.follow-up'), audit.duty('audit.closing')?.dueOn]).toEqual([undefined, '2026-05-26']);
    expect(audit.stage).toBe('to be followed up and closed');
    expect(closed('2026-05-12')).toBeNull();
    expect([audit.closed, audit.stage]).toEqual([true, 'evaluation closed']);
  });

  test.each([
    ['immediate', '2026-05-13'],
    ['inadequate', '2026-05-19'],
    ['requires-improvement', '2026-06-10'],
    ['inadequate', '2026-05-10'],
  ])('an action of the grade %s is not planned for %s', (grade, byOn) => {
    expect(evaluated(action(grade, byOn))).toBe('action-date-outside');
    evaluated();
    expect(audit.say('2026-05-11', 'agree-action', { at: moment(AUDITED), ...action(grade, byOn) }, AUDITOR)).toBe(
      'action-date-outside',
    );
  });
});

describe('actions', () => {
  test('planned for an earlier day are reminded of on it, and overdue by their grade', () => {
    evaluated(action('requires-improvement', '2026-05-20'));
    expect(audit.duty('audit.requires-improvement')).toMatchObject({ practiceOn: '2026-05-20', dueOn: '2026-06-09' });
    const taken = audit.stream.waitUntil(moment('2026-06-25'));
    expect(taken).toContain('2026-05-21 audit.requires-improvement practice-date-passed taken');
    expect(taken).toContain('2026-06-10 audit.requires-improvement overdue taken');
    expect(audit.told('audit.requires-improvement')).toEqual(
      expect.arrayContaining(['team-manager overdue', 'service-manager no-answer', 'head-of-service no-answer']),
    );
    expect(audit.told('audit.requires-improvement').join()).not.toContain('director');
  });

  test('immediate ones are told at the hour', () => {
    evaluated(action('immediate', '2026-05-12'));
    audit.stream.waitUntil(moment('2026-05-12T14:00'));
    expect(audit.told('audit.immediate')).toEqual([
      'social-worker overdue',
      'service-manager overdue',
      'team-manager overdue',
    ]);
  });

  test('are owed by the role of their owner, and answered for by the next above', () => {
    evaluated({ ...action('inadequate', '2026-05-18'), role: 'team-manager' });
    const allocated = heard('allocated', '2026-03-02', { role: 'team-manager', person: 'demo-team-manager' });
    audit.stream.heard(moment('2026-05-11T15:00'), [allocated]);
    expect(audit.duty('audit.inadequate')).toMatchObject({ owner: 'team-manager', line: 'case' });
    audit.stream.waitUntil(moment('2026-05-19'));
    const asked = [...audit.stream.alerts.values()].find(({ answerBy }) => answerBy !== null);
    expect(asked?.role).toBe('service-manager');
    expect(PRACTICE_EVALUATION.people(audit.state)).toEqual({ 'team-manager': 'demo-team-manager' });
  });

  test('carried out in time and recorded late were in time; late stays late', () => {
    evaluated(action('inadequate', '2026-05-18'), action('immediate', '2026-05-12'));
    audit.stream.waitUntil(moment('2026-05-27'));
    expect(audit.shown('audit.inadequate', '2026-05-27')).toBe('overdue');
    const done = { action: audit.factId('action-agreed', 0), evidence: 'made up' };
    audit.say('2026-05-27', 'complete-action', { at: moment('2026-05-15'), ...done });
    expect(audit.duty('audit.inadequate')).toMatchObject({ status: 'met', metOn: '2026-05-15' });
    completed('2026-05-27', 1);
    const immediate = audit.duty('audit.immediate');
    expect(immediate && isMetInTime(immediate)).toBe(false);
  });

  test('may be agreed later, and count from then', () => {
    evaluated();
    const when = '2026-05-27T09:00';
    audit.say(when, 'agree-action', { at: moment(when), ...action('immediate', '2026-05-28') }, AUDITOR);
    expect(audit.duty('audit.immediate')?.dueAt).toBe(moment('2026-05-28T09:00'));
    expect([audit.duty('audit.closing'), audit.stage]).toEqual([undefined, 'actions open']);
  });

  test('that are not there, or done already, are not carried out', () => {
    evaluated(action('inadequate', '2026-05-18'));
    expect(completed('2026-05-12', 7)).toBe('unknown-action');
    expect(completed('2026-05-12')).toBeNull();
    expect(completed('2026-05-13')).toBe('action-completed');
  });
});

describe('a finding that recurs', () => {
  beforeEach(() => {
    evaluated(action('inadequate', '2026-05-18'), action('requires-improvement', '2026-06-09'));
    completed('2026-05-15', 0);
    completed('2026-05-15', 1);
    followedUp('2026-06-22');
  });

  test('opens its action again from that day, counts, and is followed up anew', () => {
    expect(recurred('2026-06-24')).toBeNull();
    expect(audit.stage).toBe('finding recurred');
    expect(audit.duties('audit.inadequate').map(({ status, dueOn }) => [status, dueOn])).toEqual([
      ['met', '2026-05-18'],
      ['open', '2026-07-01'],
    ]);
    expect(audit.duty('audit.follow-up')).toMatchObject({
      status: 'open',
      earliestOn: '2026-08-05',
      dueOn: '2026-08-19',
    });
    expect(audit.state.actions.map(({ rounds }) => rounds.length)).toEqual([2, 1]);
    expect(recurred('2026-06-25')).toBe('action-open');
    expect(recurred('2026-06-25', 9)).toBe('unknown-action');
    completed('2026-06-30');
    recurred('2026-07-02', 1);
    expect(audit.duty('audit.follow-up')?.earliestOn).toBe('2026-08-13');
    // Told afterwards, though it was found before: the latest finding counts.
    completed('2026-07-03', 1);
    audit.say(
      '2026-07-06',
      'record-recurrence',
      { at: moment('2026-07-01'), action: audit.factId('action-agreed', 0) },
      AUDITOR,
    );
    expect(audit.duty('audit.follow-up')?.earliestOn).toBe('2026-08-13');
  });

  test('keeps that the earlier follow-up was done, or was not', () => {
    recurred('2026-06-24');
    completed('2026-06-30');
    recurred('2026-08-31');
    // Six to eight weeks after Monday 11 May, Wednesday 24 June and Monday 31 August.
    expect(audit.duties('audit.follow-up').map(({ dueOn, status }) => [dueOn, status])).toEqual([
      ['2026-07-06', 'met'],
      ['2026-08-19', 'ended'],
      ['2026-10-26', 'open'],
    ]);
  });

  test('opens a closed evaluation again', () => {
    expect(closed('2026-06-24')).toBeNull();
    expect(audit.closed).toBe(true);
    expect(recurred('2026-09-14')).toBeNull();
    expect([audit.closed, audit.stage]).toEqual([false, 'finding recurred']);
    expect(audit.duty('audit.inadequate')?.dueOn).toBe('2026-09-21');
    completed('2026-09-18');
    expect(closed('2026-09-21')).toBe('follow-up-missing');
    followedUp('2026-10-27');
    expect(closed('2026-10-28')).toBeNull();
    expect(audit.duty('audit.closing')).toMatchObject({ status: 'met', metOn: '2026-10-28' });
  });
});

describe('an evaluation ends', () => {
  test('when all is done and has been looked at, not before', () => {
    evaluated(action('inadequate', '2026-05-18'));
    expect(closed('2026-05-12')).toBe('actions-open');
    completed('2026-05-15');
    expect(closed('2026-06-01')).toBe('follow-up-missing');
    followedUp('2026-06-25');
    expect(closed('2026-05-20')).toBe('follow-up-missing');
    expect(closed('2026-06-29')).toBeNull();
    expect(closed('2026-06-30')).toBe('already-closed');
    const another = { at: moment('2026-06-30'), ...action('inadequate', '2026-07-01') };
    expect(audit.say('2026-06-30', 'agree-action', another, AUDITOR)).toBe('already-closed');
  });

  test.each([
    ['who evaluated', AUDITOR],
    ['who owns an action', who('service-manager', 'person-4')],
    ['who carried one out', who('service-manager', 'person-9')],
  ])('never by %s', (_who, by) => {
    evaluated(action('inadequate', '2026-05-18'));
    completed('2026-05-15', 0, who('team-manager', 'person-9'));
    followedUp('2026-06-22', who('iro'));
    expect(closed('2026-06-23', by)).toBe('same-person');
    expect(audit.closed).toBe(false);
  });

  test.each([
    ['who owns an action', who('service-manager', 'person-4'), 'same-person'],
    ['who carried one out', who('service-manager', 'person-9'), 'same-person'],
    ['another person', who('service-manager', 'person-10'), null],
  ])('nor is it followed up but by others: %s', (_who, by, refusal) => {
    evaluated(action('inadequate', '2026-05-18'));
    completed('2026-05-15', 0, who('team-manager', 'person-9'));
    expect(followedUp('2026-06-22', by)).toBe(refusal);
  });

  test('nor is it said by a correction that somebody else evaluated, carried out or looked at it', () => {
    evaluated(action('inadequate', '2026-05-18'));
    completed('2026-05-15', 0, who('team-manager', 'person-9'));
    followedUp('2026-06-22', who('iro'));
    for (const kind of ['evaluation-recorded', 'action-completed', 'followed-up']) {
      const correction = { factId: audit.factId(kind), payload: { by: 'person-12' }, reason: 'made up' };
      expect(audit.say('2026-06-23', 'correct', correction, MODERATOR)).toBe('who-did-it-stands');
    }
    const words = { factId: audit.factId('action-completed'), payload: { evidence: 'another' }, reason: 'made up' };
    expect(audit.say('2026-06-23', 'correct', words, who('team-manager', 'person-9'))).toBeNull();
    expect(closed('2026-06-23', who('service-manager', 'person-9'))).toBe('same-person');
  });

  test.each([
    ['evaluated', 'evaluation-recorded', AUDITOR],
    ['carried an action out', 'action-completed', who('service-manager', 'person-9')],
  ])('nor does who %s take that back to be another person: others may', (_did, kind, by) => {
    evaluated(action('inadequate', '2026-05-18'));
    completed('2026-05-15', 0, who('team-manager', 'person-9'));
    const withdrawal = { factId: audit.factId(kind), reason: 'made up' };
    expect(audit.say('2026-05-19', 'withdraw', withdrawal, by)).toBe('same-person');
    expect(audit.say('2026-05-19', 'withdraw', withdrawal, MODERATOR)).toBeNull();
  });

  test('nor by who carried an action out that was withdrawn afterwards', () => {
    const doer = who('service-manager', 'person-9');
    evaluated(action('inadequate', '2026-05-18'), action('inadequate', '2026-05-18'));
    completed('2026-05-15', 0, doer);
    completed('2026-05-15', 1, AUDITOR);
    const agreed = { factId: audit.factId('action-agreed', 0), reason: 'made up' };
    expect(audit.say('2026-05-16', 'withdraw', agreed, doer)).toBeNull();
    followedUp('2026-06-22', who('iro'));
    expect(closed('2026-06-23', doer)).toBe('same-person');
    expect(closed('2026-06-23')).toBeNull();
  });

  test('nor does who owns an action give it to another, take it back or date it anew: others may', () => {
    evaluated(action('inadequate', '2026-05-18'));
    const owner = who('service-manager', 'person-4');
    const given = { factId: audit.factId('action-agreed'), payload: { owner: 'person-5' }, reason: 'made up' };
    expect(audit.say('2026-05-12', 'correct', given, owner)).toBe('same-person');
    expect(audit.say('2026-05-12', 'withdraw', { ...given, payload: undefined }, owner)).toBe('same-person');
    expect(audit.say('2026-05-12', 'correct', given, AUDITOR)).toBeNull();
    expect(audit.state.doers).toEqual(['person-5']);
  });

  test('when it is withdrawn', () => {
    evaluated();
    audit.say('2026-05-12', 'withdraw', { factId: audit.factId('evaluation-recorded'), reason: 'another child' });
    expect([audit.closed, audit.stage]).toEqual([true, 'evaluation withdrawn']);
  });

  test('nothing is said to one that is not there, and none is made twice', () => {
    expect(followedUp('2026-05-12')).toBe('not-evaluated');
    evaluated();
    expect(evaluated()).toBe('already-evaluated');
    expect(followedUp('2026-05-10')).toBe('not-evaluated');
  });
});

test('content that nobody knows is read tolerantly', () => {
  const fact = { id: 'f1', on: '2026-05-11', payload: {}, source: { by: 'person' } };
  const told = PRACTICE_EVALUATION.evolve(NOT_EVALUATED, { ...fact, kind: 'evaluation-recorded' } as never);
  const agreed = PRACTICE_EVALUATION.evolve(told, { ...fact, id: 'f2', kind: 'action-agreed' } as never);
  expect(agreed.actions).toMatchObject([{ grade: 'requires-improvement', role: 'social-worker', byOn: null }]);
  expect(PRACTICE_EVALUATION.evolve(agreed, { ...fact, kind: 'unknown' } as never)).toEqual(agreed);
});
