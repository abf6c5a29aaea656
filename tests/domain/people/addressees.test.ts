import { describe, expect, test } from 'vitest';
import { calendarDate } from '../../../domain/calendar/calendar-date.ts';
import { instant } from '../../../domain/calendar/instant.ts';
import { addresseesOf, standsFor, type AddressedTo } from '../../../domain/people/addressees.ts';
import { isLive, teamsUpFrom, type Directory, type PostRole } from '../../../domain/people/directory.ts';

const since = calendarDate('2026-01-01');
const always = { fromOn: since, toOn: null };
const post = (person: string, role: PostRole, team: string | null = null, toOn: string | null = null) => ({
  person,
  role,
  team,
  fromOn: since,
  toOn: toOn === null ? null : calendarDate(toOn),
});
const cover = (person: string, by: string, from: string, to: string | null) => ({
  person,
  by,
  fromOn: calendarDate(from),
  toOn: to === null ? null : calendarDate(to),
});

/** Two teams below a service; the south has no manager of its own. */
const DIRECTORY: Directory = {
  people: [
    ...['worker-1', 'worker-2', 'manager-1', 'manager-2', 'service-1', 'head-1', 'iro-1', 'iro-2', 'iro-manager-1'],
    ...['dcs-1', 'admin-1', 'admin-2', 'fallback-1', 'quality-1'],
  ]
    .map((ref) => ({ ref, ...always }))
    .concat([{ ref: 'left-1', fromOn: since, toOn: calendarDate('2026-02-28') }] as never),
  teams: [
    { ref: 'north', above: 'service', liveFrom: calendarDate('2026-03-01') },
    { ref: 'south', above: 'service', liveFrom: null },
    { ref: 'service', above: null, liveFrom: null },
  ],
  posts: [
    post('worker-1', 'social-worker', 'north'),
    post('worker-2', 'social-worker', 'north'),
    post('manager-1', 'team-manager', 'north'),
    post('service-1', 'service-manager', 'service'),
    post('head-1', 'head-of-service'),
    post('iro-1', 'iro'),
    post('iro-2', 'iro'),
    post('iro-manager-1', 'iro-manager'),
    post('dcs-1', 'director'),
    post('admin-1', 'review-administrator'),
    post('admin-2', 'review-administrator'),
    post('left-1', 'team-manager', 'south'),
    post('manager-2', 'team-manager', 'south', '2026-02-28'),
    post('fallback-1', 'fallback'),
  ],
  covers: [],
  onCall: [],
};

const AT = instant('2026-03-04T09:00:00.000Z');
const alert = (given: Partial<AddressedTo>): AddressedTo => ({
  role: 'team-manager',
  person: null,
  team: 'north',
  notBy: null,
  ...given,
});
const reached = (given: Partial<AddressedTo>, more: Partial<Directory> = {}, at = AT): readonly string[] =>
  addresseesOf(alert(given), { ...DIRECTORY, ...more }, at).map(({ person, told }) =>
    person === told ? person : `${told} for ${person}`,
  );

describe('whom an alert reaches', () => {
  test.each<[what: string, Partial<AddressedTo>, readonly string[]]>([
    ['the person whom the process names', { role: 'social-worker', person: 'worker-1' }, ['worker-1']],
    ['the manager of the team of the child', {}, ['manager-1']],
    ['the service above a team whose manager has left', { team: 'south' }, ['service-1']],
    ['the service manager above the team', { role: 'service-manager' }, ['service-1']],
    ['everybody who holds a role for the whole authority', { role: 'review-administrator' }, ['admin-1', 'admin-2']],
    ['the manager, and not all colleagues, where no worker is named', { role: 'social-worker' }, ['manager-1']],
    ['the IRO manager where no IRO is named', { role: 'iro' }, ['iro-manager-1']],
    ['the IRO manager where the named IRO is not known here', { role: 'iro', person: 'iro-9' }, ['iro-manager-1']],
    ['the manager where the named worker has left', { role: 'social-worker', person: 'left-1' }, ['manager-1']],
    ['the service where the manager owes it and may not answer', { notBy: 'manager-1' }, ['service-1']],
    [
      'the manager where the named worker may not answer',
      { role: 'social-worker', person: 'worker-1', notBy: 'worker-1' },
      ['manager-1'],
    ],
    ['the head of service where the team is not told', { team: null }, ['head-1']],
    ['the head of service where the team is not known', { team: 'nowhere' }, ['head-1']],
    ['the fallback person where nobody holds a role outside the lines', { role: 'auditor' }, ['fallback-1']],
    ['the director above an empty head of quality assurance', { role: 'head-of-quality-assurance' }, ['dcs-1']],
  ])('%s', (_what, given, people) => {
    expect(reached(given)).toEqual(people);
  });

  test('nobody only where the directory has nobody at all to fall back on', () => {
    expect(reached({}, { people: [], posts: [] })).toEqual([]);
    expect(reached({ role: 'director' }, { posts: [post('fallback-1', 'fallback')] })).toEqual(['fallback-1']);
  });

  test('somebody who holds the role twice is told once', () => {
    expect(
      reached({}, { posts: [post('manager-1', 'team-manager', 'north'), post('manager-1', 'team-manager', 'north')] }),
    ).toEqual(['manager-1']);
  });

  test('teams that stand above each other in a circle do not hold it up', () => {
    const teams = [
      { ref: 'a', above: 'b', liveFrom: null },
      { ref: 'b', above: 'a', liveFrom: null },
    ];
    expect(teamsUpFrom('a', teams)).toEqual(['a', 'b', null]);
    expect(reached({ team: 'a', role: 'head-of-service' }, { teams })).toEqual(['head-1']);
  });
});

