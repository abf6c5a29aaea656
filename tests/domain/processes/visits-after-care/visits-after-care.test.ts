import { beforeEach, describe, expect, test } from 'vitest';
import { calendarDate } from '../../../../domain/calendar/calendar-date.ts';
import type { JsonObject } from '../../../../domain/json.ts';
import { VISITS_AFTER_CARE } from '../../../../domain/processes/visits-after-care/index.ts';
import type { VisitsAfterCare } from '../../../../domain/processes/visits-after-care/state.ts';
import { heard, Kept, moment } from '../../../support/episode.ts';

let visits: Kept<VisitsAfterCare>;
beforeEach(() => {
  visits = new Kept(VISITS_AFTER_CARE);
});

/** Monday 7 September 2026: the day first detained, or on which the accommodation was first provided. */
const SINCE = '2026-09-07';
const begin = (basis: string, payload: JsonObject = {}): string | null =>
  visits.say(SINCE, 'begin-visits-after-care', { on: SINCE, basis, visitor: null, ...payload });
const visited = (on: string, payload: JsonObject = {}): string | null =>
  visits.say(on, 'record-visit-after-care', { on, seen: true, alone: 'yes', where: 'elsewhere', ...payload });
const asked = (on: string, forOn: string): string | null =>
  visits.say(on, 'request-visit-after-care', { on, requestedBy: 'child', forOn });
const ended = (on: string, because = 'released'): string | null =>
  visits.say(on, 'end-visits-after-care', { on, because });
const said = (ruleId: string) => visits.duties(ruleId).map(({ dueOn, status, metOn }) => [dueOn, status, metOn]);

describe('a young person who is detained (SI 2010/2797 reg 4)', () => {
  test('is visited within ten working days, and then when it is asked for', () => {
    expect(begin('detained')).toBeNull();
    // Ten working days after Monday 7 September 2026: Monday 21 September.
    expect(visits.duty('visit.detained-former')).toMatchObject({ dueOn: '2026-09-21', owner: 'social-worker' });
    expect(visits.stage).toBe('visited while detained');
    expect(visits.shown('visit.detained-former', '2026-09-22')).toBe('overdue');
    expect(visited('2026-09-18')).toBeNull();
    expect(said('visit.detained-former')).toEqual([['2026-09-21', 'met', '2026-09-18']]);
    expect(asked('2026-10-05', '2026-10-12')).toBeNull();
    expect(asked('2026-10-20', '2026-10-23')).toBeNull();
    expect(visited('2026-10-14')).toBeNull();
    expect(said('visit.detained-former-requested')).toEqual([
      ['2026-10-12', 'met', '2026-10-14'],
      ['2026-10-23', 'open', null],
    ]);
  });

  test('is not visited by who did not see the young person', () => {
    begin('detained');
    expect(visited('2026-09-18', { seen: false })).toBeNull();
    expect(said('visit.detained-former')).toEqual([['2026-09-21', 'open', null]]);
  });

  test('owes nothing while nothing is asked for, and ends with the detention', () => {
    begin('detained');
    visited('2026-09-18');
    expect([visits.closed, visits.stream.coming()]).toEqual([false, []]);
    asked('2026-10-05', '2026-10-12');
    expect(ended('2026-10-09')).toBeNull();
    expect([visits.closed, visits.stage]).toEqual([true, 'visits ended']);
    expect(visits.duty('visit.detained-former-requested')).toMatchObject({ status: 'ended', endedBecause: 'released' });
  });
});

