import type { Duty } from '../../heart/duty.ts';
import type { ReviewView, Views } from '../../heart/views.ts';
import { by } from '../../in-order.ts';
import type { Role } from '../../rulebook/role.ts';
import { regimeOf } from '../../rulebook/regime.ts';
import { workerChanges } from './care-planning/allocations.ts';
import { reviewLinks } from './review-cycle/chains.ts';
import { endedOn, type PeriodOfCare, type Review } from './state.ts';

/** The lines that lists show of a period of care; they hold nothing that the events do not. */
export function viewsOf(state: PeriodOfCare, duties: readonly Duty[]): Views {
  const { entry } = state.care;
  if (entry === null) return { child: null, reviews: [] };
  const [legalStatus, placement] = [state.care.legal.at(-1)?.code ?? null, state.care.placements.at(-1)?.code ?? null];
  const ended = endedOn(state);
  return {
    child: {
      dateOfBirth: entry.dateOfBirth,
      regime: regimeOf(legalStatus, placement),
      inCare: ended === null,
      enteredOn: entry.on,
      leftOn: ended,
      legalStatus,
      placement,
      allocatedWorker: holderOf(state, 'social-worker'),
      workerChanges: workerChanges(state),
      team: state.care.teams.at(-1)?.team ?? null,
      toBeCompleted: entry.outOfHours && entry.dateOfBirth === null,
      iro: holderOf(state, 'iro'),
      nextReview: nextOf(duties, REVIEW_RULE),
      nextVisit: nextOf(duties, VISIT_RULE),
    },
    reviews: reviewsOf(state, duties),
  };
}

function holderOf(state: PeriodOfCare, role: Role): string | null {
  return state.care.allocations.findLast((change) => change.role === role)?.person ?? null;
}

/** The open review that is due first; reviews only, not the work around them. */
const REVIEW_RULE =
  /^(review\.(first|second|subsequent|shortbreak|shortbreak-subsequent|adjourn|early|early-urgent)|adoption\.review-.*)$/;

/** Any visit that is owed, also one that was asked for; not that the child is spoken to alone, nor the independent visitor's. */
const VISIT_RULE = /^visit\.(?!(alone|independent)$)/;

function nextOf(duties: readonly Duty[], rules: RegExp): string | null {
  const open = duties.filter((duty) => duty.status === 'open' && rules.test(duty.ruleId));
  return open.toSorted(by(({ dueOn }) => dueOn))[0]?.id ?? null;
}

function reviewsOf(state: PeriodOfCare, duties: readonly Duty[]): Views['reviews'] {
  const metBy = new Map(reviewLinks(state).map((link) => [`${link.ruleId}@${link.anchor}`, link.metBy]));
  const met = new Map(
    duties.flatMap(({ id, ruleId: kind, dueOn }) => {
      const review = metBy.get(id);
      return review == null ? [] : [[review.factId, { kind, dueOn }] as const];
    }),
  );
  const counted = state.cycle.reviews.map((review, place): ReviewView => ({
    ...heldAs(review),
    ordinal: state.care.entry?.startKnown === true ? place + 1 : null,
    ...{ kind: 'review', dueOn: null, ...met.get(review.factId) },
  }));
  const uncounted = state.cycle.withoutIro.map((review): ReviewView => ({
    ...heldAs(review),
    ordinal: null,
    kind: 'without-lawful-effect',
    dueOn: null,
  }));
  return [...counted, ...uncounted];
}

function heldAs({
  factId,
  on: heldOn,
  completedOn,
  participation,
  chaired,
}: Review): Pick<ReviewView, 'factId' | 'heldOn' | 'completedOn' | 'participation' | 'chaired'> {
  return { factId, heldOn, completedOn, participation, chaired };
}
