import { feedExpectation, type Feeds } from '../use-cases/feeds.ts';
import { comparisonQuery } from './queries.ts';
import { EXPECTED_FEED, VENDOR_COMPARISON } from './measure-answers.ts';
import type { Route } from './route.ts';
import { parsed } from '../use-cases/parsed.ts';

/** Operations of the daily feed. */
export function feedRoutes(feeds: Feeds): readonly Route[] {
  return [
    {
      method: 'get',
      path: '/v1/feeds',
      tag: 'Feeds',
      summary: 'Whether a daily feed is expected, how much it may change by itself, and when the last one was taken',
      answer: EXPECTED_FEED,
      handle: ({ actor }) => feeds.expected(actor),
    },
    {
      method: 'post',
      path: '/v1/feeds/expectation',
      tag: 'Feeds',
      summary: 'Expect a daily feed within bounds, or none any more; without one for a day the administrator is told',
      body: feedExpectation,
      examples: {
        expect: {
          summary: 'a feed of some 1,400 children',
          value: {
            bounds: { opened: 15, changed: 300, withdrawn: 10, absent: 0, notTaken: 50 },
            reason: 'the nightly extract is live',
          },
        },
        end: { summary: 'no feed any more', value: { bounds: null, reason: 'the source is being replaced' } },
      },
      answer: EXPECTED_FEED,
      handle: ({ actor, key, body }) => feeds.expect(actor, { key, body }),
    },
    {
      method: 'get',
      path: '/v1/feeds/comparison',
      tag: 'Feeds',
      summary: "The vendor's own next review date beside ours: children whose dates differ, and who have none at all",
      query: comparisonQuery,
      answer: VENDOR_COMPARISON,
      handle: ({ actor, query }) => feeds.comparison(actor, parsed(comparisonQuery, query)),
    },
  ];
}
