import { z } from 'zod';
import { calendarDay } from '../use-cases/fields.ts';

/** The plainest fields of an answer. */
export const text = z.string();
export const none = text.nullable();
export const count = z.int().min(0);

/** What a problem looks like, whatever was asked. */
export const PROBLEM = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().meta({ description: 'what to do' }),
    refusal: z.string().meta({ description: 'the reason as a stable word' }),
    correlationId: z.string().meta({ description: 'that of the log, and of the header X-Correlation-Id' }),
    errors: z
      .array(z.object({ field: z.string(), message: z.string() }))
      .optional()
      .meta({ description: 'each field that is wrong, with what was expected of it' }),
  })
  .meta({ id: 'Problem' });

const next = z
  .string()
  .nullable()
  .meta({ description: 'the cursor of the page after, as `after`; null: this is the last' });

/** What a use-case answers, and one of what it lists: schemas are held to these. */
export type Answered<Call extends (...given: never[]) => Promise<unknown>> = Awaited<ReturnType<Call>>;
export type Listed<Call extends (...given: never[]) => Promise<{ readonly items: readonly unknown[] }>> =
  Answered<Call>['items'][number];

/** A list of everything there is. */
export function listOf(item: z.ZodType): z.ZodObject {
  return z.object({ items: z.array(item) });
}

/** A page of a list. */
export function pageOf(item: z.ZodType): z.ZodObject {
  return z.object({ items: z.array(item), next });
}

const EVENT = z.object({
  sequence: z.number().int(),
  class: z.enum(['told', 'derived', 'done']),
  kind: z.string(),
  occurredOn: calendarDay,
});
const DUTY = z.object({
  id: z.string(),
  ruleId: z.string(),
  title: z.string(),
  dueOn: calendarDay,
  overdue: z.boolean(),
});

/** What a command is answered with: what it changed, and what is due now. */
export const CHANGED = z
  .object({
    processId: z.string(),
    events: z.array(EVENT).meta({ description: 'what this command appended to the record' }),
    stage: z.string().nullable(),
    duties: z.array(DUTY).meta({ description: 'what is open now' }),
    repeated: z.boolean().meta({ description: 'this key was answered before, with the same' }),
  })
  .meta({ id: 'Changed' });

/** What is said of problems by status, where more than one operation can give them. */
export const PROBLEMS_BY_STATUS = {
  '401': { description: 'not signed in', refusal: 'not-signed-in' },
  '403': { description: 'not allowed to the roles of the token', refusal: 'not-allowed' },
  '404': { description: 'there is nothing under this reference', refusal: 'not-found' },
  '409': { description: 'it contradicts what is recorded, or nothing would change', refusal: 'already-open' },
  '422': { description: 'the content cannot be used: `errors` names the fields', refusal: 'invalid-content' },
  '503': { description: 'the record, or who issues tokens, is away; nothing happened', refusal: 'record-away' },
} as const;
