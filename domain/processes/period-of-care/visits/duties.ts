import { dutyFromRule } from '../../../heart/duty-from-rule.ts';
import type { Duty } from '../../../heart/duty.ts';
import type { Law } from '../../../heart/law.ts';
import { isTemporaryPlacement, isWithConnectedPerson } from '../../../rulebook/regime.ts';
import { NOT_RECORDED } from '../knowledge.ts';
import type { PeriodOfCare } from '../state.ts';
import { visitDuty, visitLinks } from './chain.ts';
import type { Visit } from './state.ts';

/** Every visit that is owed: the next one of the cycle, those that were asked for, and a child to be spoken to alone. */
export function visitDuties(state: PeriodOfCare, closed: string | null, law: Law): readonly Duty[] {
  const { entry } = state.care;
  if (entry === null) return [];
  const links = visitLinks(state, entry, law);
  return [
    ...links.map((link) => visitDuty(state, { ...link, endedBecause: link.endedBecause ?? closed }, law)),
    ...askedFor(state, closed, law),
    ...spokenAlone(state, closed, law),
    ...approvalTold(state, closed, law),
  ];
}

/** At the request of child, parents, carer or governor, and after Ofsted's notice about a home (CPPCR reg 28(7)). */
function askedFor(state: PeriodOfCare, closed: string | null, law: Law): readonly Duty[] {
  const { requests, homeNotices, seen, booking } = state.visits;
  const owing = (from: Visit['on']) => ({
    metOn: seen.find(({ on }) => on >= from)?.on ?? null,
    bookedOn: booking?.bookedFor ?? null,
    endedBecause: closed,
  });
  return [
    ...requests.map(({ factId: anchor, on, forOn }) =>
      dutyFromRule({ ...owing(on), ruleId: 'visit.requested', anchor, inputs: { visitRequestedForOn: forOn } }, law),
    ),
    ...homeNotices.map(({ factId: anchor, on }) =>
      dutyFromRule({ ...owing(on), ruleId: 'visit.home-notice', anchor, inputs: { homeNoticeOn: on } }, law),
    ),
  ];
}

/** A visit at which the child was not spoken to alone, without a lawful reason: the next one makes it good. One at a time is asked for. */
function spokenAlone(state: PeriodOfCare, closed: string | null, law: Law): readonly Duty[] {
  const { seen } = state.visits;
  return seen.flatMap((visit, place) => {
    if (visit.alone || seen[place - 1]?.alone === false) return [];
    const metOn = seen.slice(place).find(({ alone }) => alone)?.on ?? null;
    const inputs = { previousVisitOn: visit.on };
    return [dutyFromRule({ ruleId: 'visit.alone', anchor: visit.factId, inputs, metOn, endedBecause: closed }, law)];
  });
}

/** A placement with a relative or friend of whose approval nothing is told (timescales §0.1.9): asked for, never overdue. */
function approvalTold(state: PeriodOfCare, closed: string | null, law: Law): readonly Duty[] {
  const placement = state.care.placements.findLast(({ continues }) => !continues);
  const code = state.care.placements.findLast(({ code: each }) => !isTemporaryPlacement(each))?.code ?? null;
  if (placement === undefined || !isWithConnectedPerson(code)) return [];
  const told = state.visits.approvals.some(({ approval }) => approval !== 'ended');
  if (told) return [];
  const inputs = { placementStartedOn: placement.on };
  const owing = { ruleId: 'connected.approval-told', anchor: placement.factId, inputs, endedBecause: closed };
  return [dutyFromRule({ ...owing, knowledge: NOT_RECORDED }, law)];
}
