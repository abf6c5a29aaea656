import type { CalendarDate } from '../../../calendar/calendar-date.ts';
import { dutyFromRule } from '../../../heart/duty-from-rule.ts';
import type { Duty } from '../../../heart/duty.ts';
import type { Fact } from '../../../heart/fact.ts';
import type { Law } from '../../../heart/law.ts';
import { readDate } from '../../../json-reading.ts';
import { refuse } from '../../../result.ts';
import type { Aspect } from '../aspect.ts';
import { dated, type Dated } from '../dated.ts';
import { contentOf, tell, type Decide } from '../deciding.ts';
import { outsideCare } from '../evolving.ts';
import { NOT_RECORDED, notToldByReturn } from '../knowledge.ts';
import type { PeriodOfCare } from '../state.ts';

/** Commands about a deprivation of liberty that the High Court authorises. `on` is the day it happened. */
export type DeprivationCommands = {
  'record-deprivation-of-liberty': { readonly on: CalendarDate; readonly endsOn: CalendarDate };
  /** The court's date for its next look, or the end it sets now. */
  'record-deprivation-review': { readonly on: CalendarDate; readonly endsOn: CalendarDate };
  'end-deprivation-of-liberty': { readonly on: CalendarDate };
};

/** One authority to deprive a child of liberty, with the ends that the court set. */
export type Deprivation = Dated & {
  /** Null: nobody has told which day the court set. */
  readonly ends: readonly (Dated & { readonly endsOn: CalendarDate | null })[];
  readonly endedOn: CalendarDate | null;
};

const running =
  (kind: string): Decide =>
  (state, payload) =>
    current(state) === undefined ? refuse('no-deprivation-of-liberty') : tell(payload, [kind, contentOf(payload)]);

const DECISIONS = {
  'record-deprivation-of-liberty': (_state, payload) =>
    tell(payload, ['deprivation-of-liberty-authorised', contentOf(payload)]),
  'record-deprivation-review': running('deprivation-of-liberty-reviewed'),
  'end-deprivation-of-liberty': running('deprivation-of-liberty-ended'),
} satisfies Record<keyof DeprivationCommands, Decide>;

/** Deprivation of liberty: the court's dates, and a look at least every three months by local practice (timescales §0.1.7). */
export const DEPRIVATION_OF_LIBERTY: Aspect = {
  decisions: DECISIONS,
  facts: {
    'deprivation-of-liberty-authorised': (state, fact) => {
      const authorised = { ...dated(fact), ends: [endIn(fact)], endedOn: null };
      return beyondCare(state, fact) ?? { ...state, deprivations: [...state.deprivations, authorised] };
    },
    'deprivation-of-liberty-reviewed': (state, fact) =>
      changed(state, current(state), (running) => ({ ...running, ends: [...running.ends, endIn(fact)] })),
    'deprivation-of-liberty-ended': (state, { on }) => {
      // Where another begins on the day on which one ends, the earlier one ends.
      const earlier = state.deprivations.findLast(({ endedOn, on: since }) => endedOn === null && since < on);
      return changed(state, earlier ?? current(state), (running) => ({ ...running, endedOn: on }));
    },
  },
  duties: (state, closed, law) => state.deprivations.flatMap((each) => dutiesOf(state, { each, closed }, law)),
};

function current({ deprivations }: PeriodOfCare): Deprivation | undefined {
  return deprivations.findLast(({ endedOn }) => endedOn === null);
}

function endIn(fact: Fact): Deprivation['ends'][number] {
  return { ...dated(fact), endsOn: readDate(fact.payload, 'endsOn') };
}

/** A return that begins in the middle of a period of care tells an order from before its first day as of its own day. */
function beyondCare(state: PeriodOfCare, fact: Fact): string | null {
  return state.care.entry === null && fact.source.by === 'return' ? null : outsideCare(state, fact);
}

function changed(
  state: PeriodOfCare,
  running: Deprivation | undefined,
  change: (running: Deprivation) => Deprivation,
): PeriodOfCare | string {
  if (running === undefined) return 'no-deprivation-of-liberty';
  return { ...state, deprivations: state.deprivations.map((each) => (each === running ? change(each) : each)) };
}

type OfOne = { readonly each: Deprivation; readonly closed: string | null };

function dutiesOf(state: PeriodOfCare, { each, closed }: OfOne, law: Law): readonly Duty[] {
  const { ends, endedOn } = each;
  return ends.flatMap(({ factId: anchor, on, told, endsOn }, place) => {
    const reviewedOn = ends[place + 1]?.on ?? null;
    const authority = {
      ...{ ruleId: 'dol.authority', anchor, inputs: { authorityEndsOn: endsOn ?? on } },
      ...{ metOn: reviewedOn ?? endedOn, endedBecause: closed },
      // Asked for: which day the court set is not known, and so neither is that it has passed.
      ...(endsOn === null ? { knowledge: NOT_RECORDED } : {}),
    };
    const review = {
      ...{ ruleId: 'dol.review', anchor, inputs: { deprivationReviewedOn: on }, metOn: reviewedOn },
      endedBecause: endedOn === null ? closed : 'the deprivation of liberty ended',
      knowledge: notToldByReturn(state, told),
    };
    return [dutyFromRule(authority, law), dutyFromRule(review, law)];
  });
}
