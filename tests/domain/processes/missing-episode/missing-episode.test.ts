import { beforeEach, describe, expect, test } from 'vitest';
import { isMetInTime } from '../../../../domain/heart/duty.ts';
import { MISSING_EPISODE } from '../../../../domain/processes/missing-episode/index.ts';
import { NOBODY_MISSING, type MissingEpisode } from '../../../../domain/processes/missing-episode/state.ts';
import type { JsonObject } from '../../../../domain/json.ts';
import { HOLDFAST } from '../../../../domain/heart/actor.ts';
import { who } from '../../../support/child.ts';
import { heard, Kept, moment } from '../../../support/episode.ts';

let episode: Kept<MissingEpisode>;
beforeEach(() => {
  episode = new Kept(MISSING_EPISODE);
});

const missed = (when: string, payload: JsonObject = {}): string | null =>
  episode.say(when, 'report-missing', { at: moment(when), absence: 'M', ...payload });
const found = (when: string): string | null => episode.say(when, 'record-found', { at: moment(when) });
const offered = (when: string): string | null => episode.say(when, 'offer-return-interview', { at: moment(when) });
const interviewed = (when: string, payload: JsonObject = {}): string | null =>
  episode.say(when, 'record-return-interview', {
    ...{ at: moment(when), outcome: 'carried-out', interviewer: 'person-23', independent: true, ...payload },
  });
const planned = (on: string): string | null => episode.say(on, 'record-safety-plan', { on });
const refused = { outcome: 'refused', interviewer: null, independent: false, reason: 'made up' };

describe('dates of a missing episode, by the table (timescales §13)', () => {
  // Friday 23 October 2026, half past nine in the evening in London; the clock goes back in the night to Sunday.
  const MISSED = '2026-10-23T20:30';

  test('24 and 72 hours run by the clock, over the weekend and the change of the clock', () => {
    missed(MISSED);
    expect(episode.duty('missing.senior-manager')).toMatchObject({
      dueOn: '2026-10-24',
      dueAt: moment('2026-10-24T20:30'),
    });
    expect(episode.duty('missing.director')).toMatchObject({ dueOn: '2026-10-26', dueAt: moment('2026-10-26T20:30') });
  });

  test('safety arrangements within five working days of the day the child was missed', () => {
    missed(MISSED);
    expect(episode.duty('missing.safety-plan')?.dueOn).toBe('2026-10-30');
  });

  test.each([
    ['harm is suspected', { harmSuspected: true }, '2026-10-23'],
    ['the child is at risk of exploitation', { exploitation: true }, '2026-10-23'],
    ['neither', {}, undefined],
  ])('a strategy discussion is owed that day where %s', (_why, risk, dueOn) => {
    missed(MISSED, risk);
    expect(episode.duty('missing.strategy')?.dueOn).toBe(dueOn);
  });

  test.each([
    ['71 hours', '2026-10-27T12:00', true],
    ['72 hours', '2026-10-27T13:00', true],
    ['73 hours', '2026-10-27T14:00', false],
  ])('a return interview after %s over the October clock change', (_hours, at, inTime) => {
    missed(MISSED);
    // Saturday, two in the afternoon by summer time: 72 hours later it is one in the afternoon by winter time.
    found('2026-10-24T13:00');
    expect(episode.duty('missing.rhi')?.dueAt).toBe(moment('2026-10-27T13:00'));
    offered(at);
    interviewed(at);
    for (const ruleId of ['missing.rhi', 'missing.rhi-offered']) {
      const duty = episode.duty(ruleId);
      expect(duty).toMatchObject({ status: 'met', metAt: moment(at) });
      expect(duty && isMetInTime(duty)).toBe(inTime);
    }
  });
});

