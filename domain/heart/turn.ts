import type { CalendarDate } from '../calendar/calendar-date.ts';
import { londonDateOf, type Instant } from '../calendar/instant.ts';
import { canonical, type JsonObject } from '../json.ts';
import { readNumber, readText } from '../json-reading.ts';
import { refuse, type Result } from '../result.ts';
import type { Actor } from './actor.ts';
import { answer, isAnswering } from './answering.ts';
import { isLive, type Book } from './book.ts';
import { beginDraft, type Draft } from './draft.ts';
import { dutyDifferences, type DutyDifference } from './duty-differences.ts';
import { followDuty, isIndividual, takeAlertStep, takeStep, type Scene } from './escalation.ts';
import type { StreamEvent } from './event.ts';
import type { Announcement, Fact } from './fact.ts';
import { carriesOn, entriesOf, entryOf, foldOn, unfolded, type Folded } from './fold.ts';
import {
  announcementKey,
  DERIVED_WITHDRAWN,
  HEARD,
  HEARD_WITHDRAWN,
  readHistory,
  type History,
  type RecordedDerived,
} from './history.ts';
import type { Alert, Kept, KeptDuty } from './kept.ts';
import { comingSteps } from './pending.ts';
import type { Command, Law, Moment, Process } from './process.ts';
import type { StandingStep } from './standing.ts';
import { decideEdit, EDITS, toldEvent, type ToldEvent } from './telling.ts';

/** Something another process of the same child made known, or took back (null). */
export type HeardChange = { readonly key: string; readonly kind: string; readonly announcement: Announcement | null };

/** What is asked of a process in one turn. With neither command nor step, only time passes. */
export type TurnInput = {
  readonly processId: string;
  readonly subjectRef: string;
  readonly now: Instant;
  readonly actor: Actor;
  readonly command: (Command & { readonly id: string }) | null;
  readonly step: StandingStep | null;
  readonly heard: readonly HeardChange[];
  /** Told and derived events of the stream; null: not read (it is asked for when needed). */
  readonly history: readonly StreamEvent[] | null;
  /** Recompute from the history in any case: another build, other rules. */
  readonly refold: string | null;
};

export type Turn<State extends JsonObject> = {
  readonly kept: Kept<State>;
  readonly events: readonly StreamEvent[];
  /** Every alert that this turn raised or changed, as it is now. */
  readonly alerts: readonly Alert[];
  /** Told facts and derived events that others may hear of. */
  readonly announced: readonly HeardChange[];
  readonly refusal: string | null;
  readonly outcome: 'taken' | 'overtaken' | null;
};

/** How the state came about in this turn. */
type Progress<State extends JsonObject> = { readonly folded: Folded<State>; readonly refusal: string | null };

/**
 * One turn of a process: time passes up to `now`, a command is decided, what it tells is folded in its place,
 * duties are compared, steps are taken, answers noted. Pure: the record calls it in its transaction and writes what it returns.
 */
export function turn<State extends JsonObject>(
  process: Process<State>,
  before: Kept<State> | null,
  { input, law }: { readonly input: TurnInput; readonly law: Law },
): Turn<State> | 'needs-history' {
  const now = before !== null && before.changedAt > input.now ? before.changedAt : input.now;
  const moment = { now, today: londonDateOf(now) };
  const kept = before ?? firstKept(process, moment, law);
  const draft = beginDraft(bookOf(kept), {
    after: kept.sequence,
    recordedAt: now,
    actor: input.actor.person,
    commandId: input.command?.id ?? null,
  });
  if (before === null) {
    const payload = { kind: process.kind, rulebook: law.rules.version, calendar: law.calendar.version };
    draft.append({ class: 'done', kind: 'process-opened', on: moment.today, payload, cause: null });
  }
  const work: Work<State> = { process, kept, draft, input, law, moment };
  const progress = progressOf(work);
  return progress === 'needs-history' ? progress : finish(work, progress);
}

