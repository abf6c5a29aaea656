import { describe, expect, test } from 'vitest';
import { calendarDate } from '../../../domain/calendar/calendar-date.ts';
import { holdsPost, type Directory } from '../../../domain/people/directory.ts';

const [FROM, TO] = [calendarDate('2026-01-05'), calendarDate('2026-06-30')];
const NOBODY: Directory = { people: [], teams: [], posts: [], covers: [], onCall: [] };
const DIRECTORY: Directory = {
  ...NOBODY,
  posts: [
    { person: 'person-1', role: 'nominated-officer', team: null, fromOn: FROM, toOn: TO },
    { person: 'person-2', role: 'team-manager', team: 'north', fromOn: FROM, toOn: null },
  ],
  covers: [
    { person: 'person-1', by: 'person-3', fromOn: calendarDate('2026-04-01'), toOn: calendarDate('2026-04-14') },
  ],
};

describe('whether somebody holds a post on a day', () => {
  test.each([
    ['the holder', 'person-1', '2026-06-30', true],
    ['the holder of another post', 'person-2', '2026-06-30', false],
    ['nobody who is known', 'person-9', '2026-06-30', false],
    ['who covers the holder', 'person-3', '2026-04-14', true],
    ['who covers the holder no more', 'person-3', '2026-04-15', false],
    ['anybody while nobody holds it', 'person-1', '2026-07-01', null],
  ])('%s', (_what, person, on, isHeld) => {
    expect(holdsPost(DIRECTORY, person, { role: 'nominated-officer', on: calendarDate(on) })).toBe(isHeld);
  });

  test('of an empty directory nothing is known', () => {
    expect(holdsPost(NOBODY, 'person-1', { role: 'nominated-officer', on: FROM })).toBeNull();
  });
});