describe('who is told', () => {
  test('a senior manager at 24 hours and the director at 72, at once, also at night', () => {
    missed('2026-10-23T20:30');
    const taken = episode.stream.waitUntil(moment('2026-10-27'));
    expect(taken).toContain('2026-10-24 missing.senior-manager overdue taken');
    expect(taken).toContain('2026-10-26 missing.director overdue taken');
    expect(episode.told('missing.senior-manager')).toEqual(
      ['team-manager', 'service-manager', 'out-of-hours'].map((role) => `${role} overdue`),
    );
    expect(episode.told('missing.director')).toEqual(
      ['head-of-service', 'director', 'out-of-hours'].map((role) => `${role} overdue`),
    );
  });

  test('nobody by the hour once the child is found', () => {
    missed('2026-10-23T20:30');
    found('2026-10-24T06:00');
    episode.stream.waitUntil(moment('2026-10-27'));
    expect([...episode.told('missing.senior-manager'), ...episode.told('missing.director')]).toEqual([]);
    expect(episode.duty('missing.senior-manager')).toMatchObject({ status: 'met', metAt: moment('2026-10-24T06:00') });
  });

  test('the team manager of a strategy discussion as soon as it is called for, and those above when the day has passed', () => {
    missed('2026-10-23T20:30', { harmSuspected: true });
    episode.stream.waitUntil(moment('2026-10-24'));
    expect(episode.told('missing.strategy')).toEqual([
      ...['team-manager', 'social-worker'].map((role) => `${role} called-for`),
      ...['team-manager', 'service-manager'].map((role) => `${role} overdue`),
    ]);
  });

  test('by the names of those who are allocated', () => {
    const allocation = heard('allocated', '2026-03-02', { role: 'service-manager', person: 'person-7' });
    episode.stream.change({
      now: moment('2026-10-23T20:30'),
      heard: [allocation, heard('allocated', '2026-03-02', { role: 'nobody-knows', person: 'person-8' }, 'x')],
      command: { id: 'c', kind: 'report-missing', payload: { at: moment('2026-10-23T20:30'), absence: 'M' } },
    });
    episode.stream.waitUntil(moment('2026-10-25'));
    const senior = [...episode.stream.alerts.values()].find(({ role }) => role === 'service-manager');
    expect(senior?.person).toBe('person-7');
    expect(MISSING_EPISODE.people(episode.state)).toEqual({ 'service-manager': 'person-7' });
  });
});

describe('time that was in time stays so', () => {
  test('a return in time that is recorded late takes the overdue back and tells those who were told', () => {
    missed('2026-10-23T20:30');
    episode.stream.waitUntil(moment('2026-10-25T08:00'));
    expect(episode.shown('missing.senior-manager', '2026-10-25T08:00')).toBe('overdue');
    episode.say('2026-10-25T08:00', 'record-found', { at: moment('2026-10-24T18:00') });
    expect(episode.duty('missing.senior-manager')).toMatchObject({ status: 'met', metAt: moment('2026-10-24T18:00') });
    expect(episode.told('missing.senior-manager')).toContain('service-manager done-in-time');
  });

  test('a return that was late stays late, whenever it is recorded', () => {
    missed('2026-10-23T20:30');
    found('2026-10-25T08:00');
    const duty = episode.duty('missing.senior-manager');
    expect(duty?.status).toBe('met');
    expect(duty && isMetInTime(duty)).toBe(false);
  });
});

