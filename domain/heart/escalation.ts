import { londonInstant, type Instant } from '../calendar/instant.ts';
import { addWorkingDays } from '../calendar/working-days.ts';
import { lineOf, roleAbove, type Role } from '../rulebook/role.ts';
import type { Draft } from './draft.ts';
import type { TimedStep } from './duty-steps.ts';
import type { Duty } from './duty.ts';
import type { Alert, KeptDuty } from './kept.ts';
import { pendingSteps, pendingAlert } from './pending.ts';
import type { Law } from './law.ts';
import type { Moment, People } from './process.ts';
import type { StandingStep } from './standing.ts';

/** What escalation may look at. */
export type Scene = Law &
  Moment & {
    readonly subjectRef: string;
    /** Who is who for what concerns one child of several, or for the whole process. */
    readonly peopleOf: (about: { readonly childRef?: string }) => People;
  };

/** An answer is wanted by the end of the working day so many working days on, at five in the afternoon (design §7, local). */
const END_OF_WORKING_DAY = '17:00';
const ANSWER_WORKING_DAYS = 2;

type Raising = {
  readonly keptDuty: KeptDuty;
  readonly reason: string;
  readonly role: Role;
  readonly urgency: Alert['urgency'];
  /** Working days for an answer; null: it only tells. */
  readonly answerWithin: number | null;
  readonly cause: string;
};

/** Takes the highest step that has passed for a duty's present dating; lower ones are passed over. Says whether there was one. */
export function takeStep(
  draft: Draft,
  keptDuty: KeptDuty,
  { asked, scene }: { readonly asked: StandingStep; readonly scene: Scene },
): boolean {
  const passed = pendingSteps(keptDuty, { law: scene, subjectRef: scene.subjectRef }).filter(
    ({ step }) => step.at <= scene.now,
  );
  const highest = passed.at(-1)?.step;
  if (highest === undefined || !passed.some(({ step }) => step.id === asked.step)) return false;
  const { duty, datedBy } = keptDuty;
  draft.append({
    class: 'done',
    kind: 'step-taken',
    on: scene.today,
    payload: {
      dutyId: duty.id,
      ruleId: duty.ruleId,
      dueOn: duty.dueOn,
      datedBy,
      step: highest.id,
      steps: passed.map(({ step }) => step.id),
    },
    cause: `time reached ${highest.at}`,
  });
  for (const raising of raisingsOf(keptDuty, highest)) raise(draft, raising, scene);
  return true;
}

function raisingsOf(keptDuty: KeptDuty, step: TimedStep): readonly Raising[] {
  return step.tells.map((tell) => ({
    keptDuty,
    reason: step.id,
    role: tell.role,
    urgency: step.urgency,
    answerWithin: tell.answer ? step.answerWithinWorkingDays : null,
    cause: `step ${step.id}`,
  }));
}

/** Raises one alert, unless the same role already has an open one about the same dating that asks at least as much. */
export function raise(draft: Draft, raising: Raising, scene: Scene): void {
  const { duty, datedBy } = raising.keptDuty;
  const people = scene.peopleOf(duty);
  const role = raising.answerWithin === null ? raising.role : answeringRole(raising.role, duty, people);
  if (raising.answerWithin !== null && isAsked(draft, { dutyId: duty.id, datedBy, role })) return;
  draft.append({
    class: 'done',
    kind: 'alert-raised',
    on: scene.today,
    payload: {
      dutyId: duty.id,
      ruleId: duty.ruleId,
      dueOn: duty.dueOn,
      datedBy,
      reason: raising.reason,
      role,
      person: people[role] ?? null,
      ...(duty.childRef === undefined ? {} : { childRef: duty.childRef }),
      urgency: raising.urgency,
      answerBy: raising.answerWithin === null ? null : answerBy(raising.answerWithin, scene),
    },
    cause: raising.cause,
  });
}

function isAsked(
  draft: Draft,
  about: { readonly dutyId: string; readonly datedBy: number; readonly role: Role },
): boolean {
  return [...draft.book.alerts.values()].some(
    (alert) =>
      alert.status === 'open' &&
      alert.answerBy !== null &&
      alert.dutyId === about.dutyId &&
      alert.datedBy === about.datedBy &&
      alert.role === about.role,
  );
}

/** Who answers: never the one who owes it, never a role that is known to be empty; then the next above. */
function answeringRole(wanted: Role, duty: Duty, people: People): Role {
  const owner = people[duty.owner];
  let role = wanted;
  for (let above: Role | null = role; above !== null; above = roleAbove(above, lineOf(wanted))) {
    role = above;
    const person = people[above];
    if (person !== null && (person === undefined || person !== owner)) break;
  }
  return role;
}

function answerBy(workingDays: number, { practice, today }: Scene): Instant {
  return londonInstant(addWorkingDays(practice.calendar, today, workingDays), END_OF_WORKING_DAY);
}

/**
 * An alert goes to the next above in its line, once. Silence and missed promises stop below the director,
 * who is told individually only by a ladder's own step, of what is urgent, or by a "cannot" (design §7).
 */
export function climb(
  draft: Draft,
  alert: Alert,
  { keptDuty, reason, scene }: { readonly keptDuty: KeptDuty; readonly reason: string; readonly scene: Scene },
): void {
  draft.append({
    class: 'done',
    kind: 'alert-climbed',
    on: scene.today,
    payload: { alertId: alert.id, dutyId: alert.dutyId, reason },
    cause: reason,
  });
  const above = roleAbove(alert.role, lineOf(alert.role));
  if (above === null || (above === 'director' && reason !== 'cannot' && alert.urgency !== 'urgent')) return;
  const urgency = alert.urgency === 'urgent' ? 'urgent' : 'ordinary';
  raise(
    draft,
    {
      keptDuty,
      reason,
      role: above,
      urgency,
      answerWithin: urgency === 'urgent' ? 1 : ANSWER_WORKING_DAYS,
      cause: `${reason} ${alert.id}`,
    },
    scene,
  );
}

/** Takes an alert's own step (`no-answer:a7`, `promise-missed:a7`) if its time has come. Says whether it is taken; if not, it was overtaken. */
export function takeAlertStep(
  draft: Draft,
  keptDuty: KeptDuty,
  { asked, scene }: { readonly asked: StandingStep; readonly scene: Scene },
): boolean {
  const [reason = '', alertId = ''] = asked.step.split(':');
  const alert = draft.book.alerts.get(alertId);
  if (alert === undefined || alert.climbed) return alert !== undefined;
  const pending = pendingAlert(alert, { law: scene, subjectRef: scene.subjectRef });
  if (pending?.reason !== reason || pending.at > scene.now) return false;
  climb(draft, alert, { keptDuty, reason, scene });
  return true;
}

/** A person says the facts are wrong: somebody else is asked to put them right, while the clock runs on. */
export function askForCorrection(
  draft: Draft,
  alert: Alert,
  { keptDuty, scene }: { readonly keptDuty: KeptDuty; readonly scene: Scene },
): void {
  const raising = {
    keptDuty,
    reason: 'facts-wrong',
    urgency: 'ordinary',
    answerWithin: null,
    cause: `facts-wrong ${alert.id}`,
  } as const;
  const other: Role = alert.role === 'review-administrator' ? 'iro-manager' : 'review-administrator';
  raise(draft, { ...raising, role: other }, scene);
}
