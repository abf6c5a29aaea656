import type { LadderStep, StepOffset, Tell } from './ladder.ts';
import type { Role } from './role.ts';

/** Answers are wanted within 2 working days, within 1 where it is urgent (design: escalation). */
const ANSWER_WITHIN = 2;
const URGENT_ANSWER_WITHIN = 1;

export function told(...roles: readonly Role[]): readonly Tell[] {
  return roles.map((role) => ({ role, answer: false }));
}

export function answers(role: Role): readonly Tell[] {
  return [{ role, answer: true }];
}

export function nothingBooked(...roles: readonly Role[]): LadderStep {
  return {
    id: 'nothing-booked',
    offset: { at: 'share-of-period', share: 0.5 },
    unlessBooked: true,
    tells: told(...roles),
    urgency: 'digest',
    answerWithinWorkingDays: 0,
  };
}

export function atRisk(...roles: readonly Role[]): LadderStep {
  return {
    id: 'at-risk',
    offset: { at: 'before-due', share: 0.75, workingDays: 5 },
    unlessBooked: true,
    tells: told(...roles),
    urgency: 'digest',
    answerWithinWorkingDays: 0,
  };
}

export function overdue(workingDays: number, tells: readonly Tell[]): LadderStep {
  return {
    id: workingDays === 0 ? 'overdue' : `overdue-${String(workingDays)}`,
    offset: { at: 'overdue', workingDays },
    unlessBooked: false,
    tells,
    urgency: 'ordinary',
    answerWithinWorkingDays: ANSWER_WITHIN,
  };
}

export function urgent(step: LadderStep): LadderStep {
  return { ...step, urgency: 'urgent', answerWithinWorkingDays: URGENT_ANSWER_WITHIN };
}

export function unanswered(step: LadderStep, urgency: 'weekly' | 'digest'): LadderStep {
  return { ...step, urgency, answerWithinWorkingDays: 0 };
}

/** Before the date, for the digest. */
export function before(id: string, offset: StepOffset, ...roles: readonly Role[]): LadderStep {
  return { id, offset, unlessBooked: true, tells: told(...roles), urgency: 'digest', answerWithinWorkingDays: 0 };
}

/** The very moment from which it is overdue, at night too. */
export function atOnce(tells: readonly Tell[]): LadderStep {
  return urgent({ ...overdue(0, tells), id: 'at-once', offset: { at: 'at-once' } });
}
