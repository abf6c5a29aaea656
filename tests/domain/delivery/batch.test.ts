import { describe, expect, test } from 'vitest';
import { calendarDate } from '../../../domain/calendar/calendar-date.ts';
import { instant } from '../../../domain/calendar/instant.ts';
import { batchesFor, isStillToldTo, type Tellable } from '../../../domain/delivery/batch.ts';
import type { Directory } from '../../../domain/people/directory.ts';

const always = { fromOn: calendarDate('2026-01-01'), toOn: null };
const AT = instant('2027-02-02T08:45:00.000Z');
const DIRECTORY: Directory = {
  people: ['manager', 'service', 'stand-in'].map((ref) => ({ ref, ...always })),
  teams: [
    { ref: 'north', above: null, liveFrom: calendarDate('2027-02-01') },
    { ref: 'south', above: null, liveFrom: null },
  ],
  posts: [
    { person: 'manager', role: 'team-manager', team: 'north', ...always },
    { person: 'shadowed', role: 'social-worker', team: 'south', ...always },
    {
      person: 'manager',
      role: 'social-worker',
      team: 'south',
      fromOn: calendarDate('2026-01-01'),
      toOn: calendarDate('2026-12-31'),
    },
    { person: 'service', role: 'service-manager', team: null, ...always },
  ],
  covers: [],
  onCall: [],
};
const alert = (id: string, given: Partial<Tellable> = {}) => ({
  id,
  role: 'team-manager' as const,
  person: null,
  team: 'north',
  notBy: null,
  isOfTeam: true,
  teams: ['north'],
  worker: null,
  raisedAt: AT,
  deliveredTo: [],
  ...given,
});
const told = (alerts: readonly ReturnType<typeof alert>[], directory: Directory = DIRECTORY): readonly string[] =>
  batchesFor(alerts, directory, AT).map(
    ({ person, alerts: own }) => `${person}: ${own.map((one) => `${one.alert.id} for ${one.addressedTo}`).join(', ')}`,
  );

describe('who is told of what', () => {
  test('one batch for each person, with all that is theirs', () => {
    expect(told([alert('a1'), alert('a2', { role: 'service-manager' }), alert('a3')])).toEqual([
      'manager: a1 for manager, a3 for manager',
      'service: a2 for service',
    ]);
  });

  test('nobody twice for the same addressee, and the new one after a change', () => {
    expect(
      told([alert('a1', { deliveredTo: ['manager'] }), alert('a2', { deliveredTo: ['somebody-before'] })]),
    ).toEqual(['manager: a2 for manager']);
  });

  test('who covers, once, and not again when the cover ends', () => {
    const covers = [{ person: 'manager', by: 'stand-in', ...always }];
    expect(told([alert('a1')], { ...DIRECTORY, covers })).toEqual(['stand-in: a1 for manager']);
    expect(told([alert('a1', { deliveredTo: ['manager'] })])).toEqual([]);
  });

  test.each([
    ['a team in shadow', { team: 'south', teams: ['south'] }, []],
    ['what was raised before the team was live', { raisedAt: instant('2027-01-31T23:59:59.999Z') }, []],
    [
      'what was raised on its first day',
      { raisedAt: instant('2027-02-01T00:00:00.000Z') },
      ['manager: a1 for manager'],
    ],
    [
      'a child whose team is not told, once any team is live',
      { team: null, teams: [null] },
      ['service: a1 for service'],
    ],
    [
      'what is about no child, household or worker, in any case',
      { team: null, teams: [], isOfTeam: false },
      ['service: a1 for service'],
    ],
    ['a household whose children are all of teams in shadow', { team: null, teams: ['south'] }, []],
    [
      'a household with a child of a team that is live',
      { team: null, teams: ['south', 'north'] },
      ['service: a1 for service'],
    ],
    ['a household of no child, once any team is live', { team: null, teams: [] }, ['service: a1 for service']],
    ['the supervision of a worker of a team in shadow', { team: null, teams: [null], worker: 'shadowed' }, []],
    [
      'the supervision of a worker of a team that is live',
      { team: null, teams: [null], worker: 'manager', role: 'service-manager' as const },
      ['service: a1 for service'],
    ],
  ])('%s', (_what, given, expected) => {
    expect(told([alert('a1', given)])).toEqual(expected);
  });

  test('what nobody could be found for is not lost', () => {
    expect(told([alert('a1')], { ...DIRECTORY, posts: [] })).toEqual([': a1 for ']);
  });

  test('a mail that waited asks again whom it has to reach', () => {
    const asked = { person: 'manager', addressedTo: 'manager' };
    expect(isStillToldTo(alert('a1'), asked, { directory: DIRECTORY, at: AT })).toBe(true);
    const covers = [{ person: 'manager', by: 'stand-in', ...always }];
    expect(isStillToldTo(alert('a1'), asked, { directory: { ...DIRECTORY, covers }, at: AT })).toBe(false);
  });
});
