import type { CalendarDate } from '../../calendar/calendar-date.ts';
import type { Role } from '../../rulebook/role.ts';

/** Work of the one assessment of the household; several belong to the decision, the independent review and later years. */
export const ASSESSMENT_STEPS = [
  'viability',
  'checks',
  'references',
  'medical',
  'first-stage-refused',
  'midpoint',
  'report',
  'report-sent',
  'observations-received',
  'minutes-received',
  'decision-told-orally',
  'decision-told-in-writing',
  'representations',
  'review-applied',
  'review-notified',
  'review-papers',
  'review-outcome',
  'carer-reviewed',
  'review-to-panel',
  'unannounced-visit',
  'training-complete',
  'records-requested',
  'records-sent',
] as const;
export type AssessmentStep = (typeof ASSESSMENT_STEPS)[number];

/** What is asked for first, of each carer (FSR 2011 reg 26(1)). */
export const CARER_CHECKS = ['checks', 'references', 'medical'] as const satisfies readonly AssessmentStep[];

/** What the decision maker decided; a qualifying determination may still be answered (FSR 2011 reg 27(6)). */
export const FOSTERING_OUTCOMES = ['approved', 'qualifying-determination', 'not-approved', 'terminated'] as const;
export type FosteringOutcome = (typeof FOSTERING_OUTCOMES)[number];

/** Steps towards an order that secures the home, and of the support after it (CA 1989 s.14A; SGR 2005). */
export const SECURING_STEPS = [
  'notice',
  'leave-given',
  'application',
  'report-directed',
  'report',
  'support-proposed',
  'support-plan',
  'support-reviewed',
  'support-ended',
  'finance-agreed',
  'finance-statement',
  'finance-changed',
  'finance-breached',
  'finance-reviewed',
  'finance-reminder',
  'finance-suspended',
  'finance-ended',
  'lives-outside-area',
  'support-handed-over',
  'considered',
  'not-to-be-secured',
] as const;
export type SecuringStepName = (typeof SECURING_STEPS)[number];

/** Whose approval an extension needs (CPPCR reg 25(4)). */
export const NOMINATED_OFFICER = 'nominated-officer';

export const LEFT_BECAUSE = ['moved', 'returned-to-parents', 'other'] as const;
export const ORDERS = ['special-guardianship', 'child-arrangements', 'adoption'] as const;

type OfChild = { readonly on: CalendarDate; readonly childRef: string };

/** Commands about a household of connected persons. `on` is the day it happened. Carers are opaque references. */
export type ConnectedCarerCommands = {
  /** `localReference`: that of the fostering system, if there is one. */
  'name-connected-carer': {
    readonly on: CalendarDate;
    readonly localReference: string | null;
    readonly carers: readonly string[];
  };
  /** Somebody became a carer of the household, or is one no more, on that day. */
  'add-carer': { readonly on: CalendarDate; readonly carer: string };
  'remove-carer': { readonly on: CalendarDate; readonly carer: string };
  'allocate-to-carer': { readonly on: CalendarDate; readonly role: Role; readonly person: string | null };
  /** Before the placement: the carer, the accommodation and every adult of the household (CPPCR Schedule 4). */
  'record-suitability': OfChild & {
    readonly suitable: boolean;
    readonly decidedBy: string;
    readonly accommodationSeen: boolean;
    readonly adultsChecked: boolean;
    readonly welfareConsidered: boolean;
    readonly summary: string;
  };
  'give-temporary-approval': OfChild & { readonly approvedBy: string };
  /** Of an approved prospective adopter as foster carer of a named child (CPPCR reg 25A). */
  'give-adopter-approval': OfChild & { readonly approvedBy: string };
  'place-with-carer': OfChild;
  'record-child-left-carer': OfChild & { readonly because: (typeof LEFT_BECAUSE)[number] };
  'record-panel-views': OfChild;
  'record-iro-informed': OfChild;
  /** `until` null: as long as the law allows. Approved by another role than the nominated officer it is recorded, without effect. */
  'extend-temporary-approval': OfChild & {
    readonly pending: 'assessment' | 'independent-review';
    readonly until: CalendarDate | null;
    readonly approvedBy: string;
    readonly approvedAs: Role;
  };
  'record-assessment-step': {
    readonly on: CalendarDate;
    readonly step: AssessmentStep;
    /** For checks, references and medical: of whom; null: of all who were carers on that day. */
    readonly carer: string | null;
  };
  'book-fostering-panel': { readonly bookedFor: CalendarDate };
  'record-fostering-panel': { readonly on: CalendarDate; readonly recommendation: string };
  'record-fostering-decision': {
    readonly on: CalendarDate;
    readonly outcome: FosteringOutcome;
    readonly decidedBy: string;
  };
  'record-carer-notice': { readonly on: CalendarDate };
  /** Of prospective adopters who foster the child: their approval to adopt has ended, and with it that of CPPCR reg 25A. */
  'record-adopters-not-approved': { readonly on: CalendarDate };
  'record-securing-step': OfChild & {
    readonly step: SecuringStepName;
    /** For `report-directed`: the court's date. */
    readonly dueOn: CalendarDate | null;
    /** For `not-to-be-secured`: why not. */
    readonly reason: string | null;
  };
  'record-securing-order': OfChild & { readonly order: (typeof ORDERS)[number] };
  'close-household': { readonly on: CalendarDate; readonly reason: string };
};

export type ConnectedCarerCommandKind = keyof ConnectedCarerCommands;
