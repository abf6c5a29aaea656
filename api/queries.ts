import { z } from 'zod';
import { calendarDay, theme } from '../use-cases/fields.ts';

const text = z.string().min(1).max(200).optional();
const flag = z.stringbool({ truthy: ['true'], falsy: ['false'], error: 'must be true or false' }).optional();
const day = calendarDay.optional();

const OPEN_STATES = ['due', 'overdue', 'awaiting-record', 'not-recorded', 'unconfirmed'] as const;

export const page = {
  limit: z.coerce.number().int().min(1).max(200).default(50).meta({ description: 'items of a page' }),
  after: z.string().max(500).nullable().default(null).meta({ description: 'the cursor `next` of the page before' }),
};

export const pageQuery = z.strictObject(page);
export const childQuery = z.strictObject({
  ...page,
  localReference: text,
  iro: text,
  worker: text,
  team: text,
  inCare: flag,
  dueBefore: day,
  visitDueBefore: day,
  state: z.enum(OPEN_STATES).optional(),
});
export const dutyQuery = z.strictObject({
  ...page,
  rule: text,
  state: z.enum([...OPEN_STATES, 'met', 'ended']).optional(),
  owner: text,
  person: text,
  line: z.enum(['case', 'iro', 'fostering', 'adoption', 'legal']).optional(),
  process: text,
  child: text,
  dueFrom: day,
  dueTo: day,
});
export const alertQuery = z.strictObject({
  ...page,
  of: z.enum(['me', 'everybody']).default('me'),
  status: z.enum(['open', 'answered', 'superseded', 'closed']).optional(),
  role: text,
  process: text,
  child: text,
  answerable: flag,
});
export const processQuery = z.strictObject({
  ...page,
  kind: text,
  stage: text,
  closed: flag,
  overdue: z
    .literal('true')
    .transform(() => true)
    .optional(),
  child: text,
});
export const problemQuery = z.strictObject({
  ...page,
  severity: z.enum(['reject-file', 'reject-row', 'query', 'warning', 'normalised']).optional(),
  code: text,
});
export const differenceQuery = z.strictObject({
  ...page,
  waiting: z
    .literal('true')
    .transform(() => true)
    .optional()
    .meta({ description: 'only children of whom something waits for a person' }),
});
export const rowQuery = z.strictObject({
  ...page,
  status: z.enum(['taken', 'queried', 'rejected']).optional(),
  table: text,
});
export const evaluationQuery = z.strictObject({ ...page, theme: theme.nullable().default(null) });
export const comparisonQuery = z.strictObject({ ...page, what: z.enum(['later', 'earlier', 'without']).optional() });
export const trackerQuery = z.strictObject({ from: day });
export const engineQuery = z.strictObject({ raw: flag });
export const adoptionMeasuresQuery = z.strictObject({
  ...page,
  to: day.meta({ description: 'the last day of the three years; today if left out' }),
});
export const deliveryQuery = z.strictObject({
  ...page,
  state: z.enum(['waiting', 'sent', 'failed', 'dropped']).optional(),
  person: text,
});
export const mailQuery = z.strictObject({ limit: page.limit });
