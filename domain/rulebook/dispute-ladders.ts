import type { Ladder, LadderId, LadderStep } from './ladder.ts';
import type { Role } from './role.ts';

function tells(id: string, roles: readonly Role[]): Pick<LadderStep, 'id' | 'tells' | 'answerWithinWorkingDays'> {
  return { id, tells: roles.map((role) => ({ role, answer: false })), answerWithinWorkingDays: 0 };
}

/** Who responds is reminded; when the days have passed the next above and the IRO line read of it. */
function response(id: LadderId, owner: Role, ...above: readonly Role[]): Ladder {
  return {
    id,
    steps: [
      {
        ...tells('at-risk', [owner]),
        ...{ offset: { at: 'before-due', share: 0.75, workingDays: 5 }, unlessBooked: true, urgency: 'digest' },
      },
      {
        ...tells('overdue', [owner, ...above, 'iro', 'iro-manager']),
        ...{ offset: { at: 'overdue', workingDays: 0 }, unlessBooked: false, urgency: 'weekly' },
      },
    ],
  };
}

/** One ladder for each stage of a dispute, because each has its own owner. */
export const DISPUTE_LADDERS = {
  'dispute-team-manager': response('dispute-team-manager', 'team-manager', 'service-manager'),
  'dispute-service-manager': response('dispute-service-manager', 'service-manager', 'head-of-service'),
  'dispute-head-of-service': response('dispute-head-of-service', 'head-of-service', 'director'),
  'dispute-director': response('dispute-director', 'director'),
} as const satisfies Partial<Record<LadderId, Ladder>>;
