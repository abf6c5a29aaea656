import type { Ladder, LadderStep } from './ladder.ts';
import type { Role } from './role.ts';

/** Told at the very moment, at night too, without an answer: what happens next is a person's decision. */
function atOnce(...roles: readonly Role[]): LadderStep {
  return {
    ...{ id: 'overdue', offset: { at: 'at-once' }, unlessBooked: false },
    ...{ tells: roles.map((role) => ({ role, answer: false })), urgency: 'urgent', answerWithinWorkingDays: 0 },
  };
}

/** Who hears of a missing child, by the hour (timescales: missing.strategy, local). */
export const MISSING_LADDERS: Readonly<Record<'missing-strategy' | 'missing-manager' | 'missing-director', Ladder>> = {
  'missing-strategy': {
    id: 'missing-strategy',
    steps: [
      // A day before the end of the day on which it is due: as soon as it is called for.
      { ...atOnce('team-manager', 'social-worker'), id: 'called-for', offset: { at: 'hours-before', hours: 24 } },
      atOnce('team-manager', 'service-manager'),
    ],
  },
  'missing-manager': {
    id: 'missing-manager',
    steps: [atOnce('team-manager', 'service-manager', 'out-of-hours')],
  },
  'missing-director': {
    id: 'missing-director',
    steps: [atOnce('head-of-service', 'director', 'out-of-hours')],
  },
};