describe('an episode ends', () => {
  test('when the child was found and interviewed and the placement plan keeps them safe', () => {
    missed('2026-10-23T20:30');
    expect(episode.stage).toBe('missing');
    found('2026-10-24T06:00');
    expect(episode.stage).toBe('found, to be interviewed');
    interviewed('2026-10-26');
    expect([episode.stage, episode.closed]).toEqual(['found', false]);
    planned('2026-10-26');
    expect([episode.stage, episode.closed]).toEqual(['episode over', true]);
  });

  test('when the child refused the interview, with the reason', () => {
    missed('2026-10-23T20:30');
    found('2026-10-24T06:00');
    planned('2026-10-26');
    expect(interviewed('2026-10-26', refused)).toBeNull();
    expect(episode.duty('missing.rhi')).toMatchObject({
      status: 'ended',
      endedBecause: 'offered, and the child refused on 2026-10-26',
    });
    expect(episode.duty('missing.rhi-offered')?.metOn).toBe('2026-10-26');
    expect(episode.closed).toBe(true);
    // Asked again later, the child agrees.
    expect(interviewed('2026-10-27T05:00')).toBeNull();
    expect(episode.duty('missing.rhi')?.status).toBe('met');
  });

  test('not by a talk with somebody who is not independent', () => {
    missed('2026-10-23T20:30');
    found('2026-10-24T06:00');
    planned('2026-10-26');
    interviewed('2026-10-25', { interviewer: 'demo-social-worker', independent: false });
    expect([episode.duty('missing.rhi')?.status, episode.duty('missing.rhi-offered')?.status]).toEqual(['open', 'met']);
    expect(episode.closed).toBe(false);
  });

  test('not before a strategy discussion that was called for', () => {
    missed('2026-10-23T20:30', { harmSuspected: true });
    found('2026-10-24T06:00');
    planned('2026-10-24');
    interviewed('2026-10-26');
    expect(episode.closed).toBe(false);
    episode.say('2026-10-26', 'record-strategy', { on: '2026-10-26', decisions: 'made up' });
    expect([episode.closed, episode.duty('missing.strategy')?.metOn]).toEqual([true, '2026-10-26']);
  });

  test('of a child who was away, with the return alone where no risk is known', () => {
    missed('2026-10-23T20:30', { absence: 'A' });
    expect([episode.stage, episode.duty('missing.safety-plan')]).toEqual(['away without authorisation', undefined]);
    found('2026-10-24T06:00');
    expect([episode.closed, episode.duty('missing.rhi')]).toEqual([true, undefined]);
  });

  test('of a child who was away, as of one who was missing where risk is known', () => {
    missed('2026-10-23T20:30', { absence: 'A', exploitation: true });
    found('2026-10-24T06:00');
    expect(episode.duty('missing.rhi')?.status).toBe('open');
  });

  test.each([
    ['left-care', 'the child ceased to be looked after'],
    ['turned-eighteen', 'the child turned eighteen'],
  ])('when its child %s', (kind, because) => {
    missed('2026-10-23T20:30');
    episode.stream.heard(moment('2026-10-25'), [heard(kind, '2026-10-25')]);
    expect([episode.closed, episode.stage]).toEqual([true, 'episode over']);
    expect(episode.duty('missing.director')).toMatchObject({ status: 'ended', endedBecause: because });
  });

  test('not by an earlier period of care that ended before it', () => {
    missed('2026-10-23T20:30');
    episode.stream.heard(moment('2026-10-25'), [heard('left-care', '2025-10-25')]);
    expect(episode.closed).toBe(false);
  });

  test('by a manager with a reason, once the child is found', () => {
    missed('2026-10-23T20:30');
    const close = (when: string) =>
      episode.say(when, 'close-episode', { on: when, reason: 'made up' }, who('team-manager'));
    expect(close('2026-10-24')).toBe('still-missing');
    found('2026-10-25T06:00');
    expect(close('2026-10-27')).toBeNull();
    expect([episode.closed, episode.duty('missing.rhi')?.endedBecause]).toEqual([true, 'the episode was closed']);
  });

  test('when its report is withdrawn', () => {
    missed('2026-10-23T20:30');
    const factId = episode.factId('went-missing');
    expect(episode.say('2026-10-24', 'withdraw', { factId, reason: 'another child' })).toBeNull();
    expect([episode.closed, episode.stage]).toEqual([true, 'report withdrawn']);
    expect(episode.stream.kept?.duties).toEqual([]);
  });
});

