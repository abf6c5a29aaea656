import type { Instant } from '../domain/calendar/instant.ts';
import { HOLDFAST } from '../domain/heart/actor.ts';
import { announcementOf } from '../domain/heart/announcing.ts';
import type { StreamEvent } from '../domain/heart/event.ts';
import type { Process } from '../domain/heart/process.ts';
import type { HeardChange } from '../domain/heart/turn-input.ts';
import { readText } from '../domain/json-reading.ts';
import type { JsonObject } from '../domain/json.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';
import { behindPairs, moveCursors, passOver, type Pair } from './hearing-cursors.ts';
import { batchesOf, EXISTING_AT_ONCE } from './bulk.ts';
import { refuseUnknownKinds } from './newer-build.ts';
import { readStretches, type Queries } from './read-stream.ts';
import type { ChangeOutcome, ChangeRequest, Record } from './record.ts';

export type HearingDeps = {
  readonly prisma: PrismaClient;
  readonly record: Record;
  readonly processes: readonly Process<JsonObject>[];
  readonly now: () => Instant;
  /** Told of what could not be delivered; it is tried again. */
  readonly onFailure: (error: unknown, pair: Pair) => void;
};

export type Hearing = {
  /** Lets processes hear what is new; of these only (as source or listener), or of all. Says how many heard something. */
  deliver(ids: readonly string[] | null): Promise<number>;
};

/** What is heard may be heard of in its turn; the graph of who hears whom has no cycle, so this is never reached. */
const MOST_ROUNDS = 5;

/**
 * A process that spans several children and the processes of each of them hear each other after the commit: each pair has a
 * cursor that is moved on in the transaction in which the listener makes something of what it heard (design §3.2.5).
 */
export function createHearing(deps: HearingDeps): Hearing {
  const { prisma, processes } = deps;
  const listening = processes.filter((process) => process.hears.length > 0).map(({ kind }) => kind);
  return {
    deliver: async (ids) => {
      if (ids === null) await passOver(prisma);
      let delivered = 0;
      let about = ids;
      for (let round = 0; round < MOST_ROUNDS; round += 1) {
        const heard: string[] = [];
        for (const pairs of batchesOf(await behindPairs(prisma, { listening, ids: about }), EXISTING_AT_ONCE))
          heard.push(...(await deliverTogether(pairs, deps)));
        delivered += heard.length;
        if (heard.length === 0) break;
        about = heard;
      }
      return delivered;
    },
  };
}

/** In one transaction; where one of them cannot hear, or somebody else was quicker, each by itself. Names who heard something. */
async function deliverTogether(pairs: readonly Pair[], deps: HearingDeps): Promise<readonly string[]> {
  try {
    return await hear(pairs, deps);
  } catch (error) {
    const [first, ...others] = pairs;
    if (first === undefined) return [];
    if (others.length === 0) {
      if (!(error instanceof HeardElsewhere)) deps.onFailure(error, first);
      return [];
    }
    const heard: string[] = [];
    for (const pair of pairs) heard.push(...(await deliverTogether([pair], deps)));
    return heard;
  }
}

/** Somebody else let it hear this meanwhile; nothing is written. */
class HeardElsewhere extends Error {
  override readonly name = 'HeardElsewhere';
}

/** Lets processes hear what others told since, all or none of them; names those who had anything to hear. */
async function hear(pairs: readonly Pair[], deps: HearingDeps): Promise<readonly string[]> {
  const { prisma, record, now } = deps;
  const moveOn = async (queries: Queries): Promise<void> => {
    if ((await moveCursors(queries, pairs)) < pairs.length) throw new HeardElsewhere();
  };
  const requests = (await newsOf(pairs, deps)).flatMap((heard, place): readonly ChangeRequest[] => {
    const processId = pairs[place]?.listenerId;
    if (heard.length === 0 || processId === undefined) return [];
    return [{ processId, now: now(), actor: HOLDFAST, heard }];
  });
  if (requests.length === 0) await moveOn(prisma);
  else {
    const outcomes = await record.changeAll(requests, async (queries, answers) => {
      refuseUnlessAccepted(answers, requests);
      await moveOn(queries);
    });
    refuseUnlessAccepted(outcomes, requests);
  }
  return requests.map(({ processId }) => processId);
}

function refuseUnlessAccepted(outcomes: readonly ChangeOutcome[], requests: readonly ChangeRequest[]): void {
  for (const [place, { processId }] of requests.entries()) {
    const status = outcomes[place]?.status;
    if (status !== 'accepted') throw new Error(`${processId} did not hear: ${status ?? 'no answer'}`);
  }
}

/** What each listener has not heard yet, in the order of the pairs. */
async function newsOf(
  pairs: readonly Pair[],
  { prisma, processes }: HearingDeps,
): Promise<readonly (readonly HeardChange[])[]> {
  const told = await readStretches(
    prisma,
    pairs.map(({ sourceId, through, sequence }) => ({ processId: sourceId, after: through, through: sequence })),
  );
  return pairs.map((pair, place) => newsIn(told[place] ?? [], pair, processes));
}

/** The latest of each fact, in the order in which it was told. */
function newsIn(
  events: readonly StreamEvent[],
  pair: Pair,
  processes: readonly Process<JsonObject>[],
): readonly HeardChange[] {
  const { sourceId: processId, sourceRef: subjectRef, listenerRef } = pair;
  const listener = processes.find(({ kind }) => kind === pair.listenerKind);
  const process = processes.find(({ kind }) => kind === pair.sourceKind);
  if (listener === undefined || process === undefined) return [];
  refuseUnknownKinds(processId, process, events);
  const spans = process.about !== undefined;
  const news = new Map<string, HeardChange>();
  for (const event of events) {
    const change = announcementOf(event, { processId, subjectRef, process });
    if (change === null || !listener.hears.includes(change.kind)) continue;
    news.delete(change.key);
    news.set(change.key, spans && isOfAnother(change, listenerRef) ? { ...change, announcement: null } : change);
  }
  return [...news.values()];
}

/** What a process that spans several children says of one of them the others do not hear; nor what it no longer says of them. */
function isOfAnother({ announcement }: HeardChange, listenerRef: string): boolean {
  const childRef = readText(announcement?.payload ?? {}, 'childRef');
  return childRef !== null && childRef !== listenerRef;
}
