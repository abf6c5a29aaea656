import type { Ladder, LadderId, LadderStep, Tell } from './ladder.ts';
import type { Role } from './role.ts';

const told = (...roles: readonly Role[]): readonly Tell[] => roles.map((role) => ({ role, answer: false }));
const answers = (role: Role): readonly Tell[] => [{ role, answer: true }];

function atRisk(...roles: readonly Role[]): LadderStep {
  return {
    ...{ id: 'at-risk', offset: { at: 'before-due', share: 0.75, workingDays: 5 }, unlessBooked: true },
    ...{ tells: told(...roles), urgency: 'digest', answerWithinWorkingDays: 0 },
  };
}

function overdue(workingDays: number, tells: readonly Tell[]): LadderStep {
  return {
    ...{ id: workingDays === 0 ? 'overdue' : `overdue-${String(workingDays)}`, offset: { at: 'overdue', workingDays } },
    ...{ unlessBooked: false, tells, urgency: 'ordinary', answerWithinWorkingDays: 2 },
  };
}

function urgent(step: LadderStep): LadderStep {
  return { ...step, urgency: 'urgent', answerWithinWorkingDays: 1 };
}

/** Actions of audits are answered for, as what regulation asks is (design: escalation); the director is told by silence alone. */
export const AUDIT_LADDERS = {
  'audit-actions': {
    id: 'audit-actions',
    steps: [
      atRisk('social-worker', 'team-manager'),
      overdue(0, [...told('social-worker'), ...answers('team-manager')]),
      overdue(5, answers('service-manager')),
      overdue(10, answers('head-of-service')),
    ],
  },
  'audit-immediate': {
    id: 'audit-immediate',
    steps: [
      urgent({
        ...overdue(0, [...told('social-worker', 'service-manager'), ...answers('team-manager')]),
        offset: { at: 'at-once' },
      }),
      urgent(overdue(1, answers('service-manager'))),
      urgent(overdue(2, answers('head-of-service'))),
    ],
  },
  'audit-check': {
    id: 'audit-check',
    steps: [
      atRisk('head-of-quality-assurance'),
      {
        ...overdue(0, told('head-of-quality-assurance', 'head-of-service')),
        urgency: 'weekly',
        answerWithinWorkingDays: 0,
      },
    ],
  },
} as const satisfies Partial<Record<LadderId, Ladder>>;
