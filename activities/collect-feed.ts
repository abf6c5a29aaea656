import { ApplicationFailure } from '@temporalio/common';
import type { FeedSource } from '../domain/feeds/source.ts';
import { HOLDFAST } from '../domain/heart/actor.ts';
import type { Log } from '../platform/log.ts';
import { FeedUnderWay, receiveFeed, type ReceiveDeps } from '../store/imports/receive-feed.ts';
import { beating } from './beating.ts';

export type FeedActivities = {
  /** Takes what the source of the daily feed has; says which import it is, null if there is nothing new. */
  collectFeed(): Promise<string | null>;
};

export type CollectDeps = ReceiveDeps & {
  /** Null: no source is configured. */
  readonly source: FeedSource | null;
  readonly log: Pick<Log, 'info'>;
};

/** Reads the daily feed from its source. Safe to run twice: the same files for the same day are one import. */
export function createFeedActivities(deps: CollectDeps): FeedActivities {
  return {
    collectFeed: async () => {
      const { source, log } = deps;
      const delivery = source === null ? null : await beating(() => source.read());
      if (delivery === null || delivery.files.length === 0) return null;
      try {
        const { id, outcome } = await receiveFeed(delivery, { actor: HOLDFAST, commandId: null }, deps);
        if (outcome.status !== 'accepted' || outcome.repeated) return null;
        log.info({ processId: id, files: delivery.files.length }, 'a daily feed was received');
        return id;
      } catch (error) {
        if (error instanceof FeedUnderWay) throw ApplicationFailure.retryable('another feed is being applied');
        throw error;
      }
    },
  };
}
