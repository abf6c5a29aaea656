import { expect, test } from 'vitest';
import { addMinutes, instant, type Instant } from '../../../../domain/calendar/instant.ts';
import { expectedAfter, isWithin, type FeedBounds } from '../../../../domain/processes/authority/feed.ts';
import { AUTHORITY } from '../../../../domain/processes/authority/index.ts';
import { Stream } from '../../../support/stream.ts';

const BOUNDS: FeedBounds = { opened: 1, changed: 2, withdrawn: 3, absent: 4, notTaken: 5 };
const MONDAY = instant('2026-11-23T02:31:00.000Z');
const at = (text: string): Instant => instant(text);

function expecting(): Stream<typeof AUTHORITY.initial> {
  const own = new Stream(AUTHORITY);
  own.command(at('2026-11-22T12:00:00.000Z'), 'begin-authority');
  own.command(at('2026-11-22T12:01:00.000Z'), 'expect-feed', { bounds: BOUNDS, reason: 'it is live' });
  return own;
}
const dueOf = (own: Stream<typeof AUTHORITY.initial>) =>
  own.kept?.duties.filter(({ duty }) => duty.ruleId === 'feed.daily').map(({ duty }) => duty.dueAt);
const alerts = (own: Stream<typeof AUTHORITY.initial>) =>
  [...own.alerts.values()].map(({ raisedAt, role, ruleId, status }) => [raisedAt, role, ruleId, status]);

test('a feed that comes each night moves the moment by which the next is due, and nobody is told', () => {
  const own = expecting();
  expect(dueOf(own)).toEqual(['2026-11-23T14:01:00.000Z']);
  for (let night = 0; night < 5; night += 1) {
    const taken = addMinutes(MONDAY, night * 24 * 60 + night);
    expect(own.waitUntil(taken)).toEqual([]);
    own.command(taken, 'record-feed', { importId: `feed-import:${String(night)}`, asAt: '2026-11-23' });
  }
  expect(dueOf(own)).toEqual(['2026-11-28T04:35:00.000Z']);
  expect(own.events.filter(({ kind }) => kind === 'duty-re-dated')).toHaveLength(5);
});

test('a feed that stops is told the administrator at once, also on a Saturday, and taken back when it comes again', () => {
  const own = expecting();
  own.command(at('2026-11-27T02:31:00.000Z'), 'record-feed', { importId: 'a' });
  own.waitUntil(at('2026-11-30T12:00:00.000Z'));
  expect(alerts(own)).toEqual([['2026-11-28T04:31:00.000Z', 'administrator', 'feed.daily', 'open']]);
  own.command(at('2026-11-30T12:30:00.000Z'), 'record-feed', { importId: 'b' });
  expect(alerts(own)[0]?.[3]).toBe('superseded');
  expect(dueOf(own)).toEqual(['2026-12-01T14:30:00.000Z']);
});

test.each([
  ['2026-11-27T02:31:00.000Z', '2026-11-28T04:31:00.000Z', '2026-11-28T04:30:59.999Z'],
  // The night of 31 October 2027 has an hour more: by the clock on the wall it is 03:31, an hour earlier than in other nights.
  ['2027-10-30T01:31:00.000Z', '2027-10-31T03:31:00.000Z', '2027-10-31T03:30:59.999Z'],
] as const)('after a feed taken at %s the alert comes at %s and not a moment before', (taken, told, before) => {
  const own = expecting();
  own.command(at(taken), 'record-feed', { importId: 'a' });
  own.waitUntil(at(before));
  expect(alerts(own)).toEqual([]);
  own.waitUntil(at(told));
  expect(alerts(own)).toEqual([[told, 'administrator', 'feed.daily', 'open']]);
});

test('nights of both clock changes are no longer than what is allowed', () => {
  const own = expecting();
  own.command(at('2027-03-27T02:31:00.000Z'), 'record-feed', { importId: 'a' });
  // 02:30 in London is 01:30 UTC from 28 March on, and 02:30 UTC from 31 October on.
  expect(own.waitUntil(at('2027-03-28T01:32:00.000Z'))).toEqual([]);
  own.command(at('2027-10-30T01:31:00.000Z'), 'record-feed', { importId: 'b' });
  expect(own.waitUntil(at('2027-10-31T02:35:00.000Z'))).toEqual([]);
});

test('a feed that is no longer expected is owed no more, also on the day on which it was expected', () => {
  const own = expecting();
  own.command(at('2026-11-22T13:00:00.000Z'), 'expect-feed', { bounds: null, reason: 'the source is being replaced' });
  expect(dueOf(own)).toEqual([]);
  own.command(at('2026-11-22T14:00:00.000Z'), 'record-feed', { importId: 'a' });
  expect(own.kept?.state.feed).toBeNull();
  own.command(at('2026-11-22T15:00:00.000Z'), 'expect-feed', { bounds: BOUNDS, reason: 'it is back' });
  expect(own.kept?.state.feed).toMatchObject({ bounds: BOUNDS, takenAt: '2026-11-22T15:00:00.000Z' });
});

test('new bounds leave it owed as it was', () => {
  const own = expecting();
  own.command(MONDAY, 'record-feed', { importId: 'a' });
  own.command(addMinutes(MONDAY, 60), 'expect-feed', { bounds: { ...BOUNDS, changed: 9 }, reason: 'a big team moves' });
  expect(own.kept?.state.feed).toMatchObject({ bounds: { changed: 9 }, takenAt: MONDAY });
  expect(dueOf(own)).toEqual(['2026-11-24T04:31:00.000Z']);
});

test('what is told without its moment changes nothing, nor a feed that was taken before the last one', () => {
  const feed = { since: 'f2', bounds: BOUNDS, takenAt: MONDAY };
  const fact = { id: 'f3', kind: 'feed-taken', on: AUTHORITY_DAY, payload: {}, source: { by: 'person' } } as const;
  expect(expectedAfter(feed, fact)).toBe(feed);
  expect(expectedAfter(feed, { ...fact, at: addMinutes(MONDAY, -60) })).toBe(feed);
});
const AUTHORITY_DAY = '2026-11-23' as never;

test.each(Object.keys(BOUNDS))('a feed is within its bounds up to the last of %s', (what) => {
  expect(isWithin(BOUNDS, BOUNDS)).toBe(true);
  expect(isWithin(BOUNDS, { ...BOUNDS, [what]: 100 })).toBe(false);
});
