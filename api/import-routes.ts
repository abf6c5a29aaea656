import { z } from 'zod';
import type { Imports } from '../use-cases/imports.ts';
import { calendarDay } from '../use-cases/fields.ts';
import { differenceDecision, rowsDecision } from '../use-cases/import-decisions.ts';
import { differenceQuery, problemQuery, rowQuery, workerQuery } from './queries.ts';
import { DIFFERENCE_EXAMPLES, ROW_EXAMPLES } from './import-examples.ts';
import { readForm } from './form.ts';
import { listOf, pageOf } from './answers.ts';
import { IMPORT, IMPORT_DIFFERENCE, IMPORT_PROBLEM, IMPORT_ROW, IMPORT_WORKER } from './import-answers.ts';
import type { Route } from './route.ts';
import { parsed } from '../use-cases/parsed.ts';

const delivery = z.strictObject({ asAt: calendarDay.optional(), by: z.enum(['return', 'feed']).default('return') });
const withdrawalBody = z.strictObject({ reason: z.string().trim().min(1).max(1_000) });

/** Operations of imports. */
export function importRoutes(imports: Imports): readonly Route[] {
  return [
    {
      method: 'post',
      path: '/v1/imports',
      tag: 'Imports',
      summary:
        'Deliver the CSV files of an SSDA903 return or a daily feed (multipart/form-data: files, by=feed for a feed, and asAt if it is not to be found)',
      form: delivery,
      status: 202,
      answer: IMPORT,
      handle: async ({ actor, key, request }) => {
        const { files, fields } = await readForm(request);
        const { asAt, by } = parsed(delivery, Object.fromEntries(fields));
        return imports.receive({ actor, key, files, asAt: asAt ?? null, by });
      },
    },
    {
      method: 'get',
      path: '/v1/imports',
      tag: 'Imports',
      summary: 'Imports, the latest first',
      answer: listOf(IMPORT),
      handle: async ({ actor }) => ({ items: await imports.list(actor) }),
    },
    {
      method: 'get',
      path: '/v1/imports/{id}',
      tag: 'Imports',
      summary: 'An import: status, counts per file, progress',
      answer: IMPORT,
      handle: ({ actor, params }) => imports.get(actor, params['id'] ?? ''),
    },
    {
      method: 'get',
      path: '/v1/imports/{id}/problems',
      tag: 'Imports',
      summary: 'What was noticed: file, line, column, code and a sentence',
      query: problemQuery,
      answer: pageOf(IMPORT_PROBLEM),
      handle: ({ actor, params, query }) => imports.problems(actor, params['id'] ?? '', parsed(problemQuery, query)),
    },
    {
      method: 'get',
      path: '/v1/imports/{id}/differences',
      tag: 'Imports',
      summary: 'What would change or has changed, child by child',
      query: differenceQuery,
      answer: pageOf(IMPORT_DIFFERENCE),
      handle: ({ actor, params, query }) =>
        imports.differences(actor, params['id'] ?? '', parsed(differenceQuery, query)),
    },
    {
      method: 'post',
      path: '/v1/imports/{id}/differences/decision',
      tag: 'Imports',
      summary:
        'Decide where the import says otherwise than was recorded: keep what is recorded, or take what the import says',
      body: differenceDecision,
      examples: DIFFERENCE_EXAMPLES,
      answer: IMPORT,
      handle: ({ actor, params, key, body }) => imports.decideDifference(actor, params['id'] ?? '', { key, body }),
    },
    {
      method: 'get',
      path: '/v1/imports/{id}/workers',
      tag: 'Imports',
      summary: 'Workers whom an import names by codes, and who they are; POST /v1/workers says it',
      query: workerQuery,
      answer: pageOf(IMPORT_WORKER),
      handle: ({ actor, params, query }) => imports.workers(actor, params['id'] ?? '', parsed(workerQuery, query)),
    },
    {
      method: 'get',
      path: '/v1/imports/{id}/rows',
      tag: 'Imports',
      summary: 'Rows as they were read, with the codes of what makes them wait',
      query: rowQuery,
      answer: pageOf(IMPORT_ROW),
      handle: ({ actor, params, query }) => imports.rows(actor, params['id'] ?? '', parsed(rowQuery, query)),
    },
    {
      method: 'post',
      path: '/v1/imports/{id}/rows/decision',
      tag: 'Imports',
      summary:
        'Decide about rows that were not taken: take, correct or leave them out; the import is read and previewed again',
      status: 202,
      body: rowsDecision,
      examples: ROW_EXAMPLES,
      answer: IMPORT,
      handle: ({ actor, params, key, body }) => imports.decideRows(actor, params['id'] ?? '', { key, body }),
    },
    {
      method: 'post',
      path: '/v1/imports/{id}/confirmation',
      tag: 'Imports',
      summary: 'Confirm a previewed import: it is applied',
      status: 202,
      answer: IMPORT,
      handle: ({ actor, params, key }) => imports.confirm(actor, params['id'] ?? '', key),
    },
    {
      method: 'post',
      path: '/v1/imports/{id}/withdrawal',
      tag: 'Imports',
      summary: 'Take an import back',
      status: 202,
      body: withdrawalBody,
      examples: { withdrawal: { summary: 'the wrong folder', value: { reason: 'the folder of last year' } } },
      answer: IMPORT,
      handle: ({ actor, params, key, body }) => {
        const { reason } = parsed(withdrawalBody, body);
        return imports.withdraw(actor, params['id'] ?? '', { key, reason });
      },
    },
  ];
}
