import type { AgencyDecision, Ended, FamilyFinding } from './state.ts';

const BECAUSE: Readonly<Record<Ended['why'], string>> = {
  'plan-changed': 'adoption is no longer the plan',
  adopted: 'the child is adopted and everything has been given',
  'left-care': 'the child ceased to be looked after',
  'turned-eighteen': 'the child turned eighteen',
};

/** The words for the stage in which it ended. */
export const ENDED_STAGE: Readonly<Record<Ended['why'], string>> = {
  'plan-changed': 'plan changed',
  adopted: 'adopted',
  'left-care': 'left care',
  'turned-eighteen': 'turned eighteen',
};

/** Why nothing is owed any more; null while something may be. */
export function closedBecause({ plan, ended }: Pick<FamilyFinding, 'plan' | 'ended'>): string | null {
  if (plan === null) return 'the adoption plan was withdrawn';
  return ended === null ? null : BECAUSE[ended.why];
}

/** The agency decision that a person told and that ended the search; null where something else did, or nothing yet. */
export function endingDecision({
  decisions,
  ended,
}: Pick<FamilyFinding, 'decisions' | 'ended'>): AgencyDecision | null {
  return decisions.find(({ factId, told }) => factId === ended?.factId && told === 'person') ?? null;
}

/** The parents have not been told of the decision that ended it, orally and in writing. */
export function isUntold(state: Pick<FamilyFinding, 'decisions' | 'ended'>): boolean {
  const decision = endingDecision(state);
  return decision !== null && (decision.toldOrallyOn === null || decision.toldInWritingOn === null);
}

/** The step by which the court is asked to revoke the placement order (ACA 2002 s.24). */
export const REVOCATION = 'revocation-applied';

/** A placement order was in force when the agency decided that the child should no longer be placed: the court revokes it. */
export function isToBeRevoked(state: Pick<FamilyFinding, 'decisions' | 'ended' | 'life'>): boolean {
  return endingDecision(state) !== null && state.life.order !== null;
}

/** The court has not been asked yet, and the order is in force. */
export function isUnrevoked(state: Pick<FamilyFinding, 'decisions' | 'ended' | 'life' | 'steps'>): boolean {
  return isToBeRevoked(state) && state.steps[REVOCATION] === undefined && state.life.orderOver === undefined;
}

/** Why what leads to an order is not owed any more. */
export function searchOverBecause(state: FamilyFinding): string | null {
  return closedBecause(state) ?? (state.adopted === null ? null : 'the adoption order was made');
}
