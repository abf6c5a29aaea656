import { numberOf, objectOf, readText, textOf } from '../json-reading.ts';
import type { StreamEvent } from './event.ts';
import { readMoment, readSource } from './fact-reading.ts';
import type { Announcement, Derived, Fact, FactId } from './fact.ts';
import { upcast, type ReadsEarlier } from './upcasting.ts';

/** Kinds of events by which the heart itself speaks; every other told or derived kind belongs to a process. */
export const FACT_CORRECTED = 'fact-corrected';
export const FACT_WITHDRAWN = 'fact-withdrawn';
export const HEARD = 'heard';
export const HEARD_WITHDRAWN = 'heard-withdrawn';
export const DERIVED_WITHDRAWN = 'derived-withdrawn';
export const PROCESS_OPENED = 'process-opened';
export const SETTINGS_ADOPTED = 'settings-adopted';

/** A derived event as it stands in the stream. */
export type RecordedDerived = { readonly sequence: number; readonly derived: Derived };

/** One version of a fact (null: withdrawn), and the import that brought it (null: a person). */
export type Version = { readonly fact: Fact | null; readonly importId: string | null };

/** What a stream says when its corrections and withdrawals are applied. */
export type History = {
  readonly facts: ReadonlyMap<FactId, Fact>;
  /** All versions of a fact, the earliest first. */
  readonly versions: ReadonlyMap<FactId, readonly Version[]>;
  readonly heard: ReadonlyMap<string, Announcement>;
  /** Derived by the process (elapse, hear) and not withdrawn. */
  readonly derived: readonly RecordedDerived[];
};

/**
 * Reads told and derived events in order of sequence, each as it would be told today: every reading of what was recorded goes
 * through here. Events of the heart's own bookkeeping are passed over, and what was told or heard once but destroyed since:
 * its content is empty.
 */
export function readHistory(events: readonly StreamEvent[], process: ReadsEarlier): History {
  const versions = new Map<FactId, Version[]>();
  const heard = new Map<string, Announcement>();
  const derived = new Map<number, RecordedDerived>();
  for (const recorded of events) {
    const event = upcast(recorded, process);
    if (event.class === 'told') readTold(event, versions);
    else if (event.class === 'derived') readDerived(event, heard, derived);
  }
  const facts = new Map<FactId, Fact>();
  for (const [id, list] of versions) {
    const latest = list.at(-1)?.fact ?? null;
    if (latest !== null) facts.set(id, asFirstTold(latest, list));
  }
  return { facts, versions, heard, derived: [...derived.values()] };
}

/** What a correction says does not change how long after it happened it was told at all. */
export function asFirstTold(latest: Fact, versions: readonly Version[] | undefined): Fact {
  const first = versions?.[0]?.fact?.source;
  const isCorrected = first !== undefined && first !== latest.source && first.by !== 'person';
  return isCorrected ? { ...latest, firstAsAt: first.asAt } : latest;
}

/** The kinds of facts that a history tells, in any version. */
export function kindsToldBy({ versions }: History): readonly string[] {
  return [...new Set([...versions.values()].flat().flatMap(({ fact }) => (fact === null ? [] : [fact.kind])))];
}

function readTold(event: StreamEvent, versions: Map<FactId, Version[]>): void {
  const factId = textOf(event.payload, 'factId');
  if (factId === '') return;
  const list = versions.get(factId) ?? [];
  versions.set(factId, list);
  if (event.kind === FACT_WITHDRAWN) {
    list.push({ fact: null, importId: readText(event.payload, 'importId') });
    return;
  }
  const kind = event.kind === FACT_CORRECTED ? textOf(event.payload, 'kind') : event.kind;
  const fact = factOf(factId, kind, event);
  list.push({ fact, importId: fact.source.by === 'person' ? null : fact.source.importId });
}

function factOf(id: FactId, kind: string, { occurredOn: on, payload }: StreamEvent): Fact {
  const source = readSource(objectOf(payload, 'source'));
  return { id, kind, on, ...readMoment(payload), payload: objectOf(payload, 'payload'), source };
}

function readDerived(
  event: StreamEvent,
  heard: Map<string, Announcement>,
  derived: Map<number, RecordedDerived>,
): void {
  if (event.kind === HEARD) {
    const announcement = heardIn(event);
    if (announcement.factId !== '') heard.set(announcementKey(announcement), announcement);
  } else if (event.kind === HEARD_WITHDRAWN) {
    heard.delete(announcementKey(heardIn(event)));
  } else if (event.kind === DERIVED_WITHDRAWN) {
    derived.delete(numberOf(event.payload, 'sequence'));
  } else if (event.payload['derived'] === true) {
    const { sequence, kind, occurredOn: on, payload } = event;
    derived.set(sequence, { sequence, derived: { kind, on, payload: objectOf(payload, 'payload') } });
  }
}

/** Identity of an announcement for the listener: process and fact. */
export function announcementKey(announcement: Pick<Announcement, 'processId' | 'factId'>): string {
  return `${announcement.processId}#${announcement.factId}`;
}

function heardIn({ payload, occurredOn: on }: StreamEvent): Announcement {
  return {
    processId: textOf(payload, 'processId'),
    processKind: textOf(payload, 'processKind'),
    subjectRef: textOf(payload, 'subjectRef'),
    factId: textOf(payload, 'factId'),
    kind: textOf(payload, 'announcedKind'),
    on,
    payload: objectOf(payload, 'payload'),
  };
}
