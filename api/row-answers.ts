import { z } from 'zod';
import type { Deliveries } from '../use-cases/deliveries.ts';
import type { HistoryEntry, UseCases } from '../use-cases/index.ts';
import { calendarDay as day, instant } from '../use-cases/fields.ts';
import type { ShownDuty } from '../use-cases/shown.ts';
import { count, none, text, type Answered, type Listed } from './answers.ts';

const knowledge = z.enum(['recorded', 'not-recorded', 'unconfirmed']);
/** What differs by kind. */
const content = z.unknown();

const child = {
  childRef: text.meta({ description: 'opaque; the number of other systems is `localReference`' }),
  localReference: text,
  dateOfBirth: day.nullable(),
  processId: text.meta({ description: 'of the latest period of care' }),
  stage: text,
  regime: text,
  inCare: z.boolean(),
  enteredOn: day.nullable(),
  leftOn: day.nullable(),
  legalStatus: none.meta({ description: 'code of the SSDA903 return' }),
  placement: none.meta({ description: 'code of the SSDA903 return' }),
  allocatedWorker: none.meta({ description: 'null: nobody, or not recorded' }),
  workerChanges: count,
  team: none,
  toBeCompleted: z.boolean().meta({ description: 'entered at night: particulars are to be added by day' }),
  iro: none,
  workersToIdentify: z.array(text).meta({
    description: 'whom a delivery names as worker or IRO, and nobody has said who they are: POST /v1/workers',
  }),
  nextReviewRule: none,
  nextReviewDueOn: day.nullable(),
  reviewBookedOn: day.nullable(),
  reviewOverdueFrom: day.nullable(),
  reviewKnowledge: knowledge.nullable(),
  nextVisitRule: none,
  nextVisitDueOn: day.nullable(),
  visitOwner: none.meta({ description: 'the role that owes the next visit' }),
  visitBookedOn: day.nullable(),
  visitOverdueFrom: day.nullable(),
  visitKnowledge: knowledge.nullable(),
};
const CHILD_OVERVIEW = z.object(child).meta({ id: 'ChildOverview' }) satisfies z.ZodType<
  Answered<UseCases['child']>['child']
>;
export const CHILD = z
  .object({
    ...child,
    nextReviewState: none.meta({ description: 'the word that is shown for the next review; null: none is owed' }),
    nextVisitState: none.meta({ description: 'the word that is shown for the next visit; null: none is owed' }),
  })
  .meta({ id: 'Child' }) satisfies z.ZodType<Listed<UseCases['children']>>;

export const DUTY = z
  .object({
    processId: text,
    id: text,
    childRef: text.meta({ description: 'whom or what it is about: a child, a household, a worker, the authority' }),
    ruleId: text,
    ruleVersion: z.int(),
    anchor: text,
    status: z.enum(['open', 'met', 'ended']),
    endedBecause: none,
    metOn: day.nullable(),
    metAt: instant.nullable(),
    dueAt: instant.nullable().meta({ description: 'where hours count' }),
    earliestOn: day.nullable(),
    dueOn: day.meta({ description: 'the last day in time, by the cautious reading' }),
    lastDefensibleOn: day.meta({ description: 'the last day in time, by the later defensible reading' }),
    practiceOn: day.nullable().meta({ description: "the authority's own earlier date" }),
    quietUntil: day.nullable().meta({ description: "the day of the team's recovery plan" }),
    overdueFrom: day.nullable(),
    provisional: z.boolean().meta({ description: 'it depends on bank holidays that have not been published' }),
    fromOn: day,
    owner: text,
    line: text,
    bookedOn: day.nullable(),
    knowledge,
    inputs: z.record(text, day.or(instant)).meta({ description: 'the dates it counts from, by anchor' }),
    outstanding: z.array(text).nullable().meta({ description: 'what is still missing, where it has parts' }),
    title: text,
    state: text.meta({ description: 'the word that is shown for it now' }),
    force: text,
    citation: text,
    sure: text,
    derivation: content.meta({ description: 'how the date came about: anchor, rule, days skipped and why, result' }),
  })
  .meta({ id: 'Duty' }) satisfies z.ZodType<ShownDuty>;

export const ALERT = z
  .object({
    processId: text,
    id: text,
    childRef: text,
    dutyId: text,
    ruleId: text,
    dueOn: day,
    reason: text,
    role: text,
    person: none,
    urgency: text,
    raisedAt: instant,
    answerBy: instant.nullable().meta({ description: 'null: it asks for no answer' }),
    status: text,
    answer: content,
    title: text,
  })
  .meta({ id: 'Alert' }) satisfies z.ZodType<Listed<UseCases['alerts']>>;

const process = {
  id: text,
  kind: text,
  subjectRef: text,
  stage: text,
  closed: z.boolean(),
  openedAt: instant,
  changedAt: instant,
  nextChangeAt: instant.nullable(),
  armedFor: instant.nullable().meta({ description: 'the moment for which its workflow waits' }),
  sequence: count,
  standing: content,
};
export const PROCESS = z.object(process).meta({ id: 'Process' }) satisfies z.ZodType<Listed<UseCases['processes']>>;
export const PROCESS_PAGE = z
  .object({
    ...process,
    milestones: z.record(text, none).nullable().meta({
      description: 'of family-finding: its dates, together or apart, early permanence; null: not of this kind',
    }),
    duties: z.array(DUTY),
  })
  .meta({ id: 'ProcessWithDuties' });

export const HISTORY_ENTRY = z
  .object({
    sequence: z.int(),
    processId: text,
    sentence: text,
    class: z.enum(['told', 'derived', 'done']),
    kind: text,
    occurredOn: day,
    recordedAt: instant,
    actor: text,
    cause: none,
    payload: content.meta({ description: 'null where only some roles may read it' }),
  })
  .meta({ id: 'HistoryEntry' }) satisfies z.ZodType<HistoryEntry>;

const REVIEW = z
  .object({
    processId: text,
    factId: text,
    ordinal: z.int().nullable(),
    heldOn: day,
    completedOn: day.nullable(),
    kind: text.meta({ description: 'the rule it met; `without-lawful-effect` where no IRO chaired it' }),
    participation: none,
    chaired: z.boolean().nullable().meta({ description: 'null: not recorded' }),
    dueOn: day.nullable(),
  })
  .meta({ id: 'Review' }) satisfies z.ZodType<Answered<UseCases['child']>['reviews'][number]>;

/** A child's page. */
export const CHILD_PAGE = z
  .object({
    child: CHILD_OVERVIEW,
    processes: z.array(PROCESS),
    duties: z.array(DUTY),
    reviews: z.array(REVIEW).meta({ description: 'held, the latest first' }),
  })
  .meta({ id: 'ChildPage' });

export const UNFINISHED_DECISION = z
  .object({
    processId: text,
    decision: text,
    what: none,
    owner: text,
    decidedOn: day,
    byOn: day,
    moved: count.meta({ description: 'how often its day was moved' }),
    age: z.int().meta({ description: 'days since it was decided' }),
  })
  .meta({ id: 'UnfinishedDecision' }) satisfies z.ZodType<Answered<UseCases['unfinishedDecisions']>[number]>;

export const DELIVERY = z
  .object({
    id: text,
    person: text,
    kind: text,
    messageId: text,
    state: z.enum(['waiting', 'sent', 'failed', 'dropped']),
    createdAt: instant,
    dueAt: instant,
    attempts: count,
    sentAt: instant.nullable(),
    failedAt: instant.nullable(),
    failure: none,
    alerts: count,
  })
  .meta({ id: 'Delivery' }) satisfies z.ZodType<Listed<Deliveries['list']>>;