type Work<State extends JsonObject> = {
  readonly process: Process<State>;
  readonly kept: Kept<State>;
  readonly draft: Draft;
  readonly input: TurnInput;
  readonly law: Law;
  readonly moment: Moment;
};

function firstKept<State extends JsonObject>(process: Process<State>, { now, today }: Moment, law: Law): Kept<State> {
  return {
    state: process.initial,
    duties: [],
    alerts: [],
    sequence: 0,
    overtaken: [],
    lastFact: '',
    lastDerivedOn: '',
    elapsedThrough: today,
    changedAt: now,
    nextChangeAt: null,
    rulebook: law.rules.version,
    calendar: law.calendar.version,
    closed: false,
  };
}

function bookOf(kept: Kept<JsonObject>): Book {
  return {
    duties: new Map(kept.duties.map((item) => [item.duty.id, { datedBy: item.datedBy, stepsDone: item.stepsDone }])),
    alerts: new Map(kept.alerts.map((alert) => [alert.id, alert])),
    overtaken: kept.overtaken,
  };
}

/** Lets time pass, decides, and folds what is told: carried on if it comes last, else from the whole history again. */
function progressOf<State extends JsonObject>(work: Work<State>): Progress<State> | 'needs-history' {
  const { process, input, law, moment, kept } = work;
  const history = input.history === null ? null : readHistory(input.history);
  const isEdit = input.command !== null && EDITS.includes(input.command.kind);
  if ((isEdit || input.refold !== null || input.heard.length > 0) && history === null && kept.sequence > 0)
    return 'needs-history';
  const timely =
    input.refold === null
      ? foldOn(process, foldedOf(kept), { entries: [], today: moment.today, law })
      : refold(work, history, { told: [], cause: input.refold });
  const decided = decide(work, timely.state, history);
  if (!decided.ok || (decided.value.length === 0 && input.heard.length === 0)) {
    appendDerived(work.draft, timely);
    return { folded: timely, refusal: decided.ok ? null : decided.refusal };
  }
  return tell(work, timely, { told: decided.value, history });
}

function foldedOf<State extends JsonObject>(kept: Kept<State>): Folded<State> {
  const { state, elapsedThrough, lastFact, lastDerivedOn } = kept;
  return { state, elapsedThrough, lastFact, lastDerivedOn, derived: [] };
}

function decide<State extends JsonObject>(
  work: Work<State>,
  state: State,
  history: History | null,
): Result<readonly ToldEvent[], string> {
  const { process, input, law, moment } = work;
  const { command } = input;
  if (command === null || isAnswering(command.kind)) return { ok: true, value: [] };
  if (EDITS.includes(command.kind)) return decideEdit(command, history ?? readHistory([]), moment.today);
  if (!process.commandKinds.includes(command.kind)) return refuse('unknown-command');
  const decided = process.decide(state, command, { ...law, ...moment });
  if (!decided.ok) return decided;
  if (decided.value.some((telling) => telling.on > moment.today)) return refuse('in-the-future');
  return { ok: true, value: decided.value.map((telling) => ({ kind: 'new', telling })) };
}

/** Puts told events into the draft and folds them; a person's command that contradicts the record is refused as if never said. */
function tell<State extends JsonObject>(
  work: Work<State>,
  timely: Folded<State>,
  { told, history }: { readonly told: readonly ToldEvent[]; readonly history: History | null },
): Progress<State> | 'needs-history' {
  const { process, input, law, moment, kept } = work;
  const tellings = told.map((item, place) => ({
    item,
    factId: `f${kept.sequence + work.draft.events.length + place + 1}`,
  }));
  const fresh = tellings.flatMap(({ item, factId }) => (item.kind === 'new' ? [factOf(item.telling, factId)] : []));
  const entries = fresh.map((fact) => entryOf(process, fact)).sort((a, b) => (a.key < b.key ? -1 : 1));
  const carries = fresh.length === told.length && input.heard.length === 0 && carriesOn(timely, entries);
  if (!carries && history === null && kept.sequence > 0) return 'needs-history';
  const folded = carries
    ? foldOn(process, timely, { entries, today: moment.today, law })
    : refold(work, history, { told: tellings, cause: causeOf(input) });
  const refusal = contradictionOf(work, folded.state, tellings);
  if (refusal !== null) {
    appendDerived(work.draft, timely);
    return { folded: timely, refusal };
  }
  for (const { item, factId } of tellings)
    work.draft.append({ class: 'told', cause: null, ...toldEvent(item, factId) });
  for (const change of input.heard) appendHeard(work.draft, change, moment.today);
  if (carries) appendDerived(work.draft, folded);
  else appendDerivedDifferences(work.draft, folded, { history, cause: causeOf(input), today: moment.today });
  return { folded, refusal: null };
}

