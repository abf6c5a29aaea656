import { describe, expect, test } from 'vitest';
import { calendarDate } from '../../../domain/calendar/calendar-date.ts';
import { instant } from '../../../domain/calendar/instant.ts';
import { addressingOf, manages } from '../../../domain/people/managing.ts';
import type { Directory, PostRole } from '../../../domain/people/directory.ts';

const always = { fromOn: calendarDate('2026-01-01'), toOn: null };
const post = (person: string, role: PostRole, team: string | null) => ({ person, role, team, ...always });
const at = instant('2026-03-04T09:00:00.000Z');
const DIRECTORY: Directory = {
  people: ['worker', 'manager', 'service', 'other', 'away'].map((ref) => ({ ref, ...always })),
  teams: [
    { ref: 'north', above: 'children', liveFrom: null },
    { ref: 'south', above: 'children', liveFrom: null },
    { ref: 'children', above: null, liveFrom: null },
  ],
  posts: [
    post('worker', 'social-worker', 'north'),
    post('manager', 'team-manager', 'north'),
    post('service', 'service-manager', 'children'),
    post('other', 'team-manager', 'south'),
    { ...post('gone', 'team-manager', 'north'), toOn: calendarDate('2026-02-28') },
  ],
  covers: [{ person: 'away', by: 'other', ...always }],
  onCall: [],
};

describe('somebody manages', () => {
  test.each([
    ['a worker of their team', 'manager', 'worker', true],
    ['a worker of a team below their service', 'service', 'worker', true],
    ['a manager below them', 'service', 'other', true],
    ['nobody of another team', 'other', 'worker', false],
    ['nobody any more', 'gone', 'worker', false],
    ['nobody above them', 'worker', 'manager', false],
    ['nobody without a post', 'service', 'away', false],
  ])('%s', (_what, manager, person, expected) => {
    expect(manages(manager, person, { directory: DIRECTORY, at })).toBe(expected);
  });
});

test('what is addressed to somebody: whom they stand for, and their roles in each team', () => {
  const { persons, working, roles } = addressingOf('other', DIRECTORY, at);
  expect(persons).toEqual(['other', 'away']);
  expect(working).toEqual(['worker', 'manager', 'service', 'other', 'away']);
  // Workers who are not named stand for nobody: the manager of their team is told.
  expect(roles).toEqual([
    { role: 'social-worker', team: 'south' },
    { role: 'team-manager', team: 'south' },
  ]);
  expect(addressingOf('service', DIRECTORY, at).roles).toContainEqual({ role: 'team-manager', team: 'children' });
});
