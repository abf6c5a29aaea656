import { londonDateOf } from '../domain/calendar/instant.ts';
import { HOLDFAST } from '../domain/heart/actor.ts';
import type { StreamEvent } from '../domain/heart/event.ts';
import type { Kept } from '../domain/heart/kept.ts';
import { standingOf } from '../domain/heart/pending.ts';
import type { Law, Process } from '../domain/heart/process.ts';
import { announcementOf, turn, type HeardChange, type Turn, type TurnInput } from '../domain/heart/turn.ts';
import { canonical, type JsonObject } from '../domain/json.ts';
import type { Digest } from '../domain/record/chain.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';
import { ensureSubjects, lockAndRead, type KeptRow, type Reading, type Subject } from './read.ts';
import { readHistories, type Queries } from './read-stream.ts';
import type { Changed, ChangeOutcome, ChangeRequest, Record, Touched } from './record.ts';
import { isTryAgain } from './try-again.ts';
import { together, write } from './write.ts';
import { overviewWriting, turnWriting, type Written } from './writing.ts';

export type RecordDeps = {
  readonly prisma: PrismaClient;
  readonly processes: readonly Process<JsonObject>[];
  readonly law: Law;
  readonly digest: Digest;
  readonly newSalt: () => string;
  readonly newRef: () => string;
  /** Names the running build: rows of another one are first recomputed. */
  readonly build: string;
  /** Told after the commit, best effort: what it does not do the sweep will. */
  readonly afterCommit: (touched: readonly Touched[]) => void;
};

/** Times a change that met a deadlock or a serialisation failure is tried before it is given up. */
const TRIES = 5;

/** The one door through which processes change (design §3.2): one transaction of few round trips. */
export function createRecord(deps: RecordDeps): Record {
  const changeAll = async (requests: readonly ChangeRequest[]): Promise<readonly ChangeOutcome[]> => {
    for (let tried = 1; ; tried += 1) {
      try {
        const { outcomes, touched } = await deps.prisma.$transaction((queries) => changeIn(queries, requests, deps));
        if (touched.length > 0) deps.afterCommit(touched);
        return outcomes;
      } catch (error) {
        if (tried >= TRIES || !isTryAgain(error)) throw error;
      }
    }
  };
  return {
    changeAll,
    change: async (request) => {
      const [outcome] = await changeAll([request]);
      return outcome ?? { status: 'unknown-process' };
    },
  };
}

type Changes = { readonly outcomes: readonly ChangeOutcome[]; readonly touched: readonly Touched[] };

async function changeIn(queries: Queries, requests: readonly ChangeRequest[], deps: RecordDeps): Promise<Changes> {
  const openings = requests.flatMap((request) => (request.opening === undefined ? [] : [request.opening]));
  const openedRefs = openings.length === 0 ? [] : await ensureSubjects(queries, openings, deps.newRef);
  const reading = await lockAndRead(queries, {
    processIds: requests.map((request) => request.processId),
    subjectRefs: openedRefs,
    commandIds: requests.flatMap((request) => (request.command === undefined ? [] : [request.command.id])),
  });
  const scene = createScene(queries, reading, deps);
  const outcomes: ChangeOutcome[] = [];
  let opened = 0;
  for (const request of requests) {
    const subjectRef = request.opening === undefined ? null : (openedRefs[opened] ?? null);
    if (request.opening !== undefined) opened += 1;
    outcomes.push(await scene.answer(request, subjectRef));
  }
  await scene.commit();
  return { outcomes, touched: scene.touched() };
}

/** A process within a transaction: its row as read, and what turns have made of it. */
type Actor = { readonly process: Process<JsonObject>; readonly row: KeptRow | null; readonly subject: Subject; readonly written: readonly Written[] };

type Scene = {
  answer(request: ChangeRequest, openedFor: string | null): Promise<ChangeOutcome>;
  commit(): Promise<void>;
  touched(): readonly Touched[];
};

