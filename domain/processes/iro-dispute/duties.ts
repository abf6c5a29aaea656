import { dutyFromRule, type Owing } from '../../heart/duty-from-rule.ts';
import type { Duty } from '../../heart/duty.ts';
import type { Law } from '../../heart/law.ts';
import { contradictionDuties } from '../contradictory.ts';
import { closedBecause, formalOf, type IroDispute, type StageReached } from './state.ts';

/** What a dispute owes: the IRO its settling, and the authority a response at each stage (timescales §0.1.6, §8). */
export function disputeDuties(state: IroDispute, law: Law): readonly Duty[] {
  const closed = closedBecause(state);
  const owed = [
    ...informal(state),
    ...formal(state),
    ...state.stages.flatMap((reached, place) => atStage(state, reached, place)),
  ];
  return [
    ...owed.map((owing) => dutyFromRule({ ...owing, endedBecause: owing.endedBecause ?? closed }, law)),
    ...contradictionDuties(state, closed, law),
  ];
}

function informal(state: IroDispute): readonly Owing[] {
  const [first] = state.stages;
  if (first?.stage !== 'informal') return [];
  const metOn = formalOf(state)?.on ?? state.closedOn;
  return [{ ruleId: 'iro.dispute-informal', anchor: first.factId, inputs: { concernRaisedOn: first.on }, metOn }];
}

/** The whole of the formal dispute from its first day: no stage and no referral stops this clock. */
function formal(state: IroDispute): readonly Owing[] {
  const begun = formalOf(state);
  if (begun === null) return [];
  const owing = { anchor: begun.factId, inputs: { disputeRaisedOn: begun.on } };
  return [
    { ...owing, ruleId: 'iro.dispute', metOn: state.closedOn },
    { ...owing, ruleId: 'iro.dispute-child', metOn: state.childToldOn },
  ];
}

/** At each formal stage its manager responds, and the IRO considers Cafcass anew unless it has been referred. */
function atStage(state: IroDispute, { stage, factId, on, respondedOn }: StageReached, place: number): readonly Owing[] {
  if (stage === 'informal') return [];
  const next = state.stages[place + 1];
  const owing = { anchor: factId, inputs: { disputeStageOn: on } };
  return [
    {
      ...{ ...owing, ruleId: `dispute.${stage}`, metOn: respondedOn },
      endedBecause: next === undefined ? null : `the dispute went on to ${next.stage}`,
    },
    { ...owing, ruleId: 'iro.cafcass', ...cafcass(state, on) },
  ];
}

function cafcass(
  { cafcassConsideredOn, cafcassReferredOn }: IroDispute,
  on: StageReached['on'],
): Pick<Owing, 'metOn' | 'endedBecause'> {
  const referredBefore = cafcassReferredOn !== null && cafcassReferredOn < on;
  return {
    metOn: referredBefore ? null : (cafcassConsideredOn.find((considered) => considered >= on) ?? null),
    endedBecause: referredBefore ? `referred to Cafcass on ${cafcassReferredOn}` : null,
  };
}