describe('persistent absence', () => {
  const earlier = (...days: readonly string[]) =>
    days.map((on, place) => heard('went-missing', on, {}, `f${String(place)}`));
  const third = (days: readonly string[], payload: JsonObject = {}) =>
    episode.stream.change({
      now: moment('2026-10-23T20:30'),
      heard: earlier(...days),
      command: {
        id: 'c',
        kind: 'report-missing',
        payload: { at: moment('2026-10-23T20:30'), absence: 'M', ...payload },
      },
    });

  test.each([
    // The first of ninety days that end on 23 October is 26 July.
    [['2026-07-26', '2026-09-01'], ['2026-10-23']],
    [['2026-07-25', '2026-09-01'], []],
    [['2026-09-01'], []],
    [['2026-07-25', '2026-09-01', '2026-10-22'], ['2026-10-23']],
    [['2026-10-23', '2026-10-23'], ['2026-10-23']],
  ])('earlier absences on %j', (days, expected) => {
    const { announced } = third(days);
    expect(episode.derived('persistent-absence')).toEqual(expected);
    expect(announced.filter(({ kind }) => kind === 'persistent-absence')).toHaveLength(expected.length);
    expect(episode.duty('missing.strategy')?.dueOn).toBe(expected[0]);
  });

  test('is said of the episode that makes it so, not of those before', () => {
    missed('2026-10-20T20:30');
    found('2026-10-20T22:30');
    episode.stream.heard(moment('2026-10-23'), earlier('2026-10-21', '2026-10-22'));
    expect(episode.derived('persistent-absence')).toEqual([]);
  });

  test('is taken back when an earlier absence is withdrawn', () => {
    third(['2026-09-01', '2026-09-10']);
    const withdrawn = earlier('2026-09-01').map((change) => ({ ...change, announcement: null }));
    episode.stream.heard(moment('2026-10-23T21:00'), withdrawn);
    expect(episode.derived('persistent-absence')).toEqual([]);
    expect(episode.duty('missing.strategy')).toBeUndefined();
  });

  test.each([
    ['2026-10-24T20:30', []],
    ['2026-10-24T20:31', ['2026-10-24']],
  ])('found at %s after being missed at half past eight the day before', (when, expected) => {
    missed('2026-10-23T20:30');
    found(when);
    expect(episode.derived('persistent-absence')).toEqual(expected);
  });

  test('follows at the end of the day on which the hours have passed while nobody has found the child', () => {
    missed('2026-10-23T20:30');
    episode.stream.waitUntil(moment('2026-10-24T22:59'));
    expect(episode.derived('persistent-absence')).toEqual([]);
    // Midnight in London by summer time.
    episode.stream.waitUntil(moment('2026-10-24T23:00'));
    expect(episode.derived('persistent-absence')).toEqual(['2026-10-24']);
    found('2026-10-25T08:00');
    expect(episode.derived('persistent-absence')).toEqual(['2026-10-24']);
  });

  test('does not go on for a child who has left care', () => {
    missed('2026-10-23T20:30');
    episode.stream.heard(moment('2026-10-24'), [heard('left-care', '2026-10-24')]);
    episode.stream.waitUntil(moment('2026-10-27'));
    expect(episode.derived('persistent-absence')).toEqual([]);
  });
});

