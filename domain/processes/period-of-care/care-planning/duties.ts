import type { CalendarDate } from '../../../calendar/calendar-date.ts';
import { dutyFromRule } from '../../../heart/duty-from-rule.ts';
import type { Duty } from '../../../heart/duty.ts';
import type { Law } from '../../../heart/law.ts';
import { isAuthorisedForAdoption, isInCareOfAuthority, regimeOf } from '../../../rulebook/regime.ts';
import type { Role } from '../../../rulebook/role.ts';
import { contradictionDuties } from '../../contradictory.ts';
import { isToldAsPast, notToldByReturn, toldByReturn } from '../knowledge.ts';
import { legalStatusOn, type Allocation, type Entry, type PeriodOfCare, type Placement } from '../state.ts';

/** Care plan, placement plans, who is allocated, and facts that contradict each other. */
export function carePlanningDuties(state: PeriodOfCare, closed: string | null, law: Law): readonly Duty[] {
  const { entry } = state.care;
  if (entry === null) return contradictionDuties(state, closed, law);
  return [
    ...carePlan(state, { entry, closed }, law),
    ...state.care.placements.flatMap((placement) => placementPlan(state, { placement, closed }, law)),
    ...allocationDuties(state, { entry, closed }, law),
    ...contradictionDuties(state, closed, law),
  ];
}

type OfEntry = { readonly entry: Entry; readonly closed: string | null };

/**
 * Not where a court's timetable governs it (CA s.31A), nor for youth detention, which has its own placement plan. The five
 * working days of a remand (CPPCR reg 47B) are no part of what s.31A takes over.
 */
function carePlan(state: PeriodOfCare, { entry, closed }: OfEntry, law: Law): readonly Duty[] {
  const first = state.care.placements[0];
  const code = legalStatusOn(state, entry.on)?.code ?? null;
  const regime = regimeOf(code, first?.code ?? null);
  if (!entry.startKnown || isInCareOfAuthority(code) || isAuthorisedForAdoption(code)) return [];
  if (regime === 'remand-yda' || regime === 'placed-for-adoption') return [];
  const placedOn = first?.on ?? entry.on;
  if (regime !== 'remand-la' && isBeforeCourt(state, placedOn)) return [];
  const rule =
    regime === 'remand-la'
      ? { ruleId: 'careplan.remand-la', inputs: { remandedOn: entry.on } }
      : { ruleId: 'careplan.prepare', inputs: { firstPlacementStartedOn: placedOn } };
  const knowledge = notToldByReturn(state, entry.told);
  return [
    dutyFromRule({ ...rule, anchor: entry.factId, metOn: state.care.carePlanOn, endedBecause: closed, knowledge }, law),
  ];
}

function isBeforeCourt({ proceedings = [] }: PeriodOfCare, on: CalendarDate): boolean {
  return proceedings.some((issued) => issued.on <= on);
}

/** Every new placement has its plan, but in short breaks (CPPCR reg 48(3)(a) switches reg 9 off); of placements that only a return tells, the current one alone is asked about. */
function placementPlan(
  state: PeriodOfCare,
  { placement, closed }: { readonly placement: Placement; readonly closed: string | null },
  law: Law,
): readonly Duty[] {
  const regime = regimeOf(legalStatusOn(state, placement.on)?.code ?? null, placement.code);
  const current = state.care.placements.findLast((candidate) => !candidate.continues);
  const isCurrent = placement.factId === current?.factId;
  if (placement.continues || regime === 'placed-for-adoption' || regime === 'short-breaks') return [];
  if (isToldAsPast(state, placement) && !isCurrent && placement.planOn === null) return [];
  const end = isCurrent ? closed : 'the placement ended';
  const owing = {
    anchor: placement.factId,
    metOn: placement.planOn,
    endedBecause: end,
    knowledge: notToldByReturn(state, placement.told),
  };
  return [dutyFromRule({ ...owing, ...placementPlanRule(state, placement.on, regime) }, law)];
}

function placementPlanRule(
  state: PeriodOfCare,
  on: CalendarDate,
  regime: ReturnType<typeof regimeOf>,
): { readonly ruleId: string; readonly inputs: Readonly<Record<string, CalendarDate>> } {
  const remandedOn = legalStatusOn(state, on)?.on ?? on;
  if (regime === 'remand-yda') return { ruleId: 'placementplan.yda', inputs: { remandedOn } };
  const isOnRemand = regime === 'remand-la' && remandedOn === on;
  return isOnRemand
    ? { ruleId: 'placementplan.remand-la', inputs: { remandedOn } }
    : { ruleId: 'placementplan.prepare', inputs: { placementStartedOn: on } };
}

/** The IRO is named within days of entry; a role that once was held and is empty is a gap. */
function allocationDuties(state: PeriodOfCare, { entry, closed }: OfEntry, law: Law): readonly Duty[] {
  const namedOn = state.care.allocations.find((change) => change.role === 'iro' && change.person !== null)?.on ?? null;
  const knowledge = notToldByReturn(state, entry.told);
  const iro = dutyFromRule(
    {
      ruleId: 'iro.appoint',
      anchor: entry.factId,
      inputs: { becameLookedAfterOn: entry.on },
      metOn: namedOn,
      endedBecause: closed,
      knowledge,
    },
    law,
  );
  return [
    iro,
    ...gaps(state, { role: 'social-worker', ruleId: 'allocation.gap-worker', closed }, law),
    ...gaps(state, { role: 'iro', ruleId: 'allocation.gap-iro', closed }, law),
  ];
}

function gaps(
  state: PeriodOfCare,
  { role, ruleId, closed }: { readonly role: Role; readonly ruleId: string; readonly closed: string | null },
  law: Law,
): readonly Duty[] {
  const changes = state.care.allocations.filter((change) => change.role === role);
  return changes.flatMap((change, place) => {
    if (change.person !== null) return [];
    const filled: Allocation | undefined = changes.slice(place + 1).find((later) => later.person !== null);
    return [
      dutyFromRule(
        {
          ruleId,
          anchor: change.factId,
          inputs: { allocationEndedOn: change.on },
          metOn: filled?.on ?? null,
          endedBecause: closed,
          knowledge: toldByReturn(state, change.told),
        },
        law,
      ),
    ];
  });
}
