import type { CalendarDate } from '../../../calendar/calendar-date.ts';
import { dutyFromRule } from '../../../heart/duty-from-rule.ts';
import type { Duty } from '../../../heart/duty.ts';
import type { Law } from '../../../heart/law.ts';
import { notToldByReturn } from '../knowledge.ts';
import type { PeriodOfCare, Plan } from '../state.ts';

const ADOPTION = 'adoption';

/** A ratified plan of adoption leads nowhere while nobody searches: family-finding is begun within ten working days (local). */
export function searchDuties(state: PeriodOfCare, closed: string | null, law: Law): readonly Duty[] {
  const { plans } = state.cycle;
  return plans.flatMap((plan, place) => {
    const before = plans[place - 1];
    if (plan.plan !== ADOPTION || before?.plan === ADOPTION) return [];
    const after = plans.slice(place).find((other) => other.plan !== ADOPTION);
    const owing = {
      ruleId: 'adoption.search',
      anchor: plan.factId,
      inputs: { adoptionRatifiedOn: plan.on },
      metOn: searchedOn(state, { from: before?.on ?? '', plan, until: after?.on ?? null }),
      endedBecause: after === undefined ? closed : 'another plan was ratified',
      knowledge: notToldByReturn(state, plan.told),
    };
    return [dutyFromRule(owing, law)];
  });
}

type WhileAdoption = { readonly from: CalendarDate | ''; readonly plan: Plan; readonly until: CalendarDate | null };

/** The day on which the search began while adoption was the plan, or before it was ratified: the last one before, else the first after. */
function searchedOn({ permanence }: PeriodOfCare, { from, plan, until }: WhileAdoption): CalendarDate | null {
  const own = (permanence.searches ?? []).filter((on) => on > from && (until === null || on <= until));
  return own.findLast((on) => on <= plan.on) ?? own[0] ?? null;
}
