import { dutyFromRule } from '../../heart/duty-from-rule.ts';
import type { Duty } from '../../heart/duty.ts';
import type { Derived, Fact } from '../../heart/fact.ts';
import type { Law } from '../../heart/law.ts';
import { RETURN_READ } from '../../heart/telling.ts';
import type { ConnectedCarer, Dated, StoodStill } from './state.ts';

/** Kind of the derived event by which it is noted that nothing came in time. */
export const NEXT_STEP_MISSED = 'next-step-missed';

/** Something was recorded: it is the latest, and what was missed before has come at last. Who is asked is so once a source was read. */
export function wentOn(state: ConnectedCarer, { id: factId, kind, on, source }: Fact): ConnectedCarer {
  const { stoodStill } = state;
  const isOfSource = source.by !== 'person' && kind !== RETURN_READ;
  return {
    ...state,
    latest: { factId, on, ...(isOfSource && { ofSource: true }) },
    ...(stoodStill && { stoodStill: stoodStill.map((still) => ({ ...still, wentOnOn: still.wentOnOn ?? on })) }),
  };
}

/** While nothing else is owed somebody still has to say what comes next. What was missed stays, however it went on. */
export function nextStepDuties(
  state: ConnectedCarer,
  { closed, isElseOwed }: { readonly closed: string | null; readonly isElseOwed: boolean },
  law: Law,
): readonly Duty[] {
  const missed = (state.stoodStill ?? []).map((still) => nextStep(still, closed, law));
  const { latest } = state;
  if (isElseOwed || closed !== null || latest === null || isMissed(state, latest)) return missed;
  return [...missed, nextStep({ ...latest, wentOnOn: null }, null, law)];
}

/** The day by which something was asked for, at the end of which it is noted that nothing came. */
export function nextStepMissed(state: ConnectedCarer, owed: readonly Duty[]): readonly Derived[] {
  const { latest } = state;
  if (latest === null || latest.ofSource === true || isMissed(state, latest)) return [];
  const asked = owed.find(({ ruleId, anchor }) => ruleId === NEXT_STEP && anchor === latest.factId);
  return asked?.status === 'open' ? [{ kind: NEXT_STEP_MISSED, on: asked.dueOn, payload: {} }] : [];
}

const NEXT_STEP = 'connected.next-step';

function nextStep({ factId, on, wentOnOn }: StoodStill, closed: string | null, law: Law): Duty {
  const owing = { ruleId: NEXT_STEP, anchor: factId, inputs: { latestStepOn: on } };
  return dutyFromRule({ ...owing, metOn: wentOnOn, endedBecause: closed }, law);
}

function isMissed({ stoodStill }: ConnectedCarer, { factId }: Dated): boolean {
  return stoodStill?.some((still) => still.factId === factId) === true;
}
