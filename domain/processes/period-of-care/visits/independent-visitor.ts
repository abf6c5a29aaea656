import type { CalendarDate } from '../../../calendar/calendar-date.ts';
import { dutyFromRule } from '../../../heart/duty-from-rule.ts';
import type { Duty } from '../../../heart/duty.ts';
import type { Law } from '../../../heart/law.ts';
import { readFlag } from '../../../json-reading.ts';
import { refuse } from '../../../result.ts';
import type { Aspect } from '../aspect.ts';
import { dated, type Dated } from '../dated.ts';
import { contentOf, tell, type Decide } from '../deciding.ts';
import { outsideCare, type Evolve } from '../evolving.ts';
import type { PeriodOfCare } from '../state.ts';

/** Commands about an independent visitor, who befriends the child and is nobody's representative (CA s.23ZB). */
export type IndependentVisitorCommands = {
  /** Whether it is in the child's interests to have one, as considered on that day. A child may refuse. */
  'consider-independent-visitor': { readonly on: CalendarDate; readonly needed: boolean; readonly reason: string };
  'appoint-independent-visitor': { readonly on: CalendarDate; readonly visitor: string };
  'record-independent-visit': { readonly on: CalendarDate };
  'end-independent-visitor': { readonly on: CalendarDate; readonly reason: string };
};

/** Wanted since a day, and each visit made since. */
export type IndependentVisitor = {
  readonly wanted: Dated;
  readonly visits: readonly Dated[];
  readonly ended: string | null;
};

const needsOne =
  (kind: string): Decide =>
  (state, payload) =>
    current(state) === null ? refuse('no-independent-visitor') : tell(payload, [kind, contentOf(payload)]);

const DECISIONS = {
  'consider-independent-visitor': (_state, payload) =>
    tell(payload, ['independent-visitor-considered', contentOf(payload)]),
  'appoint-independent-visitor': (_state, payload) =>
    tell(payload, ['independent-visitor-appointed', contentOf(payload)]),
  'record-independent-visit': needsOne('independent-visit-made'),
  'end-independent-visitor': needsOne('independent-visitor-ended'),
} satisfies Record<keyof IndependentVisitorCommands, Decide>;

/** An independent visitor who is wanted, or appointed, comes about once a month. */
export const INDEPENDENT_VISITOR: Aspect = {
  decisions: DECISIONS,
  facts: {
    'independent-visitor-considered': (state, fact) =>
      readFlag(fact.payload, 'needed') === true
        ? wanted(state, fact)
        : ended(state, 'it was decided that none is needed'),
    'independent-visitor-appointed': wanted,
    'independent-visit-made': (state, fact) =>
      changed(state, (visitor) => ({ ...visitor, visits: [...visitor.visits, dated(fact)] })) ??
      'no-independent-visitor',
    'independent-visitor-ended': (state) => ended(state, 'the appointment ended'),
  },
  duties: (state, closed, law) => all(state).flatMap((visitor) => visitsOf(visitor, closed, law)),
};

function wanted(...[state, fact]: Parameters<Evolve>): ReturnType<Evolve> {
  if (current(state) !== null) return state;
  const visitor: IndependentVisitor = { wanted: dated(fact), visits: [], ended: null };
  return outsideCare(state, fact) ?? { ...state, independentVisitors: [...all(state), visitor] };
}

function ended(state: PeriodOfCare, because: string): PeriodOfCare {
  return changed(state, (visitor) => ({ ...visitor, ended: because })) ?? state;
}

function changed(
  state: PeriodOfCare,
  change: (visitor: IndependentVisitor) => IndependentVisitor,
): PeriodOfCare | null {
  const visitor = current(state);
  return visitor === null ? null : { ...state, independentVisitors: [...all(state).slice(0, -1), change(visitor)] };
}

function all(state: PeriodOfCare): readonly IndependentVisitor[] {
  return state.independentVisitors ?? [];
}

function current(state: PeriodOfCare): IndependentVisitor | null {
  const latest = all(state).at(-1) ?? null;
  return latest === null || latest.ended !== null ? null : latest;
}

/** One visit after another: each is dated from the one before, the first from the day on which a visitor was found to be needed. */
function visitsOf(visitor: IndependentVisitor, closed: string | null, law: Law): readonly Duty[] {
  const from = [visitor.wanted, ...visitor.visits];
  return from.map(({ factId: anchor, on }, place) => {
    const inputs = { independentVisitorSinceOn: on };
    const metOn = from[place + 1]?.on ?? null;
    return dutyFromRule(
      { ruleId: 'visit.independent', anchor, inputs, metOn, endedBecause: visitor.ended ?? closed },
      law,
    );
  });
}
