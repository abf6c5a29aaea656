import { writeFile } from 'node:fs/promises';
import { isCalendarDate } from '../../domain/calendar/calendar-date.ts';
import { isInstant } from '../../domain/calendar/instant.ts';
import type { StreamEvent } from '../../domain/heart/event.ts';
import type { Process } from '../../domain/heart/process.ts';
import { isJsonObject } from '../../domain/json-reading.ts';
import type { JsonObject } from '../../domain/json.ts';
import { PROCESSES } from '../../domain/processes/index.ts';
import { CHAIN_START, chained, type ChainedEvent } from '../../domain/record/chain.ts';
import { rebuild } from '../../domain/record/rebuild.ts';
import { RULEBOOK } from '../../domain/rulebook/published.ts';
import { digest } from '../../platform/digest.ts';
import { LAW, SUBJECT } from '../support/stream.ts';

/** An event as it stands in a file: as in the record, its content as the very characters that were digested. */
export type RecordedEvent = Omit<ChainedEvent, 'payload'>;
/** A whole stream as a release recorded it. */
export type RecordedStream = { readonly kind: string; readonly events: readonly RecordedEvent[] };
/** What a stream comes to, one line for each thing that somebody would notice if it were otherwise. */
export type Outcome = Readonly<Record<string, string>>;
/** One thing that comes out otherwise since a release, and why that is right. */
export type Changed = {
  readonly file: string;
  readonly what: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly why: string;
};

const streamOf = (kind: string): string => `${kind}:1`;

export function processOf(kind: string): Process<JsonObject> {
  const process = PROCESSES.find((candidate) => candidate.kind === kind);
  if (process === undefined) throw new Error(`no process of the kind ${kind}`);
  return process;
}

/** Puts the chain round a stream; salts that are no secret, so that the same life gives the same file. */
export function sealed(kind: string, events: readonly StreamEvent[], rulebook = RULEBOOK.version): RecordedStream {
  let salts = 0;
  const salt = () => `salt-${String((salts += 1))}`;
  const stream = { id: streamOf(kind), head: CHAIN_START, rulebook };
  const chain = chained(stream, events, { digest, salt });
  return { kind, events: chain.map(({ payload: _payload, ...event }) => event) };
}

/** Events with their content read, as the record reads them. */
export function eventsOf({ events }: RecordedStream): readonly ChainedEvent[] {
  return events.map((event) => {
    const payload: unknown = JSON.parse(event.content);
    if (!isJsonObject(payload) || !isCalendarDate(event.occurredOn) || !isInstant(event.recordedAt))
      throw new Error(`event ${String(event.sequence)} cannot be read`);
    return { ...event, payload };
  });
}

/** What a stream comes to under the code of today. */
export function outcomeOf(stream: RecordedStream): Outcome {
  const process = processOf(stream.kind);
  const again = rebuild(process, LAW, { subjectRef: SUBJECT, events: eventsOf(stream) });
  if (again === null) throw new Error('a stream without events');
  const { kept } = again;
  return {
    head: stream.events.at(-1)?.hash ?? '',
    stage: process.stage(kept.state),
    reckoned: again.reckoned,
    closed: String(kept.closed),
    ...Object.fromEntries(
      kept.duties.map(({ duty }) => [
        `duty ${duty.id}`,
        [duty.status, `due ${duty.dueOn}`, duty.metOn === null ? '' : `met ${duty.metOn}`, duty.endedBecause ?? '']
          .filter((part) => part !== '')
          .join(', '),
      ]),
    ),
    ...Object.fromEntries(
      again.alerts
        .filter(({ status }) => status === 'open')
        .map(({ id, dutyId, reason, role }) => [`alert ${id}`, `${role}: ${dutyId}, ${reason}`]),
    ),
    ...Object.fromEntries(
      process.contradictions(kept.state).map(({ factId, reason }) => [`contradiction ${factId}`, reason]),
    ),
  };
}

/** What was expected when it was recorded, with what has rightly changed since. */
export function expectedNow(expected: Outcome, file: string, changes: readonly Changed[]): Outcome {
  const now = new Map(Object.entries(expected));
  for (const { what, from, to } of changes.filter((change) => change.file === file)) {
    const before = now.get(what) ?? null;
    if (before !== from) throw new Error(`${file}: ${what} is ${before ?? 'absent'}, not ${from ?? 'absent'}`);
    if (to === null) now.delete(what);
    else now.set(what, to);
  }
  return Object.fromEntries(now);
}

/** Writes a file that is not there yet; what is there is left as it is, and false. */
export async function keep(path: string, content: unknown): Promise<boolean> {
  try {
    await writeFile(path, `${JSON.stringify(content, null, 1)}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}
