import type { CalendarDate } from '../../../calendar/calendar-date.ts';

/** How a child took part in a review (SSDA903 REVIEW_CODE). */
export const PARTICIPATION_CODES = ['PN0', 'PN1', 'PN2', 'PN3', 'PN4', 'PN5', 'PN6', 'PN7'] as const;
export type Participation = (typeof PARTICIPATION_CODES)[number];

/** What opens a review before its date (CPPCR reg 33(3), reg 30; before a significant change of the care plan, regs 6(2), 32(2)). */
export const EARLY_REVIEW_TRIGGERS = [
  'persistently-absent',
  'risk-of-harm',
  'child-asks',
  'iro-asks',
  'visit-not-safeguarded',
  'remand-ending',
  'release-from-custody',
  'section-20-ending',
  'placement-ending',
  'care-plan-changing',
] as const;
export type EarlyReviewTrigger = (typeof EARLY_REVIEW_TRIGGERS)[number];

/** A plan for permanence; "further assessment" is not one. */
export const PERMANENCE_PLANS = [
  'return-home',
  'kinship',
  'special-guardianship',
  'adoption',
  'long-term-fostering',
  'residential',
  'independence',
] as const;
export type PermanencePlan = (typeof PERMANENCE_PLANS)[number];

/** Work around a review that is recorded by itself, each with its own timescale. */
export const REVIEW_STEPS = [
  'invites',
  'sw-consult',
  'report',
  'child-spoken-to',
  'rights-explained',
  'advocacy-offered',
  'discharge-considered',
  'decisions',
  'decisions-response',
  'record',
  'distribute',
  'care-plan-update',
  'midpoint',
  'another-approach',
  'plan-explained',
] as const;
export type ReviewStep = (typeof REVIEW_STEPS)[number];

/** What the IRO ratifies (timescales §0.1.1). */
export type RatifiedPlan = {
  readonly plan: PermanencePlan;
  readonly legalRoute: string;
  readonly parallelPlan: PermanencePlan | null;
  readonly targetOn: CalendarDate;
  readonly evidence: string;
  readonly childsView: string;
  readonly subjectToCourt: string | null;
};

/** When the IRO spoke with the child in private, or why not. */
export type SpokenTo = { readonly on: CalendarDate } | { readonly whyNot: string };

/** Commands of the review cycle and their content. `on` is the day it happened; a plan has its own date beside it. */
export type ReviewCycleCommands = {
  'book-review': { readonly bookedFor: CalendarDate; readonly time: string | null };
  'move-review': { readonly bookedFor: CalendarDate; readonly time: string | null; readonly reason: string };
  'cancel-booking': { readonly reason: string };
  'record-review': {
    readonly on: CalendarDate;
    readonly participation: Participation | null;
    /** The person who chaired it as IRO; null: not recorded. */
    readonly chairedBy: string | null;
    /** Held without an IRO: recorded, but without lawful effect, so that the clock runs on (timescales §0.1.3). */
    readonly withoutIro: boolean;
    readonly spokenTo: SpokenTo | null;
    readonly childsWords: string | null;
    readonly whatChanged: string | null;
    readonly advocacyOffered: boolean | null;
    readonly rightsExplained: boolean | null;
    readonly planConsidered: boolean | null;
    readonly decisions: string | null;
    readonly dischargeConsidered: boolean | null;
    /** First part of a review in several parts. */
    readonly moreParts: boolean;
    readonly ratified: RatifiedPlan | null;
    readonly whyNotRatified: string | null;
  };
  /** Opened on that day and adjourned by the IRO, once, for insufficient information (CPPCR reg 36(2)). */
  'adjourn-review': { readonly on: CalendarDate; readonly missing: string };
  /** A further part of a review in parts, or the resumption of an adjourned one. */
  'record-review-part': { readonly on: CalendarDate; readonly last: boolean };
  'trigger-early-review': {
    readonly on: CalendarDate;
    readonly trigger: EarlyReviewTrigger;
    readonly urgent: boolean;
    readonly reason: string;
  };
  /** Only for `child-asks`: the IRO records why an early review is not justified. */
  'decline-early-review': { readonly reason: string };
  'record-review-step': { readonly on: CalendarDate; readonly step: ReviewStep };
  'ratify-plan': { readonly on: CalendarDate } & RatifiedPlan;
  'record-plan-not-ratified': { readonly on: CalendarDate; readonly reason: string };
};
