import type { Instant } from '../../calendar/instant.ts';
import type { Fact, FactId } from '../../heart/fact.ts';
import { isJsonObject, numberOf } from '../../json-reading.ts';
import type { JsonObject } from '../../json.ts';

/** How much a daily feed may change before it waits for a person. */
export type FeedBounds = {
  /** Periods of care that it opens. */
  readonly opened: number;
  /** Facts that it tells, corrects or withdraws in periods that are recorded. */
  readonly changed: number;
  readonly withdrawn: number;
  /** Children of the last feed who are not in this one. */
  readonly absent: number;
  /** Rows queried or rejected. */
  readonly notTaken: number;
};

/** The daily feed that an administrator has asked for; null: none is expected. */
export type ExpectedFeed = {
  /** The fact by which it is expected: what is owed is anchored on it. */
  readonly since: FactId;
  readonly bounds: FeedBounds;
  /** When the last feed was taken; before the first, since when it is expected. */
  readonly takenAt: Instant;
};

/** What a fact changes in what is expected. */
export function expectedAfter(feed: ExpectedFeed | null, fact: Fact): ExpectedFeed | null {
  const { kind, at, payload } = fact;
  if (at === undefined) return feed;
  if (kind === 'feed-taken') return feed === null || at < feed.takenAt ? feed : { ...feed, takenAt: at };
  const given = payload['bounds'];
  if (!isJsonObject(given)) return null;
  return { since: feed?.since ?? fact.id, bounds: boundsIn(given), takenAt: feed?.takenAt ?? at };
}

function boundsIn(given: JsonObject): FeedBounds {
  return {
    opened: numberOf(given, 'opened'),
    changed: numberOf(given, 'changed'),
    withdrawn: numberOf(given, 'withdrawn'),
    absent: numberOf(given, 'absent'),
    notTaken: numberOf(given, 'notTaken'),
  };
}

/** Whether a feed changes no more than was allowed; what is measured beyond the bounds does not count. */
export function isWithin(bounds: FeedBounds, measured: FeedBounds): boolean {
  return (
    measured.opened <= bounds.opened &&
    measured.changed <= bounds.changed &&
    measured.withdrawn <= bounds.withdrawn &&
    measured.absent <= bounds.absent &&
    measured.notTaken <= bounds.notTaken
  );
}
