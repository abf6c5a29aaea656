import { dutyFromRule, type Owing } from '../../heart/duty-from-rule.ts';
import { contradictionDuties } from '../contradictory.ts';
import type { Duty } from '../../heart/duty.ts';
import type { Law } from '../../heart/law.ts';
import { changeDuties } from './change-duties.ts';
import { decisionDuties } from './decision-duties.ts';
import { closedBecause, searchOverBecause } from './ending.ts';
import { knows, knowsOfPlan } from './knowledge.ts';
import { outsideTheRule } from './outside-the-rule.ts';
import { placementDuties } from './placement-duties.ts';
import { decisionOnPlan, earlyPermanenceOf, togetherOrApart, type AdoptionPlan, type FamilyFinding } from './state.ts';
import { waitingTimes } from './waiting-times.ts';

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
    ...state.decisions.flatMap((decision) => decisionDuties(state, decision)),
    ...minutes(state),
    ...changeDuties(state),
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
    { ...owed, ruleId: 'adoption.ffa', metOn: earlyPermanenceOf(state)?.on ?? null },
    // What the period of care asks about brothers and sisters in care is not asked twice.
    ...(plan.siblings === false || state.life.siblingsInCare === true
      ? []
      : [{ ...owed, ruleId: 'adoption.siblings', metOn: togetherOrApart(state)?.on ?? null }]),
  ];
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