describe('cover', () => {
  const leave = [cover('manager-1', 'manager-2', '2026-03-02', '2026-03-06')];

  test.each([
    ['the day before', '2026-03-01T23:59:00.000Z', ['manager-1']],
    ['on the first day', '2026-03-02T00:00:00.000Z', ['manager-2 for manager-1']],
    ['on the last day', '2026-03-06T23:59:00.000Z', ['manager-2 for manager-1']],
    ['the day after', '2026-03-07T00:00:00.000Z', ['manager-1']],
  ])('%s', (_when, at, people) => {
    expect(reached({}, { covers: leave }, instant(at))).toEqual(people);
  });

  test('also stands for a person whom the process names', () => {
    expect(
      reached({ role: 'iro', person: 'iro-1' }, { covers: [cover('iro-1', 'iro-2', '2026-03-01', null)] }),
    ).toEqual(['iro-2 for iro-1']);
  });

  test('goes on to who covers for the one that covers, and not round in a circle', () => {
    const on = [
      cover('manager-1', 'manager-2', '2026-03-01', null),
      cover('manager-2', 'service-1', '2026-03-01', null),
    ];
    expect(reached({}, { covers: on })).toEqual(['service-1 for manager-1']);
    expect(reached({}, { covers: [...on, cover('service-1', 'manager-1', '2026-03-01', null)] })).toEqual([
      'service-1 for manager-1',
    ]);
  });

  test('by somebody who has left is none', () => {
    expect(reached({}, { covers: [cover('manager-1', 'left-1', '2026-03-01', null)] })).toEqual(['manager-1']);
  });

  test('never lets the one who owes it answer for the manager: it goes to the next above', () => {
    expect(reached({ notBy: 'worker-1' }, { covers: [cover('manager-1', 'worker-1', '2026-03-01', null)] })).toEqual([
      'service-1',
    ]);
  });

  test('lets a person stand for those who are away, on those days only', () => {
    const directory = { ...DIRECTORY, covers: leave };
    expect(standsFor('manager-2', directory, AT)).toEqual(['manager-2', 'manager-1']);
    expect(standsFor('manager-2', directory, instant('2026-03-09T09:00:00.000Z'))).toEqual(['manager-2']);
  });
});

describe('the person on call', () => {
  const night = [
    {
      role: 'service-manager',
      person: 'head-1',
      fromAt: instant('2026-03-04T17:00:00.000Z'),
      toAt: instant('2026-03-05T08:00:00.000Z'),
    },
  ] as const;

  test.each([
    ['just before', '2026-03-04T16:59:59.999Z', ['service-1']],
    ['from the first minute', '2026-03-04T17:00:00.000Z', ['head-1 for service-1']],
    ['no longer at the end', '2026-03-05T08:00:00.000Z', ['service-1']],
  ])('is told %s', (_when, at, people) => {
    expect(reached({ role: 'service-manager' }, { onCall: night }, instant(at))).toEqual(people);
  });

  test('is told where nobody holds the role by day', () => {
    expect(
      reached({ role: 'service-manager' }, { onCall: night, posts: [] }, instant('2026-03-04T20:00:00.000Z')),
    ).toEqual(['head-1']);
  });
});

describe('a team is live', () => {
  const on = calendarDate('2026-03-04');
  test.each([
    ['from its first day on', 'north', on, true],
    ['not before its first day', 'north', calendarDate('2026-02-28'), false],
    ['not while it has no day', 'south', on, false],
  ])('%s', (_what, team, day, live) => {
    expect(isLive(team, DIRECTORY.teams, day)).toBe(live);
  });

  test('a child whose team is not told is not left out once any team is live', () => {
    expect(isLive(null, DIRECTORY.teams, on)).toBe(true);
    expect(isLive('nowhere', DIRECTORY.teams, on)).toBe(true);
    expect(isLive(null, DIRECTORY.teams, calendarDate('2026-02-28'))).toBe(false);
    expect(isLive(null, [], on)).toBe(false);
  });
});
