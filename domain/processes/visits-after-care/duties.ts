import { dutyFromRule, type Owing } from '../../heart/duty-from-rule.ts';
import type { Duty } from '../../heart/duty.ts';
import type { Law } from '../../heart/law.ts';
import { contradictionDuties } from '../contradictory.ts';
import { closedBecause, type VisitsAfterCare } from './state.ts';

type Begun = NonNullable<VisitsAfterCare['begun']>;

/** Visits to a young person who is no longer looked after (SI 2010/2797 reg 4; CLR reg 8(2)). */
export function afterCareDuties(state: VisitsAfterCare, law: Law): readonly Duty[] {
  const { begun } = state;
  const endedBecause = closedBecause(state);
  const owed =
    begun === null ? [] : begun.basis === 'detained' ? detained(state, begun) : accommodated(state, begun, law);
  return [
    ...owed.map((owing) => dutyFromRule({ ...owing, endedBecause }, law)),
    ...contradictionDuties(state, endedBecause, law),
  ];
}

/** One visit soon after the detention began, and then those that are asked for. */
function detained({ seen, requests }: VisitsAfterCare, { factId: anchor, on }: Begun): readonly Owing[] {
  return [
    { ruleId: 'visit.detained-former', anchor, inputs: { detainedOn: on }, metOn: seen[0]?.on ?? null },
    ...requests.map((request) => ({
      ...{ ruleId: 'visit.detained-former-requested', anchor: request.factId },
      ...{
        inputs: { visitRequestedForOn: request.forOn },
        metOn: seen.find((visit) => visit.on >= request.on)?.on ?? null,
      },
    })),
  ];
}

/**
 * Within the first week, again before the review of the pathway plan, which may follow once 28 days are over (CLR reg 7(3)),
 * and then at most two months apart. The first visit, where it comes after its week, is late and comes before the review.
 */
function accommodated({ seen }: VisitsAfterCare, { factId: anchor, on }: Begun, law: Law): readonly Owing[] {
  const inputs = { accommodatedOn: on };
  const first = { ruleId: 'visit.careleaver-accom', anchor, inputs, metOn: seen[0]?.on ?? null };
  const { lastDefensibleOn } = dutyFromRule(first, law);
  const again = seen.findIndex((visit, place) => place > 0 || visit.on > lastDefensibleOn);
  const later = again < 0 ? [] : seen.slice(again);
  return [
    first,
    { ruleId: 'visit.careleaver-before-review', anchor, inputs, metOn: later[0]?.on ?? null },
    ...later.map((visit, place) => ({
      ...{ ruleId: 'visit.careleaver-interval', anchor: visit.factId, inputs: { previousVisitOn: visit.on } },
      metOn: later[place + 1]?.on ?? null,
    })),
  ];
}