/** What one transaction holds in its hands; it lives as long as the transaction. */
function createScene(queries: Queries, reading: Reading, deps: RecordDeps): Scene {
  const kinds = new Map(deps.processes.map((process) => [process.kind, process]));
  const actors = new Map<string, Actor>();
  const commands: JsonObject[] = [];
  for (const row of reading.rows) {
    const process = kinds.get(row.kind);
    const subject = reading.subjects.get(row.subjectRef);
    if (process !== undefined && subject !== undefined) actors.set(row.id, { process, row, subject, written: [] });
  }

  const keptOf = (actor: Actor): Kept<JsonObject> | null => actor.written.at(-1)?.turn.kept ?? actor.row?.kept ?? null;

  /** Events of a process: those of the record and those of this transaction. */
  const historyOf = async (id: string, actor: Actor): Promise<readonly StreamEvent[]> => {
    const recorded = actor.row === null ? [] : ((await readHistories(queries, [id])).get(id) ?? []);
    return [...recorded, ...actor.written.flatMap((written) => written.turn.events.filter((event) => event.class !== 'done'))];
  };

  const take = async (id: string, actor: Actor, input: TurnInput): Promise<Turn<JsonObject>> => {
    const isOtherBuild = actor.row !== null && actor.written.length === 0 && actor.row.build !== deps.build;
    const asked = isOtherBuild ? { ...input, refold: `build ${deps.build}` } : input;
    const before = keptOf(actor);
    const first = turn(actor.process, before, { input: asked, law: deps.law });
    const taken = first === 'needs-history' ? turn(actor.process, before, { input: { ...asked, history: await historyOf(id, actor) }, law: deps.law }) : first;
    if (taken === 'needs-history') throw new Error(`${id}: the history was given and is still asked for`);
    actors.set(id, { ...actor, written: [...actor.written, { turn: taken, rulebook: deps.law.rules.version }] });
    return taken;
  };

  /** The child's other processes hear what was announced, in the fixed order of kinds; what they derive may be heard in turn. */
  const tellSiblings = async (fromId: string, { announced, request }: { readonly announced: readonly HeardChange[]; readonly request: ChangeRequest }): Promise<void> => {
    const from = actors.get(fromId);
    if (from === undefined || announced.length === 0) return;
    for (const listener of deps.processes) {
      const heard = announced.filter((change) => listener.hears.includes(change.kind));
      if (heard.length === 0) continue;
      for (const [id, sibling] of [...actors].filter(([id, actor]) => id !== fromId && actor.process === listener && actor.subject.ref === from.subject.ref)) {
        const taken = await take(id, sibling, turnInput(id, sibling.subject, { now: request.now, actor: HOLDFAST, heard }));
        await tellSiblings(id, { announced: taken.announced, request });
      }
    }
  };

  /** What a process that opens hears of what its siblings told before. */
  const heardBefore = async (actor: Actor): Promise<readonly HeardChange[]> => {
    const siblings = [...actors].filter(([, other]) => other.subject.ref === actor.subject.ref && other.row !== null);
    if (actor.process.hears.length === 0 || siblings.length === 0) return [];
    const changes = new Map<string, HeardChange>();
    for (const [id, sibling] of siblings) {
      for (const event of await historyOf(id, sibling)) {
        const change = announcementOf(event, { processId: id, processKind: sibling.process.kind });
        if (change !== null && actor.process.hears.includes(change.kind)) changes.set(change.key, change);
      }
    }
    return [...changes.values()].filter((change) => change.announcement !== null);
  };

  const opening = (request: ChangeRequest, ref: string | null): Actor | null => {
    const process = request.opening === undefined ? undefined : kinds.get(request.opening.kind);
    const subject = ref === null ? undefined : reading.subjects.get(ref);
    return process === undefined || subject === undefined ? null : { process, row: null, subject, written: [] };
  };

  /** One child has one open process of a kind at a time. */
  const isOpenAlready = (actor: Actor): boolean =>
    [...actors.values()].some((other) => other.subject.ref === actor.subject.ref && other.process === actor.process && keptOf(other)?.closed === false);

  const change = async (request: ChangeRequest, openedFor: string | null): Promise<ChangeOutcome> => {
    const { processId } = request;
    const existing = actors.get(processId);
    const actor = existing ?? opening(request, openedFor);
    if (actor === null) return { status: 'unknown-process' };
    if (actor.row !== null && actor.row.stateVersion > actor.process.stateVersion) return { status: 'newer-build' };
    if (existing === undefined && isOpenAlready(actor)) return { status: 'refused', processId, refusal: 'already-open' };
    const heard = existing === undefined ? await heardBefore(actor) : [];
    const input = turnInput(processId, actor.subject, { ...request, heard });
    if (existing === undefined) actors.set(processId, actor);
    const taken = await take(processId, actor, input);
    if (existing === undefined && taken.refusal !== null) {
      actors.delete(processId);
      return { status: 'refused', processId, refusal: taken.refusal };
    }
    await tellSiblings(processId, { announced: taken.announced, request });
    if (taken.refusal !== null) return { status: 'refused', processId, refusal: taken.refusal };
    return changed(processId, actors.get(processId) ?? actor, { taken, law: deps.law });
  };

  return {
    answer: async (request, openedFor) => {
      const { command } = request;
      if (command === undefined) return change(request, openedFor);
      const bodyDigest = deps.digest(canonical({ processId: request.processId, kind: command.kind, payload: command.payload, person: request.actor.person }));
      const answered = reading.commands.get(command.id);
      if (answered !== undefined) return answered.bodyDigest === bodyDigest ? repeated(answered.answer) : { status: 'other-body' };
      const outcome = await change(request, openedFor);
      if (outcome.status === 'unknown-process' || outcome.status === 'newer-build') return outcome;
      const processId = actors.has(request.processId) ? request.processId : null;
      const answer = jsonOf(outcome);
      commands.push({ id: command.id, process_id: processId, actor: request.actor.person, kind: command.kind, body_digest: bodyDigest, answer, answered_at: request.now });
      return outcome;
    },
    commit: async () => {
      const changedActors = [...actors].filter(([, actor]) => actor.written.length > 0);
      const writings = changedActors.map(([id, actor]) => turnWriting({ id, ...actor }, deps));
      const subjects = [...new Set(changedActors.map(([, actor]) => actor.subject))];
      const overviews = subjects.map((subject) => overviewWriting(subject, siblingsOf(actors, subject), deps.law));
      if (writings.length === 0 && commands.length === 0) return;
      const all = together([...writings, ...overviews]);
      await write(queries, { ...all, command: commands });
    },
    touched: () =>
      [...actors].flatMap(([id, actor]): Touched[] => {
        const kept = actor.written.at(-1)?.turn.kept;
        if (kept === undefined) return [];
        return [{ processId: id, kind: actor.process.kind, nextChangeAt: kept.nextChangeAt, armedFor: actor.row?.armedFor ?? null, closed: kept.closed }];
      }),
  };
}

