import type { Instant } from '../domain/calendar/instant.ts';
import type { StreamEvent } from '../domain/heart/event.ts';
import { HOLDFAST } from '../domain/heart/actor.ts';
import type { Kept } from '../domain/heart/kept.ts';
import type { Law } from '../domain/heart/law.ts';
import type { Process } from '../domain/heart/process.ts';
import { announcementOf } from '../domain/heart/announcing.ts';
import { turn } from '../domain/heart/turn.ts';
import type { HeardChange, Turn, TurnInput } from '../domain/heart/turn-input.ts';
import type { JsonObject } from '../domain/json.ts';
import type { Digest } from '../domain/record/chain.ts';
import { refuseLaterBuilds } from './deployments.ts';
import { isStale, processOfRow, refuseUnknownKinds } from './newer-build.ts';
import type { KeptRow, Reading, Subject } from './read.ts';
import { readHistories, type Queries } from './read-stream.ts';
import type { ChangeRequest, Touched } from './record.ts';
import type { Row } from './rows.ts';

/** Commands of imports: their many processes are nudged only where they would wake too late. */
const BULK: readonly string[] = [
  'take-return',
  'withdraw-return',
  'take-allocations',
  'go-live',
  'supervision-go-live',
];

/** What every transaction works with. */
export type TransactionDeps = {
  readonly processes: readonly Process<JsonObject>[];
  readonly law: Law;
  readonly digest: Digest;
  readonly newSalt: () => string;
  /** Names the running build: rows of another one are first recomputed. */
  readonly build: string;
};

/** A process within a transaction: its row as read, and the turns it has taken since. */
export type Participant = {
  readonly process: Process<JsonObject>;
  readonly row: KeptRow | null;
  readonly subject: Subject;
  readonly turns: readonly Turn<JsonObject>[];
  /** What made it take its latest turn. */
  readonly by: Touched['by'];
};

/** One transaction with what it holds in its hands; it lives as long as the transaction and is filled in place. */
export type Transaction = {
  readonly queries: Queries;
  readonly reading: Reading;
  readonly deps: TransactionDeps;
  readonly participants: Map<string, Participant>;
  readonly commands: Row[];
  /** Streams read ahead, where many processes are folded again. */
  readonly histories: Map<string, readonly StreamEvent[]>;
};

export function beginTransaction(queries: Queries, reading: Reading, deps: TransactionDeps): Transaction {
  const participants = new Map<string, Participant>();
  for (const row of reading.rows) {
    const process = processOfRow(row, deps.processes);
    const subject = reading.subjects.get(row.subjectRef);
    if (subject !== undefined) participants.set(row.id, { process, row, subject, turns: [], by: 'engine' });
  }
  return { queries, reading, deps, participants, commands: [], histories: new Map() };
}

/**
 * Recomputes stale rows before anything reads their state: only this build's own state is understood.
 * Only rows that are needed are locked, so after a release each child costs this once.
 */
export async function refreshStale(transaction: Transaction, now: Instant): Promise<void> {
  const { participants, deps } = transaction;
  const stale = [...participants]
    .filter(([, { row, process }]) => row !== null && isStale(row, process, deps))
    .map(([id]) => id);
  if (stale.length === 0) return;
  const builds = stale.flatMap((id) => participants.get(id)?.row?.build ?? []);
  await refuseLaterBuilds(transaction.queries, deps.build, builds);
  await readAhead(transaction, stale);
  const announced: (readonly [id: string, changes: readonly HeardChange[]])[] = [];
  for (const id of stale) {
    const asked = { now, actor: HOLDFAST, heard: [], refold: `build ${deps.build}` };
    announced.push([id, (await takeTurn(transaction, id, asked)).announced]);
  }
  // Told once all of them are understood again: who listens reads states too.
  for (const [id, changes] of announced) await tellSiblings(transaction, id, { announced: changes, now });
}

export function keptOf({ row, turns }: Participant): Kept<JsonObject> | null {
  return turns.at(-1)?.kept ?? row?.kept ?? null;
}

export type Asked = Pick<ChangeRequest, 'now' | 'actor' | 'command' | 'step' | 'adopt'> & {
  readonly heard: readonly HeardChange[];
  readonly refold?: string;
  readonly isCatchingUp?: boolean;
};

/** Lets one process take its turn, with its history where it is needed. */
export async function takeTurn(transaction: Transaction, id: string, asked: Asked): Promise<Turn<JsonObject>> {
  const { participants, deps } = transaction;
  const participant = participants.get(id);
  if (participant === undefined) throw new Error(`${id} takes no part in this transaction`);
  const input = { ...turnInput(id, participant, asked), inForce: transaction.reading.settingsInForce };
  const before = keptOf(participant);
  const first = turn(participant.process, before, { input, law: deps.law });
  const history = first === 'needs-history' ? await historyOf(transaction, id) : null;
  const taken =
    first === 'needs-history'
      ? turn(participant.process, before, { input: { ...input, history }, law: deps.law })
      : first;
  if (taken === 'needs-history') throw new Error(`${id}: the history was given and is still asked for`);
  participants.set(id, { ...participant, turns: [...participant.turns, taken], by: causeOf(asked) });
  return taken;
}

