import type { Fact } from '../../../heart/fact.ts';
import { numberOf, readDate, textOf } from '../../../json-reading.ts';
import { dated } from '../dated.ts';
import { outsideCare, type Evolve } from '../evolving.ts';
import type { PeriodOfCare } from '../state.ts';
import type { Decision, Supervision } from './state.ts';

/** What a fact of supervision changes, in the order in which those of one day are folded. */
export const SUPERVISION_FACTS: Readonly<Record<string, Evolve>> = {
  'supervision-frequency-set': (state, fact) => {
    const weeks = numberOf(fact.payload, 'weeks');
    return outsideCare(state, fact) ?? inSupervision(state, { weeks });
  },
  'child-discussed': (state, fact) => {
    const recordedOn = readDate(fact.payload, 'recordedOn') ?? fact.on;
    const discussion = { ...dated(fact), recordedOn, weeks: state.supervision.weeks };
    const discussions = [...state.supervision.discussions, discussion];
    return outsideCare(state, fact) ?? inSupervision(state, { discussions });
  },
  'supervision-decided': (state, fact) => {
    const byOn = readDate(fact.payload, 'byOn');
    if (byOn === null) return 'decision-incomplete';
    const owner = textOf(fact.payload, 'owner');
    const decision: Decision = { ...dated(fact), owner, byOn, moved: 0, doneOn: null, dropped: false };
    const decisions = [...state.supervision.decisions, decision];
    return outsideCare(state, fact) ?? inSupervision(state, { decisions });
  },
  'decision-moved': (state, fact) =>
    changed(state, fact, (decision) => ({
      ...decision,
      byOn: readDate(fact.payload, 'byOn') ?? decision.byOn,
      moved: decision.moved + 1,
    })),
  'decision-done': (state, fact) =>
    changed(state, fact, (decision) => ({ ...decision, doneOn: decision.doneOn ?? fact.on })),
  'decision-dropped': (state, fact) => changed(state, fact, (decision) => ({ ...decision, dropped: true })),
};

function changed(state: PeriodOfCare, fact: Fact, change: (decision: Decision) => Decision): PeriodOfCare | string {
  const { decisions } = state.supervision;
  const meant = decisions.find(({ factId }) => factId === fact.payload['decision']);
  if (meant === undefined) return 'unknown-decision';
  return inSupervision(state, {
    decisions: decisions.map((decision) => (decision === meant ? change(decision) : decision)),
  });
}

function inSupervision(state: PeriodOfCare, change: Partial<Supervision>): PeriodOfCare {
  return { ...state, supervision: { ...state.supervision, ...change } };
}
