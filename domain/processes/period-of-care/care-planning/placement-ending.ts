import type { CalendarDate } from '../../../calendar/calendar-date.ts';
import { dutyFromRule } from '../../../heart/duty-from-rule.ts';
import type { Duty } from '../../../heart/duty.ts';
import type { Law } from '../../../heart/law.ts';
import { readDate } from '../../../json-reading.ts';
import { refuse } from '../../../result.ts';
import type { Aspect } from '../aspect.ts';
import { dated, type Dated } from '../dated.ts';
import { contentOf, tell, type Decide } from '../deciding.ts';
import { outsideCare } from '../evolving.ts';
import type { PeriodOfCare } from '../state.ts';

export const ENDING_REASONS = ['carer-notice', 'closure', 'planned-move'] as const;

/** Commands about a placement that is to end (CPPCR reg 14; CA s.22D). `on` is the day it happened. */
export type PlacementEndingCommands = {
  'propose-placement-ending': {
    readonly on: CalendarDate;
    readonly because: (typeof ENDING_REASONS)[number];
    readonly endsOn: CalendarDate;
  };
  /** The child stays after all. */
  'withdraw-placement-ending': { readonly on: CalendarDate; readonly reason: string };
  /** At once for risk of significant harm, or a review before it was not practicable: the notices follow. */
  'record-ending-without-review': { readonly on: CalendarDate; readonly reason: string };
  'record-ending-notices': { readonly on: CalendarDate };
};

/** An end that is planned, or one that came without a review. */
export type PlacementEnding = Dated & {
  /** Null: it came without a review. */
  readonly endsOn: CalendarDate | null;
  readonly withdrawnOn: CalendarDate | null;
  readonly noticesOn: CalendarDate | null;
};

const DECISIONS = {
  'propose-placement-ending': (_state, payload) => tell(payload, ['placement-ending-proposed', contentOf(payload)]),
  'withdraw-placement-ending': (state, payload) =>
    planned(state) === undefined
      ? refuse('no-placement-ending')
      : tell(payload, ['placement-ending-withdrawn', contentOf(payload)]),
  'record-ending-without-review': (_state, payload) =>
    tell(payload, ['placement-ended-without-review', contentOf(payload)]),
  'record-ending-notices': (state, payload) =>
    unnotified(state) === undefined ? refuse('no-placement-ending') : tell(payload, ['ending-notices-given', {}]),
} satisfies Record<keyof PlacementEndingCommands, Decide>;

/** A review comes before the end of a placement; where it could not, written notices follow within days (timescales §0.1.8). */
export const PLACEMENT_ENDING: Aspect = {
  decisions: DECISIONS,
  facts: {
    'placement-ending-proposed': (state, fact) => {
      const ending = { ...dated(fact), endsOn: readDate(fact.payload, 'endsOn') ?? fact.on };
      return outsideCare(state, fact) ?? begun(state, { ...ending, withdrawnOn: null, noticesOn: null });
    },
    'placement-ending-withdrawn': (state, { on }) =>
      changed(state, planned(state), (ending) => ({ ...ending, withdrawnOn: on })),
    'placement-ended-without-review': (state, fact) =>
      outsideCare(state, fact) ?? begun(state, { ...dated(fact), endsOn: null, withdrawnOn: null, noticesOn: null }),
    'ending-notices-given': (state, { on }) =>
      changed(state, unnotified(state), (ending) => ({ ...ending, noticesOn: on })),
  },
  duties: (state, closed, law) => state.endings.map((ending) => dutyOf(state, { ending, closed }, law)),
};

function begun(state: PeriodOfCare, ending: PlacementEnding): PeriodOfCare {
  return { ...state, endings: [...state.endings, ending] };
}

function planned({ endings }: PeriodOfCare): PlacementEnding | undefined {
  return endings.findLast(({ endsOn, withdrawnOn }) => endsOn !== null && withdrawnOn === null);
}

function unnotified({ endings }: PeriodOfCare): PlacementEnding | undefined {
  return endings.findLast(({ endsOn, noticesOn }) => endsOn === null && noticesOn === null);
}

function changed(
  state: PeriodOfCare,
  which: PlacementEnding | undefined,
  change: (ending: PlacementEnding) => PlacementEnding,
): PeriodOfCare | string {
  if (which === undefined) return 'no-placement-ending';
  return { ...state, endings: state.endings.map((each) => (each === which ? change(each) : each)) };
}

/** The review that counts is one held from the day the end was known. */
function dutyOf(
  { cycle, endings }: PeriodOfCare,
  { ending, closed }: { readonly ending: PlacementEnding; readonly closed: string | null },
  law: Law,
): Duty {
  const { factId: anchor, on, endsOn, withdrawnOn, noticesOn } = ending;
  if (endsOn === null) {
    const inputs = { placementEndedOn: on };
    return dutyFromRule(
      { ruleId: 'placement.ending-notices', anchor, inputs, metOn: noticesOn, endedBecause: closed },
      law,
    );
  }
  const review = cycle.reviews.find((held) => held.on >= on);
  const sudden = endings.some((other) => other.endsOn === null && other.on >= on);
  const because = withdrawnOn !== null ? 'the child stays' : sudden ? 'the placement ended without a review' : closed;
  const owing = { ruleId: 'placement.ending', anchor, inputs: { placementEndsOn: endsOn }, holder: 'iro' } as const;
  return dutyFromRule({ ...owing, metOn: review?.on ?? null, endedBecause: because }, law);
}
