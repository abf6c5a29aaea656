import { londonDateOf } from '../domain/calendar/instant.ts';
import { standingOf } from '../domain/heart/pending.ts';
import type { Turn } from '../domain/heart/turn-input.ts';
import { canonical, type JsonObject } from '../domain/json.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';
import { ensureSubjects, lockAndRead } from './read.ts';
import type { Queries } from './read-stream.ts';
import type { Changed, ChangeOutcome, ChangeRequest, Record, Touched } from './record.ts';
import {
  beginTransaction,
  isBulk,
  heardBefore,
  keptOf,
  takeTurn,
  tellSiblings,
  type Participant,
  type Transaction,
  type TransactionDeps,
} from './transaction.ts';
import { brief, repeated } from './repeated.ts';
import { tryingAgain } from './try-again.ts';
import { together } from './together.ts';
import { write } from './write.ts';
import { overviewWriting, turnWriting } from './writing.ts';

export type RecordDeps = TransactionDeps & {
  readonly prisma: PrismaClient;
  readonly newRef: () => string;
  /** Told after the commit, best effort: what it does not do the sweep will. */
  readonly afterCommit: (touched: readonly Touched[]) => void;
};

/** The one door through which processes change (design §3.2): one transaction of few round trips. */
export function createRecord(deps: RecordDeps): Record {
  const changeAll: Record['changeAll'] = async (requests, alongside) => {
    const { outcomes, touched } = await tryingAgain(() =>
      deps.prisma.$transaction(async (queries) => {
        const changes = await changeIn(queries, requests, deps);
        await alongside?.(queries, changes.outcomes);
        return changes;
      }),
    );
    if (touched.length > 0) deps.afterCommit(touched);
    return outcomes;
  };
  return {
    changeAll,
    change: async (request) => (await changeAll([request]))[0] ?? { status: 'unknown-process' },
  };
}

type Changes = { readonly outcomes: readonly ChangeOutcome[]; readonly touched: readonly Touched[] };

/** All that one transaction does: lock and read, one turn after another, one statement that writes. */
async function changeIn(queries: Queries, requests: readonly ChangeRequest[], deps: RecordDeps): Promise<Changes> {
  const opening = requests.filter((request) => request.opening !== undefined);
  const refs = await ensureSubjects(
    queries,
    opening.flatMap((request) => request.opening ?? []),
    deps.newRef,
  );
  const openedFor = new Map(opening.map((request, place) => [request, refs[place] ?? '']));
  const reading = await lockAndRead(queries, {
    processIds: requests.map((request) => request.processId),
    subjectRefs: refs,
    commandIds: requests.flatMap((request) => request.command?.id ?? []),
  });
  const transaction = beginTransaction(queries, reading, deps);
  const outcomes: ChangeOutcome[] = [];
  for (const request of requests) outcomes.push(await answer(transaction, request, openedFor.get(request) ?? null));
  await writeAll(transaction);
  return { outcomes, touched: touchedBy(transaction) };
}

/** A command id that was answered before gets the same answer; with another body it is refused. */
async function answer(
  transaction: Transaction,
  request: ChangeRequest,
  subjectRef: string | null,
): Promise<ChangeOutcome> {
  const { command, processId, actor } = request;
  const { reading, deps, commands, participants } = transaction;
  if (command === undefined) return change(transaction, request, subjectRef);
  const { kind, payload } = command;
  const bodyDigest = deps.digest(canonical({ processId, kind, payload, person: actor.person }));
  const answered = reading.commands.get(command.id);
  if (answered !== undefined)
    return answered.bodyDigest === bodyDigest ? repeated(answered.answer) : { status: 'other-body' };
  const outcome = await change(transaction, request, subjectRef);
  if (outcome.status === 'unknown-process' || outcome.status === 'newer-build') return outcome;
  commands.push({
    id: command.id,
    process_id: participants.has(processId) ? processId : null,
    actor: actor.person,
    kind,
    body_digest: bodyDigest,
    answer: isBulk(kind) ? brief(outcome) : outcome,
    answered_at: request.now,
  });
  return outcome;
}

async function change(
  transaction: Transaction,
  request: ChangeRequest,
  subjectRef: string | null,
): Promise<ChangeOutcome> {
  const existing = transaction.participants.get(request.processId);
  if (existing === undefined) return open(transaction, request, subjectRef);
  if (existing.row !== null && existing.row.stateVersion > existing.process.stateVersion)
    return { status: 'newer-build' };
  return outcomeOf(transaction, request, await takeTurn(transaction, request.processId, { ...request, heard: [] }));
}

