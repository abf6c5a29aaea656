import { describe, expect, test } from 'vitest';
import { calendarDate } from '../../../domain/calendar/calendar-date.ts';
import { instant } from '../../../domain/calendar/instant.ts';
import { dutyState } from '../../../domain/heart/duty-state.ts';

const now = instant('2027-03-10T12:00:00.000Z');
const duty = { status: 'open', knowledge: 'recorded', overdueFrom: null, bookedOn: null } as const;

describe('the word for a duty', () => {
  test.each([
    ['a duty that lies ahead is due', {}, 'due'],
    ['from its first overdue day it is overdue', { overdueFrom: calendarDate('2027-03-10') }, 'overdue'],
    ['the day before that it is due', { overdueFrom: calendarDate('2027-03-11') }, 'due'],
    ['booked for today it is due', { bookedOn: calendarDate('2027-03-10') }, 'due'],
    ['booked and past it awaits its record', { bookedOn: calendarDate('2027-03-09') }, 'awaiting-record'],
    [
      'booked and past for too long it is overdue',
      { bookedOn: calendarDate('2027-02-01'), overdueFrom: calendarDate('2027-03-01') },
      'overdue',
    ],
    ['unknown is not late', { knowledge: 'not-recorded', overdueFrom: calendarDate('2020-01-01') }, 'not-recorded'],
    ['unconfirmed is not late', { knowledge: 'unconfirmed', bookedOn: calendarDate('2020-01-01') }, 'unconfirmed'],
    [
      'due by the hour it is overdue from that very moment',
      { dueAt: now, overdueFrom: calendarDate('2027-03-11') },
      'overdue',
    ],
    [
      'and a minute before it is due',
      { dueAt: instant('2027-03-10T12:01:00.000Z'), overdueFrom: calendarDate('2027-03-11') },
      'due',
    ],
    ['met stays met', { status: 'met', overdueFrom: calendarDate('2020-01-01') }, 'met'],
    ['ended stays ended', { status: 'ended', knowledge: 'not-recorded' }, 'ended'],
  ] as const)('%s', (_what, parts, state) => {
    expect(dutyState({ ...duty, ...parts }, now)).toBe(state);
  });
});
