import { overdueFrom } from '../domain/heart/duty-steps.ts';
import type { Duty } from '../domain/heart/duty.ts';
import type { Alert, KeptDuty } from '../domain/heart/kept.ts';
import type { Views } from '../domain/heart/views.ts';
import type { Calendar } from '../domain/calendar/calendar.ts';
import type { ChainedEvent } from '../domain/record/chain.ts';

/** Rows as PostgreSQL takes them, named by its columns. */
export type Row = Readonly<Record<string, unknown>>;

export type OfProcess = { readonly processId: string; readonly subjectRef: string };

export function dutyRow({ duty, datedBy }: KeptDuty, { processId, subjectRef }: OfProcess, calendar: Calendar): Row {
  return {
    process_id: processId,
    id: duty.id,
    subject_ref: duty.childRef ?? subjectRef,
    rule_id: duty.ruleId,
    rule_version: duty.ruleVersion,
    anchor: duty.anchor,
    status: duty.status,
    ended_because: duty.endedBecause,
    met_on: duty.metOn,
    met_at: duty.metAt ?? null,
    earliest_on: duty.earliestOn,
    due_on: duty.dueOn,
    due_at: duty.dueAt ?? null,
    last_defensible_on: duty.lastDefensibleOn,
    practice_on: duty.practiceOn,
    quiet_until: duty.quietUntil ?? null,
    overdue_from: duty.status === 'open' ? overdueFrom(duty, calendar) : null,
    provisional: duty.provisional,
    from_on: duty.fromOn,
    owner: duty.owner,
    line: duty.line,
    booked_on: duty.bookedOn,
    knowledge: duty.knowledge,
    inputs: duty.inputs,
    outstanding: duty.outstanding ?? null,
    dated_by: datedBy,
  };
}

export function alertRow(alert: Alert, { processId, subjectRef }: OfProcess): Row {
  return {
    process_id: processId,
    id: alert.id,
    subject_ref: alert.childRef ?? subjectRef,
    duty_id: alert.dutyId,
    rule_id: alert.ruleId,
    due_on: alert.dueOn,
    dated_by: alert.datedBy,
    reason: alert.reason,
    role: alert.role,
    person: alert.person,
    urgency: alert.urgency,
    raised_at: alert.raisedAt,
    answer_by: alert.answerBy,
    status: alert.status,
    answer: alert.answer,
  };
}

export function eventRow(event: ChainedEvent, processId: string): Row {
  return {
    process_id: processId,
    sequence: event.sequence,
    class: event.class,
    kind: event.kind,
    occurred_on: event.occurredOn,
    recorded_at: event.recordedAt,
    actor: event.actor,
    command_id: event.commandId,
    cause: event.cause,
    rulebook: event.rulebook,
    previous_hash: event.previousHash,
    content_digest: event.contentDigest,
    hash: event.hash,
    salt: event.salt,
    payload: event.content,
  };
}

export function reviewRows(views: Views, { processId, subjectRef }: OfProcess): readonly Row[] {
  return views.reviews.map((review) => ({
    process_id: processId,
    fact_id: review.factId,
    subject_ref: subjectRef,
    ordinal: review.ordinal,
    held_on: review.heldOn,
    completed_on: review.completedOn,
    kind: review.kind,
    participation: review.participation,
    chaired: review.chaired,
    due_on: review.dueOn,
  }));
}

/** The children that a process which spans several is about; none for all others. */
export function childRows(about: readonly string[], { processId }: Pick<OfProcess, 'processId'>): readonly Row[] {
  return [...new Set(about)].map((childRef) => ({ process_id: processId, child_ref: childRef }));
}

/** The line of a child's overview: the latest of its periods of care. */
export function overviewRow(
  {
    views,
    duties,
    calendar,
    stage,
  }: {
    readonly views: Views;
    readonly duties: readonly KeptDuty[];
    readonly calendar: Calendar;
    readonly stage: string;
  },
  { processId, subjectRef, localReference }: OfProcess & { readonly localReference: string },
): Row | null {
  const { child } = views;
  if (child === null) return null;
  const dutyOf = (id: string | null): Duty | null => duties.find((item) => item.duty.id === id)?.duty ?? null;
  return {
    child_ref: subjectRef,
    local_reference: localReference,
    date_of_birth: child.dateOfBirth,
    process_id: processId,
    stage,
    regime: child.regime,
    in_care: child.inCare,
    entered_on: child.enteredOn,
    left_on: child.leftOn,
    legal_status: child.legalStatus,
    placement: child.placement,
    allocated_worker: child.allocatedWorker,
    worker_changes: child.workerChanges,
    team: child.team,
    to_be_completed: child.toBeCompleted,
    iro: child.iro,
    ...nextReview(dutyOf(child.nextReview), calendar),
    ...nextVisit(dutyOf(child.nextVisit), calendar),
  };
}

function nextReview(next: Duty | null, calendar: Calendar): Row {
  return {
    next_review_rule: next?.ruleId ?? null,
    next_review_due_on: next?.dueOn ?? null,
    review_booked_on: next?.bookedOn ?? null,
    review_overdue_from: next === null ? null : overdueFrom(next, calendar),
    review_knowledge: next?.knowledge ?? null,
  };
}

/** The next visit and who owes it. */
function nextVisit(next: Duty | null, calendar: Calendar): Row {
  return {
    next_visit_rule: next?.ruleId ?? null,
    next_visit_due_on: next?.dueOn ?? null,
    visit_owner: next?.owner ?? null,
    visit_booked_on: next?.bookedOn ?? null,
    visit_overdue_from: next === null ? null : overdueFrom(next, calendar),
    visit_knowledge: next?.knowledge ?? null,
  };
}
