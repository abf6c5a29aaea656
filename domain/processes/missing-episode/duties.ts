import { dutyFromRule, type Owing } from '../../heart/duty-from-rule.ts';
import type { Duty } from '../../heart/duty.ts';
import type { Law } from '../../heart/law.ts';
import { contradictionDuties } from '../contradictory.ts';
import { NOT_RECORDED, notToldByReturn, toldByReturn } from '../period-of-care/knowledge.ts';
import {
  closedBecause,
  isAtRisk,
  isHistory,
  strategyCalledForOn,
  toldBy,
  type MissingEpisode,
  type Missing,
  type When,
} from './state.ts';

/** What is owed while a child is missing and after the return (timescales §13). */
export function missingDuties(state: MissingEpisode, law: Law): readonly Duty[] {
  const { missing } = state;
  const closed = closedBecause(state);
  if (missing === null) return contradictionDuties(state, closed, law);
  const owed = [...whileMissing(state, missing), ...strategy(state, missing), ...after(state, missing)];
  return [
    ...owed.map((owing) => dutyFromRule(owing.endedBecause == null ? ended(owing, state) : owing, law)),
    ...contradictionDuties(state, closed, law),
  ];
}

/** What a return does not tell of the past stays asked for; everything else ends with the episode. */
function ended(owing: Owing, state: MissingEpisode): Owing {
  return isHistory(state) && state.over === null && state.closedOn === null
    ? owing
    : { ...owing, endedBecause: closedBecause(state) };
}

/**
 * Met by being found, in time or late; longer absences are told to those above by the hour. Of one that a return or feed tells a
 * year later without its end nobody knows that it lasts: it is asked for, and never overdue (timescales §0.1, §16).
 */
function whileMissing(state: MissingEpisode, missing: Missing): readonly Owing[] {
  const { found } = state;
  const owing = {
    anchor: missing.factId,
    inputs: { wentMissingAt: missing.at ?? missing.on },
    ...(found?.undated === true ? { endedBecause: FOUND_UNDATED } : metBy(found)),
    knowledge: missing.longAgo === true ? NOT_RECORDED : toldByReturn(state, toldBy(missing)),
  };
  return ['missing.senior-manager', 'missing.director'].map((ruleId) => ({ ...owing, ruleId }));
}

function strategy(state: MissingEpisode, missing: Missing): readonly Owing[] {
  const calledForOn = strategyCalledForOn(state);
  if (calledForOn === null) return [];
  const owing = { ruleId: 'missing.strategy', anchor: missing.factId, metOn: state.strategyOn };
  return [
    { ...owing, inputs: { strategyCalledForOn: calledForOn }, knowledge: notToldByReturn(state, toldBy(missing)) },
  ];
}

/** Safety arrangements from the day the child was missed; the interview from the moment of the return. */
function after(state: MissingEpisode, missing: Missing): readonly Owing[] {
  if (!isAtRisk(missing)) return [];
  const knowledge = notToldByReturn(state, toldBy(missing));
  const plan: Owing = {
    ...{ ruleId: 'missing.safety-plan', anchor: missing.factId, inputs: { wentMissingOn: missing.on } },
    ...{ metOn: state.safetyPlanOn, knowledge },
  };
  const { found } = state;
  if (found === null) return [plan];
  const returned = {
    ...{ anchor: found.factId, inputs: { returnedAt: found.at ?? found.on } },
    knowledge: found.undated === true ? NOT_RECORDED : knowledge,
  };
  const undated = state.offered === null && state.offeredUndated !== undefined ? OFFERED_UNDATED : null;
  return [
    plan,
    { ...returned, ruleId: 'missing.rhi-offered', ...metBy(state.offered), endedBecause: undated },
    { ...returned, ruleId: 'missing.rhi', ...metBy(state.interviewed), endedBecause: refused(state) },
  ];
}

/** Neither in time nor late: nobody knows when. */
const OFFERED_UNDATED = 'offered, on a day that the source does not tell';
const FOUND_UNDATED = 'the child came back, on a day that the source does not tell';

function refused({ refusedOn, interviewed, offeredUndated }: MissingEpisode): string | null {
  if (refusedOn !== null) return `offered, and the child refused on ${refusedOn}`;
  return interviewed === null && offeredUndated?.accepted === false ? 'offered, and the child did not accept' : null;
}

function metBy(when: When | null): Pick<Owing, 'metOn' | 'metAt'> {
  return { metOn: when?.on ?? null, metAt: when?.at ?? undefined };
}
