import type { CalendarDate } from '../../../calendar/calendar-date.ts';
import type { FactId } from '../../../heart/fact.ts';
import type { ToldBy } from '../dated.ts';
import type { PeriodOfCare, Review } from '../state.ts';
import { endOf, joined, spansOf, type Span } from './spans.ts';

/** One review that is owed: by which rule, from which anchor, and the review that met it. */
export type ReviewLink = {
  readonly ruleId: string;
  readonly anchor: FactId;
  readonly inputs: Readonly<Record<string, CalendarDate>>;
  readonly told: ToldBy;
  /** The start of care is not recorded: nothing can be counted from it. */
  readonly uncounted: boolean;
  readonly metBy: Review | null;
  readonly endedBecause: string | null;
};

/** Why nothing more is owed of a review. */
export const NEXT_HELD = 'the next review was held';

type Owed = Pick<ReviewLink, 'ruleId' | 'anchor' | 'inputs' | 'told' | 'uncounted'>;

/** A period with the reviews that count in its care cycle, worked out once for all of them. */
type Cycle = { readonly state: PeriodOfCare; readonly careReviews: readonly Review[] };

/** All reviews owed in a period: the care cycle, short breaks, adoption reviews unplaced and placed. */
export function reviewLinks(state: PeriodOfCare): readonly ReviewLink[] {
  const spans = spansOf(state);
  const cycle = { state, careReviews: careReviews(state, spans) };
  const ofRules = joined(spans).flatMap((span) =>
    chain(state, span, { first: firstOf(cycle, span), next: nextOf(cycle, span) }),
  );
  const unplaced = spans.filter((span) => span.authorised);
  const authority = unplaced[0];
  const ofAuthority =
    authority === undefined
      ? []
      : unplaced.flatMap((span) => chain(state, span, unplacedReviews(state, authority, span)));
  // What was owed before an adoption placement is owed again when it is disrupted: the same duty, as it stands last.
  return [...new Map([...ofRules, ...ofAuthority].map((link) => [`${link.ruleId}@${link.anchor}`, link])).values()];
}

/** Reviews held under a span meet what is owed one after another; each anchors the next by the day it was held or opened. */
function chain(
  state: PeriodOfCare,
  span: Span,
  { first, next }: { readonly first: Owed; readonly next: (review: Review) => Owed },
): readonly ReviewLink[] {
  const links: ReviewLink[] = [];
  let owed = first;
  const end = endOf(span, state);
  const held = state.cycle.reviews.filter((review) => isUnder(state, span, review.on));
  held.forEach((review, place) => {
    // What a review in parts leaves open is not owed for ever.
    links.push({ ...owed, metBy: review, endedBecause: held[place + 1] === undefined ? end : NEXT_HELD });
    owed = next(review);
  });
  return [...links, { ...owed, metBy: null, endedBecause: end }];
}

/** A review on the day of a move belongs to what was before it: the move was planned there. The day of entry is its own. */
function isUnder(state: PeriodOfCare, span: Span, on: CalendarDate): boolean {
  const begun = span.from === state.care.entry?.on ? on >= span.from : on > span.from;
  return begun && (span.until === null || on <= span.until);
}

function firstOf(cycle: Cycle, span: Span): Owed {
  const { state } = cycle;
  if (span.rules === 'placed-for-adoption')
    return owed('adoption.review-placed', span, { placedForAdoptionOn: span.from });
  if (span.rules === 'short-breaks') return owed('review.shortbreak', span, { firstPlacementStartedOn: span.from });
  const { entry } = state.care;
  const previous = cycle.careReviews.findLast((review) => review.on <= span.from && !isUnder(state, span, review.on));
  if (previous !== undefined) return nextOf(cycle, span)(previous);
  const uncounted = entry !== null && !entry.startKnown && entry.on === span.from;
  return { ...owed('review.first', span, { becameLookedAfterOn: span.from }), uncounted };
}

/** Reviews that count in the care cycle: all but those of short breaks, after which a child becomes looked after in full. */
function careReviews(state: PeriodOfCare, spans: readonly Span[]): readonly Review[] {
  const breaks = spans.filter((span) => span.rules === 'short-breaks');
  return state.cycle.reviews.filter((review) => !breaks.some((span) => isUnder(state, span, review.on)));
}

function owed(ruleId: string, span: Span, inputs: Owed['inputs']): Owed {
  return { ruleId, anchor: span.factId, inputs, told: span.told, uncounted: false };
}

/** What the next review is: second after the first of the period, later ones after that; an early one counts as the next. */
function nextOf({ state, careReviews: counted }: Cycle, span: Span): (review: Review) => Owed {
  return (review) => {
    const from = {
      anchor: review.factId,
      inputs: { previousReviewHeldOn: review.on },
      told: review.told,
      uncounted: false,
    };
    if (span.rules === 'short-breaks') return { ...from, ruleId: 'review.shortbreak-subsequent' };
    if (span.rules === 'placed-for-adoption') {
      const isFirstPlaced = state.cycle.reviews.find((held) => isUnder(state, span, held.on)) === review;
      return isFirstPlaced
        ? { ...from, ruleId: 'adoption.review-placed-second', inputs: { firstReviewHeldOn: review.on } }
        : { ...from, ruleId: 'adoption.review-placed-subsequent' };
    }
    const isFirst = counted[0] === review && state.care.entry?.startKnown === true;
    return isFirst
      ? { ...from, ruleId: 'review.second', inputs: { firstReviewHeldOn: review.on } }
      : { ...from, ruleId: 'review.subsequent' };
  };
}

/** Reviews while authorised and not placed (AAR 36(1)): three months from the first authority, then six from each review. */
function unplacedReviews(
  state: PeriodOfCare,
  authority: Span,
  span: Span,
): { readonly first: Owed; readonly next: (review: Review) => Owed } {
  const next = (review: Review): Owed => ({
    ruleId: 'adoption.review-unplaced-subsequent',
    anchor: review.factId,
    inputs: { previousReviewHeldOn: review.on },
    told: review.told,
    uncounted: false,
  });
  const between = state.cycle.reviews.findLast((review) => review.on > authority.from && review.on <= span.from);
  return {
    first:
      between === undefined
        ? owed('adoption.review-unplaced', authority, { authorityObtainedOn: authority.from })
        : next(between),
    next,
  };
}
