import { z } from 'zod';
import { calendarDay, theme } from '../use-cases/fields.ts';

const text = (description: string) => z.string().min(1).max(200).optional().meta({ description });
const flag = (description: string) =>
  z
    .stringbool({ truthy: ['true'], falsy: ['false'], error: 'must be true or false' })
    .optional()
    .meta({ description });
const day = (description: string) => calendarDay.optional().meta({ description });
const only = (description: string) =>
  z
    .literal('true')
    .transform(() => true)
    .optional()
    .meta({ description });

const OPEN_STATES = ['due', 'overdue', 'awaiting-record', 'not-recorded', 'unconfirmed'] as const;

export const page = {
  limit: z.coerce.number().int().min(1).max(200).default(50).meta({ description: 'items of a page' }),
  after: z
    .string()
    .max(500)
    .optional()
    .transform((given) => given ?? null)
    .meta({ description: 'the cursor `next` of the page before; left out: the first page' }),
};

export const pageQuery = z.strictObject(page);
export const childQuery = z.strictObject({
  ...page,
  localReference: text('the number by which the other systems know the child'),
  iro: text('children of this IRO, by the reference of the person'),
  worker: text('children of this worker, by the reference of the person'),
  team: text('children of this team'),
  inCare: flag('true: in care now; false: has left'),
  dueBefore: day('the next review is due before this day'),
  visitDueBefore: day('the next visit is due before this day'),
  state: z.enum(OPEN_STATES).optional().meta({ description: 'how it stands with the next review' }),
});
export const dutyQuery = z.strictObject({
  ...page,
  rule: text('id of a rule of GET /v1/rulebook'),
  state: z
    .enum([...OPEN_STATES, 'met', 'ended'])
    .optional()
    .meta({ description: 'the word that is shown for it now' }),
  owner: text('the role that owes it'),
  person: text('of the children whose worker or IRO this person is'),
  line: z
    .enum(['case', 'iro', 'fostering', 'adoption', 'legal'])
    .optional()
    .meta({ description: 'the line of management that it climbs' }),
  process: text('of this process'),
  child: text('of this child'),
  dueFrom: day('due on this day or later'),
  dueTo: day('due on this day or earlier'),
});
export const alertQuery = z.strictObject({
  ...page,
  of: z
    .enum(['me', 'everybody'])
    .default('me')
    .meta({ description: 'me: addressed to me, to a role of mine, or to whom I cover' }),
  status: z.enum(['open', 'answered', 'superseded', 'closed']).optional().meta({ description: 'what became of it' }),
  role: text('addressed to this role'),
  process: text('about this process'),
  child: text('about this child'),
  answerable: flag('true: it asks for an answer'),
});
export const processQuery = z.strictObject({
  ...page,
  kind: text('the kind, e.g. period-of-care, connected-carer, family-finding'),
  stage: text('where it stands, in the words of the list'),
  closed: flag('true: it has ended'),
  overdue: only('only those of which something is overdue'),
  child: text('about this child: its own, and those of its households'),
});
export const problemQuery = z.strictObject({
  ...page,
  severity: z
    .enum(['reject-file', 'reject-row', 'query', 'warning', 'normalised'])
    .optional()
    .meta({ description: 'what became of what it is about' }),
  code: text('problems of this code'),
});
export const workerQuery = z.strictObject({
  ...page,
  identified: flag('true: those of whom it was said who they are'),
});
export const differenceQuery = z.strictObject({
  ...page,
  waiting: only('only children of whom something waits for a person'),
});
export const rowQuery = z.strictObject({
  ...page,
  status: z.enum(['taken', 'queried', 'rejected']).optional().meta({ description: 'what became of the row' }),
  table: text('rows of this table, by its name in the counts of the import'),
});
export const evaluationQuery = z.strictObject({
  ...page,
  theme: theme.nullable().default(null).meta({ description: 'reference of a themed audit; none: all' }),
});
export const comparisonQuery = z.strictObject({
  ...page,
  what: z
    .enum(['later', 'earlier', 'without'])
    .optional()
    .meta({ description: "the vendor's date is later or earlier than ours, or there is none" }),
});
export const trackerQuery = z.strictObject({
  from: day('what was due from this day on; left out: from 1 April'),
});
export const engineQuery = z.strictObject({ raw: flag('true: with the whole history of the workflow') });
export const adoptionMeasuresQuery = z.strictObject({
  ...page,
  to: day('the last day of the three years; today if left out'),
});
export const deliveryQuery = z.strictObject({
  ...page,
  state: z.enum(['waiting', 'sent', 'failed', 'dropped']).optional().meta({ description: 'what became of the mail' }),
  person: text('mails to this person, by the reference in the directory'),
});
export const mailQuery = z.strictObject({ limit: page.limit });
