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

/** Commands about a deprivation of liberty that the High Court authorises. `on` is the day it happened. */
export type DeprivationCommands = {
  'record-deprivation-of-liberty': { readonly on: CalendarDate; readonly endsOn: CalendarDate };
  /** The court's date for its next look, or the end it sets now. */
  'record-deprivation-review': { readonly on: CalendarDate; readonly endsOn: CalendarDate };
  'end-deprivation-of-liberty': { readonly on: CalendarDate };
};

/** One authority to deprive a child of liberty, with the ends that the court set. */
export type Deprivation = Dated & {
  readonly ends: readonly (Dated & { readonly endsOn: CalendarDate })[];
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
      const ends = [{ ...dated(fact), endsOn: readDate(fact.payload, 'endsOn') ?? fact.on }];
      const authorised = { ...dated(fact), ends, endedOn: null };
      return outsideCare(state, fact) ?? { ...state, deprivations: [...state.deprivations, authorised] };
    },
    'deprivation-of-liberty-reviewed': (state, fact) => {
      const end = { ...dated(fact), endsOn: readDate(fact.payload, 'endsOn') ?? fact.on };
      return changed(state, (running) => ({ ...running, ends: [...running.ends, end] }));
    },
    'deprivation-of-liberty-ended': (state, { on }) => changed(state, (running) => ({ ...running, endedOn: on })),
  },
  duties: (state, closed, law) => state.deprivations.flatMap((each) => dutiesOf(each, closed, law)),
};

function current({ deprivations }: PeriodOfCare): Deprivation | undefined {
  return deprivations.findLast(({ endedOn }) => endedOn === null);
}

function changed(state: PeriodOfCare, change: (running: Deprivation) => Deprivation): PeriodOfCare | string {
  const running = current(state);
  if (running === undefined) return 'no-deprivation-of-liberty';
  return { ...state, deprivations: state.deprivations.map((each) => (each === running ? change(each) : each)) };
}

function dutiesOf({ ends, endedOn }: Deprivation, closed: string | null, law: Law): readonly Duty[] {
  return ends.flatMap(({ factId: anchor, on, endsOn }, place) => {
    const reviewedOn = ends[place + 1]?.on ?? null;
    const because = endedOn === null ? closed : 'the deprivation of liberty ended';
    return [
      dutyFromRule(
        {
          ...{ ruleId: 'dol.authority', anchor, inputs: { authorityEndsOn: endsOn } },
          ...{ metOn: reviewedOn ?? endedOn, endedBecause: closed },
        },
        law,
      ),
      dutyFromRule(
        {
          ruleId: 'dol.review',
          anchor,
          inputs: { deprivationReviewedOn: on },
          metOn: reviewedOn,
          endedBecause: because,
        },
        law,
      ),
    ];
  });
}