type Told = { readonly item: ToldEvent; readonly factId: string };

function factOf(telling: Extract<ToldEvent, { kind: 'new' }>['telling'], id: string): Fact {
  return { ...telling, id, source: telling.source ?? { by: 'person' } };
}

function causeOf(input: TurnInput): string {
  if (input.refold !== null) return input.refold;
  if (input.command !== null) return `command ${input.command.kind}`;
  return input.heard[0] === undefined ? 'time' : `heard ${input.heard[0].key}`;
}

/** Folds the whole history again, with what is new in it. */
function refold<State extends JsonObject>(
  { process, law, moment, input, kept }: Work<State>,
  history: History | null,
  { told }: { readonly told: readonly Told[]; readonly cause: string },
): Folded<State> {
  const facts = new Map(history?.facts);
  for (const { item, factId } of told) {
    if (item.kind === 'new') facts.set(factId, factOf(item.telling, factId));
    else if (item.kind === 'correction') facts.set(item.fact.id, item.fact);
    else facts.delete(item.fact.id);
  }
  const heard = new Map(history?.heard);
  for (const { key, announcement } of input.heard) {
    if (announcement === null) heard.delete(key);
    else heard.set(key, announcement);
  }
  const start = unfolded(process, kept.elapsedThrough);
  return foldOn(process, start, { entries: entriesOf(process, { facts, heard }), today: moment.today, law });
}

/** The reason why what a person tells cannot be; what a return tells stays and opens a task. */
function contradictionOf<State extends JsonObject>(
  { process, input }: Work<State>,
  state: State,
  told: readonly Told[],
): string | null {
  if (input.command === null || input.command.kind === 'take-return' || input.command.kind === 'withdraw-return')
    return null;
  const ids = told.map(({ item, factId }) => (item.kind === 'new' ? factId : item.fact.id));
  return process.contradictions(state).find((contradiction) => ids.includes(contradiction.factId))?.reason ?? null;
}

function appendDerived<State extends JsonObject>(draft: Draft, folded: Folded<State>): void {
  for (const { derived, cause } of folded.derived) {
    draft.append({
      class: 'derived',
      kind: derived.kind,
      on: derived.on,
      payload: { derived: true, payload: derived.payload },
      cause,
    });
  }
}

/** After folding again only the differences are appended: what still follows keeps its event, what no longer does is withdrawn. */
function appendDerivedDifferences<State extends JsonObject>(
  draft: Draft,
  folded: Folded<State>,
  { history, cause, today }: { readonly history: History | null; readonly cause: string; readonly today: CalendarDate },
): void {
  const recorded = new Map<string, RecordedDerived[]>();
  for (const item of history?.derived ?? []) {
    const key = canonical(item.derived);
    recorded.set(key, [...(recorded.get(key) ?? []), item]);
  }
  const fresh = folded.derived.filter(({ derived }) => recorded.get(canonical(derived))?.shift() === undefined);
  for (const { sequence, derived } of [...recorded.values()].flat().sort((a, b) => a.sequence - b.sequence)) {
    draft.append({
      class: 'derived',
      kind: DERIVED_WITHDRAWN,
      on: today,
      payload: { sequence, kind: derived.kind },
      cause,
    });
  }
  appendDerived(draft, { ...folded, derived: fresh });
}

