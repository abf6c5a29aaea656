import { standingOf } from '../domain/heart/pending.ts';
import type { Turn } from '../domain/heart/turn-input.ts';
import { canonical, type JsonObject } from '../domain/json.ts';
import { ensureSubjects, lockAndRead } from './read.ts';
import { NewerBuildError } from './newer-build.ts';
import type { Queries, Transact } from './read-stream.ts';
import type { Changed, ChangeOutcome, ChangeRequest, Record, Touched } from './record.ts';
import {
  beginTransaction,
  goOn,
  isBulk,
  heardBefore,
  keptOf,
  readAhead,
  refreshStale,
  takeTurn,
  tellSiblings,
  type Participant,
  type Transaction,
  type TransactionDeps,
} from './transaction.ts';
import { brief, repeated } from './repeated.ts';
import { tryingAgain } from './try-again.ts';
import { touchedBy, writeAll } from './closing.ts';

export type RecordDeps = TransactionDeps & {
  readonly transact: Transact;
  readonly newRef: () => string;
  /** Told after the commit, best effort: what it does not do the sweep will. */
  readonly afterCommit: (touched: readonly Touched[]) => void;
};

/** The one door through which processes change (design §3.2): one transaction of few round trips. */
export function createRecord(deps: RecordDeps): Record {
  const changeAll: Record['changeAll'] = async (requests, alongside, { skipLocked = false } = {}) => {
    try {
      const { outcomes, touched } = await tryingAgain(() =>
        deps.transact(async (queries) => {
          const changes = await changeIn(queries, { requests, skipLocked }, deps);
          await alongside?.(queries, changes.outcomes);
          return changes;
        }),
      );
      if (touched.length > 0) deps.afterCommit(touched);
      return outcomes;
    } catch (error) {
      if (error instanceof NewerBuildError) return requests.map(() => ({ status: 'newer-build' }));
      throw error;
    }
  };
  return {
    changeAll,
    change: async (request) => (await changeAll([request]))[0] ?? { status: 'unknown-process' },
  };
}

type Changes = { readonly outcomes: readonly ChangeOutcome[]; readonly touched: readonly Touched[] };

/** All that one transaction does: lock and read, one turn after another, one statement that writes. */
async function changeIn(
  queries: Queries,
  { requests, skipLocked }: { readonly requests: readonly ChangeRequest[]; readonly skipLocked: boolean },
  deps: RecordDeps,
): Promise<Changes> {
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
    opens: opening.length > 0,
    skipLocked,
  });
  const transaction = beginTransaction(queries, reading, deps);
  const [first] = requests;
  const adopting = requests.filter(
    (request) => request.adopt !== undefined && transaction.participants.has(request.processId),
  );
  if (adopting.length > 0)
    await readAhead(
      transaction,
      adopting.map((request) => request.processId),
    );
  if (first !== undefined) await refreshStale(transaction, first.now);
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
  if (outcome.status === 'unknown-process') return outcome;
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
  return outcomeOf(transaction, request, await goOn(transaction, request.processId, { heard: [], ...request }));
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
  if (process === undefined || subject === undefined || subject.kind !== request.opening?.subject.kind)
    return { status: 'unknown-process' };
  const opening: Participant = { process, row: null, subject, turns: [], by: 'engine' };
  const isOpen = [...participants.values()].some(
    (other) => other.subject.ref === subject.ref && other.process === process && keptOf(other)?.closed === false,
  );
  const heard = await heardBefore(transaction, opening);
  participants.set(processId, opening);
  const taken = await takeTurn(transaction, processId, { ...request, heard });
  // What is over at once is history, which a return may tell beside the current period.
  const isSecond = isOpen && !taken.kept.closed && process.manyAtOnce !== true;
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
  await tellSiblings(transaction, processId, { announced: taken.announced, now: request.now });
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
  const { kept: latest, coming } = participant.turns.at(-1) ?? taken;
  // The answer speaks of now, though a look that recorded nothing leaves what is kept as it was.
  const kept = { ...latest, changedAt: latest.changedAt > now ? latest.changedAt : now };
  return {
    status: 'accepted',
    processId,
    events: taken.events.map(({ sequence, class: eventClass, kind, occurredOn }) => ({
      sequence,
      class: eventClass,
      kind,
      occurredOn,
    })),
    standing: standingOf(participant.process, { processId, kept, coming, law: deps.law.under(kept.settings) }),
    outcome: taken.outcome,
    repeated: false,
  };
}
