import { z } from 'zod';
import { isCalendarDate, type CalendarDate } from '../domain/calendar/calendar-date.ts';
import type { HeartCommands } from '../domain/heart/commands.ts';
import type { Json, JsonObject } from '../domain/json.ts';
import {
  EARLY_REVIEW_TRIGGERS,
  PARTICIPATION_CODES,
  PERMANENCE_PLANS,
  REVIEW_STEPS,
  type PeriodOfCareCommands,
  type RatifiedPlan,
} from '../domain/processes/period-of-care/commands.ts';
import { ROLES } from '../domain/rulebook/role.ts';

/** A day in Europe/London, `YYYY-MM-DD`. */
export const calendarDay = z
  .string()
  .refine((text): text is CalendarDate => isCalendarDate(text), { error: 'must be a day written YYYY-MM-DD' })
  .meta({ format: 'date', examples: ['2026-03-02'], override: { type: 'string', format: 'date' } });

const text = z.string().trim().min(1).max(4_000);
const person = z.string().trim().min(1).max(100).meta({ description: 'opaque reference of a person, as in the token' });
const code = z.string().trim().toUpperCase().min(1).max(5);
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time written HH:MM');

const json: z.ZodType<Json> = z.json();
const content: z.ZodType<JsonObject> = z.record(z.string(), json);

const plan = {
  plan: z.enum(PERMANENCE_PLANS),
  legalRoute: text,
  parallelPlan: z.enum(PERMANENCE_PLANS).nullable().default(null),
  targetOn: calendarDay,
  evidence: text,
  childsView: text,
  subjectToCourt: text.nullable().default(null),
};
const ratified = z.strictObject(plan) satisfies z.ZodType<RatifiedPlan>;
const spokenTo = z.union([z.strictObject({ on: calendarDay }), z.strictObject({ whyNot: text })]);

type Schemas<Commands> = { readonly [Kind in keyof Commands]: z.ZodType<Commands[Kind]> };

/** The content of each command of a period of care; drift from the domain's own types does not compile. */
export const PERIOD_OF_CARE_COMMANDS = {
  'record-entry': z.strictObject({
    on: calendarDay,
    localReference: z.string().min(1).max(50),
    dateOfBirth: calendarDay.nullable().default(null),
    legalStatus: code,
    placement: code.nullable().default(null),
  }),
  'change-legal-status': z.strictObject({ on: calendarDay, legalStatus: code }),
  'record-placement': z.strictObject({ on: calendarDay, placement: code, sameCarer: z.boolean().default(false) }),
  allocate: z.strictObject({ on: calendarDay, role: z.enum(ROLES), person: person.nullable() }),
  'record-care-plan': z.strictObject({ on: calendarDay }),
  'record-placement-plan': z.strictObject({ on: calendarDay }),
  'record-leaving': z.strictObject({ on: calendarDay, reason: code }),
  'book-review': z.strictObject({ bookedFor: calendarDay, time: time.nullable().default(null) }),
  'move-review': z.strictObject({ bookedFor: calendarDay, time: time.nullable().default(null), reason: text }),
  'cancel-booking': z.strictObject({ reason: text }),
  'record-review': z.strictObject({
    on: calendarDay,
    participation: z.enum(PARTICIPATION_CODES).nullable().default(null),
    chairedBy: person.nullable().default(null),
    withoutIro: z.boolean().default(false),
    spokenTo: spokenTo.nullable().default(null),
    childsWords: text.nullable().default(null),
    whatChanged: text.nullable().default(null),
    advocacyOffered: z.boolean().nullable().default(null),
    rightsExplained: z.boolean().nullable().default(null),
    planConsidered: z.boolean().nullable().default(null),
    decisions: text.nullable().default(null),
    dischargeConsidered: z.boolean().nullable().default(null),
    moreParts: z.boolean().default(false),
    ratified: ratified.nullable().default(null),
    whyNotRatified: text.nullable().default(null),
  }),
  'adjourn-review': z.strictObject({ on: calendarDay, missing: text }),
  'record-review-part': z.strictObject({ on: calendarDay, last: z.boolean() }),
  'trigger-early-review': z.strictObject({
    on: calendarDay,
    trigger: z.enum(EARLY_REVIEW_TRIGGERS),
    urgent: z.boolean().default(false),
    reason: text,
  }),
  'decline-early-review': z.strictObject({ reason: text }),
  'record-review-step': z.strictObject({ on: calendarDay, step: z.enum(REVIEW_STEPS) }),
  'ratify-plan': z.strictObject({ on: calendarDay, ...plan }),
  'record-plan-not-ratified': z.strictObject({ on: calendarDay, reason: text }),
} satisfies Schemas<PeriodOfCareCommands>;

/** The content of the commands that every process understands. */
export const HEART_COMMANDS = {
  correct: z.strictObject({
    factId: z.string().max(40),
    on: calendarDay.exactOptional(),
    payload: content.exactOptional(),
    reason: text,
  }),
  withdraw: z.strictObject({ factId: z.string().max(40), reason: text }),
  'answer-alert': z
    .strictObject({
      alertId: z.string().max(40),
      kind: z.enum(['will-do', 'facts-wrong', 'cannot']),
      text,
      byOn: calendarDay.nullable().default(null),
      who: person.nullable().default(null),
    })
    .refine((answer) => answer.kind !== 'will-do' || (answer.byOn !== null && answer.who !== null), {
      error: 'will-do needs the last day of the promise (byOn) and who does it (who)',
      path: ['byOn'],
    }),
  'record-iro-view': z.strictObject({ alertId: z.string().max(40), satisfied: z.boolean(), text }),
} satisfies Schemas<HeartCommands>;

export type CommandKind = keyof typeof PERIOD_OF_CARE_COMMANDS | keyof typeof HEART_COMMANDS;

const SCHEMAS: ReadonlyMap<string, z.ZodType> = new Map<string, z.ZodType>(
  Object.entries({ ...PERIOD_OF_CARE_COMMANDS, ...HEART_COMMANDS }),
);

/** The schema of a command's content; undefined for a verb that does not exist. */
export function commandSchema(kind: string): z.ZodType | undefined {
  return SCHEMAS.get(kind);
}