function appendHeard(draft: Draft, { key, announcement }: HeardChange, today: CalendarDate): void {
  if (announcement === null) {
    const [processId = '', factId = ''] = key.split('#');
    draft.append({ class: 'derived', kind: HEARD_WITHDRAWN, on: today, payload: { processId, factId }, cause: key });
    return;
  }
  const { on, kind: announcedKind, processId, processKind, factId, payload } = announcement;
  draft.append({
    class: 'derived',
    kind: HEARD,
    on,
    payload: { processId, processKind, factId, announcedKind, payload },
    cause: key,
  });
}

/** Compares duties, follows up, takes the step, notes the answer, and closes the turn. */
function finish<State extends JsonObject>(work: Work<State>, { folded, refusal }: Progress<State>): Turn<State> {
  const { process, kept, draft, input, law, moment } = work;
  const scene: Scene = { ...law, ...moment, subjectRef: input.subjectRef, people: process.people(folded.state) };
  const duties = process.duties(folded.state, law);
  const differences = dutyDifferences(kept.duties, duties, moment.today);
  for (const difference of differences) draft.append({ class: 'derived', cause: causeOf(input), ...difference });
  const keptDuties = (): KeptDuty[] =>
    duties.map((duty) => ({ duty, ...(draft.book.duties.get(duty.id) ?? { datedBy: 0, stepsDone: [] }) }));
  const current = new Map(keptDuties().map((item) => [item.duty.id, item]));
  for (const difference of differences) followDifference(draft, difference, { kept, current, scene });
  const answered = refusal ?? answer(draft, { command: input.command, actor: input.actor, duties: current, scene });
  const outcome = input.step === null ? null : takeAsked(draft, input.step, { current, scene, closed: kept.closed });
  const after = closeTurn(work, { folded, duties: keptDuties() });
  const touched = new Set(draft.events.flatMap((event) => alertIdsOf(event)));
  const alerts = [...draft.book.alerts.values()].filter((alert) => touched.has(alert.id));
  return { kept: after, events: draft.events, alerts, announced: announcedBy(work), refusal: answered, outcome };
}

function alertIdsOf(event: StreamEvent): readonly string[] {
  if (event.kind === 'alert-raised') return [`a${event.sequence}`];
  const alertId = event.kind.startsWith('alert-') ? event.payload['alertId'] : undefined;
  return typeof alertId === 'string' ? [alertId] : [];
}

/** Alerts follow their duty: done in time after all, moved or withdrawn is told to those who were told; done or ended closes them. */
function followDifference<State extends JsonObject>(
  draft: Draft,
  { kind, dutyId }: DutyDifference,
  {
    kept,
    current,
    scene,
  }: { readonly kept: Kept<State>; readonly current: ReadonlyMap<string, KeptDuty>; readonly scene: Scene },
): void {
  const keptDuty = current.get(dutyId) ?? kept.duties.find((item) => item.duty.id === dutyId);
  if (keptDuty === undefined || kind === 'duty-opened') return;
  const { metOn, lastDefensibleOn } = keptDuty.duty;
  const everybody = (): boolean => true;
  const nobody = (): boolean => false;
  if (kind === 'duty-withdrawn') followDuty(draft, keptDuty, { because: 'withdrawn', tell: everybody, scene });
  else if (kind === 'duty-re-dated') followDuty(draft, keptDuty, { because: 'moved', tell: everybody, scene });
  else if (kind !== 'duty-met')
    followDuty(draft, keptDuty, { because: kind === 'duty-ended' ? 'ended' : 'reopened', tell: nobody, scene });
  else if (metOn !== null && metOn <= lastDefensibleOn)
    followDuty(draft, keptDuty, { because: 'done-in-time', tell: isIndividual, scene });
  else followDuty(draft, keptDuty, { because: 'done', tell: nobody, scene });
}

