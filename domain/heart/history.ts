import type { CalendarDate } from '../calendar/calendar-date.ts';
import { isCalendarDate } from '../calendar/calendar-date.ts';
import { isInstant } from '../calendar/instant.ts';
import { isJsonObject, readDate, readObject, readText } from '../json-reading.ts';
import type { JsonObject } from '../json.ts';
import type { StreamEvent } from './event.ts';
import type { Announcement, Derived, Fact, FactId, Source } from './fact.ts';

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

/** Reads told and derived events in order of sequence. Events of the heart's own bookkeeping are passed over. */
export function readHistory(events: readonly StreamEvent[]): History {
  const versions = new Map<FactId, Version[]>();
  const heard = new Map<string, Announcement>();
  const derived = new Map<number, RecordedDerived>();
  for (const event of events) {
    if (event.class === 'told') readTold(event, versions);
    else if (event.class === 'derived') readDerived(event, heard, derived);
  }
  const facts = new Map<FactId, Fact>();
  for (const [id, list] of versions) {
    const latest = list.at(-1)?.fact ?? null;
    if (latest !== null) facts.set(id, latest);
  }
  return { facts, versions, heard, derived: [...derived.values()] };
}

/** The kinds of facts that a stream tells, corrections among them. */
export function kindsToldBy(events: readonly StreamEvent[]): readonly string[] {
  const told = events.filter((event) => event.class === 'told');
  return [...new Set(told.map((event) => (isEdit(event) ? (readText(event.payload, 'kind') ?? '') : event.kind)))];
}

function isEdit({ kind }: StreamEvent): boolean {
  return kind === FACT_CORRECTED || kind === FACT_WITHDRAWN;
}

function readTold(event: StreamEvent, versions: Map<FactId, Version[]>): void {
  const factId = readText(event.payload, 'factId');
  if (factId === null) return;
  const list = versions.get(factId) ?? [];
  versions.set(factId, list);
  if (event.kind === FACT_WITHDRAWN) {
    list.push({ fact: null, importId: readText(event.payload, 'importId') });
    return;
  }
  const kind = event.kind === FACT_CORRECTED ? readText(event.payload, 'kind') : event.kind;
  if (kind === null) return;
  const fact = factOf(factId, kind, event);
  list.push({ fact, importId: fact.source.by === 'person' ? null : fact.source.importId });
}

function factOf(id: FactId, kind: string, event: StreamEvent): Fact {
  const at = readText(event.payload, 'at');
  return {
    id,
    kind,
    on: event.occurredOn,
    ...(at !== null && isInstant(at) ? { at } : {}),
    payload: readObject(event.payload, 'payload') ?? {},
    source: sourceOf(readObject(event.payload, 'source')),
  };
}

function sourceOf(source: JsonObject | null): Source {
  const by = source === null ? 'person' : readText(source, 'by');
  if (source === null || (by !== 'return' && by !== 'feed')) return { by: 'person' };
  const asAt = readDate(source, 'asAt');
  if (asAt === null) return { by: 'person' };
  return { by, importId: readText(source, 'importId') ?? '', key: readText(source, 'key') ?? '', asAt };
}

function readDerived(
  event: StreamEvent,
  heard: Map<string, Announcement>,
  derived: Map<number, RecordedDerived>,
): void {
  if (event.kind === HEARD) {
    const announcement = announcementOf(event.payload, event.occurredOn);
    if (announcement !== null) heard.set(announcementKey(announcement), announcement);
  } else if (event.kind === HEARD_WITHDRAWN) {
    heard.delete(`${readText(event.payload, 'processId') ?? ''}#${readText(event.payload, 'factId') ?? ''}`);
  } else if (event.kind === DERIVED_WITHDRAWN) {
    const sequence = event.payload['sequence'];
    if (typeof sequence === 'number') derived.delete(sequence);
  } else if (event.payload['derived'] === true) {
    const { kind, occurredOn: on } = event;
    derived.set(event.sequence, {
      sequence: event.sequence,
      derived: { kind, on, payload: readObject(event.payload, 'payload') ?? {} },
    });
  }
}

/** Identity of an announcement for the listener: process and fact. */
export function announcementKey(announcement: Pick<Announcement, 'processId' | 'factId'>): string {
  return `${announcement.processId}#${announcement.factId}`;
}

function announcementOf(payload: JsonObject, on: CalendarDate): Announcement | null {
  const texts = ['processId', 'processKind', 'factId', 'announcedKind'].map((key) => readText(payload, key));
  const [processId, processKind, factId, kind] = texts;
  if (!processId || !processKind || !factId || !kind || !isCalendarDate(on)) return null;
  const content = payload['payload'];
  return { processId, processKind, factId, kind, on, payload: isJsonObject(content) ? content : {} };
}