describe('a young person in accommodation that the authority provides (CLR reg 8(2))', () => {
  test.each<readonly [string, readonly string[], JsonObject]>([
    ['nobody yet', [], { first: null, again: null, next: [] }],
    ['once in the first week', ['2026-09-14'], { first: '2026-09-14', again: null, next: [] }],
    [
      'twice in the first week',
      ['2026-09-08', '2026-09-14'],
      { first: '2026-09-08', again: '2026-09-14', next: ['2026-11-14'] },
    ],
    // Late for the first week, and before the review.
    ['after the first week alone', ['2026-09-15'], { first: '2026-09-15', again: '2026-09-15', next: ['2026-11-15'] }],
    [
      'again and again',
      ['2026-09-11', '2026-10-01', '2026-12-31'],
      // Two months after 31 December: there is no 31 February.
      { first: '2026-09-11', again: '2026-10-01', next: ['2026-12-01', '2027-02-28'] },
    ],
  ])('visited %s', (_what, days, expected) => {
    begin('accommodated');
    expect(visits.stage).toBe('visited in accommodation');
    for (const on of days) expect(visited(on)).toBeNull();
    expect({
      first: visits.duty('visit.careleaver-accom')?.metOn,
      again: visits.duty('visit.careleaver-before-review')?.metOn,
      next: visits.duties('visit.careleaver-interval').map(({ dueOn }) => dueOn),
    }).toEqual(expected);
    // Seven days after 7 September; 28 days beginning with it end on 4 October.
    expect(visits.duty('visit.careleaver-accom')?.dueOn).toBe('2026-09-14');
    expect(visits.duty('visit.careleaver-before-review')?.dueOn).toBe('2026-10-04');
  });

  test('is visited at intervals, not on request', () => {
    begin('accommodated');
    expect(asked('2026-10-05', '2026-10-12')).toBe('not-detained');
  });

  test('ends when the accommodation ends', () => {
    begin('accommodated');
    expect(ended('2026-10-09', 'accommodation-ended')).toBeNull();
    expect(visits.duty('visit.careleaver-accom')).toMatchObject({ endedBecause: 'accommodation ended' });
  });
});

describe('what the child’s time in care makes known', () => {
  const hears = (...changes: readonly ReturnType<typeof heard>[]): void => {
    visits.stream.heard(moment('2026-12-20'), changes);
  };

  test('a time in care before it is what it follows; one that begins later ends it', () => {
    begin('accommodated');
    hears(heard('entered-care', '2020-03-02'));
    expect(visits.closed).toBe(false);
    hears(heard('entered-care', '2026-12-14'));
    expect(visits.duty('visit.careleaver-accom')).toMatchObject({
      status: 'ended',
      endedBecause: 'the child came into care again',
    });
  });

  test('an end that was told before stays the reason', () => {
    begin('detained');
    ended('2026-10-09');
    hears(heard('entered-care', '2026-10-10'));
    expect(visits.state.ended).toBe('released');
  });

  test('who visits is told, else who was allocated; the manager in any case', () => {
    begin('detained');
    hears(
      heard('allocated', '2026-03-02', { role: 'social-worker', person: 'person-1' }),
      heard('allocated', '2026-03-03', { role: 'team-manager', person: 'person-2' }),
    );
    const people = () => VISITS_AFTER_CARE.people(visits.state);
    expect(people()).toEqual({ 'social-worker': 'person-1', 'team-manager': 'person-2' });
    visits.say('2026-12-21', 'change-visitor-after-care', { on: '2026-12-21', visitor: 'person-4' });
    expect(people()).toEqual({ 'social-worker': 'person-4', 'team-manager': 'person-2' });
  });

  test('a team that goes live has what is overdue in its recovery plan', () => {
    begin('detained');
    hears(heard('team-went-live', '2026-12-18', { recoverBy: '2027-01-29' }));
    expect(visits.duty('visit.detained-former')).toMatchObject({ status: 'open', quietUntil: '2027-01-29' });
  });
});

describe('what cannot be is refused', () => {
  test('anything before the beginning, a second beginning, anything after the end', () => {
    expect(visited('2026-09-08')).toBe('visits-not-begun');
    expect(begin('homeless')).toBe('unknown-basis');
    expect(begin('detained')).toBeNull();
    expect(begin('accommodated')).toBe('visits-begun');
    expect(visits.say('2026-09-09', 'record-visit-after-care', { on: '2026-09-01', seen: true })).toBe(
      'visits-not-begun',
    );
    ended('2026-10-09');
    expect(visited('2026-10-10')).toBe('visits-ended');
  });

  test('nothing is known of an event that is not its own', () => {
    begin('detained');
    const fact = { id: 'f9', on: calendarDate('2026-09-08'), payload: {}, source: { by: 'person' as const } };
    expect(VISITS_AFTER_CARE.evolve(visits.state, { ...fact, kind: 'unknown' })).toEqual(visits.state);
  });

  test('of a beginning that is withdrawn nothing is owed', () => {
    begin('detained');
    visits.say('2026-09-08', 'withdraw', { factId: visits.factId('visits-after-care-began'), reason: 'made up' });
    expect([visits.closed, visits.stage]).toEqual([true, 'visits ended']);
  });
});
