import { addDays, addMonths, type CalendarDate } from '../../calendar/calendar-date.ts';
import { dutyFromRule, type Owing } from '../../heart/duty-from-rule.ts';
import { contradictionDuties } from '../contradictory.ts';
import type { Duty } from '../../heart/duty.ts';
import type { Law } from '../../heart/law.ts';
import { closedBecause, endingDecision, searchOverBecause } from './ending.ts';
import { knows, knowsOfPlan } from './knowledge.ts';
import { outsideTheRule } from './outside-the-rule.ts';
import { placementDuties } from './placement-duties.ts';
import {
  approvedMatches,
  cameBack,
  decisionOnPlan,
  togetherOrApartOn,
  type AdoptionPlan,
  type AgencyDecision,
  type Dated,
  type FamilyFinding,
} from './state.ts';
import { waitingTimes } from './waiting-times.ts';

/** Under this age at the agency decision a relinquished child is to be matched sooner (adoption statutory guidance). */
const INFANT_MONTHS = 6;

/** Everything that family-finding owes (timescales §10). Reviews and visits are owed by the period of care. */
export function familyFindingDuties(state: FamilyFinding, law: Law): readonly Duty[] {
  const { plan } = state;
  const owed = plan === null ? [] : owedFrom(state, plan, law);
  const sortedOut = contradictionDuties(state, closedBecause(state), law);
  const duties = [...owed.map((owing) => dutyFromRule(owing, law)), ...sortedOut];
  return plan === null ? duties : [...duties, ...waitingTimes(state, law), ...placementDuties(state, law)];
}

function owedFrom(state: FamilyFinding, plan: AdoptionPlan, law: Law): readonly Owing[] {
  return [
    ...ofPlan(state, plan),
    ...state.decisions.flatMap((decision) => ofDecision(state, decision)),
    ...minutes(state),
    ...whileUnplaced(state),
    ...otherwise(state),
    ...movements(state, plan),
    ...afterOrder(state),
    ...outside(state, law),
  ];
}

function ofPlan(state: FamilyFinding, plan: AdoptionPlan): readonly Owing[] {
  const owed = {
    anchor: plan.factId,
    inputs: { adoptionPlanSetOn: plan.on },
    endedBecause: searchOverBecause(state),
    knowledge: knowsOfPlan(state, plan),
  };
  const decidedOn = decisionOnPlan(state)?.on ?? null;
  const referredOn = state.reached.find(({ stage }) => stage === 'referred')?.on ?? null;
  return [
    // Where the day of the plan is not recorded, a decision says nothing of how long it took.
    ...(plan.startKnown || decidedOn === null ? [{ ...owed, ruleId: 'adoption.adm-child', metOn: decidedOn }] : []),
    { ...owed, ruleId: 'adoption.raa-referral', metOn: referredOn },
    { ...owed, ruleId: 'adoption.ffa', metOn: state.earlyPermanenceOn },
    // What the period of care asks about brothers and sisters in care is not asked twice.
    ...(plan.siblings === false || state.life.siblingsInCare === true
      ? []
      : [{ ...owed, ruleId: 'adoption.siblings', metOn: togetherOrApartOn(state) }]),
  ];
}

function ofDecision(state: FamilyFinding, decision: AgencyDecision): readonly Owing[] {
  const owed = {
    anchor: decision.factId,
    inputs: { agencyDecidedOn: decision.on },
    knowledge: knows(state, decision),
  };
  // Of the decision that ended the search the parents are told all the same.
  const notified = { ...owed, endedBecause: decision === endingDecision(state) ? null : closedBecause(state) };
  const search = { ...owed, endedBecause: searchOverBecause(state) };
  return [
    { ...notified, ruleId: 'adoption.notify-oral', metOn: decision.toldOrallyOn },
    { ...notified, ruleId: 'adoption.notify-written', metOn: decision.toldInWritingOn },
    ...(decision.about === 'match' || !decision.favourable
      ? []
      : [
          { ...search, ruleId: 'adoption.register', metOn: registeredOn(state) },
          { ...search, ruleId: matchRule(state, decision), metOn: approvedMatches(state)[0]?.on ?? null },
        ]),
  ];
}

/** The details are sent, or adopters have been identified: a link, a match or the placement. */
function registeredOn(state: FamilyFinding): CalendarDate | null {
  const days = [
    state.steps['register'],
    state.links[0]?.on,
    approvedMatches(state)[0]?.on,
    state.life.placements[0]?.on,
  ].flatMap((on) => on ?? []);
  return days.toSorted()[0] ?? null;
}