describe('what a return or a feed tells', () => {
  const row = (start: string, end: string | null) => [
    { kind: 'went-missing', on: start, payload: { absence: 'M' } },
    ...(end === null ? [] : [{ kind: 'found', on: end, payload: {} }]),
  ];

  test('of the past is history: interviews are not recorded, and never overdue', () => {
    episode.take('2026-04-20', 'return', '2026-03-31', row('2025-06-10', '2025-06-14'));
    expect(episode.closed).toBe(true);
    expect(episode.stage).toBe('episode over');
    for (const ruleId of ['missing.rhi', 'missing.rhi-offered', 'missing.safety-plan'])
      expect(episode.shown(ruleId, '2026-05-20')).toBe('not-recorded');
    // The dates themselves are told: away for four days.
    expect(episode.duty('missing.director')).toMatchObject({ status: 'met', metOn: '2025-06-14' });
    expect(episode.derived('persistent-absence')).toEqual([]);
    expect(episode.stream.coming()).toEqual([]);
    // Somebody finds the note of the interview.
    expect(interviewed('2026-04-21', { at: moment('2025-06-15') })).toBeNull();
    expect(episode.duty('missing.rhi')).toMatchObject({ status: 'met', metAt: moment('2025-06-15') });
  });

  test('of the last days is ordinary from the day it was read', () => {
    episode.take('2026-04-01', 'return', '2026-03-31', row('2026-03-30', '2026-03-31'));
    expect([episode.closed, episode.shown('missing.rhi', '2026-04-01T10:00')]).toEqual([false, 'due']);
    expect(episode.shown('missing.rhi', '2026-04-03T01:00')).toBe('overdue');
  });

  test('of a child who is still away says nothing about later days', () => {
    episode.take('2026-04-20', 'return', '2026-03-31', row('2026-03-31', null));
    expect(episode.shown('missing.director', '2026-04-20')).toBe('unconfirmed');
    expect(episode.closed).toBe(false);
  });

  // An absence of which a return of the year to 31 March 2026 tells no end: what no source tells is unknown, and not late.
  test.each([
    ['2025-03-31', 'overdue', 'missing'],
    ['2025-03-30', 'not-recorded', 'end of the absence not recorded'],
    ['2020-06-10', 'not-recorded', 'end of the absence not recorded'],
  ])('begun on %s and without an end is %s', (start, shown, stage) => {
    episode.take('2026-04-20', 'return', '2026-03-31', row(start, null));
    episode.stream.waitUntil(moment('2026-06-01'));
    expect([episode.shown('missing.director', '2026-06-01'), episode.stage]).toEqual([shown, stage]);
    expect(episode.shown('missing.senior-manager', '2026-06-01')).toBe(shown);
    expect(episode.told('missing.director').length > 0).toBe(shown === 'overdue');
    expect(episode.closed).toBe(false);
  });

  test('of years ago without an end is settled by whoever says when the child was found', () => {
    episode.take('2026-04-20', 'return', '2026-03-31', row('2020-06-10', null));
    expect(episode.say('2026-04-21', 'record-found', { at: moment('2020-06-14T12:00') })).toBeNull();
    expect(episode.duty('missing.director')).toMatchObject({ status: 'met', metOn: '2020-06-14' });
    expect([episode.closed, episode.shown('missing.rhi', '2026-04-21')]).toEqual([true, 'not-recorded']);
  });

  test('of a child who is still missing after a year of feeds stays known', () => {
    episode.take('2026-04-20', 'feed', '2026-04-20', row('2026-04-19', null));
    episode.take('2027-06-01', 'feed', '2027-06-01', []);
    expect([episode.shown('missing.director', '2027-06-01'), episode.stage]).toEqual(['overdue', 'missing']);
  });

  const backByThen = (start: string, by: string) => [
    ...row(start, null),
    { kind: 'found', on: by, payload: { dayKnown: false } },
  ];

  test('of an absence that was over on a day that no source tells is neither in time nor late', () => {
    episode.take('2026-04-20', 'return', '2026-03-31', backByThen('2025-07-05', '2025-08-10'));
    expect(episode.duty('missing.director')).toMatchObject({
      status: 'ended',
      endedBecause: 'the child came back, on a day that the source does not tell',
    });
    expect([episode.closed, episode.shown('missing.rhi', '2026-04-20')]).toEqual([true, 'not-recorded']);
  });

  test('of one of the last days that was over on a day that no source tells asks for the interview, which is never late', () => {
    episode.take('2026-10-24', 'feed', '2026-10-23', backByThen('2026-10-18', '2026-10-23'));
    episode.stream.waitUntil(moment('2026-11-20'));
    expect(episode.shown('missing.rhi', '2026-11-20')).toBe('not-recorded');
    expect(episode.told('missing.rhi')).toEqual([]);
  });

  test('to the minute counts the hours by it', () => {
    const told = row('2026-10-21', '2026-10-22').map((fact, place) => ({
      ...fact,
      at: moment(place === 0 ? '2026-10-21T20:00' : '2026-10-22T19:59'),
    }));
    episode.take('2026-10-23', 'feed', '2026-10-23', told);
    expect(episode.duty('missing.senior-manager')).toMatchObject({
      dueAt: moment('2026-10-22T20:00'),
      metAt: told[1]?.at,
    });
    expect(episode.duty('missing.rhi')?.dueAt).toBe(moment('2026-10-25T19:59'));
    expect(episode.derived('persistent-absence')).toEqual([]);
  });

  test('day by day is known as it happens', () => {
    episode.take('2026-10-24', 'feed', '2026-10-23', row('2026-10-21', null));
    episode.stream.waitUntil(moment('2026-10-24'));
    expect(episode.derived('persistent-absence')).toEqual(['2026-10-22']);
    episode.take('2026-10-24', 'feed', '2026-10-24', [{ kind: 'found', on: '2026-10-24', payload: {} }]);
    expect(episode.duty('missing.rhi')?.dueOn).toBe('2026-10-26');
  });

  // Fourteen days after 5 October everything that is owed by rule has fallen due.
  test.each([
    ['2026-10-19', ['2026-10-06'], 'found, to be interviewed', 'overdue'],
    ['2026-10-20', [], 'episode over', 'not-recorded'],
  ])('an absence of 5 to 7 October in a feed as at %s', (asAt, persistent, stage, shown) => {
    episode.take('2026-10-22', 'feed', asAt, row('2026-10-05', '2026-10-07'));
    episode.stream.waitUntil(moment('2026-10-22'));
    expect(episode.derived('persistent-absence')).toEqual(persistent);
    expect([episode.stage, episode.shown('missing.rhi', '2026-10-22')]).toEqual([stage, shown]);
  });

  /** A feed as at a day says otherwise of the absence that another told before. */
  const corrects = (asAt: string, on: string): void => {
    const telling = { kind: 'went-missing', on, payload: { absence: 'A' } };
    const source = { by: 'feed', importId: 'import-2', key: 'row', asAt };
    const corrected = [{ factId: episode.factId('went-missing'), telling: { ...telling, source } }];
    const payload = { importId: 'import-2', reason: 'said otherwise', told: [], corrected, withdrawn: [] };
    episode.stream.command(moment(asAt), 'take-return', payload, HOLDFAST);
  };

  test('of an absence that goes on and is corrected weeks later stays the present', () => {
    episode.take('2026-10-06', 'feed', '2026-10-06', row('2026-10-05', null));
    corrects('2026-10-27', '2026-10-05');
    expect([episode.stage, episode.derived('persistent-absence')]).toEqual([
      'away without authorisation',
      ['2026-10-06'],
    ]);
    expect(episode.shown('missing.director', '2026-10-27')).toBe('overdue');
  });

  test('of the past stays the past when a later feed corrects it', () => {
    episode.take('2026-10-27', 'feed', '2026-10-27', row('2026-10-05', '2026-10-07'));
    corrects('2026-10-28', '2026-10-04');
    expect([episode.stage, episode.derived('persistent-absence')]).toEqual(['episode over', []]);
  });

  const offer = (accepted: boolean | null) => [
    ...row('2026-10-20', '2026-10-21'),
    { kind: 'return-interview-offered', on: '2026-10-21', payload: { dayKnown: false, accepted } },
  ];

  test.each([
    [true, 'open', 'found, to be interviewed'],
    [null, 'open', 'found, to be interviewed'],
    [false, 'ended', 'found'],
  ])('of an interview that was offered, accepted: %s, is neither in time nor late', (accepted, status, stage) => {
    episode.take('2026-10-22', 'feed', '2026-10-22', offer(accepted));
    expect(episode.duty('missing.rhi-offered')).toMatchObject({
      status: 'ended',
      endedBecause: 'offered, on a day that the source does not tell',
    });
    expect(episode.duty('missing.rhi')?.status).toBe(status);
    expect(episode.stage).toBe(stage);
  });

  test('of an offer gives way to what a person records of the interview', () => {
    episode.take('2026-10-22', 'feed', '2026-10-22', offer(false));
    expect(interviewed('2026-10-23T09:00')).toBeNull();
    expect(episode.duty('missing.rhi')).toMatchObject({ status: 'met', metAt: moment('2026-10-23T09:00') });
    expect(episode.duty('missing.rhi-offered')).toMatchObject({ status: 'met' });
  });

  test.each([
    ['2026-10-22', []],
    ['2026-10-23', ['2026-10-22']],
  ])('by days alone an absence from 21 October to %s', (end, expected) => {
    episode.take('2026-10-24', 'feed', '2026-10-23', row('2026-10-21', end));
    expect(episode.derived('persistent-absence')).toEqual(expected);
  });

  test('that cannot be stays and is sorted out by a person', () => {
    episode.take('2026-04-01', 'feed', '2026-03-31', row('2026-03-30', '2026-03-29'));
    expect(MISSING_EPISODE.contradictions(episode.state)).toMatchObject([{ reason: 'before-missing' }]);
    expect(episode.duty('record.contradiction')?.dueOn).toBe('2026-04-07');
  });

  test('in two returns counts to the later one', () => {
    episode.take('2026-04-20', 'return', '2026-03-31', row('2025-06-10', null));
    episode.take('2026-04-21', 'return', '2025-03-31', []);
    expect(episode.state.reading).toEqual({ asAt: '2026-03-31', readOn: '2026-04-20' });
  });
});

