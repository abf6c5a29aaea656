import { expect, test } from 'vitest';
import { instant } from '../../../../domain/calendar/instant.ts';
import { calendarDate } from '../../../../domain/calendar/calendar-date.ts';
import type { Process } from '../../../../domain/heart/process.ts';
import type { JsonObject } from '../../../../domain/json.ts';
import { AUTHORITY } from '../../../../domain/processes/authority/index.ts';
import { LAW, Stream } from '../../../support/stream.ts';

const KEPT: Process<JsonObject> = AUTHORITY;
const begin = (): Stream<JsonObject> => {
  const own = new Stream(KEPT);
  expect(own.command(instant('2026-11-24T12:00:00.000Z'), 'begin-authority').refusal).toBeNull();
  return own;
};

test('six months before the published bank holidays run out the administrator is told, once, and then each week', () => {
  const own = begin();
  // The list is published through 31 December 2028: six months before is Friday 30 June 2028.
  expect(own.kept?.duties.map(({ duty }) => [duty.ruleId, duty.dueOn])).toEqual([['calendar.publish', '2028-06-30']]);
  own.waitUntil(instant('2028-07-31T12:00:00.000Z'));
  expect([...own.alerts.values()].map(({ raisedAt, role, reason }) => [raisedAt.slice(0, 10), role, reason])).toEqual([
    ['2028-06-30', 'administrator', 'at-risk'],
    ['2028-07-03', 'administrator', 'overdue'],
  ]);
});

test('adopting a longer list moves the date, with the adoption as cause', () => {
  const own = begin();
  const bankHolidays = { added: [], removed: [], publishedThrough: calendarDate('2029-12-31') };
  own.change({
    now: instant('2028-03-01T12:00:00.000Z'),
    adopt: { settings: { id: 'a', bankHolidays, tighter: [], closureDays: [] }, cause: 'adoption 1' },
  });
  expect(own.events.findLast(({ kind }) => kind === 'duty-re-dated')).toMatchObject({
    cause: 'adoption 1',
    payload: { from: '2028-06-30', to: '2029-06-30' },
  });
});

test('before it is begun nothing is owed', () => {
  expect(KEPT.duties(KEPT.initial, LAW)).toEqual([]);
});

test('it is begun once', () => {
  const own = begin();
  const now = instant('2026-11-25T12:00:00.000Z');
  expect(own.command(now, 'begin-authority').refusal).toBe('already-open');
  expect(own.command(now, 'sing').refusal).toBe('unknown-command');
});
