import type { CalendarDate } from '../../../calendar/calendar-date.ts';
import type { EarlyPermanenceOutcome } from '../../family-finding/commands.ts';

/** Whether brothers and sisters are to live together. */
export const TOGETHER_OR_APART = ['together', 'apart', 'partly-together'] as const;
export type TogetherOrApart = (typeof TOGETHER_OR_APART)[number];

/** The plan that is followed, and the one that is followed beside it. */
export const PLAN_SIDES = ['primary', 'parallel'] as const;
export type PlanSide = (typeof PLAN_SIDES)[number];

/** Commands about permanence and their content. `on` is the day it happened. */
export type PermanenceCommands = {
  /** A permanence planning meeting was held. */
  'record-planning-meeting': { readonly on: CalendarDate; readonly outcome: string };
  /** The child was discussed at the permanence panel. */
  'record-panel': { readonly on: CalendarDate; readonly outcome: string };
  /** When the primary and the parallel plan are decided next (timescales §0.1.12). */
  'set-plan-decision': { readonly side: PlanSide; readonly byOn: CalendarDate; readonly decision: string };
  'record-plan-decision': { readonly on: CalendarDate; readonly side: PlanSide; readonly outcome: string };
  /** The child lives as the ratified plan says, for good. */
  'record-permanence-achieved': { readonly on: CalendarDate };
  'record-brothers-and-sisters': { readonly on: CalendarDate; readonly inCare: boolean };
  'record-together-apart': {
    readonly on: CalendarDate;
    readonly outcome: TogetherOrApart;
    readonly reason: string;
    readonly contactPlan: string;
  };
  /** Adoption is considered for the child: as a parallel plan, or before there is any. */
  'record-adoption-considered': { readonly on: CalendarDate };
  /** Whether fostering for adoption or concurrent planning is right for the child (CA s.22C(9A)-(9C)). */
  'consider-early-permanence': {
    readonly on: CalendarDate;
    readonly outcome: EarlyPermanenceOutcome;
    readonly reasons: string;
  };
  /** Life-story work with the child began. */
  'record-life-story': { readonly on: CalendarDate };
  /** What legal route a child under section 20 takes was decided with lawyers. */
  'record-legal-gateway': { readonly on: CalendarDate; readonly outcome: string };
};
