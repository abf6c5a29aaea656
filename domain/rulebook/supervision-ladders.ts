import type { Ladder, LadderId } from './ladder.ts';

/** The supervisor owes it; silence about it goes up the line (design: escalation, supervision is answered for). */
export const SUPERVISION_LADDERS = {
  'worker-supervision': {
    id: 'worker-supervision',
    steps: [
      {
        ...{ id: 'at-risk', offset: { at: 'before-due', share: 0.75, workingDays: 5 }, unlessBooked: true },
        ...{ tells: [{ role: 'team-manager', answer: false }], urgency: 'digest', answerWithinWorkingDays: 0 },
      },
      {
        ...{ id: 'overdue', offset: { at: 'overdue', workingDays: 0 }, unlessBooked: false },
        tells: [
          { role: 'team-manager', answer: false },
          { role: 'service-manager', answer: true },
        ],
        ...{ urgency: 'ordinary', answerWithinWorkingDays: 2 },
      },
      {
        ...{ id: 'overdue-10', offset: { at: 'overdue', workingDays: 10 }, unlessBooked: false },
        ...{ tells: [{ role: 'head-of-service', answer: true }], urgency: 'ordinary', answerWithinWorkingDays: 2 },
      },
    ],
  },
} as const satisfies Partial<Record<LadderId, Ladder>>;
