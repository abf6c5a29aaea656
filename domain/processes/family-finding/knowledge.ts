import { NOT_RECORDED, notToldByReturn, RECORDED, type Knows } from '../period-of-care/knowledge.ts';
import type { Dated, FamilyFinding } from './state.ts';

/**
 * A return tells decision, match, orders and placements and nothing between them. Where it told that there is a plan at all,
 * what should have followed before it was read is not recorded, never overdue; what a person told is known.
 */
export function knows(state: FamilyFinding, dated: Dated): Knows {
  const isFromReturn = isDelivered(state) && dated.told !== 'person' && dated.on <= (state.reading?.asAt ?? '');
  return isFromReturn ? notToldByReturn(state, 'return') : RECORDED;
}

/** A return or feed told that there is a plan; both tell as little of what lies between. */
export function isDelivered({ plan }: Pick<FamilyFinding, 'plan'>): boolean {
  return plan?.told === 'return' || plan?.told === 'feed';
}

/** What counts from the day of the plan, where that day is not recorded. */
export function knowsOfPlan(state: FamilyFinding, plan: Dated & { readonly startKnown: boolean }): Knows {
  return plan.startKnown ? knows(state, plan) : NOT_RECORDED;
}
