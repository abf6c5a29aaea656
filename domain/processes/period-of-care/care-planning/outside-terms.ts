import type { CalendarDate } from '../../../calendar/calendar-date.ts';
import { dutyFromRule } from '../../../heart/duty-from-rule.ts';
import { refuse } from '../../../result.ts';
import type { Aspect } from '../aspect.ts';
import { dated, type Dated } from '../dated.ts';
import { contentOf, tell, type Decide } from '../deciding.ts';
import { outsideCare } from '../evolving.ts';
import type { PeriodOfCare } from '../state.ts';

/** Commands about an emergency placement with approved foster carers outside the terms of their approval (CPPCR reg 23). */
export type OutsideTermsCommands = {
  /** `on`: the day of the placement. */
  'record-placement-outside-terms': { readonly on: CalendarDate; readonly reason: string };
  /** The terms of the carers' approval now cover it. */
  'record-terms-amended': { readonly on: CalendarDate };
};

/** One such placement, and when the terms came to cover it. */
export type OutsideTerms = Dated & { readonly amendedOn: CalendarDate | null };

const DECISIONS = {
  'record-placement-outside-terms': (_state, payload) => tell(payload, ['placed-outside-terms', contentOf(payload)]),
  'record-terms-amended': (state, payload) =>
    current(state) === undefined ? refuse('not-outside-terms') : tell(payload, ['approval-terms-amended', {}]),
} satisfies Record<keyof OutsideTermsCommands, Decide>;

/** No longer than six working days: then the child moves, unless the terms are amended (CPPCR reg 23). */
export const OUTSIDE_TERMS: Aspect = {
  decisions: DECISIONS,
  facts: {
    'placed-outside-terms': (state, fact) => {
      const placed = [...placedIn(state), { ...dated(fact), amendedOn: null }];
      return outsideCare(state, fact) ?? { ...state, outsideTerms: placed };
    },
    'approval-terms-amended': (state, { on }) => {
      const meant = current(state);
      if (meant === undefined) return 'not-outside-terms';
      return {
        ...state,
        outsideTerms: placedIn(state).map((each) => (each === meant ? { ...each, amendedOn: on } : each)),
      };
    },
  },
  duties: (state, closed, law) =>
    placedIn(state).map(({ factId: anchor, on, amendedOn }) => {
      const moved = state.care.placements.find((placement) => !placement.continues && placement.on > on);
      const owing = { ruleId: 'fostering.emergency', anchor, inputs: { placementStartedOn: on } };
      const metOn = amendedOn ?? moved?.on ?? null;
      return dutyFromRule({ ...owing, metOn, endedBecause: closed }, law);
    }),
};

function placedIn({ outsideTerms = [] }: PeriodOfCare): readonly OutsideTerms[] {
  return outsideTerms;
}

function current(state: PeriodOfCare): OutsideTerms | undefined {
  return placedIn(state).findLast(({ amendedOn }) => amendedOn === null);
}
