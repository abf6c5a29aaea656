import { GO_LIVE, type GoLive } from '../use-cases/go-live.ts';
import { APPLIED, readFile } from './form.ts';
import { BASELINE, OLD_COMPARISON, OLD_DATES_FILE } from './people-answers.ts';
import type { Route } from './route.ts';

/** Operations by which a team goes live: the comparison before, the day itself, and what is left of its recovery plan. */
export function goLiveRoutes(goLive: GoLive): readonly Route[] {
  return [
    {
      method: 'post',
      path: '/v1/old-dates/imports',
      tag: 'Going live',
      summary:
        'Read the due dates of the system before (child, rule, due), to be compared; with apply=yes they are kept',
      form: APPLIED,
      answer: OLD_DATES_FILE,
      handle: async ({ actor, key, request }) => {
        return goLive.takeOldDates({ actor, key, ...(await readFile(request)) });
      },
    },
    {
      method: 'get',
      path: '/v1/teams/{ref}/comparison',
      tag: 'Going live',
      summary: 'The dates of the system before beside ours, the greatest difference first, and children without a date',
      answer: OLD_COMPARISON,
      handle: ({ actor, params }) => goLive.comparison(actor, params['ref'] ?? ''),
    },
    {
      method: 'post',
      path: '/v1/teams/{ref}/go-live',
      tag: 'Going live',
      summary: 'From today the people of the team are told; what is overdue is dealt with by the recovery plan',
      body: GO_LIVE,
      examples: {
        plan: {
          summary: 'with a recovery plan',
          value: { recoverBy: '2026-05-29', recovery: 'two extra review days a week; the oldest first' },
        },
      },
      answer: BASELINE,
      handle: ({ actor, key, params, body }) => goLive.goLive({ actor, key, team: params['ref'] ?? '', body }),
    },
    {
      method: 'get',
      path: '/v1/teams/{ref}/baseline',
      tag: 'Going live',
      summary: 'What is left of the recovery plan of a team',
      answer: BASELINE,
      handle: ({ actor, params }) => goLive.baseline(actor, params['ref'] ?? ''),
    },
  ];
}
