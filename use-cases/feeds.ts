import { z } from 'zod';
import type { Actor } from '../domain/heart/actor.ts';
import type { FeedBounds } from '../domain/processes/authority/feed.ts';
import { OWN_AUTHORITY } from '../domain/processes/authority/index.ts';
import { compareWithVendor, type Comparison, type ComparisonFilter } from '../store/queries/comparison.ts';
import { expectedFeed, type ExpectedFeedView } from '../store/imports/fed.ts';
import { IMPORTERS, INSPECTORS, READERS, requireRole } from './access.ts';
import { accepted, commandId } from './commands.ts';
import type { ImportDeps } from './imports.ts';
import { parsed } from './parsed.ts';

const most = z.int().min(0).max(1_000_000);

/** How much a daily feed may change by itself; above any of these it waits for a person. */
const bounds = z.strictObject({
  opened: most,
  changed: most,
  withdrawn: most,
  absent: most,
  notTaken: most,
}) satisfies z.ZodType<FeedBounds>;

/** A feed is expected each day, within bounds; null: none is expected any more. */
export const feedExpectation = z.strictObject({
  bounds: bounds.nullable(),
  reason: z.string().trim().min(1).max(1_000),
});

export type Feeds = {
  expected(actor: Actor): Promise<ExpectedFeedView>;
  expect(actor: Actor, asked: { readonly key: string; readonly body: unknown }): Promise<ExpectedFeedView>;
  comparison(actor: Actor, filter: ComparisonFilter): Promise<Comparison>;
};

/** The daily feed: whether one is expected, how much it may change, and the vendor's dates beside ours. */
export function createFeeds({ prisma, record, digest, now }: ImportDeps): Feeds {
  return {
    expected: async (actor) => {
      requireRole(actor, [...new Set([...IMPORTERS, ...INSPECTORS])], 'Looking at feeds');
      return expectedFeed(prisma);
    },
    expect: async (actor, { key, body }) => {
      requireRole(actor, IMPORTERS, 'Expecting a feed');
      const command = { id: commandId(key, digest), kind: 'expect-feed', payload: parsed(feedExpectation, body) };
      accepted(await record.change({ processId: OWN_AUTHORITY, now: now(), actor, command }));
      return expectedFeed(prisma);
    },
    comparison: async (actor, filter) => {
      requireRole(actor, READERS, 'Reading');
      return compareWithVendor(prisma, filter);
    },
  };
}
