import type { Ladder, LadderId } from './ladder.ts';
import { answers, atRisk, overdue, told, unanswered } from './ladder-steps.ts';

/** What the court has to do in time: the lawyer brings it forward, and the legal line answers for it. */
export const PROCEEDINGS_LADDERS = {
  'care-proceedings': {
    id: 'care-proceedings',
    steps: [
      atRisk('lawyer', 'social-worker', 'team-manager'),
      overdue(0, [...told('lawyer', 'social-worker', 'team-manager', 'iro'), ...answers('legal-manager')]),
      unanswered(overdue(5, told('service-manager', 'head-of-service')), 'weekly'),
    ],
  },
} as const satisfies Partial<Record<LadderId, Ladder>>;
