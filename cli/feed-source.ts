import { epochMs } from '../domain/calendar/instant.ts';
import type { FeedSource } from '../domain/feeds/source.ts';
import { systemClock } from '../platform/clock.ts';
import type { Config } from '../platform/config.ts';
import { feedFromFolder } from '../platform/feed-folder.ts';
import { feedFromSql } from '../platform/feed-sql.ts';

/** Where the daily feed comes from by this configuration; null: nowhere. */
export function feedSourceOf({
  feed,
}: Pick<Config, 'feed'>): { readonly kind: 'folder' | 'sql'; readonly source: FeedSource } | null {
  const now = (): number => epochMs(systemClock.now());
  if (feed === null) return null;
  return 'folder' in feed
    ? { kind: 'folder', source: feedFromFolder(feed.folder, now) }
    : { kind: 'sql', source: feedFromSql(feed.sqlUrl, now) };
}
