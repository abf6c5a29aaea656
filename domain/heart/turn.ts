import { londonDateOf } from '../calendar/instant.ts';
import type { JsonObject } from '../json.ts';
import { announcedBy } from './announcing.ts';
import { answer } from './answering.ts';
import { isLive, keptIn, type Book } from './book.ts';
import { beginDraft, type Draft } from './draft.ts';
import { dutyDifferences } from './duty-differences.ts';
import { takeAlertStep, takeStep, type Scene } from './escalation.ts';
import type { StreamEvent } from './event.ts';
import type { Folded } from './fold.ts';
import { progressOf } from './folding-in.ts';
import { followDifference } from './following.ts';
import type { Kept, KeptDuty } from './kept.ts';
import { comingSteps } from './pending.ts';
import type { Law } from './law.ts';
import type { Moment, Process } from './process.ts';
import type { StandingStep } from './standing.ts';
import { PROCESS_OPENED, SETTINGS_ADOPTED } from './history.ts';
import { readdress } from './readdressing.ts';
import { causeOf, type Adopting, type Progress, type Turn, type TurnInput, type Work } from './turn-input.ts';

/**
 * One turn of a process: time passes up to `now`, a command is decided, what it tells is folded in its place,
 * duties are compared, steps are taken, answers noted. Pure: the record calls it in its transaction and writes what it returns.
 */
export function turn<State extends JsonObject>(
  process: Process<State>,
  before: Kept<State> | null,
  { input: given, law: base }: { readonly input: TurnInput; readonly law: Law },
): Turn<State> | 'needs-history' {
  const now = before !== null && before.changedAt > given.now ? before.changedAt : given.now;
  const moment = { now, today: londonDateOf(now) };
  const adopt = isAdopted(before, given.adopt) ? null : given.adopt;
  const settings = adopt === null ? (before?.settings ?? (before === null ? given.inForce : null)) : adopt.settings;
  const law = base.under(settings);
  const input: TurnInput = adopt === null ? { ...given, adopt } : { ...given, refold: adopt.cause };
  const kept: Kept<State> = { ...(before ?? firstKept(process, moment, law)), settings };
  const draft = beginDraft(bookOf(kept), {
    after: kept.sequence,
    recordedAt: now,
    actor: input.actor.person,
    commandId: input.command?.id ?? null,
  });
  if (before === null) {
    const payload = { kind: process.kind, rulebook: law.rules.version, calendar: law.calendar.version, settings };
    draft.append({ class: 'done', kind: PROCESS_OPENED, on: moment.today, payload, cause: null });
  }
  if (adopt !== null)
    draft.append({
      class: 'done',
      kind: SETTINGS_ADOPTED,
      on: moment.today,
      payload: { settings },
      cause: adopt.cause,
    });
  const work: Work<State> = { process, kept, draft, input, law, moment };
  const progress = progressOf(work);
  return progress === 'needs-history' ? progress : finish(work, progress);
}

/** Adopted before, as when a batch comes a second time: nothing is adopted twice. */
function isAdopted(before: Kept<JsonObject> | null, adopt: Adopting | null): boolean {
  return before !== null && adopt !== null && before.settings?.id === adopt.settings?.id;
}

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
    settings: null,
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

/** Compares duties, follows up, takes the step, notes the answer, and closes the turn. */
function finish<State extends JsonObject>(work: Work<State>, { folded, refusal }: Progress<State>): Turn<State> {
  const { process, kept, draft, input, law, moment } = work;
  const scene: Scene = {
    ...law,
    ...moment,
    subjectRef: input.subjectRef,
    peopleOf: ({ childRef }) => process.people(folded.state, childRef),
  };
  const duties = process.duties(folded.state, law);
  const differences = dutyDifferences(kept.duties, duties, moment.today);
  for (const difference of differences) draft.append({ class: 'derived', cause: causeOf(input), ...difference });
  const keptDuties = (): KeptDuty[] => duties.map((duty) => keptIn(draft.book, duty));
  const current = new Map(keptDuties().map((item) => [item.duty.id, item]));
  for (const difference of differences) followDifference(draft, difference, { kept, current, scene });
  readdress(draft, scene);
  const answered = refusal ?? answer(draft, { command: input.command, actor: input.actor, duties: current, scene });
  const outcome = input.step === null ? null : takeAsked(draft, input.step, { current, scene, closed: kept.closed });
  const after = closeTurn(work, { folded, duties: keptDuties() });
  const touched = new Set(draft.events.flatMap((event) => alertIdsOf(event)));
  const alerts = [...draft.book.alerts.values()].filter((alert) => touched.has(alert.id));
  return { ...after, events: draft.events, alerts, announced: announcedBy(work), refusal: answered, outcome };
}

function alertIdsOf(event: StreamEvent): readonly string[] {
  if (event.kind === 'alert-raised') return [`a${event.sequence}`];
  const alertId = event.kind.startsWith('alert-') ? event.payload['alertId'] : undefined;
  return typeof alertId === 'string' ? [alertId] : [];
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
  if (stands && isTaken(draft, keptDuty, { asked, scene })) return 'taken';
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

/** Takes a step of a duty or of one of its alerts; taken before is taken. */
function isTaken(
  draft: Draft,
  keptDuty: KeptDuty,
  { asked, scene }: { readonly asked: StandingStep; readonly scene: Scene },
): boolean {
  if (asked.step.includes(':')) return takeAlertStep(draft, keptDuty, { asked, scene });
  return keptDuty.stepsDone.includes(asked.step) || takeStep(draft, keptDuty, { asked, scene });
}

function closeTurn<State extends JsonObject>(
  { process, kept, draft, input, law, moment }: Work<State>,
  { folded, duties }: { readonly folded: Folded<State>; readonly duties: readonly KeptDuty[] },
): Pick<Turn<State>, 'kept' | 'coming'> {
  const open = new Set(duties.filter((item) => item.duty.status === 'open').map((item) => item.duty.id));
  // A look that recorded nothing leaves no trace: all that is kept follows from the events.
  const { changedAt, elapsedThrough } =
    draft.events.length === 0 ? kept : { changedAt: moment.now, elapsedThrough: folded.elapsedThrough };
  const next: Kept<State> = {
    ...kept,
    state: folded.state,
    duties,
    alerts: [...draft.book.alerts.values()].filter((alert) => isLive(alert) && open.has(alert.dutyId)),
    sequence: kept.sequence + draft.events.length,
    overtaken: draft.book.overtaken,
    lastFact: folded.lastFact,
    lastDerivedOn: folded.lastDerivedOn,
    elapsedThrough,
    changedAt,
    closed: process.isClosed(folded.state),
  };
  const coming = comingSteps(process, next, { law, subjectRef: input.subjectRef });
  return { kept: { ...next, nextChangeAt: coming[0]?.at ?? null }, coming };
}
