import type { Ladder, LadderId, LadderStep, StepOffset, Tell, Urgency } from './ladder.ts';
import type { Role } from './role.ts';

/** An answer about an ended legal basis is wanted within a working day. */
const ANSWER_WITHIN = 1;

function told(...roles: readonly Role[]): readonly Tell[] {
  return roles.map((role) => ({ role, answer: false }));
}

function before(id: string, offset: StepOffset, [urgency, ...roles]: readonly [Urgency, ...Role[]]): LadderStep {
  return { id, offset, unlessBooked: urgency === 'digest', tells: told(...roles), urgency, answerWithinWorkingDays: 0 };
}

/** A legal basis has ended: the director and legal are told at once, also at night (design: escalation). */
const AT_ONCE: LadderStep = {
  id: 'at-once',
  offset: { at: 'at-once' },
  unlessBooked: false,
  tells: [
    ...told('social-worker', 'team-manager', 'service-manager', 'lawyer', 'legal-manager', 'out-of-hours'),
    { role: 'director', answer: true },
  ],
  urgency: 'urgent',
  answerWithinWorkingDays: ANSWER_WITHIN,
};

/** Ladders of legal bases: they climb to legal and the director before the end. */
export const AUTHORITY_LADDERS: Readonly<Record<Extract<LadderId, `authority-${string}`>, Ladder>> = {
  'authority-hours': {
    id: 'authority-hours',
    steps: [
      before('hours-24', { at: 'hours-before', hours: 24 }, [
        'urgent',
        'social-worker',
        'team-manager',
        'lawyer',
        'out-of-hours',
      ]),
      before('hours-6', { at: 'hours-before', hours: 6 }, [
        'urgent',
        'service-manager',
        'legal-manager',
        'director',
        'out-of-hours',
      ]),
      AT_ONCE,
    ],
  },
  'authority-days': {
    id: 'authority-days',
    steps: [
      before('working-days-10', { at: 'working-days-before', workingDays: 10 }, ['digest', 'social-worker', 'lawyer']),
      before('working-days-5', { at: 'working-days-before', workingDays: 5 }, [
        'digest',
        'team-manager',
        'lawyer',
        'legal-manager',
      ]),
      before('working-days-1', { at: 'working-days-before', workingDays: 1 }, [
        'urgent',
        'service-manager',
        'legal-manager',
        'director',
      ]),
      AT_ONCE,
    ],
  },
};