/** The next turn of a process that is there: closed, it first hears what it missed where a person speaks to it, or where the turn opens it again. */
export async function goOn(transaction: Transaction, id: string, asked: Asked): Promise<Turn<JsonObject>> {
  const { now, command } = asked;
  const isAsleep = isClosed(transaction, id);
  if (isAsleep && command !== undefined && !isBulk(command.kind)) await catchUp(transaction, id, now);
  const taken = await takeTurn(transaction, id, asked);
  if (!isAsleep || isClosed(transaction, id)) return taken;
  // What spans several children is heard by cursor: from the beginning, because what was passed over is not known.
  await transaction.queries.$executeRawUnsafe('DELETE FROM hearing WHERE listener_id = $1', id);
  await catchUp(transaction, id, now);
  return taken;
}

function isClosed({ participants }: Transaction, id: string): boolean {
  const participant = participants.get(id);
  return participant !== undefined && keptOf(participant)?.closed === true;
}

async function catchUp(transaction: Transaction, id: string, now: Instant): Promise<void> {
  const participant = transaction.participants.get(id);
  const heard = participant === undefined ? [] : await heardBefore(transaction, participant);
  if (heard.length === 0) return;
  const { announced } = await takeTurn(transaction, id, { now, actor: HOLDFAST, heard, isCatchingUp: true });
  await tellSiblings(transaction, id, { announced, now });
}

export function isBulk(kind: string): boolean {
  return BULK.includes(kind);
}

function causeOf({ command, heard, refold, adopt }: Asked): Touched['by'] {
  if (refold !== undefined || adopt !== undefined) return 'bulk';
  if (command === undefined) return heard.length > 0 ? 'sibling' : 'engine';
  return isBulk(command.kind) ? 'bulk' : 'command';
}

function turnInput(
  processId: string,
  participant: Participant,
  { now, actor, command, step, heard, refold, adopt, isCatchingUp = false }: Asked,
): Omit<TurnInput, 'inForce'> {
  return {
    processId,
    subjectRef: participant.subject.ref,
    now,
    actor,
    command: command ?? null,
    step: step ?? null,
    heard,
    isCatchingUp,
    history: null,
    refold: refold ?? null,
    adopt: adopt ?? null,
  };
}

/** Told and derived events of a process: those of the record and those of this transaction. */
async function historyOf(transaction: Transaction, id: string): Promise<readonly StreamEvent[]> {
  const { participants, histories } = transaction;
  const participant = participants.get(id);
  if (participant?.row != null && !histories.has(id)) await readAhead(transaction, [id]);
  const recorded = histories.get(id) ?? [];
  if (participant !== undefined) refuseUnknownKinds(id, participant.process, recorded);
  const written = (participant?.turns ?? []).flatMap((taken) => taken.events.filter((event) => event.class !== 'done'));
  return [...recorded, ...written];
}

/** Reads the streams of several processes in one round trip. */
export async function readAhead({ queries, histories }: Transaction, ids: readonly string[]): Promise<void> {
  for (const [id, events] of await readHistories(queries, ids)) histories.set(id, events);
}

/** The child's other processes hear what was announced, in the fixed order of kinds; what they derive may be heard in its turn. */
export async function tellSiblings(
  transaction: Transaction,
  fromId: string,
  { announced, now }: { readonly announced: readonly HeardChange[]; readonly now: Instant },
): Promise<void> {
  for (const listener of transaction.deps.processes) {
    const heard = announced.filter((change) => listener.hears.includes(change.kind));
    if (heard.length === 0) continue;
    for (const id of siblingsOf(transaction, fromId, listener)) {
      const taken = await goOn(transaction, id, { now, actor: HOLDFAST, heard });
      await tellSiblings(transaction, id, { announced: taken.announced, now });
    }
  }
}

function siblingsOf({ participants }: Transaction, fromId: string, listener: Process<JsonObject>): readonly string[] {
  const ref = participants.get(fromId)?.subject.ref;
  return [...participants]
    .filter(([id, other]) => id !== fromId && other.process === listener && other.subject.ref === ref)
    .map(([id]) => id);
}

/** What a process that opens, or opens again, hears of what the child's other processes told before. */
export async function heardBefore(transaction: Transaction, opening: Participant): Promise<readonly HeardChange[]> {
  const { hears } = opening.process;
  if (hears.length === 0) return [];
  const changes = new Map<string, HeardChange>();
  for (const [id, other] of transaction.participants) {
    if (other === opening || other.subject.ref !== opening.subject.ref) continue;
    for (const event of await historyOf(transaction, id)) {
      const change = announcementOf(event, { processId: id, subjectRef: other.subject.ref, process: other.process });
      if (change !== null && hears.includes(change.kind)) changes.set(change.key, change);
    }
  }
  return [...changes.values()].filter((change) => change.announcement !== null);
}
