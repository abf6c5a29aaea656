import type { UseCases } from '../use-cases/index.ts';
import { alertQuery, childQuery, dutyQuery, evaluationQuery, processQuery, trackerQuery } from './queries.ts';
import { listOf, pageOf } from './answers.ts';
import { KEPT_ROW } from './import-answers.ts';
import { CALENDAR, EVALUATIONS, RULEBOOK, TRACKER } from './measure-answers.ts';
import {
  ALERT,
  CHILD,
  CHILD_PAGE,
  DUTY,
  HISTORY_ENTRY,
  PROCESS,
  PROCESS_PAGE,
  UNFINISHED_DECISION,
} from './row-answers.ts';
import type { Route } from './route.ts';
import { parsed } from '../use-cases/parsed.ts';

/** Operations that only read. */
export function readRoutes(useCases: UseCases): readonly Route[] {
  const { rules, calendar } = useCases.law;
  return [
    {
      method: 'get',
      path: '/v1/children',
      tag: 'Children',
      summary: 'Children by the day their next review is due',
      query: childQuery,
      answer: pageOf(CHILD),
      handle: ({ actor, query }) => useCases.children(actor, parsed(childQuery, query)),
    },
    {
      method: 'get',
      path: '/v1/children/{ref}',
      tag: 'Children',
      summary: 'A child: overview, processes, and duties with their derivation',
      answer: CHILD_PAGE,
      handle: ({ actor, params }) => useCases.child(actor, params['ref'] ?? ''),
    },
    {
      method: 'get',
      path: '/v1/children/{ref}/unfinished-decisions',
      tag: 'Children',
      summary: 'What supervision decided and is not carried out, with its age in days and how often it was put off',
      answer: listOf(UNFINISHED_DECISION),
      handle: async ({ actor, params }) => ({ items: await useCases.unfinishedDecisions(actor, params['ref'] ?? '') }),
    },
    {
      method: 'get',
      path: '/v1/children/{ref}/timeline',
      tag: 'Children',
      summary: 'Everything recorded of a child, also within a household of several, as sentences',
      answer: listOf(HISTORY_ENTRY),
      handle: async ({ actor, params }) => ({ items: await useCases.timeline(actor, params['ref'] ?? '') }),
    },
    {
      method: 'get',
      path: '/v1/children/{ref}/kept',
      tag: 'Children',
      summary: 'What imports brought of a child and no process uses yet, from the latest import of each table',
      answer: listOf(KEPT_ROW),
      handle: async ({ actor, params }) => ({ items: await useCases.kept(actor, params['ref'] ?? '') }),
    },
    {
      method: 'get',
      path: '/v1/duties',
      tag: 'Duties',
      summary: 'What is owed, by due date',
      query: dutyQuery,
      answer: pageOf(DUTY),
      handle: ({ actor, query }) => {
        const { process: processId, child: childRef, ...filter } = parsed(dutyQuery, query);
        return useCases.duties(actor, { ...filter, processId, childRef });
      },
    },
    {
      method: 'get',
      path: '/v1/alerts',
      tag: 'Alerts',
      summary: 'Alerts addressed to me (or to everybody), the latest first',
      query: alertQuery,
      answer: pageOf(ALERT),
      handle: ({ actor, query }) => {
        const { of, process: processId, child: childRef, ...filter } = parsed(alertQuery, query);
        return useCases.alerts(actor, { ...filter, processId, childRef, mine: of === 'me' ? actor : undefined });
      },
    },
    {
      method: 'get',
      path: '/v1/processes',
      tag: 'Processes',
      summary: 'Processes by kind and stage',
      query: processQuery,
      answer: pageOf(PROCESS),
      handle: ({ actor, query }) => {
        const { child: childRef, ...filter } = parsed(processQuery, query);
        return useCases.processes(actor, { ...filter, childRef });
      },
    },
    {
      method: 'get',
      path: '/v1/processes/{id}',
      tag: 'Processes',
      summary: 'A process: stage, standing, duties',
      answer: PROCESS_PAGE,
      handle: ({ actor, params }) => useCases.process(actor, params['id'] ?? ''),
    },
    {
      method: 'get',
      path: '/v1/processes/{id}/history',
      tag: 'Processes',
      summary: 'The record of a process as sentences, with the raw events',
      answer: listOf(HISTORY_ENTRY),
      handle: async ({ actor, params }) => ({ items: await useCases.history(actor, params['id'] ?? '') }),
    },
    {
      method: 'get',
      path: '/v1/evaluations',
      tag: 'Evaluations',
      summary: 'Evaluations of practice, of a theme or all: grades, open and overdue actions, recurrences',
      query: evaluationQuery,
      answer: EVALUATIONS,
      handle: ({ actor, query }) => useCases.evaluations(actor, parsed(evaluationQuery, query)),
    },
    {
      method: 'get',
      path: '/v1/tracker',
      tag: 'Tracker',
      summary: 'Counts by rule and state, reviews on time, plans ratified',
      query: trackerQuery,
      answer: TRACKER,
      handle: ({ actor, query }) => useCases.tracker(actor, parsed(trackerQuery, query).from ?? null),
    },
    {
      method: 'get',
      path: '/v1/rulebook',
      tag: 'Law',
      summary: 'Every rule with its citation, and the ladders',
      answer: RULEBOOK,
      handle: () => Promise.resolve({ version: rules.version, rules: rules.rules, ladders: rules.ladders }),
    },
    {
      method: 'get',
      path: '/v1/calendar',
      tag: 'Law',
      summary: 'Bank holidays of England and Wales that are counted by',
      answer: CALENDAR,
      handle: () =>
        Promise.resolve({
          version: calendar.version,
          publishedThrough: calendar.publishedThrough,
          bankHolidays: [...calendar.bankHolidays].map(([on, name]) => ({ on, name })),
        }),
    },
  ];
}
