import type { CalendarDate } from '../../calendar/calendar-date.ts';
import type { ConnectedCarer, Decision } from './state.ts';

/** A time in which the carers were fully approved (FSR 2011 reg 27). A decision that approves them again goes on with it. */
export type FullApproval = {
  readonly first: Decision;
  readonly latest: Decision;
  /** Its last day; null: it is in force. */
  readonly endedOn: CalendarDate | null;
};

export function fullApprovals({ decisions, fullApprovalEnds }: ConnectedCarer): readonly FullApproval[] {
  const spells: FullApproval[] = [];
  for (const decision of decisions.filter(({ outcome }) => outcome === 'approved')) {
    const before = spells.at(-1);
    const goesOn = before !== undefined && (before.endedOn === null || decision.on <= before.endedOn);
    const first = goesOn ? before.first : decision;
    if (goesOn) spells.pop();
    spells.push({ first, latest: decision, endedOn: fullApprovalEnds.find((on) => on >= first.on) ?? null });
  }
  return spells;
}

/** The approval that is in force; null: the carers are not fully approved, or no longer. */
export function fullApproval(state: ConnectedCarer): FullApproval | null {
  return fullApprovals(state).find(({ endedOn }) => endedOn === null) ?? null;
}

/** Placed while the carers were fully approved. */
export function wasFullyApproved(state: ConnectedCarer, on: CalendarDate): boolean {
  return fullApprovals(state).some(({ first, endedOn }) => first.on <= on && (endedOn === null || on <= endedOn));
}
