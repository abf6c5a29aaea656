import { londonDateOf, type Instant } from '../../domain/calendar/instant.ts';
import { compareChild, TOLD_BY_DELIVERIES, type ChildChange } from '../../domain/feeds/ssda903/compare-child.ts';
import { isNothing, type Delivered } from '../../domain/feeds/ssda903/compare.ts';
import { HOLDFAST } from '../../domain/heart/actor.ts';
import type { Telling } from '../../domain/heart/fact.ts';
import { RETURN_READ, tellingOf } from '../../domain/heart/telling.ts';
import { isJsonObject, readDate, readFlag, readText } from '../../domain/json-reading.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { PrismaClient } from '../../generated/prisma/client.ts';
import { ensureSubjects } from '../read.ts';
import type { ChangeRequest, Opening } from '../record.ts';
import { referencesOf, type ChildRow } from './marking.ts';
import { recordedPeriods } from './recorded.ts';
import type { ImportPeriod } from './staging.ts';

export type Applying = {
  readonly importId: string;
  readonly delivered: Delivered;
  /** An import is applied again after persons decided about rows of it. */
  readonly round: number;
  readonly now: Instant;
};

type RefDeps = { readonly prisma: PrismaClient; readonly newRef: () => string };

/** Child by child what the delivery changes, compared with what is recorded just before the batch. */
export async function requestsFor(
  batch: readonly ChildRow[],
  applying: Applying,
  deps: RefDeps,
): Promise<readonly (readonly ChangeRequest[])[]> {
  const recorded = await recordedPeriods(deps.prisma, referencesOf(batch));
  const changed = batch.map(({ local_reference: localReference, content }) => {
    const changes = compareChild(recorded.get(localReference) ?? [], periodsOf(content), applying.delivered);
    return { localReference, changes: changes.filter((change) => !isNothing(change)) };
  });
  const refs = await refsOf(
    changed.filter(({ changes }) => changes.some(isOfHousehold)).map(({ localReference }) => localReference),
    deps,
  );
  return changed.map(({ localReference, changes }) =>
    changes.map((change) => requestOf(change, { localReference, childRef: refs.get(localReference) ?? '' }, applying)),
  );
}

function isOfHousehold({ kind }: ChildChange): boolean {
  return kind === 'connected-carer';
}

/** A household speaks of a child by its ref, which a child who is new gets here. */
async function refsOf(
  references: readonly string[],
  { prisma, newRef }: RefDeps,
): Promise<ReadonlyMap<string, string>> {
  const children = references.map((localReference) => ({ kind: 'child', subject: { kind: 'child', localReference } }));
  const refs = await ensureSubjects(prisma, children, newRef);
  return new Map(references.map((reference, place) => [reference, refs[place] ?? '']));
}

type OfChild = { readonly localReference: string; readonly childRef: string };

function requestOf(change: ChildChange, child: OfChild, applying: Applying): ChangeRequest {
  const { importId, round, now } = applying;
  const { processId, opens } = change;
  const id = [
    importId,
    ...(round === 0 ? [] : [String(round)]),
    processId,
    // Several children may be told of in one household.
    ...(isOfHousehold(change) ? [child.childRef] : []),
  ].join(':');
  return {
    ...{ processId, now, actor: HOLDFAST },
    command: { id, kind: 'take-return', payload: payloadOf(change, child, applying) },
    ...(opens ? { opening: { kind: change.kind, subject: subjectOf(change, child) } } : {}),
  };
}

function subjectOf(change: ChildChange, { localReference }: OfChild): Opening['subject'] {
  if (!isOfHousehold(change)) return { kind: 'child', localReference };
  return { kind: 'household', ref: change.processId.slice(change.kind.length + 1) };
}

function payloadOf(
  change: ChildChange,
  { childRef }: OfChild,
  { importId, delivered: { by, asAt }, now }: Applying,
): JsonObject {
  const { told, corrected, withdrawn } = change.differences;
  const source = { by, importId, key: `reading:${asAt}`, asAt };
  const reading = change.isLaterReading
    ? [{ kind: RETURN_READ, on: londonDateOf(now), payload: { asAt }, source }]
    : [];
  const reason = `${by} as at ${asAt}`;
  const named = (telling: Telling): Telling =>
    telling.kind === 'child-joined-carer' ? { ...telling, payload: { ...telling.payload, childRef } } : telling;
  return {
    importId,
    asAt,
    reason,
    told: [...reading, ...told.map(named)],
    corrected: corrected.map(({ because, telling, ...item }) => ({
      ...item,
      telling: named(telling),
      reason: `${reason}: ${because}`,
    })),
    withdrawn,
  };
}

export function periodsOf(content: unknown): readonly ImportPeriod[] {
  return (Array.isArray(content) ? content : []).filter(isJsonObject).flatMap((period): ImportPeriod[] => {
    const [processId, startOn] = [readText(period, 'processId'), readDate(period, 'startOn')];
    const facts = period['facts'];
    if (processId === null || startOn === null) return [];
    const isWhole = readFlag(period, 'isWhole') ?? true;
    // What an earlier build staged are periods of care.
    const kind = TOLD_BY_DELIVERIES.find((told) => told === period['kind']) ?? 'period-of-care';
    const endOn = readDate(period, 'endOn');
    return [
      { kind, processId, startOn, endOn, isWhole, facts: (Array.isArray(facts) ? facts : []).flatMap(tellingOf) },
    ];
  });
}
