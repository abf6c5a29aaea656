import { addMonths, type CalendarDate } from '../../calendar/calendar-date.ts';
import type { Owing } from '../../heart/duty-from-rule.ts';
import { closedBecause, endingDecision, searchOverBecause } from './ending.ts';
import { knows } from './knowledge.ts';
import { approvedMatches, type AgencyDecision, type FamilyFinding } from './state.ts';

/** Under this age at the agency decision a relinquished child is to be matched sooner (adoption statutory guidance). */
const INFANT_MONTHS = 6;

/** What a decision of the agency owes: who is told of it, and what it leads to (timescales §10). */
export function decisionDuties(state: FamilyFinding, decision: AgencyDecision): readonly Owing[] {
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
    ...(decision.about === 'match'
      ? [
          { ...notified, ruleId: 'adoption.notify-adopters-oral', metOn: decision.adoptersToldOrallyOn },
          { ...notified, ruleId: 'adoption.notify-adopters-written', metOn: decision.adoptersToldInWritingOn },
        ]
      : []),
    ...(decision.about !== 'plan' || !decision.favourable
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
