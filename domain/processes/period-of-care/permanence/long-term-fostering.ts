import { dutyFromRule } from '../../../heart/duty-from-rule.ts';
import type { Duty } from '../../../heart/duty.ts';
import type { Law } from '../../../heart/law.ts';
import type { PeriodOfCare } from '../state.ts';

/** Long-term fostering is the plan: the foster carer agrees to it, and that is confirmed to carer, parents and child (CPPCR reg 22B; SI 2015/495). */
export function longTermFostering(state: PeriodOfCare, closed: string | null, law: Law): readonly Duty[] {
  const { plans } = state.cycle;
  return plans.flatMap(({ factId: anchor, on, plan }, place) => {
    if (plan !== 'long-term-fostering' || plans[place - 1]?.plan === plan) return [];
    const other = plans.slice(place + 1).find((later) => later.plan !== plan);
    const home = state.care.placements.findLast((placement) => !placement.continues && placement.on <= on);
    const since = home?.on ?? on;
    const metOn = state.visits.lasting.find((confirmed) => confirmed.on >= since)?.on ?? null;
    const owing = { ruleId: 'ltfp.confirm', anchor, inputs: { longTermFosteringRatifiedOn: on }, metOn };
    return [dutyFromRule({ ...owing, endedBecause: other === undefined ? closed : 'another plan was ratified' }, law)];
  });
}
