import type { CalendarDate } from '../../calendar/calendar-date.ts';
import type { PermanencePlan } from '../period-of-care/review-cycle/commands.ts';

/**
 * On what footing adoption is the plan: it says who decides. All but the relinquished child are decided by the agency decision
 * maker alone, and no panel may be asked (AAR reg 17(2) to (2D)).
 */
export const ADOPTION_BASES = [
  'court-proceedings',
  'care-order-without-authority',
  'threshold-met-accommodated',
  'relinquished',
] as const;
export type AdoptionBasis = (typeof ADOPTION_BASES)[number];

/** What a panel is asked: whether the child should be placed, or about a match. */
export const PANEL_PURPOSES = ['plan', 'match'] as const;
export type PanelPurpose = (typeof PANEL_PURPOSES)[number];

/** Work that is recorded by its day alone. */
export const ADOPTION_STEPS = [
  'register',
  'parents-told-orally',
  'parents-told-in-writing',
  'adopters-told-orally',
  'adopters-told-in-writing',
  'adopters-notified-of-report',
  'comments-received',
  'life-story-first-version',
  'life-story-complete',
  'later-life-letter',
  'advice-on-outside-rule',
  'revocation-applied',
] as const;
export type AdoptionStep = (typeof ADOPTION_STEPS)[number];

export const EARLY_PERMANENCE_OUTCOMES = ['fostering-for-adoption', 'concurrent-planning', 'not-suitable'] as const;
export type EarlyPermanenceOutcome = (typeof EARLY_PERMANENCE_OUTCOMES)[number];

/** Why a child should no longer be placed (SSDA903 REASON_PLACED_CEASED). */
export const CEASED_REASONS = ['RD1', 'RD2', 'RD3', 'RD4'] as const;
export type CeasedReason = (typeof CEASED_REASONS)[number];

/** Commands of family-finding and their content. `on` is the day it happened; adopters are an opaque reference. */
export type FamilyFindingCommands = {
  /** `on` is the day of the review that set the plan. */
  'set-adoption-plan': {
    readonly on: CalendarDate;
    readonly basis: AdoptionBasis;
    /** Whether there are brothers or sisters to be placed with. */
    readonly siblings: boolean;
  };
  'record-agency-decision': {
    readonly on: CalendarDate;
    readonly shouldBePlaced: boolean;
    readonly decidedBy: string;
    readonly reasons: string;
  };
  /** A panel still to come. */
  'plan-adoption-panel': { readonly purpose: PanelPurpose; readonly plannedFor: CalendarDate };
  'record-adoption-panel': {
    readonly on: CalendarDate;
    readonly purpose: PanelPurpose;
    readonly recommends: boolean;
  };
  /** The recommendation and the FINAL minutes were received: only they start the agency decision maker's time. */
  'record-final-minutes': { readonly on: CalendarDate; readonly purpose: PanelPurpose };
  /** Formal consent to placement (ACA 2002 s.19). */
  'record-placement-consent': { readonly on: CalendarDate };
  'refer-to-regional-agency': { readonly on: CalendarDate };
  'record-child-profile': { readonly on: CalendarDate };
  'record-link': { readonly on: CalendarDate; readonly adopters: string };
  'end-link': { readonly on: CalendarDate; readonly adopters: string; readonly reason: string };
  'record-match-decision': {
    readonly on: CalendarDate;
    readonly approved: boolean;
    readonly adopters: string;
    readonly decidedBy: string;
    readonly reasons: string;
  };
  'record-introductions': { readonly on: CalendarDate };
  'record-adoption-application': { readonly on: CalendarDate };
  'record-adoption-ceremony': { readonly on: CalendarDate };
  'record-adoption-step': { readonly on: CalendarDate; readonly step: AdoptionStep };
  'record-early-permanence': {
    readonly on: CalendarDate;
    readonly outcome: EarlyPermanenceOutcome;
    readonly reasons: string;
  };
  'decide-brothers-and-sisters': {
    readonly on: CalendarDate;
    readonly outcome: 'together' | 'apart';
    readonly decidedBy: string;
    readonly reasons: string;
    /** How they stay in touch. */
    readonly contactPlan: string;
  };
  /** What was done in the search and leads to no stage: it is kept, and the alarm that nothing moves runs on. */
  'record-movement': { readonly on: CalendarDate; readonly what: string };
  /** Adoption remains the plan although the child is not placed, or although another plan was ratified. */
  'confirm-adoption-plan': { readonly on: CalendarDate; readonly reasons: string };
  /** The child should no longer be placed for adoption. */
  'change-adoption-plan': {
    readonly on: CalendarDate;
    readonly newPlan: Exclude<PermanencePlan, 'adoption'>;
    readonly ceased: CeasedReason;
    readonly decidedBy: string;
    readonly reasons: string;
  };
};

export type FamilyFindingCommandKind = keyof FamilyFindingCommands;
