import type { CalendarDate } from '../../../calendar/calendar-date.ts';
import { laterOf } from '../../../calendar/calendar-date.ts';
import { dutyFromRule } from '../../../heart/duty-from-rule.ts';
import type { Duty } from '../../../heart/duty.ts';
import type { Law } from '../../../heart/law.ts';
import { readDate, readFlag } from '../../../json-reading.ts';
import { refuse } from '../../../result.ts';
import type { Aspect } from '../aspect.ts';
import { dated, type Dated } from '../dated.ts';
import { contentOf, tell, type Decide } from '../deciding.ts';
import { outsideCare } from '../evolving.ts';
import type { PeriodOfCare } from '../state.ts';

/** Commands about placing a child who is in care with its parents (CPPCR Part 4 ch 1). `on` is the day it happened. */
export type WithParentsCommands = {
  'propose-placement-with-parents': { readonly on: CalendarDate; readonly plannedFor: CalendarDate };
  /** The nominated officer considers it necessary before the assessment (reg 19); the parents were interviewed. */
  'record-placement-before-assessment': {
    readonly on: CalendarDate;
    readonly approvedBy: string;
    readonly interviewedOn: CalendarDate | null;
  };
  'record-parents-assessment': { readonly on: CalendarDate };
  /** The decision, with the approval of the nominated officer; not confirmed: the placement is ended. */
  'decide-placement-with-parents': {
    readonly on: CalendarDate;
    readonly confirmed: boolean;
    readonly approvedBy: string;
    readonly iroConsulted: boolean;
  };
};

/** One plan to place with parents, or one placement made before its assessment. */
export type WithParents = Dated & {
  /** For a plan: the day the child is to move. */
  readonly plannedFor: CalendarDate | null;
  readonly assessedOn: CalendarDate | null;
  readonly decided: { readonly on: CalendarDate; readonly confirmed: boolean } | null;
};

const DECISIONS = {
  'propose-placement-with-parents': (_state, payload) =>
    tell(payload, ['parents-placement-proposed', contentOf(payload)]),
  'record-placement-before-assessment': (_state, payload) =>
    tell(payload, ['placed-before-assessment', contentOf(payload)]),
  'record-parents-assessment': (state, payload) =>
    open(state) === undefined ? refuse('nothing-proposed') : tell(payload, ['parents-assessed', {}]),
  'decide-placement-with-parents': (state, payload) =>
    open(state) === undefined
      ? refuse('nothing-proposed')
      : tell(payload, ['parents-placement-decided', contentOf(payload)]),
} satisfies Record<keyof WithParentsCommands, Decide>;

/** Placement with parents under a care order: assessment, review and approval before it, or within days of it (CPPCR regs 17 to 19). */
export const WITH_PARENTS: Aspect = {
  decisions: DECISIONS,
  facts: {
    'parents-placement-proposed': (state, fact) =>
      outsideCare(state, fact) ?? begun(state, dated(fact), readDate(fact.payload, 'plannedFor') ?? fact.on),
    'placed-before-assessment': (state, fact) => outsideCare(state, fact) ?? begun(state, dated(fact), null),
    'parents-assessed': (state, { on }) => changed(state, (plan) => ({ ...plan, assessedOn: plan.assessedOn ?? on })),
    'parents-placement-decided': (state, { on, payload }) =>
      changed(state, (plan) => ({ ...plan, decided: { on, confirmed: readFlag(payload, 'confirmed') === true } })),
  },
  duties: (state, closed, law) => state.withParents.flatMap((plan) => dutiesOf(state, { plan, closed }, law)),
};

function open({ withParents }: PeriodOfCare): WithParents | undefined {
  return withParents.findLast(({ decided }) => decided === null);
}

function begun(state: PeriodOfCare, told: Dated, plannedFor: CalendarDate | null): PeriodOfCare {
  const plan = { ...told, plannedFor, assessedOn: null, decided: null };
  return { ...state, withParents: [...state.withParents, plan] };
}

function changed(state: PeriodOfCare, change: (plan: WithParents) => WithParents): PeriodOfCare | string {
  const plan = open(state);
  if (plan === undefined) return 'nothing-proposed';
  return { ...state, withParents: state.withParents.map((each) => (each === plan ? change(each) : each)) };
}

function dutiesOf(
  state: PeriodOfCare,
  { plan, closed }: { readonly plan: WithParents; readonly closed: string | null },
  law: Law,
): readonly Duty[] {
  const { factId: anchor, plannedFor, assessedOn, decided } = plan;
  const owing = { anchor, endedBecause: closed };
  if (plannedFor !== null) {
    const inputs = { placementPlannedOn: plannedFor };
    return [dutyFromRule({ ...owing, ruleId: 'pwp.assess', inputs, metOn: decided?.on ?? null }, law)];
  }
  const assess = { ...owing, ruleId: 'pwp.emergency-assess', inputs: { placementStartedOn: plan.on } };
  const decide = { ...owing, ruleId: 'pwp.emergency-decide', metOn: decided?.on ?? null };
  return [
    dutyFromRule({ ...assess, metOn: assessedAndReviewedOn(state, plan) }, law),
    ...(assessedOn === null ? [] : [dutyFromRule({ ...decide, inputs: { parentsAssessedOn: assessedOn } }, law)]),
  ];
}

/** Assessment and review of the case are both completed within the days of reg 19(b). */
function assessedAndReviewedOn({ cycle }: PeriodOfCare, { on, assessedOn }: WithParents): CalendarDate | null {
  const review = cycle.reviews.find(({ on: heldOn, completedOn }) => heldOn >= on && completedOn !== null);
  const reviewedOn = review?.completedOn ?? null;
  return assessedOn === null || reviewedOn === null ? null : laterOf(assessedOn, reviewedOn);
}

/** Placed before the assessment, living there still, and not confirmed by that day. */
export function isUnassessedOn({ withParents, care }: PeriodOfCare, on: CalendarDate): boolean {
  const hasMoved = (since: CalendarDate): boolean =>
    care.placements.some((placement) => !placement.continues && placement.on > since && placement.on <= on);
  const isConfirmed = ({ decided }: WithParents): boolean => decided?.confirmed === true && decided.on <= on;
  return withParents.some(
    (plan) => plan.plannedFor === null && plan.on <= on && !hasMoved(plan.on) && !isConfirmed(plan),
  );
}