function siblingsOf(actors: ReadonlyMap<string, Actor>, subject: Subject): readonly { readonly id: string; readonly process: Process<JsonObject>; readonly kept: Kept<JsonObject> }[] {
  return [...actors].flatMap(([id, { process, row, written, subject: of }]) => {
    const kept = written.at(-1)?.turn.kept ?? row?.kept;
    return of.ref === subject.ref && kept !== undefined ? [{ id, process, kept }] : [];
  });
}

function turnInput(processId: string, subject: Subject, asked: Pick<ChangeRequest, 'now' | 'actor' | 'command' | 'step'> & { readonly heard: readonly HeardChange[] }): TurnInput {
  const { now, actor, command, step, heard } = asked;
  return { processId, subjectRef: subject.ref, now, actor, command: command ?? null, step: step ?? null, heard, history: null, refold: null };
}

function changed(processId: string, actor: Actor, { taken, law }: { readonly taken: Turn<JsonObject>; readonly law: Law }): Changed {
  const kept = actor.written.at(-1)?.turn.kept ?? taken.kept;
  const today = londonDateOf(kept.changedAt);
  return {
    status: 'accepted',
    processId,
    events: taken.events.map(({ sequence, class: eventClass, kind, occurredOn }) => ({ sequence, class: eventClass, kind, occurredOn })),
    standing: standingOf(actor.process, { processId, kept, today, bearings: { law, subjectRef: actor.subject.ref } }),
    outcome: taken.outcome,
    repeated: false,
  };
}

function jsonOf(outcome: ChangeOutcome): JsonObject {
  const text = JSON.stringify(outcome);
  const parsed: JsonObject = JSON.parse(text);
  return parsed;
}

/** The answer that was given before, marked as a repeat. */
function repeated(answer: unknown): ChangeOutcome {
  if (!isOutcome(answer)) throw new Error('a recorded answer cannot be read');
  return answer.status === 'accepted' ? { ...answer, repeated: true } : answer;
}

function isOutcome(value: unknown): value is ChangeOutcome {
  return typeof value === 'object' && value !== null && 'status' in value;
}

