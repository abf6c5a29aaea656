import type { CalendarDate } from '../../../calendar/calendar-date.ts';
import type { FactId } from '../../../heart/fact.ts';
import { by } from '../../../in-order.ts';
import { isAuthorisedForAdoption, regimeOf } from '../../../rulebook/regime.ts';
import type { ToldBy } from '../dated.ts';
import { endedOn, legalStatusOn, placementOn, type Entry, type PeriodOfCare } from '../state.ts';

/** Under which set of review rules a child is: remand changes plans, not reviews (timescales §1.5). */
export type ReviewRules = 'care' | 'placed-for-adoption' | 'short-breaks';

/** A stretch of a period of care under one set of review rules. */
export type Span = {
  readonly rules: ReviewRules;
  readonly from: CalendarDate;
  /** The fact that began it. */
  readonly factId: FactId;
  readonly told: ToldBy;
  /** The day the next one began; null while it runs. */
  readonly until: CalendarDate | null;
  readonly authorised: boolean;
};

/** The spans of a period, from its legal statuses, placements and consents to a placement for adoption. */
export function spansOf(state: PeriodOfCare): readonly Span[] {
  const { entry, legal, placements } = state.care;
  if (entry === null) return [];
  const changes = [...legal, ...placements, ...(state.cycle.consents ?? [])]
    .filter((change) => change.on >= entry.on)
    .sort(by(({ on }) => on));
  const ended: Span[] = [];
  let current = spanFrom(state, entry);
  for (const change of changes) {
    const span = spanFrom(state, change);
    if (span.from === current.from) current = { ...current, told: change.told };
    else if (span.rules !== current.rules || span.authorised !== current.authorised) {
      ended.push({ ...current, until: span.from });
      current = span;
    }
  }
  return [...ended, current];
}

function spanFrom(state: PeriodOfCare, { on, factId, told }: Pick<Entry, 'on' | 'factId' | 'told'>): Span {
  return { ...rulesOn(state, on), from: on, factId, told, until: null };
}

function rulesOn(state: PeriodOfCare, on: CalendarDate): Pick<Span, 'rules' | 'authorised'> {
  const status = legalStatusOn(state, on)?.code ?? null;
  const regime = regimeOf(status, placementOn(state, on)?.code ?? null);
  const rules = regime === 'placed-for-adoption' || regime === 'short-breaks' ? regime : 'care';
  return { rules, authorised: rules === 'care' && (isAuthorisedForAdoption(status) || hasConsent(state, on)) };
}

function hasConsent({ cycle }: PeriodOfCare, on: CalendarDate): boolean {
  return cycle.consents?.findLast((consent) => consent.on <= on)?.given === true;
}

/** Neighbouring spans under the same rules as one: a placement order changes no care review. */
export function joined(spans: readonly Span[]): readonly Span[] {
  const result: Span[] = [];
  for (const span of spans) {
    const before = result.at(-1);
    if (before !== undefined && before.rules === span.rules) result.splice(-1, 1, { ...before, until: span.until });
    else result.push({ ...span, authorised: false });
  }
  return result;
}

/** Why a review stops being owed when the next span begins. */
const ENDED = {
  authorised: 'the child was placed, or the authority to place for adoption ended',
  'placed-for-adoption': 'the adoption placement ended',
  care: 'other review rules apply to the child now',
  'short-breaks': 'other review rules apply to the child now',
} as const;

/** Why the span's open review is no longer owed; null while it is. */
export function endOf(span: Span, state: PeriodOfCare): string | null {
  const ended = endedOn(state);
  if (span.until !== null) return ENDED[span.authorised ? 'authorised' : span.rules];
  if (ended === null) return null;
  return state.care.left === null ? 'the child turned eighteen' : 'the child ceased to be looked after';
}
