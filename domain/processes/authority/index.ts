import type { Process } from '../../heart/process.ts';
import { dutyFromRule } from '../../heart/duty-from-rule.ts';
import type { FactId } from '../../heart/fact.ts';
import { QUIET } from '../../heart/quiet.ts';
import { accept, refuse } from '../../result.ts';
import { expectedAfter, type ExpectedFeed } from './feed.ts';

export type Authority = { readonly begunBy: FactId | null; readonly feed: ExpectedFeed | null };

/** The one process of an installation about itself. */
export const OWN_AUTHORITY = 'authority:own';

/** What the authority tells of its daily feed, and the facts it becomes. */
const FEED_COMMANDS: Readonly<Record<string, string>> = {
  'expect-feed': 'feed-expected',
  'record-feed': 'feed-taken',
};

/**
 * What an installation owes to itself, whatever child it is about: that bank holidays are known far enough ahead, by the calendar
 * in force, so that adopting a longer list moves the date (timescales §1.1; design §6); and that a daily feed that is expected comes.
 */
export const AUTHORITY: Process<Authority> = {
  ...QUIET,
  kind: 'authority',
  stateVersion: 2,
  factKinds: ['authority-begun', 'feed-expected', 'feed-taken'],
  commandKinds: ['begin-authority', ...Object.keys(FEED_COMMANDS)],
  initial: { begunBy: null, feed: null },
  decide: (state, { kind, payload }, { today, now }) => {
    const told = FEED_COMMANDS[kind];
    // Hours count, and it may be expected and no longer on one day: each has its moment.
    if (told !== undefined) return accept([{ kind: told, on: today, at: now, payload }]);
    if (state.begunBy !== null) return refuse('already-open');
    return accept([{ kind: 'authority-begun', on: today, payload }]);
  },
  evolve: (state, fact) =>
    fact.kind === 'authority-begun'
      ? { ...state, begunBy: fact.id }
      : { ...state, feed: expectedAfter(state.feed, fact) },
  duties: ({ begunBy, feed }, law) => [
    ...(begunBy === null
      ? []
      : [
          dutyFromRule(
            {
              ruleId: 'calendar.publish',
              anchor: begunBy,
              inputs: { publishedThroughOn: law.calendar.publishedThrough },
            },
            law,
          ),
        ]),
    ...(feed === null
      ? []
      : [dutyFromRule({ ruleId: 'feed.daily', anchor: feed.since, inputs: { feedTakenAt: feed.takenAt } }, law)]),
  ],
  stage: () => 'kept',
  isClosed: () => false,
};
