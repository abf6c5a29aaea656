import { z } from 'zod';
import { calendarDay as day, instant } from '../use-cases/fields.ts';
import type { Imports } from '../use-cases/imports.ts';
import type { UseCases } from '../use-cases/index.ts';
import { count, none, text, type Answered, type Listed } from './answers.ts';

const line = z.int().min(1);
const values = z.record(text, text);

export const IMPORT = z
  .object({
    id: text,
    status: text.meta({ description: 'received, previewed, applying, applied, withdrawing, withdrawn' }),
    asAt: day.nullable().meta({ description: 'the day to which it speaks' }),
    reason: none.meta({ description: 'why it was withdrawn' }),
    receivedAt: instant,
    files: z.array(
      z.object({
        name: text,
        table: none.meta({ description: 'null: it is no table of the delivery' }),
        use: z.enum(['used', 'kept']).nullable(),
        in: count.meta({ description: 'rows: taken + queried + rejected' }),
        taken: count,
        queried: count,
        rejected: count,
      }),
    ),
    children: z.object({ total: count, applied: count, withdrawn: count }),
    waiting: z.object({ rows: count, differences: count, workers: count }).meta({
      description: 'what waits for a person; workers of whom nobody has said who they are',
    }),
    armed: z.object({ total: count, armed: count }).meta({
      description: 'open processes of its children, and how many of them a workflow waits for',
    }),
    problems: count,
  })
  .meta({ id: 'Import' }) satisfies z.ZodType<Answered<Imports['get']>>;

export const IMPORT_PROBLEM = z
  .object({
    number: z.int(),
    file: text,
    line: line.nullable(),
    column: none,
    code: text,
    severity: z.enum(['reject-file', 'reject-row', 'query', 'warning', 'normalised']),
    sentence: text.meta({ description: 'what was expected, and what happens now; never a value' }),
  })
  .meta({ id: 'ImportProblem' }) satisfies z.ZodType<Listed<Imports['problems']>>;

export const IMPORT_DIFFERENCE = z
  .object({
    localReference: text,
    place: count,
    difference: z.object({
      opened: count,
      told: count,
      corrected: count,
      withdrawn: count,
      conflicts: count,
      lines: z.array(
        z.object({
          processId: text,
          what: z.enum(['told', 'corrected', 'withdrawn', 'waits', 'kept', 'taken']),
          kind: text,
          factId: none,
          from: day.nullable(),
          to: day.nullable(),
          content: z.looseObject({}).optional(),
        }),
      ),
    }),
    applied: z.boolean(),
  })
  .meta({ id: 'ImportDifference' }) satisfies z.ZodType<Listed<Imports['differences']>>;

export const IMPORT_WORKER = z
  .object({
    ref: text,
    code: text.meta({ description: 'by which the delivery names the worker' }),
    person: none.meta({ description: 'of the directory; null: nobody has said who it is' }),
    children: count.meta({ description: 'for whom the worker is responsible now' }),
  })
  .meta({ id: 'ImportWorker' }) satisfies z.ZodType<Listed<Imports['workers']>>;

export const IMPORT_ROW = z
  .object({
    file: text,
    table: none,
    line,
    child: none,
    status: z.enum(['taken', 'queried', 'rejected']),
    values,
    because: z.array(text).meta({ description: 'codes of the problems that reject it or have it wait' }),
  })
  .meta({ id: 'ImportRow' }) satisfies z.ZodType<Listed<Imports['rows']>>;

export const KEPT_ROW = z
  .object({ importId: text, asAt: day.nullable(), table: text, file: text, line, values })
  .meta({ id: 'KeptRow' }) satisfies z.ZodType<Answered<UseCases['kept']>[number]>;
