import type { CalendarDate } from '../../../calendar/calendar-date.ts';
import { readDate, readFlag, textOf } from '../../../json-reading.ts';
import { dated } from '../dated.ts';
import { outsideCare, type Evolve } from '../evolving.ts';
import type { PeriodOfCare } from '../state.ts';
import type { Permanence } from './state.ts';

/** What a fact about permanence changes, in the order in which those of one day are folded. */
export const PERMANENCE_FACTS: Readonly<Record<string, Evolve>> = {
  'brothers-and-sisters-told': (state, fact) => {
    const brothersAndSisters = { ...dated(fact), inCare: readFlag(fact.payload, 'inCare') === true };
    return outsideCare(state, fact) ?? inPermanence(state, { brothersAndSisters });
  },
  'together-apart-assessed': (state, fact) =>
    outsideCare(state, fact) ?? inPermanence(state, { togetherApartOn: state.permanence.togetherApartOn ?? fact.on }),
  'planning-meeting-held': (state, fact) =>
    outsideCare(state, fact) ?? inPermanence(state, { meetings: [...state.permanence.meetings, dated(fact)] }),
  'plan-decision-taken': (state, fact) => {
    const { decisions } = state.permanence;
    const taken = decisions.findLast(
      (decision) => decision.side === textOf(fact.payload, 'side') && decision.decidedOn === null,
    );
    if (taken === undefined) return 'no-decision-set';
    const decided = { ...taken, decidedOn: fact.on };
    return inPermanence(state, { decisions: decisions.map((decision) => (decision === taken ? decided : decision)) });
  },
  'plan-decision-set': (state, fact) => {
    const byOn = readDate(fact.payload, 'byOn');
    if (byOn === null) return 'no-decision-set';
    const decision = { ...dated(fact), side: textOf(fact.payload, 'side'), byOn, decidedOn: null };
    return outsideCare(state, fact) ?? inPermanence(state, { decisions: [...state.permanence.decisions, decision] });
  },
  'permanence-panel-held': (state, fact) =>
    outsideCare(state, fact) ?? inPermanence(state, { panels: [...state.permanence.panels, dated(fact)] }),
  'legal-gateway-held': (state, fact) =>
    outsideCare(state, fact) ?? inPermanence(state, { gateways: [...state.permanence.gateways, dated(fact)] }),
  'adoption-considered': (state, fact) =>
    outsideCare(state, fact) ??
    inPermanence(state, { adoptionConsidered: state.permanence.adoptionConsidered ?? dated(fact) }),
  'early-permanence-assessed': (state, fact) => outsideCare(state, fact) ?? withEarlyPermanence(state, fact),
  'life-story-begun': (state, fact) =>
    outsideCare(state, fact) ?? inPermanence(state, { lifeStoryOn: state.permanence.lifeStoryOn ?? fact.on }),
  'permanence-achieved': (state, fact) => outsideCare(state, fact) ?? inPermanence(state, { achievedOn: fact.on }),
};

/** However often it is considered again, it was on the first day. */
export function withEarlyPermanence(state: PeriodOfCare, { on }: { readonly on: CalendarDate }): PeriodOfCare {
  return inPermanence(state, { earlyPermanenceOn: state.permanence.earlyPermanenceOn ?? on });
}

export function inPermanence(state: PeriodOfCare, change: Partial<Permanence>): PeriodOfCare {
  return { ...state, permanence: { ...state.permanence, ...change } };
}
