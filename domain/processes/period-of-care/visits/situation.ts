import { addYears, type CalendarDate } from '../../../calendar/calendar-date.ts';
import { by } from '../../../in-order.ts';
import {
  isAuthorisedForAdoption,
  isInCareOfAuthority,
  isTemporaryPlacement,
  isWithConnectedPerson,
  regimeOf,
} from '../../../rulebook/regime.ts';
import { isUnassessedOn } from '../care-planning/with-parents.ts';
import { legalStatusOn, type PeriodOfCare, type Placement } from '../state.ts';
import type { CarerApproval } from './state.ts';

/** Under which rule of visiting a child is (timescales §7). */
export type VisitRules =
  | 'ordinary'
  | 'placed-for-adoption'
  | 'short-breaks'
  | 'parents-unassessed'
  | 'parents-interim-order'
  | 'parents-care-order'
  | 'connected-temporary'
  | 'other-responsible';

/** Own parents or another person with parental responsibility. */
const PARENTS = 'P1';
const FOSTERING = /^U[1-6]$/;
/** Coded in the SSDA903 return as a long-term foster placement. */
const LONG_TERM = /^U[14]$/;
/** Hospital and youth detention: in care, while another person is responsible for where the child lives (CPPCR reg 28(6)). */
const OTHERS_RESPONSIBLE = /^R[25]$/;

/** Which rules apply on a day, what happened on it included. */
export function visitRulesOn(state: PeriodOfCare, on: CalendarDate): VisitRules {
  const legal = legalStatusOn(state, on)?.code ?? null;
  const code = settledCode(state, on);
  const regime = regimeOf(legal, code);
  if (regime === 'placed-for-adoption' || regime === 'short-breaks') return regime;
  if (code === null) return 'ordinary';
  if (code === PARENTS && isInCareOfAuthority(legal)) return withParents(state, legal, on);
  if (isWithConnectedPerson(code) && isTemporarilyApproved(state, on)) return 'connected-temporary';
  const inCare = isInCareOfAuthority(legal) || isAuthorisedForAdoption(legal);
  return inCare && OTHERS_RESPONSIBLE.test(code) ? 'other-responsible' : 'ordinary';
}

/** Under an interim order visits are as frequent as before an assessment, or more so. */
function withParents(state: PeriodOfCare, legal: string | null, on: CalendarDate): VisitRules {
  if (legal === 'C1') return 'parents-interim-order';
  return isUnassessedOn(state, on) ? 'parents-unassessed' : 'parents-care-order';
}

/** The child is still with carers whose approval is over. */
const OVER: ReadonlySet<CarerApproval['approval']> = new Set(['run-out', 'no-longer-full']);

/**
 * What each household told by that day; U1 to U3 alone is no approval (timescales §0.1.9). After an approval has run out or has
 * ended, the child is visited as under a temporary one while still there: CPPCR reg 28(4) names temporary approvals only, and
 * this is the cautious reading. Another temporary one for the same placement has no effect (CPPCR reg 25(2)), and neither has one
 * of carers who are fully approved.
 */
function isTemporarilyApproved(state: PeriodOfCare, on: CalendarDate): boolean {
  const told = state.visits.approvals.filter((change) => change.on <= on).toSorted(by((change) => change.on));
  const households = new Map<string, CarerApproval>();
  for (const change of told) {
    const before = households.get(change.household);
    if (!hasNoEffect(change, before, state)) households.set(change.household, change);
  }
  const placedOn = placedSince(state, on);
  return [...households.values()].some(
    ({ approval, on: since }) => approval === 'temporary' || (OVER.has(approval) && placedOn <= since),
  );
}

function hasNoEffect(change: CarerApproval, before: CarerApproval | undefined, state: PeriodOfCare): boolean {
  if (before?.approval === 'full') return change.approval !== 'full' && change.approval !== 'no-longer-full';
  if (before?.approval !== 'run-out') return false;
  const placedOn = placedSince(state, change.on);
  // What has run out is told to have ended, too, on that day; only later it is the child who has left, or another footing.
  return change.approval === 'temporary'
    ? placedOn <= before.on
    : change.approval === 'ended' && change.on <= before.on;
}

/** The day on which the placement of a day began; '' before the first. */
function placedSince(state: PeriodOfCare, on: CalendarDate): CalendarDate | '' {
  return newPlacementOn(state, on)?.on ?? '';
}

function settledCode({ care }: PeriodOfCare, on: CalendarDate): string | null {
  const settled = care.placements.findLast(({ on: from, code }) => from <= on && !isTemporaryPlacement(code));
  return settled?.code ?? null;
}

/** The placement that began last, temporary ones and changes with the same carer left out. */
export function newPlacementOn({ care }: PeriodOfCare, on: CalendarDate): Placement | null {
  return care.placements.findLast((placement) => placement.on <= on && !placement.continues) ?? null;
}

/** What decides how long after a visit the next one is due. */
export type Situation = {
  readonly rules: VisitRules;
  /** No review has been held since these rules began to apply in this placement: at least weekly (timescales §7). */
  readonly weekly: boolean;
  /** The day on which the first year of the placement is over; null: not known. */
  readonly yearOn: CalendarDate | null;
  /** It is to last until the child is eighteen. */
  readonly lasting: boolean;
  /** A long-term foster placement in which the child agrees to fewer visits. */
  readonly agreed: boolean;
  /** How often the latest review of this adoption placement decided; null: not yet. */
  readonly weeks: number | null;
};

export function situationOn(
  state: PeriodOfCare,
  on: CalendarDate,
  { rules, since }: { readonly rules: VisitRules; readonly since: CalendarDate },
): Situation {
  const { lasting, agreements, frequencies } = state.visits;
  const placement = newPlacementOn(state, on);
  const code = settledCode(state, on) ?? '';
  const ofPlacement = <Told extends { readonly on: CalendarDate }>(told: readonly Told[]): Told | undefined =>
    told.findLast((item) => item.on <= on && placement !== null && item.on >= placement.on);
  const isLasting = LONG_TERM.test(code) || ofPlacement(lasting) !== undefined;
  return {
    rules,
    weekly: !state.cycle.reviews.some((review) => review.on > since && review.on <= on),
    yearOn: placement === null ? null : addYears(placement.on, 1),
    lasting: isLasting,
    agreed: isLasting && FOSTERING.test(code) && ofPlacement(agreements)?.agrees === true,
    weeks: frequencies.findLast((told) => told.on <= on && told.on >= since)?.weeks ?? null,
  };
}
