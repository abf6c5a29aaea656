import { z } from 'zod';
import { PROPOSAL, PROPOSAL_EXAMPLE, type Adoptions, type AdoptionStep } from '../use-cases/adoptions.ts';
import { pageQuery } from './queries.ts';
import { listOf, pageOf } from './answers.ts';
import { ADOPTION, ADOPTION_EFFECT, ADOPTION_ROW } from './measure-answers.ts';
import type { Route } from './route.ts';
import { parsed } from '../use-cases/parsed.ts';

const reasonBody = z.strictObject({ reason: z.string().trim().min(1).max(1_000) });

/** Operations of changes of settings and builds. */
export function adoptionRoutes(adoptions: Adoptions, build: string): readonly Route[] {
  const step = (path: string, kind: AdoptionStep, summary: string): Route => ({
    method: 'post',
    path: `/v1/adoptions/{id}/${path}`,
    tag: 'Changes of settings',
    summary,
    status: 202,
    body: reasonBody,
    examples: { [path]: { summary, value: { reason: 'looked at the list of what moves' } } },
    answer: ADOPTION,
    handle: ({ actor, params, key, body }) => {
      const { reason } = parsed(reasonBody, body);
      return adoptions.step(actor, params['id'] ?? '', { key, kind, reason });
    },
  });
  return [
    {
      method: 'post',
      path: '/v1/adoptions',
      tag: 'Changes of settings',
      summary: "Propose settings: bank holidays, the authority's own tighter dates, closure days; nothing changes yet",
      status: 202,
      body: PROPOSAL,
      examples: { proposal: { summary: 'a one-off bank holiday', value: PROPOSAL_EXAMPLE } },
      answer: ADOPTION,
      handle: ({ actor, key, body }) => adoptions.propose({ actor, key, body }),
    },
    {
      method: 'post',
      path: '/v1/adoptions/build',
      tag: 'Changes of settings',
      summary: 'Recompute every process by the running build; up to 20 moved dates need no second person',
      status: 202,
      answer: ADOPTION,
      handle: ({ actor, key }) => adoptions.proposeBuild({ actor, key, build }),
    },
    {
      method: 'get',
      path: '/v1/adoptions',
      tag: 'Changes of settings',
      summary: 'Changes of settings and builds, the latest first',
      answer: listOf(ADOPTION_ROW),
      handle: async ({ actor }) => ({ items: await adoptions.list(actor) }),
    },
    {
      method: 'get',
      path: '/v1/adoptions/{id}',
      tag: 'Changes of settings',
      summary: 'A change: status, what it would move and make overdue, progress',
      answer: ADOPTION,
      handle: ({ actor, params }) => adoptions.get(actor, params['id'] ?? ''),
    },
    {
      method: 'get',
      path: '/v1/adoptions/{id}/effects',
      tag: 'Changes of settings',
      summary: 'What would move, process by process',
      query: pageQuery,
      answer: pageOf(ADOPTION_EFFECT),
      handle: ({ actor, params, query }) => adoptions.effects(actor, params['id'] ?? '', parsed(pageQuery, query)),
    },
    step('approval', 'approve-adoption', 'Approve it, as another person than the one who proposed it'),
    step('stop', 'stop-adoption', 'Stop it where it is; it can be resumed or rolled back'),
    step('resumption', 'resume-adoption', 'Go on with a stopped one'),
    step('roll-back', 'roll-back-adoption', 'Take every process back to what was in force before'),
    step('withdrawal', 'withdraw-proposal', 'Withdraw a proposal that has not been approved'),
  ];
}