function takeAsked(
  draft: Draft,
  asked: StandingStep,
  {
    current,
    scene,
    closed,
  }: { readonly current: ReadonlyMap<string, KeptDuty>; readonly scene: Scene; readonly closed: boolean },
): 'taken' | 'overtaken' {
  if (asked.kind === 'elapse') return 'taken';
  const keptDuty = current.get(asked.dutyId);
  const stands =
    keptDuty !== undefined && !closed && keptDuty.duty.status === 'open' && keptDuty.datedBy === asked.datedBy;
  if (stands && asked.step.includes(':')) return takeAlertStep(draft, keptDuty, { asked, scene });
  if (stands && (keptDuty.stepsDone.includes(asked.step) || takeStep(draft, keptDuty, { asked, scene })))
    return 'taken';
  const key = `${asked.dutyId}|${asked.datedBy}|${asked.step}`;
  if (!draft.book.overtaken.includes(key)) {
    draft.append({
      class: 'done',
      kind: 'step-overtaken',
      on: scene.today,
      payload: { step: key },
      cause: 'the record had changed',
    });
  }
  return 'overtaken';
}

function closeTurn<State extends JsonObject>(
  { process, kept, draft, input, law, moment }: Work<State>,
  { folded, duties }: { readonly folded: Folded<State>; readonly duties: readonly KeptDuty[] },
): Kept<State> {
  const open = new Set(duties.filter((item) => item.duty.status === 'open').map((item) => item.duty.id));
  const next: Kept<State> = {
    ...kept,
    state: folded.state,
    duties,
    alerts: [...draft.book.alerts.values()].filter((alert) => isLive(alert) && open.has(alert.dutyId)),
    sequence: kept.sequence + draft.events.length,
    overtaken: draft.book.overtaken,
    lastFact: folded.lastFact,
    lastDerivedOn: folded.lastDerivedOn,
    elapsedThrough: folded.elapsedThrough,
    changedAt: moment.now,
    closed: process.isClosed(folded.state),
  };
  const [first] = comingSteps(process, next, { law, subjectRef: input.subjectRef });
  return { ...next, nextChangeAt: first?.at ?? null };
}

/** What this turn told, corrected, withdrew or derived, for those who listen. */
function announcedBy<State extends JsonObject>({ draft, input, process }: Work<State>): readonly HeardChange[] {
  const { processId } = input;
  const changes = new Map<string, HeardChange>();
  for (const event of draft.events) {
    const change = announcementOf(event, { processId, processKind: process.kind });
    if (change !== null) changes.set(change.key, change);
  }
  return [...changes.values()];
}

/** What an event of one process makes known to others; null: nothing. */
export function announcementOf(
  event: StreamEvent,
  from: { readonly processId: string; readonly processKind: string },
): HeardChange | null {
  if (event.class === 'done' || event.kind.startsWith('duty-') || event.kind.startsWith('heard')) return null;
  const kind = readText(event.payload, 'kind') ?? event.kind;
  if (event.kind === DERIVED_WITHDRAWN) {
    return {
      key: announcementKey({ ...from, factId: `d${readNumber(event.payload, 'sequence') ?? 0}` }),
      kind,
      announcement: null,
    };
  }
  const told = readHistory([event]);
  const [factId, versions] = [...told.versions][0] ?? [];
  if (factId !== undefined && versions !== undefined) {
    const fact = versions[0]?.fact ?? null;
    const key = announcementKey({ ...from, factId });
    return {
      key,
      kind,
      announcement: fact === null ? null : { ...from, factId, kind: fact.kind, on: fact.on, payload: fact.payload },
    };
  }
  const derived = told.derived[0]?.derived;
  if (derived === undefined) return null;
  const identity = { ...from, factId: `d${event.sequence}` };
  return { key: announcementKey(identity), kind, announcement: { ...identity, ...derived } };
}
