import type { CalendarDate } from '../../../calendar/calendar-date.ts';
import type { Dated } from '../dated.ts';
import { type Entry, type PeriodOfCare } from '../state.ts';
import type { OwedVisit } from './next-visit.ts';
import { newPlacementOn, situationOn, visitRulesOn, type Situation, type VisitRules } from './situation.ts';

/** A day from which other rules or intervals of visiting may apply. */
export type TurningPoint = {
  readonly on: CalendarDate;
  readonly situation: Situation;
  /** The first visit of what begins on that day; null: only the interval may change. */
  readonly first: OwedVisit | null;
};

/** Rules that count anew from their own beginning, and after which what follows does so too. */
const BEGINS_ANEW: readonly VisitRules[] = ['placed-for-adoption', 'short-breaks', 'other-responsible'];

export function turningPoints(state: PeriodOfCare, entry: Entry): readonly TurningPoint[] {
  const points: TurningPoint[] = [];
  let before: VisitRules | null = null;
  let since = entry.on;
  for (const on of daysOfChange(state, entry)) {
    const rules = visitRulesOn(state, on);
    const moved = newPlacementOn(state, on)?.on === on;
    if (rules !== before || moved) since = on;
    const first = firstVisit(state, { on, rules, before, entry });
    points.push({ on, situation: situationOn(state, on, { rules, since }), first });
    before = rules;
  }
  return points;
}

/** Days are few: everything that can change a situation, each day once, in order. */
function daysOfChange({ care, visits, cycle, withParents }: PeriodOfCare, entry: Entry): readonly CalendarDate[] {
  const { lasting, agreements, frequencies, approvals } = visits;
  const told = [care.legal, care.placements, lasting, agreements, frequencies, approvals, withParents, cycle.reviews];
  const decided = withParents.flatMap((plan) => (plan.decided === null ? [] : [plan.decided.on]));
  const days = [entry.on, ...told.flat().map(({ on }) => on), ...decided];
  return [...new Set(days.filter((on) => on >= entry.on))].sort();
}

type Beginning = {
  readonly on: CalendarDate;
  readonly rules: VisitRules;
  readonly before: VisitRules | null;
  readonly entry: Entry;
};

/** Within a week of the start of any placement, of an order under which the child lives with parents, and where other rules begin. */
function firstVisit(state: PeriodOfCare, { on, rules, before, entry }: Beginning): OwedVisit | null {
  const placement = state.care.placements.findLast((candidate) => candidate.on === on) ?? null;
  const legal = state.care.legal.findLast((status) => status.on === on) ?? null;
  const moved = placement !== null && !placement.continues;
  const anew = rules !== before && [rules, before].some((each) => each !== null && BEGINS_ANEW.includes(each));
  const counts = { uncounted: before === null && !entry.startKnown };
  if (before === null || anew) return begun(rules, { on, begunBy: placement ?? legal ?? entry, ...counts });
  if (moved && rules !== 'short-breaks') return begun(rules, { on, begunBy: placement, ...counts });
  return legal !== null && rules === 'parents-care-order' && before !== rules
    ? { ...of(legal), ruleId: 'visit.co-parent-first', inputs: { orderMadeOn: on }, uncounted: false }
    : null;
}

function begun(
  rules: VisitRules,
  { on, begunBy, uncounted }: { readonly on: CalendarDate; readonly begunBy: Dated; readonly uncounted: boolean },
): OwedVisit {
  const owed = { ...of(begunBy), uncounted };
  switch (rules) {
    case 'placed-for-adoption':
      return { ...owed, ruleId: 'visit.adoption-first', inputs: { placedForAdoptionOn: on } };
    case 'short-breaks':
      return { ...owed, ruleId: 'visit.shortbreak-first', inputs: { firstPlacementStartedOn: on } };
    case 'other-responsible':
      return { ...owed, ruleId: 'visit.other-responsible-first', inputs: { responsibilityChangedOn: on } };
    default:
      return { ...owed, ruleId: 'visit.first', inputs: { placementStartedOn: on } };
  }
}

function of({ factId, told }: Dated): Pick<OwedVisit, 'anchor' | 'told'> {
  return { anchor: factId, told };
}