/** Opens a process, unless its first command is refused or the child has an open one of its kind. */
async function open(
  transaction: Transaction,
  request: ChangeRequest,
  subjectRef: string | null,
): Promise<ChangeOutcome> {
  const { participants, deps, reading } = transaction;
  const { processId } = request;
  const process = deps.processes.find((candidate) => candidate.kind === request.opening?.kind);
  const subject = reading.subjects.get(subjectRef ?? '');
  if (process === undefined || subject === undefined) return { status: 'unknown-process' };
  const opening: Participant = { process, row: null, subject, turns: [], by: 'engine' };
  const isOpen = [...participants.values()].some(
    (other) => other.subject.ref === subject.ref && other.process === process && keptOf(other)?.closed === false,
  );
  const heard = await heardBefore(transaction, opening);
  participants.set(processId, opening);
  const taken = await takeTurn(transaction, processId, { ...request, heard });
  // What is over at once is history, which a return may tell beside the current period.
  const isSecond = isOpen && !taken.kept.closed;
  if (taken.refusal !== null || isSecond) participants.delete(processId);
  if (isSecond) return { status: 'refused', processId, refusal: 'already-open' };
  return outcomeOf(transaction, request, taken);
}

async function outcomeOf(
  transaction: Transaction,
  request: ChangeRequest,
  taken: Turn<JsonObject>,
): Promise<ChangeOutcome> {
  const { processId } = request;
  await tellSiblings(transaction, processId, { announced: taken.announced, request });
  if (taken.refusal !== null) return { status: 'refused', processId, refusal: taken.refusal };
  const participant = transaction.participants.get(processId);
  if (participant === undefined) return { status: 'unknown-process' };
  return changed(transaction, participant, { request, taken });
}

function changed(
  { deps }: Transaction,
  participant: Participant,
  { request, taken }: { readonly request: ChangeRequest; readonly taken: Turn<JsonObject> },
): Changed {
  const { processId, now } = request;
  const latest = keptOf(participant) ?? taken.kept;
  // The answer speaks of now, though a look that recorded nothing leaves what is kept as it was.
  const kept = { ...latest, changedAt: latest.changedAt > now ? latest.changedAt : now };
  const bearings = { law: deps.law, subjectRef: participant.subject.ref };
  return {
    status: 'accepted',
    processId,
    events: taken.events.map(({ sequence, class: eventClass, kind, occurredOn }) => ({
      sequence,
      class: eventClass,
      kind,
      occurredOn,
    })),
    standing: standingOf(participant.process, { processId, kept, today: londonDateOf(kept.changedAt), bearings }),
    outcome: taken.outcome,
    repeated: false,
  };
}

async function writeAll({ queries, participants, commands, deps }: Transaction): Promise<void> {
  const taking = [...participants].filter(([, participant]) => isWorthWriting(participant, deps.build));
  if (taking.length === 0 && commands.length === 0) return;
  const writings = taking.map(([id, participant]) => turnWriting(id, participant, deps));
  const subjects = new Set(taking.map(([, participant]) => participant.subject));
  const overviews = [...subjects].map((subject) => overviewWriting(subject, [...participants], deps.law));
  await write(queries, { ...together([...writings, ...overviews]), command: commands });
}

/** A turn that only saw that nothing is due leaves the row as it was. */
function isWorthWriting({ row, turns }: Participant, build: string): boolean {
  const kept = turns.at(-1)?.kept;
  if (kept === undefined) return false;
  return (
    row === null ||
    row.build !== build ||
    turns.some((taken) => taken.events.length > 0) ||
    kept.nextChangeAt !== row.kept.nextChangeAt
  );
}

function touchedBy({ participants }: Transaction): readonly Touched[] {
  return [...participants].flatMap(([processId, { process, row, turns, by }]): Touched[] => {
    const kept = turns.at(-1)?.kept;
    if (kept === undefined) return [];
    return [
      {
        processId,
        kind: process.kind,
        nextChangeAt: kept.nextChangeAt,
        armedFor: row?.armedFor ?? null,
        closed: kept.closed,
        by,
      },
    ];
  });
}
