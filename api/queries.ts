import { z } from 'zod';
import { calendarDay, theme } from '../use-cases/fields.ts';

const text = z.string().min(1).max(200).optional();
const flag = z.stringbool().optional();
const day = calendarDay.optional();

const OPEN_STATES = ['due', 'overdue', 'awaiting-record', 'not-recorded', 'unconfirmed'] as const;

export const page = {
  limit: z.coerce.number().int().min(1).max(200).default(50).meta({ description: 'items of a page' }),
  after: z.string().max(500).nullable().default(null).meta({ description: 'the cursor `next` of the page before' }),
};

export const pageQuery = z.object(page);
export const childQuery = z.object({
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
export const dutyQuery = z.object({
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
export const alertQuery = z.object({
  ...page,
  of: z.enum(['me', 'everybody']).default('me'),
  status: z.enum(['open', 'answered', 'superseded', 'closed']).optional(),
  role: text,
  process: text,
  child: text,
  answerable: flag,
});
export const processQuery = z.object({
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
export const problemQuery = z.object({
  ...page,
  severity: z.enum(['reject-file', 'reject-row', 'query', 'warning', 'normalised']).optional(),
  code: text,
});
export const differenceQuery = z.object({
  ...page,
  waiting: z
    .literal('true')
    .transform(() => true)
    .optional()
    .meta({ description: 'only children of whom something waits for a person' }),
});
export const rowQuery = z.object({ ...page, status: z.enum(['taken', 'queried', 'rejected']).optional(), table: text });
export const evaluationQuery = z.object({ ...page, theme: theme.nullable().default(null) });
export const comparisonQuery = z.object({ ...page, what: z.enum(['later', 'earlier', 'without']).optional() });
export const trackerQuery = z.object({ from: day });
export const engineQuery = z.object({ raw: flag });
export const adoptionMeasuresQuery = z.object({
  ...page,
  to: day.meta({ description: 'the last day of the three years; today if left out' }),
});
export const deliveryQuery = z.object({
  ...page,
  state: z.enum(['waiting', 'sent', 'failed', 'dropped']).optional(),
  person: text,
});
export const mailQuery = z.object({ limit: page.limit });
