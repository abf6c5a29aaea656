import { HOLDFAST, type Actor } from '../../domain/heart/actor.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { FeedDelivery } from '../../domain/feeds/source.ts';
import type { Digest } from '../../domain/record/chain.ts';
import type { PrismaClient } from '../../generated/prisma/client.ts';
import type { ChangeOutcome, Record } from '../record.ts';
import { openFeeds } from './fed.ts';
import { saveUploads } from './staging.ts';

export type ReceiveDeps = {
  readonly prisma: PrismaClient;
  readonly record: Record;
  readonly digest: Digest;
  readonly now: () => Instant;
};

export type Received = { readonly id: string; readonly outcome: ChangeOutcome };

/** A feed that is being applied must not be overtaken: what it still writes would be older than what the next one wrote. */
export class FeedUnderWay extends Error {
  override readonly name = 'FeedUnderWay';
}

/** Receives a daily feed. The same files for the same day are one feed; one that waited for a person gives way to a newer one. */
export async function receiveFeed(
  { asAt, files }: FeedDelivery,
  { actor, commandId }: { readonly actor: Actor; readonly commandId: string | null },
  { prisma, record, digest, now }: ReceiveDeps,
): Promise<Received> {
  const contents = files.map(({ name, bytes }) => [name, digest(Buffer.from(bytes).toString('base64'))]);
  const ref = digest(`feed ${asAt} ${JSON.stringify(contents)}`).slice(0, 32);
  const id = `feed-import:${ref}`;
  const open = (await openFeeds(prisma)).filter((feed) => feed.id !== id);
  if (open.some(({ stage }) => stage === 'applying' || stage === 'withdrawing')) throw new FeedUnderWay();
  const isKnown = (await prisma.process.count({ where: { id } })) > 0;
  if (!isKnown) await saveUploads(prisma, id, files);
  const opening = isKnown ? {} : { opening: { kind: 'feed-import', subject: { kind: 'import', ref } } };
  const command = { id: commandId ?? `receive:${ref}`, kind: 'receive-feed', payload: { asAt, files: files.length } };
  const outcome = await record.change({ processId: id, now: now(), actor, command, ...opening });
  if (outcome.status === 'accepted' && !outcome.repeated)
    for (const feed of open) await giveWay(feed.id, { record, now });
  return { id, outcome };
}

async function giveWay(processId: string, { record, now }: Pick<ReceiveDeps, 'record' | 'now'>): Promise<void> {
  const command = { id: `${processId}:superseded`, kind: 'withdraw-import', payload: { reason: 'a newer feed came' } };
  await record.change({ processId, now: now(), actor: HOLDFAST, command });
}