function matchRule({ plan, life }: FamilyFinding, { on }: AgencyDecision): string {
  const isInfant = life.dateOfBirth !== null && on < addMonths(life.dateOfBirth, INFANT_MONTHS);
  return isInfant && plan?.basis === 'relinquished' ? 'adoption.match-infant' : 'adoption.match';
}

function minutes(state: FamilyFinding): readonly Owing[] {
  return state.minutes.map((received) => ({
    ruleId: 'adoption.adm-7wd',
    anchor: received.factId,
    inputs: { finalMinutesReceivedOn: received.on },
    metOn: received.decidedOn,
    endedBecause: searchOverBecause(state),
    knowledge: knows(state, received),
  }));
}

/** Half a year after authority to place, and after each time it was confirmed or a placement ended: is adoption still right? */
function whileUnplaced(state: FamilyFinding): readonly Owing[] {
  const authority = state.reached.find(({ stage }) => stage === 'authorised');
  if (authority === undefined) return [];
  const returns = state.life.placements.flatMap((placed) => cameBack(placed) ?? []);
  const answers = [...state.confirmed, ...state.life.placements, ...changed(state)].map(({ on }) => on);
  const owed = (since: Dated, { after, ...rule }: Pick<Owing, 'ruleId' | 'inputs'> & { after: string }): Owing => ({
    ...{ ...rule, anchor: since.factId, knowledge: knows(state, since) },
    ...{ metOn: answers.filter((on) => on > after).toSorted()[0] ?? null, endedBecause: searchOverBecause(state) },
  });
  const first = {
    ruleId: 'adoption.change-plan',
    inputs: { authorityObtainedOn: authority.on },
    after: addDays(authority.on, -1),
  };
  const again = [...state.confirmed, ...returns]
    .filter(({ on }) => on >= authority.on)
    .map((since) =>
      owed(since, {
        ruleId: 'adoption.change-plan-again',
        inputs: { searchedForSinceOn: since.on },
        after: since.on,
      }),
    );
  return [owed(authority, first), ...again];
}

/** The IRO ratified another plan: the agency says that the child should no longer be placed, or confirms adoption. */
function otherwise(state: FamilyFinding): readonly Owing[] {
  return state.life.otherPlans.map((other) => ({
    ruleId: 'adoption.plan-otherwise',
    anchor: other.factId,
    inputs: { otherPlanRatifiedOn: other.on },
    metOn: other.answeredOn ?? changed(state)[0]?.on ?? null,
    endedBecause: other.ratifiedAgain ? 'adoption was ratified as the plan again' : searchOverBecause(state),
    knowledge: knows(state, other),
  }));
}

function changed({ ended }: FamilyFinding): readonly { readonly on: CalendarDate }[] {
  return ended?.why === 'plan-changed' ? [ended] : [];
}

/** Each movement asks for the next within the expected time of the stage it led to; done late it stays late. */
function movements(state: FamilyFinding, plan: AdoptionPlan): readonly Owing[] {
  const first = state.movements.findIndex(({ factId }) => factId === plan.factId);
  const since = state.movements.slice(first);
  return since.map((movement, place) => ({
    ruleId: `adoption.no-movement-${movement.stage}`,
    anchor: movement.factId,
    inputs: { lastMovedOn: movement.on },
    metOn: since[place + 1]?.on ?? null,
    endedBecause: closedBecause(state),
    knowledge: knows(state, movement),
  }));
}

function afterOrder(state: FamilyFinding): readonly Owing[] {
  const { ceremony, steps } = state;
  if (ceremony === null) return [];
  const owed = {
    anchor: ceremony.factId,
    inputs: { ceremonyOn: ceremony.on },
    endedBecause: closedBecause(state),
    knowledge: knows(state, ceremony),
  };
  return [
    { ...owed, ruleId: 'adoption.lifestory-complete', metOn: steps['life-story-complete'] ?? null },
    { ...owed, ruleId: 'adoption.later-life-letter', metOn: steps['later-life-letter'] ?? null },
  ];
}

function outside(state: FamilyFinding, law: Law): readonly Owing[] {
  return outsideTheRule(state, law).map(({ factId, on, what }) => ({
    ruleId: 'adoption.outside-rule',
    anchor: factId,
    inputs: { [what]: on },
    metOn: state.advisedOn.find((advisedOn) => advisedOn >= on) ?? null,
    endedBecause: closedBecause(state),
  }));
}
