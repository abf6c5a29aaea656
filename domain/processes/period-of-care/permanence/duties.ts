import type { CalendarDate } from '../../../calendar/calendar-date.ts';
import { dutyFromRule, type Owing } from '../../../heart/duty-from-rule.ts';
import type { Duty } from '../../../heart/duty.ts';
import type { Law } from '../../../heart/law.ts';
import { regimeOf } from '../../../rulebook/regime.ts';
import { notToldByReturn } from '../knowledge.ts';
import { reviewLinks, type ReviewLink } from '../review-cycle/chains.ts';
import { planDueOn } from '../review-cycle/duties.ts';
import { legalStatusOn, planOf, type Entry, type PeriodOfCare, type Review } from '../state.ts';
import { achievedOn } from './achieved.ts';
import { searchDuties } from './adoption-search.ts';
import { longTermFostering } from './long-term-fostering.ts';

/** Why nothing more is owed on the way to permanence; null: it is. */
type Ending = { readonly closed: string | null };

/** Of a child who is looked after in full: not on remand (CPPCR reg 47B: no plan for permanence), in short breaks, or placed for adoption. */
export function permanenceDuties(state: PeriodOfCare, closed: string | null, law: Law): readonly Duty[] {
  const { entry } = state.care;
  if (entry === null) return [];
  const regime = regimeOf(state.care.legal.at(-1)?.code ?? null, state.care.placements.at(-1)?.code ?? null);
  const elsewhere = regime === 'looked-after' ? null : 'other rules apply to the child now';
  const ending = { closed: closed ?? elsewhere };
  const links = reviewLinks(state);
  const dueOn = planDueOn(state, links, law);
  return [
    ...(dueOn === null ? [] : meetings(state, { entry, dueOn, ...ending }, law)),
    ...panels(state, { second: secondReview(links), ...ending }, law),
    ...(dueOn === null ? [] : beforeSecondReview(state, { entry, dueOn, ...ending }, law)),
    ...decisions(state, { closed }, law),
    ...targets(state, { closed }, law),
    ...earlyPermanence(state, ending, law),
    ...searchDuties(state, ending.closed, law),
    ...longTermFostering(state, ending.closed, law),
  ];
}

/** The day by which the plan for permanence is to be ratified, which is that of the second review. */
type OfEntry = Ending & { readonly entry: Entry; readonly dueOn: CalendarDate };

/** The first within six weeks, the second four weeks before the second review, then each within eight weeks until permanence is achieved (local). */
function meetings(state: PeriodOfCare, { entry, dueOn, closed }: OfEntry, law: Law): readonly Duty[] {
  const held = state.permanence.meetings;
  const [first, second] = held;
  const end = achievedOn(state) === null ? closed : 'permanence is achieved';
  const common = { anchor: entry.factId, knowledge: notToldByReturn(state, entry.told), endedBecause: end };
  const early: readonly Owing[] = [
    { ...common, ruleId: 'permanence.meeting1', inputs: { becameLookedAfterOn: entry.on }, metOn: first?.on ?? null },
    { ...common, ruleId: 'permanence.meeting2', inputs: { planDueOn: dueOn }, metOn: second?.on ?? null },
  ];
  const later = held.slice(1).map((meeting, place): Owing => ({
    ruleId: 'permanence.meeting-later',
    anchor: meeting.factId,
    inputs: { planningMeetingHeldOn: meeting.on },
    metOn: held[place + 2]?.on ?? null,
    endedBecause: end,
  }));
  return [...early, ...later].map((owing) => dutyFromRule(owing, law));
}

/** Who has no ratified plan after the second review is listed at the permanence panel within four weeks and monthly (local). */
function panels(
  state: PeriodOfCare,
  { second, closed }: Ending & { readonly second: Review | null },
  law: Law,
): readonly Duty[] {
  if (second === null || isRatifiedBy(state, second.on)) return [];
  const listed = state.permanence.panels.filter(({ on }) => on >= second.on);
  const end = planOf(state) === null ? closed : 'the plan was ratified';
  const first: Owing = {
    ruleId: 'permanence.panel',
    anchor: second.factId,
    inputs: { reviewHeldOn: second.on },
    metOn: listed[0]?.on ?? null,
    endedBecause: end,
    knowledge: notToldByReturn(state, second.told),
  };
  const monthly = listed.map((panel, place): Owing => ({
    ruleId: 'permanence.panel-again',
    anchor: panel.factId,
    inputs: { panelHeldOn: panel.on },
    metOn: listed[place + 1]?.on ?? null,
    endedBecause: end,
  }));
  return [first, ...monthly, ...gateway(state, { second, end })].map((owing) => dutyFromRule(owing, law));
}

