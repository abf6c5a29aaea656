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
import { toldByReturn } from '../knowledge.ts';
import { legalStatusOn, type LegalStatus, type PeriodOfCare } from '../state.ts';

/** Commands about the ends of legal bases. `on` is the day it happened. */
export type LegalBasisCommands = {
  /** The court's date for the order that is the legal basis now: its end, or the end of its extension. */
  'record-authority-end': { readonly on: CalendarDate; readonly endsOn: CalendarDate };
};

/** The end that a court set for a legal basis. */
export type AuthorityEnd = Dated & { readonly basis: string; readonly endsOn: CalendarDate };

const POLICE_PROTECTION = 'L1';
const EMERGENCY_ORDER = 'L2';

const DECISIONS = {
  'record-authority-end': (state, payload) =>
    state.care.legal.length === 0 ? refuse('no-legal-basis') : tell(payload, ['authority-end-set', contentOf(payload)]),
} satisfies Record<keyof LegalBasisCommands, Decide>;

/** Every legal basis with an end climbs to legal and the director before it ends, and at once at its end (timescales §0.1.7). */
export const LEGAL_BASIS: Aspect = {
  decisions: DECISIONS,
  facts: {
    'authority-end-set': (state, fact) => {
      const [basis, endsOn] = [legalStatusOn(state, fact.on), readDate(fact.payload, 'endsOn')];
      if (basis === null || endsOn === null) return 'no-legal-basis';
      const end = { ...dated(fact), basis: basis.factId, endsOn };
      return outsideCare(state, fact) ?? { ...state, authorityEnds: [...state.authorityEnds, end] };
    },
  },
  duties: (state, closed, law) =>
    state.care.legal.flatMap((basis, place) =>
      endsOf(state, { basis, next: state.care.legal[place + 1], closed }, law),
    ),
};

type Basis = {
  readonly basis: LegalStatus;
  /** What took its place; absent: it is the basis now. */
  readonly next: LegalStatus | undefined;
  readonly closed: string | null;
};

/** Of the bases that only a return tells, the present one alone can still end. */
function endsOf(state: PeriodOfCare, { basis, next, closed }: Basis, law: Law): readonly Duty[] {
  if (basis.told === 'return' && next !== undefined) return [];
  const ends = state.authorityEnds.filter((end) => end.basis === basis.factId);
  const knowledge = toldByReturn(state, basis.told);
  const owing = { endedBecause: closed, knowledge };
  const replacedBy = (later: AuthorityEnd | undefined) => later?.on ?? next?.on ?? null;
  const first = firstEnd(basis);
  const [extended] = ends;
  return [
    ...(first === null
      ? []
      : [
          dutyFromRule(
            {
              ...{ ...owing, ...first, anchor: basis.factId, metOn: replacedBy(extended) },
              ...(extended === undefined && next?.at != null ? { metAt: next.at } : {}),
            },
            law,
          ),
        ]),
    ...ends.map((end, place) => {
      const inputs = { authorityEndsOn: end.endsOn };
      const metOn = replacedBy(ends[place + 1]);
      return dutyFromRule({ ...owing, ruleId: 'authority.end', anchor: end.factId, inputs, metOn }, law);
    }),
  ];
}

/** The end that the law itself sets; other orders end when the court says so. */
function firstEnd({ code, on, at }: LegalStatus): Pick<Parameters<typeof dutyFromRule>[0], 'ruleId' | 'inputs'> | null {
  if (code === POLICE_PROTECTION)
    return { ruleId: 'authority.police-protection', inputs: { policeProtectionAt: at ?? on } };
  return code === EMERGENCY_ORDER ? { ruleId: 'authority.emergency-order', inputs: { orderMadeOn: on } } : null;
}
