import type { Fact } from '../../../heart/fact.ts';
import { isJsonObject, readDate, readFlag, readText, textOf } from '../../../json-reading.ts';
import { dated } from '../dated.ts';
import { outsideCare, type Evolve } from '../evolving.ts';
import { bookingOf, type Booking, type PeriodOfCare, type Review, type Steps } from '../state.ts';

/** Steps that prepare a booked review; all others follow a review that was held. */
export const PREPARATION = ['invites', 'sw-consult', 'report'] as const;

/** What a fact of the review cycle changes, in the order in which those of one day are folded. */
export const REVIEW_CYCLE_FACTS: Readonly<Record<string, Evolve>> = {
  'early-review-triggered': (state, fact) => {
    const early = {
      ...dated(fact),
      trigger: textOf(fact.payload, 'trigger'),
      urgent: readFlag(fact.payload, 'urgent') === true,
      declined: false,
    };
    return outsideCare(state, fact) ?? inCycle(state, { early: [...state.cycle.early, early] });
  },
  'early-review-declined': (state) => {
    const open = state.cycle.early.findLast((early) => !early.declined && early.trigger === 'child-asks');
    if (open === undefined) return 'no-early-review';
    return inCycle(state, {
      early: state.cycle.early.map((early) => (early === open ? { ...early, declined: true } : early)),
    });
  },
  'review-booked': (state, fact) => {
    const bookedFor = readDate(fact.payload, 'bookedFor');
    if (bookedFor === null) return 'nothing-booked';
    return (
      outsideCare(state, fact) ??
      inCycle(state, { bookings: [...state.cycle.bookings, { ...dated(fact), bookedFor, steps: {} }] })
    );
  },
  'review-moved': (state, fact) => {
    const bookedFor = readDate(fact.payload, 'bookedFor');
    const moved = bookingToldIn(state, fact);
    return moved === null || bookedFor === null
      ? 'nothing-booked'
      : inCycle(state, { bookings: instead(state.cycle.bookings, moved, { ...moved, bookedFor }) });
  },
  'booking-cancelled': (state, fact) => {
    const cancelled = bookingToldIn(state, fact);
    if (cancelled === null) return 'nothing-booked';
    return inCycle(state, { bookings: state.cycle.bookings.filter((booking) => booking !== cancelled) });
  },
  'review-adjourned': (state, fact) => opened(state, fact, 'adjourned'),
  'review-held': (state, fact) =>
    opened(state, fact, readFlag(fact.payload, 'moreParts') === true ? 'in-parts' : 'whole'),
  'review-part-held': (state, fact) => {
    const review = state.cycle.reviews.at(-1);
    if (review === undefined || review.completedOn !== null) return 'nothing-adjourned';
    const completedOn = readFlag(fact.payload, 'last') === false ? null : fact.on;
    return inCycle(state, { reviews: [...state.cycle.reviews.slice(0, -1), { ...review, completedOn }] });
  },
  'review-step-recorded': (state, fact) => {
    const step = textOf(fact.payload, 'step');
    return PREPARATION.some((name) => name === step) ? prepared(state, step, fact) : followed(state, step, fact);
  },
  'plan-ratified': (state, fact) => {
    const plan = {
      ...dated(fact),
      plan: textOf(fact.payload, 'plan'),
      targetOn: readDate(fact.payload, 'targetOn'),
    };
    return outsideCare(state, fact) ?? inCycle(state, { plans: [...state.cycle.plans, plan] });
  },
  'plan-not-ratified': (state, fact) => inCycle(state, { notRatifiedOn: fact.on }),
};

function inCycle(state: PeriodOfCare, change: Partial<PeriodOfCare['cycle']>): PeriodOfCare {
  return { ...state, cycle: { ...state.cycle, ...change } };
}

/** Which booking is meant: on one day one may be cancelled and another made, in whatever order they are folded. */
function bookingToldIn(state: PeriodOfCare, fact: Fact): Booking | null {
  const told = readText(fact.payload, 'booking');
  return told === null ? bookingOf(state) : (state.cycle.bookings.find(({ factId }) => factId === told) ?? null);
}

function instead(bookings: readonly Booking[], before: Booking, after: Booking): readonly Booking[] {
  return bookings.map((booking) => (booking === before ? after : booking));
}

/** A review is opened: it uses up a booking for that day or earlier; a later one stays until the IRO cancels it (timescales §0.1.2). */
function opened(state: PeriodOfCare, fact: Fact, how: Review['how']): PeriodOfCare | string {
  const before = state.cycle.reviews.at(-1);
  if (before?.on === fact.on) return 'review-already-recorded';
  if (before?.completedOn === null && how !== 'whole') return 'review-not-complete';
  const outside = outsideCare(state, fact);
  if (outside !== null) return outside;
  const used = state.cycle.bookings.filter((booking) => booking.bookedFor <= fact.on);
  const review: Review = {
    ...dated(fact),
    how,
    completedOn: how === 'whole' ? fact.on : null,
    participation: readText(fact.payload, 'participation'),
    chaired: chairedOf(fact, how),
    steps: stepsTold(fact),
    booking: used.at(-1) ?? null,
  };
  const list = review.chaired === false ? 'withoutIro' : 'reviews';
  const bookings = state.cycle.bookings.filter((booking) => !used.includes(booking));
  return inCycle(state, { [list]: [...state.cycle[list], review], bookings });
}

/** Only the IRO adjourns (CPPCR reg 36(2)); of any other review it is told, or not recorded. */
function chairedOf(fact: Fact, how: Review['how']): boolean | null {
  if (readFlag(fact.payload, 'withoutIro') === true) return false;
  return how === 'adjourned' || readText(fact.payload, 'chairedBy') !== null ? true : null;
}

/** Work that is told together with the review itself. */
function stepsTold(fact: Fact): Steps {
  const spokenTo = fact.payload['spokenTo'];
  const spokenOn = isJsonObject(spokenTo)
    ? (readDate(spokenTo, 'on') ?? (readText(spokenTo, 'whyNot') === null ? null : fact.on))
    : null;
  return {
    ...(spokenOn === null ? {} : { 'child-spoken-to': spokenOn }),
    ...(readFlag(fact.payload, 'rightsExplained') === true ? { 'rights-explained': fact.on } : {}),
    ...(readFlag(fact.payload, 'dischargeConsidered') === true ? { 'discharge-considered': fact.on } : {}),
  };
}

function prepared(state: PeriodOfCare, step: string, fact: Fact): PeriodOfCare | string {
  const booking = bookingOf(state);
  return booking === null
    ? 'nothing-booked'
    : inCycle(state, { bookings: instead(state.cycle.bookings, booking, withStep(booking, step, fact)) });
}

/** Work after a review belongs to the latest review held by then. */
function followed(state: PeriodOfCare, step: string, fact: Fact): PeriodOfCare | string {
  const review = state.cycle.reviews.at(-1);
  if (review === undefined) return 'no-review-held';
  return inCycle(state, { reviews: [...state.cycle.reviews.slice(0, -1), withStep(review, step, fact)] });
}

function withStep<Stepped extends Booking | Review>(stepped: Stepped, step: string, fact: Fact): Stepped {
  return { ...stepped, steps: { ...stepped.steps, [step]: stepped.steps[step] ?? fact.on } };
}
