import type { CalendarDate } from '../../../calendar/calendar-date.ts';
import { addHours, epochMs, startOfDay, type Instant } from '../../../calendar/instant.ts';
import { dutyFromRule } from '../../../heart/duty-from-rule.ts';
import type { Duty } from '../../../heart/duty.ts';
import type { Law } from '../../../heart/law.ts';
import { numberOf, readDate, readFlag } from '../../../json-reading.ts';
import { refuse } from '../../../result.ts';
import type { Aspect } from '../aspect.ts';
import { dated, type Dated } from '../dated.ts';
import { contentOf, tell, type Decide } from '../deciding.ts';
import { outsideCare } from '../evolving.ts';
import type { PeriodOfCare } from '../state.ts';

/** Commands about secure accommodation (CA s.25). `on` is the day, `at` the moment it happened. */
export type SecureCommands = {
  'record-secure-placement': { readonly on: CalendarDate; readonly at: Instant | null };
  'end-secure-placement': { readonly on: CalendarDate; readonly at: Instant | null };
  'record-secure-order': { readonly on: CalendarDate; readonly endsOn: CalendarDate };
  /** Whether the criteria are still met; not the care review. Three persons, one of them independent of the authority. */
  'record-secure-review': { readonly on: CalendarDate; readonly persons: number; readonly independent: boolean };
};

/** One stay in secure accommodation. */
export type Secure = Dated & {
  readonly at: Instant | null;
  readonly ended: { readonly on: CalendarDate; readonly at: Instant | null } | null;
  readonly orders: readonly (Dated & { readonly endsOn: CalendarDate })[];
  /** Reviews by at least three persons, one of them independent. */
  readonly reviews: readonly Dated[];
};

const LEAST_PERSONS = 3;
const HOUR_MS = 3_600_000;
/** Hours without a court order are counted in any 28 consecutive days (SI 1991/1505 reg 10). */
const WINDOW_HOURS = 28 * 24;

const inStay =
  (kind: string): Decide =>
  (state, payload) =>
    current(state) === undefined ? refuse('not-in-secure-accommodation') : tell(payload, [kind, contentOf(payload)]);

const DECISIONS = {
  'record-secure-placement': (_state, payload) => tell(payload, ['secure-placement-started', {}]),
  'end-secure-placement': inStay('secure-placement-ended'),
  'record-secure-order': inStay('secure-order-made'),
  'record-secure-review': inStay('secure-review-held'),
} satisfies Record<keyof SecureCommands, Decide>;

/** Secure accommodation: its hours without a court order, the court's date, and its own reviews (timescales §0.1.7). */
export const SECURE: Aspect = {
  decisions: DECISIONS,
  facts: {
    'secure-placement-started': (state, fact) => {
      const stay = { ...dated(fact), at: fact.at ?? null, ended: null, orders: [], reviews: [] };
      return outsideCare(state, fact) ?? { ...state, secure: [...state.secure, stay] };
    },
    'secure-order-made': (state, fact) => {
      const endsOn = readDate(fact.payload, 'endsOn') ?? fact.on;
      return changed(state, (stay) => ({ ...stay, orders: [...stay.orders, { ...dated(fact), endsOn }] }));
    },
    'secure-review-held': (state, fact) => {
      const isLawful =
        numberOf(fact.payload, 'persons') >= LEAST_PERSONS && readFlag(fact.payload, 'independent') === true;
      return changed(state, (stay) => (isLawful ? { ...stay, reviews: [...stay.reviews, dated(fact)] } : stay));
    },
    'secure-placement-ended': (state, { on, at = null }) => changed(state, (stay) => ({ ...stay, ended: { on, at } })),
  },
  duties: (state, closed, law) =>
    state.secure.flatMap((stay) => [...authority(state, { stay, closed }, law), ...reviews(stay, closed, law)]),
};

function current({ secure }: PeriodOfCare): Secure | undefined {
  return secure.findLast(({ ended }) => ended === null);
}

function changed(state: PeriodOfCare, change: (stay: Secure) => Secure): PeriodOfCare | string {
  const stay = current(state);
  if (stay === undefined) return 'not-in-secure-accommodation';
  return { ...state, secure: state.secure.map((each) => (each === stay ? change(each) : each)) };
}

/** Without a court order at most 72 hours, earlier stays of the last 28 days included; with one, to the court's date. */
function authority(
  state: PeriodOfCare,
  { stay, closed }: { readonly stay: Secure; readonly closed: string | null },
  law: Law,
): readonly Duty[] {
  const [order] = stay.orders;
  const until = order === undefined ? stay.ended : { on: order.on, at: null };
  const inputs = { secureCountedFromAt: addHours(startOf(stay), -hoursBefore(state, stay)) };
  const hours = dutyFromRule(
    {
      ...{ ruleId: 'secure.authority', anchor: stay.factId, inputs, endedBecause: closed },
      ...{ metOn: until?.on ?? null, metAt: until?.at ?? undefined },
    },
    law,
  );
  const orders = stay.orders.map(({ factId: anchor, endsOn }, place) => {
    const metOn = stay.orders[place + 1]?.on ?? stay.ended?.on ?? null;
    const owing = { ruleId: 'secure.order-end', anchor, inputs: { authorityEndsOn: endsOn } };
    return dutyFromRule({ ...owing, metOn, endedBecause: closed }, law);
  });
  return [hours, ...orders];
}

/** Whole hours of earlier stays that still count: those without a court order in the 28 days before this one. */
function hoursBefore({ secure }: PeriodOfCare, stay: Secure): number {
  const from = epochMs(startOf(stay)) - WINDOW_HOURS * HOUR_MS;
  return secure
    .filter((earlier) => earlier.orders.length === 0 && startOf(earlier) < startOf(stay))
    .reduce((hours, { ended, ...earlier }) => {
      const end = epochMs(ended === null ? startOf(stay) : (ended.at ?? startOfDay(ended.on)));
      const begin = Math.max(from, epochMs(startOf(earlier)));
      return hours + Math.max(0, Math.ceil((end - begin) / HOUR_MS));
    }, 0);
}

function startOf({ at, on }: Pick<Secure, 'at' | 'on'>): Instant {
  return at ?? startOfDay(on);
}

/** Within a month of the placement, then at most three months apart, for as long as the stay lasts. */
function reviews(stay: Secure, closed: string | null, law: Law): readonly Duty[] {
  const end = stay.ended === null ? closed : 'the child left secure accommodation';
  const first = { ruleId: 'secure.review', anchor: stay.factId, inputs: { securePlacedOn: stay.on } };
  const later = stay.reviews.map(({ factId: anchor, on }) => ({
    ...{ ruleId: 'secure.review-subsequent', anchor, inputs: { previousSecureReviewOn: on } },
  }));
  return [first, ...later].map((owing, place) =>
    dutyFromRule({ ...owing, metOn: stay.reviews[place]?.on ?? null, endedBecause: end }, law),
  );
}
