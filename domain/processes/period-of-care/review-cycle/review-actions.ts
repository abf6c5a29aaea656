import type { CalendarDate } from '../../../calendar/calendar-date.ts';
import { dutyFromRule } from '../../../heart/duty-from-rule.ts';
import type { Fact, FactId } from '../../../heart/fact.ts';
import { readDate, readText, textOf } from '../../../json-reading.ts';
import { refuse } from '../../../result.ts';
import type { Aspect } from '../aspect.ts';
import { dated, type Dated } from '../dated.ts';
import { contentOf, tell, type Decide } from '../deciding.ts';
import { outsideCare } from '../evolving.ts';
import type { PeriodOfCare } from '../state.ts';

/** Commands about single decisions of reviews. `decision` is the id of the fact that told it. */
export type ReviewActionCommands = {
  /** What a review decided: without owner and day it is not saved (timescales §8 review.actions). */
  'record-review-decision': {
    readonly on: CalendarDate;
    readonly what: string;
    readonly owner: string;
    readonly byOn: CalendarDate;
  };
  'complete-review-decision': { readonly on: CalendarDate; readonly decision: FactId };
  /** A review sets another day, or (null) decides that it is no longer to be done. */
  'change-review-decision': {
    readonly on: CalendarDate;
    readonly decision: FactId;
    readonly byOn: CalendarDate | null;
    readonly reason: string;
  };
};

/** A decision of a review. What is to be done stays with the fact that tells it. */
export type ReviewAction = Dated & {
  /** Null: a review decided that it is no longer to be done. */
  readonly byOn: CalendarDate | null;
  /** The day that was set before, which is what is shown of a decision that is no longer to be done. */
  readonly setFor: CalendarDate;
  readonly doneOn: CalendarDate | null;
};

const DECISIONS = {
  'record-review-decision': (state, payload) => {
    const [on, byOn] = [readDate(payload, 'on'), readDate(payload, 'byOn')];
    const isWhole = ['what', 'owner'].every((name) => textOf(payload, name).trim() !== '');
    if (byOn === null || !isWhole) return refuse('decision-incomplete');
    if (on === null || byOn < on) return refuse('decision-in-the-past');
    return state.cycle.reviews.some((review) => review.on <= on)
      ? tell(payload, ['review-decision-made', contentOf(payload)])
      : refuse('no-review-held');
  },
  'complete-review-decision': (state, payload) =>
    whyNot(state, readText(payload, 'decision')) ?? tell(payload, ['review-decision-done', contentOf(payload)]),
  'change-review-decision': (state, payload) =>
    whyNot(state, readText(payload, 'decision')) ?? tell(payload, ['review-decision-changed', contentOf(payload)]),
} satisfies Record<keyof ReviewActionCommands, Decide>;

/** The authority carries out what reviews decide; the IRO is told of what it does not (CPPCR reg 37). */
export const REVIEW_ACTIONS: Aspect = {
  decisions: DECISIONS,
  facts: {
    'review-decision-made': (state, fact) => {
      const byOn = readDate(fact.payload, 'byOn');
      if (byOn === null) return 'decision-incomplete';
      const action: ReviewAction = { ...dated(fact), byOn, setFor: byOn, doneOn: null };
      return outsideCare(state, fact) ?? { ...state, reviewActions: [...actionsOf(state), action] };
    },
    'review-decision-changed': (state, fact) => {
      const byOn = readDate(fact.payload, 'byOn');
      return changed(state, fact, (action) => ({ ...action, byOn, setFor: byOn ?? action.setFor }));
    },
    'review-decision-done': (state, fact) =>
      changed(state, fact, (action) => ({ ...action, doneOn: action.doneOn ?? fact.on })),
  },
  duties: (state, closed, law) =>
    actionsOf(state).map(({ factId: anchor, byOn, setFor, doneOn }) => {
      const endedBecause = byOn === null ? 'a review decided that it is no longer to be done' : closed;
      const owing = { ruleId: 'review.actions', anchor, inputs: { decisionDueOn: setFor } };
      return dutyFromRule({ ...owing, metOn: doneOn, endedBecause }, law);
    }),
};

function actionsOf({ reviewActions = [] }: PeriodOfCare): readonly ReviewAction[] {
  return reviewActions;
}

function whyNot(state: PeriodOfCare, decision: string | null): ReturnType<Decide> | null {
  const action = actionsOf(state).find(({ factId }) => factId === decision);
  if (action === undefined) return refuse('unknown-decision');
  return action.doneOn !== null || action.byOn === null ? refuse('decision-settled') : null;
}

function changed(
  state: PeriodOfCare,
  { payload }: Fact,
  change: (action: ReviewAction) => ReviewAction,
): PeriodOfCare | string {
  const meant = actionsOf(state).find(({ factId }) => factId === payload['decision']);
  if (meant === undefined) return 'unknown-decision';
  const reviewActions = actionsOf(state).map((action) => (action === meant ? change(action) : action));
  return { ...state, reviewActions };
}
