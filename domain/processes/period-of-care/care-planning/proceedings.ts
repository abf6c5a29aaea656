import { addDays, type CalendarDate } from '../../../calendar/calendar-date.ts';
import { dutyFromRule, type Owing } from '../../../heart/duty-from-rule.ts';
import type { Duty } from '../../../heart/duty.ts';
import type { Law } from '../../../heart/law.ts';
import { numberOf, readDate } from '../../../json-reading.ts';
import { refuse } from '../../../result.ts';
import type { Aspect } from '../aspect.ts';
import { dated, type Dated } from '../dated.ts';
import { contentOf, tell, type Decide } from '../deciding.ts';
import { afterCare } from '../evolving.ts';
import { beforeCare } from '../knowledge.ts';
import type { PeriodOfCare } from '../state.ts';

export const PROCEEDINGS_OUTCOMES = ['final-order', 'no-order', 'withdrawn'] as const;

/** Commands about an application for a care or supervision order (CA s.31). `on` is the day it happened, also before care began. */
export type ProceedingsCommands = {
  /** The court issued the application on that day. */
  'record-care-application': { readonly on: CalendarDate };
  'record-case-management-hearing': { readonly on: CalendarDate };
  /** The court extended the time: by so many weeks (CA s.32(5), (8)), or to the day in its order, which goes before. */
  'extend-care-proceedings': {
    readonly on: CalendarDate;
    readonly weeks: number | null;
    readonly endsOn: CalendarDate | null;
  };
  'end-care-proceedings': { readonly on: CalendarDate; readonly outcome: (typeof PROCEEDINGS_OUTCOMES)[number] };
};

type Extension = Dated & { readonly weeks: number; readonly endsOn: CalendarDate | null };

export type Proceedings = Dated & {
  readonly hearing: Dated | null;
  readonly extensions: readonly Extension[];
  readonly ended: Dated | null;
};

/** SSDA903 legal statuses that only a final order brings: a full care order, a placement order. */
const FINAL = ['C2', 'E1'];

const whileOpen =
  (kind: string): Decide =>
  (state, payload) =>
    current(state) === null ? refuse('no-care-proceedings') : tell(payload, [kind, contentOf(payload)]);

const DECISIONS = {
  'record-care-application': (_state, payload) => tell(payload, ['care-application-issued', {}]),
  'record-case-management-hearing': whileOpen('case-management-hearing-held'),
  'extend-care-proceedings': whileOpen('care-proceedings-extended'),
  'end-care-proceedings': whileOpen('care-proceedings-ended'),
} satisfies Record<keyof ProceedingsCommands, Decide>;

/** Care proceedings: within twenty-six weeks, longer only by order of the court (timescales §12). No legal status of a source begins them. */
export const PROCEEDINGS: Aspect = {
  decisions: DECISIONS,
  facts: {
    'care-application-issued': (state, fact) => {
      const open = current(state);
      if (open !== null && disposedOf(state, open) === null) return 'care-proceedings-open';
      const issued: Proceedings = { ...dated(fact), hearing: null, extensions: [], ended: null };
      return afterCare(state, fact) ?? { ...state, proceedings: [...all(state), issued] };
    },
    'case-management-hearing-held': (state, fact) =>
      changed(state, (open) => ({ ...open, hearing: open.hearing ?? dated(fact) })),
    'care-proceedings-extended': (state, fact) => {
      const [weeks, endsOn] = [numberOf(fact.payload, 'weeks'), readDate(fact.payload, 'endsOn')];
      const extension = { ...dated(fact), weeks, endsOn };
      return changed(state, (open) => ({ ...open, extensions: [...open.extensions, extension] }));
    },
    'care-proceedings-ended': (state, fact) => changed(state, (open) => ({ ...open, ended: dated(fact) })),
  },
  duties: (state, closed, law) => all(state).flatMap((each) => dutiesOf(state, { each, closed }, law)),
};

function all({ proceedings = [] }: PeriodOfCare): readonly Proceedings[] {
  return proceedings;
}

/** The latest application of which no end was told. */
function current(state: PeriodOfCare): Proceedings | null {
  const latest = all(state).at(-1);
  return latest === undefined || latest.ended !== null ? null : latest;
}

/** The day they ended; a legal status that only a final order brings says so too. */
function disposedOf({ care }: PeriodOfCare, { on, ended }: Proceedings): CalendarDate | null {
  return ended?.on ?? care.legal.find((basis) => basis.on >= on && FINAL.includes(basis.code))?.on ?? null;
}

function changed(state: PeriodOfCare, change: (open: Proceedings) => Proceedings): PeriodOfCare | string {
  const open = current(state);
  if (open === null) return 'no-care-proceedings';
  return { ...state, proceedings: [...all(state).slice(0, -1), change(open)] };
}

function dutiesOf(
  state: PeriodOfCare,
  { each, closed }: { readonly each: Proceedings; readonly closed: string | null },
  law: Law,
): readonly Duty[] {
  const disposedOn = disposedOf(state, each);
  const issued = { anchor: each.factId, inputs: { applicationIssuedOn: each.on }, knowledge: beforeCare(state) };
  const over = disposedOn === null ? closed : 'the proceedings ended';
  const hearing = { ...issued, ruleId: 'plo.cmh', metOn: each.hearing?.on ?? null, endedBecause: over };
  return [
    dutyFromRule(hearing, law),
    ...limitsFrom({ ...issued, ruleId: 'plo.26weeks', metOn: disposedOn, endedBecause: closed }, each.extensions, law),
  ];
}

/** The time limit, and each day to which the court moved it: only the last one still runs. */
function limitsFrom(owing: Owing, [extension, ...later]: readonly Extension[], law: Law): readonly Duty[] {
  if (extension === undefined) return [dutyFromRule(owing, law)];
  const limit = dutyFromRule({ ...owing, metOn: null, endedBecause: 'the court extended the time' }, law);
  const inputs = { proceedingsExtendedToOn: extension.endsOn ?? addDays(limit.dueOn, 7 * extension.weeks) };
  const extended = { ...owing, ruleId: 'plo.26weeks-extended', anchor: extension.factId, inputs };
  return [limit, ...limitsFrom(extended, later, law)];
}
