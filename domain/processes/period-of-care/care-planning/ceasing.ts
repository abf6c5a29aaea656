import { addYears, type CalendarDate } from '../../../calendar/calendar-date.ts';
import { addWorkingDays } from '../../../calendar/working-days.ts';
import { dutyFromRule } from '../../../heart/duty-from-rule.ts';
import type { Duty } from '../../../heart/duty.ts';
import type { Law } from '../../../heart/law.ts';
import { readDate, textOf } from '../../../json-reading.ts';
import { refuse } from '../../../result.ts';
import { isInCareOfAuthority } from '../../../rulebook/regime.ts';
import type { Aspect } from '../aspect.ts';
import { dated, type Dated } from '../dated.ts';
import { contentOf, tell, type Decide } from '../deciding.ts';
import { outsideCare } from '../evolving.ts';
import { legalStatusOn, type PeriodOfCare } from '../state.ts';
import type { APPROVERS } from './out-of-area.ts';

/** Commands about a child who is to cease to be looked after (CPPCR reg 39). `on` is the day it happened. */
export type CeasingCommands = {
  'plan-ceasing': { readonly on: CalendarDate; readonly plannedFor: CalendarDate };
  'withdraw-ceasing-plan': { readonly on: CalendarDate; readonly reason: string };
  /** Accommodation and support assessed, the child's wishes heard, IRO and relatives consulted, and approved. */
  'approve-ceasing': { readonly on: CalendarDate; readonly by: (typeof APPROVERS)[number] };
};

/** One plan that the child ceases to be looked after. */
export type Ceasing = Dated & {
  readonly plannedFor: CalendarDate;
  readonly approvals: readonly { readonly on: CalendarDate; readonly by: string }[];
  readonly withdrawnOn: CalendarDate | null;
};

const SIXTEEN = 16;
/** Looked after for less, no approval is asked (reg 39). */
const APPROVED_FROM_WORKING_DAYS = 20;

const ofPlan =
  (kind: string): Decide =>
  (state, payload) =>
    current(state) === undefined ? refuse('no-ceasing-planned') : tell(payload, [kind, contentOf(payload)]);

const DECISIONS = {
  'plan-ceasing': (_state, payload) => tell(payload, ['ceasing-planned', contentOf(payload)]),
  'withdraw-ceasing-plan': ofPlan('ceasing-plan-withdrawn'),
  'approve-ceasing': ofPlan('ceasing-approved'),
} satisfies Record<keyof CeasingCommands, Decide>;

/** Before a child ceases to be looked after: assessed, consulted and approved (timescales §9 cease.decide). */
export const CEASING: Aspect = {
  decisions: DECISIONS,
  facts: {
    'ceasing-planned': (state, fact) => {
      const plannedFor = readDate(fact.payload, 'plannedFor') ?? fact.on;
      const plan = { ...dated(fact), plannedFor, approvals: [], withdrawnOn: null };
      return outsideCare(state, fact) ?? { ...state, ceasing: [...state.ceasing, plan] };
    },
    'ceasing-approved': (state, { on, payload }) =>
      changed(state, (plan) => ({ ...plan, approvals: [...plan.approvals, { on, by: textOf(payload, 'by') }] })),
    'ceasing-plan-withdrawn': (state, { on }) => changed(state, (plan) => ({ ...plan, withdrawnOn: on })),
  },
  duties: (state, closed, law) => state.ceasing.map((plan) => dutyOf(state, { plan, closed }, law)),
};

function current({ ceasing }: PeriodOfCare): Ceasing | undefined {
  return ceasing.findLast(({ withdrawnOn }) => withdrawnOn === null);
}

function changed(state: PeriodOfCare, change: (plan: Ceasing) => Ceasing): PeriodOfCare | string {
  const plan = current(state);
  if (plan === undefined) return 'no-ceasing-planned';
  return { ...state, ceasing: state.ceasing.map((each) => (each === plan ? change(each) : each)) };
}

function dutyOf(
  state: PeriodOfCare,
  { plan, closed }: { readonly plan: Ceasing; readonly closed: string | null },
  law: Law,
): Duty {
  const { factId: anchor, plannedFor, approvals, withdrawnOn } = plan;
  const director = isForDirector(state, plannedFor);
  const approved = approvals.find(({ by }) => !director || by === 'director');
  const because =
    withdrawnOn !== null ? 'the plan was withdrawn' : isShort(state, plannedFor, law) ? TOO_SHORT : closed;
  const ruleId = director ? 'cease.decide-director' : 'cease.decide';
  const inputs = { ceasingPlannedOn: plannedFor };
  return dutyFromRule({ ruleId, anchor, inputs, metOn: approved?.on ?? null, endedBecause: because }, law);
}

const TOO_SHORT = 'looked after for less than twenty working days: no approval is asked';

/** Of sixteen or seventeen, and not in care by an order. */
function isForDirector(state: PeriodOfCare, on: CalendarDate): boolean {
  const dateOfBirth = state.care.entry?.dateOfBirth ?? null;
  const isSixteen = dateOfBirth !== null && on >= addYears(dateOfBirth, SIXTEEN);
  return isSixteen && !isInCareOfAuthority(legalStatusOn(state, on)?.code ?? null);
}

function isShort({ care }: PeriodOfCare, on: CalendarDate, { calendar }: Law): boolean {
  return care.entry !== null && on < addWorkingDays(calendar, care.entry.on, APPROVED_FROM_WORKING_DAYS);
}