describe('what cannot be is refused', () => {
  test.each<readonly [string, JsonObject]>([
    ['record-found', { at: moment('2026-10-20') }],
    ['record-strategy', { on: '2026-10-20', decisions: 'made up' }],
  ])('%s while nobody is reported missing', (kind, payload) => {
    expect(episode.say('2026-10-24', kind, payload)).toBe('not-missing');
  });

  test('a second report, a return before it, a second return, what follows a return before it', () => {
    missed('2026-10-23T20:30');
    expect(missed('2026-10-23T21:30')).toBe('already-missing');
    for (const [kind, payload] of [
      ['record-strategy', { on: '2026-10-22', decisions: 'made up' }],
      ['record-safety-plan', { on: '2026-10-22' }],
      ['record-found', { at: moment('2026-10-23T20:00') }],
    ] as const)
      expect(episode.say('2026-10-24', kind, payload)).toBe('before-missing');
    for (const say of [offered, interviewed]) expect(say('2026-10-24')).toBe('still-missing');
    found('2026-10-24T13:00');
    expect(found('2026-10-24T14:00')).toBe('already-found');
    expect(episode.say('2026-10-25', 'offer-return-interview', { at: moment('2026-10-24T12:59') })).toBe(
      'still-missing',
    );
    interviewed('2026-10-25');
    expect(interviewed('2026-10-26')).toBe('already-interviewed');
  });

  test('nothing is known of an event that is not its own', () => {
    const other = { id: 'f1', kind: 'unknown', on: '2026-10-24', payload: {}, source: { by: 'person' } } as never;
    expect(MISSING_EPISODE.evolve(NOBODY_MISSING, other)).toEqual(NOBODY_MISSING);
  });
});