/** Still under section 20 at the second review and without a plan: lawyers and managers decide on a route (timescales §12, local). */
function gateway(
  state: PeriodOfCare,
  { second, end }: { readonly second: Review; readonly end: string | null },
): readonly Owing[] {
  if (legalStatusOn(state, second.on)?.code !== 'V2') return [];
  const left = state.care.legal.at(-1)?.code === 'V2' ? end : 'the child is no longer under section 20';
  const owing = { ruleId: 's20.route', anchor: second.factId, inputs: { reviewHeldOn: second.on } };
  const metOn = state.permanence.gateways.find(({ on }) => on >= second.on)?.on ?? null;
  const knowledge = notToldByReturn(state, second.told);
  return [{ ...owing, metOn, endedBecause: left, knowledge }];
}

function secondReview(links: readonly ReviewLink[]): Review | null {
  return links.find(({ ruleId }) => ruleId === 'review.second')?.metBy ?? null;
}

function isRatifiedBy(state: PeriodOfCare, on: CalendarDate): boolean {
  const [first] = state.cycle.plans;
  return first !== undefined && first.on <= on;
}

/** Life-story work has begun, and whether brothers and sisters live together is assessed, before the second review (local). */
function beforeSecondReview(state: PeriodOfCare, { entry, dueOn, closed }: OfEntry, law: Law): readonly Duty[] {
  const { lifeStoryOn, brothersAndSisters: siblings, togetherApartOn } = state.permanence;
  const common = { inputs: { planDueOn: dueOn }, endedBecause: closed };
  const lifeStory: Owing = {
    ...common,
    ruleId: 'lifestory',
    anchor: entry.factId,
    metOn: lifeStoryOn,
    knowledge: notToldByReturn(state, entry.told),
  };
  const together: readonly Owing[] =
    siblings === null || !siblings.inCare
      ? []
      : [{ ...common, ruleId: 'siblings.together-apart', anchor: siblings.factId, metOn: togetherApartOn }];
  return [lifeStory, ...together].map((owing) => dutyFromRule(owing, law));
}

/** Primary and parallel plan each have their next day of decision; a later day ends an earlier one that was not kept. */
function decisions(state: PeriodOfCare, { closed }: Ending, law: Law): readonly Duty[] {
  const all = state.permanence.decisions;
  return all.map(({ factId, side, byOn, decidedOn }, place) => {
    const isReplaced = all.slice(place + 1).some((later) => later.side === side);
    return dutyFromRule(
      {
        ruleId: side === 'parallel' ? 'permanence.decision-parallel' : 'permanence.decision-primary',
        anchor: factId,
        inputs: { decisionDueOn: byOn },
        metOn: decidedOn,
        endedBecause: isReplaced ? 'another day was set for it' : closed,
      },
      law,
    );
  });
}

/** As soon as adoption is considered, also before it is the plan (CA s.22C(9A)-(9C)): afterwards family-finding asks for it, too. */
function earlyPermanence({ permanence }: PeriodOfCare, { closed }: Ending, law: Law): readonly Duty[] {
  const { adoptionConsidered: considered, earlyPermanenceOn: metOn = null } = permanence;
  if (considered === undefined) return [];
  const inputs = { adoptionConsideredOn: considered.on };
  const owing = { ruleId: 'permanence.early', anchor: considered.factId, inputs, metOn, endedBecause: closed };
  return [dutyFromRule(owing, law)];
}

/** A ratified plan is to be achieved by its target date, unless another one is ratified in its place; leaving care as it says achieves it. */
function targets(state: PeriodOfCare, { closed }: Ending, law: Law): readonly Duty[] {
  return state.cycle.plans.flatMap((plan) => {
    if (plan.targetOn === null) return [];
    const holds = plan === planOf(state);
    const owing = { ruleId: 'permanence.target', anchor: plan.factId, inputs: { planTargetOn: plan.targetOn } };
    const endedBecause = holds ? closed : 'another plan was ratified';
    return [dutyFromRule({ ...owing, metOn: holds ? achievedOn(state) : null, endedBecause }, law)];
  });
}
