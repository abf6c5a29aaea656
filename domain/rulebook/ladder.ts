import type { Role } from './role.ts';

export const LADDER_IDS = [
  'review',
  'review-weekly',
  'review-administration',
  'permanence-plan',
  'case-regulation',
  'case-soon',
  'case-weekly',
  'iro-regulation',
  'iro-weekly',
  'supervision',
  'supervision-decision',
  'authority-hours',
  'authority-days',
  'placement-ending',
  'legal-planning',
  'care-proceedings',
  'information',
  'administration',
  'missing-strategy',
  'missing-manager',
  'missing-director',
  'dispute-team-manager',
  'dispute-service-manager',
  'dispute-head-of-service',
  'dispute-director',
  'adoption-regulation',
  'adoption-weekly',
  'adoption-decision',
  'adoption-movement',
  'audit-actions',
  'audit-immediate',
  'audit-check',
  'worker-supervision',
  'fostering-regulation',
  'fostering-weekly',
  'temporary-approval',
  'extended-approval',
  'unapproved-placement',
  'unlawful-placement',
  'outside-terms',
  'feed',
] as const;

export type LadderId = (typeof LADDER_IDS)[number];

/** When a step comes. Shares are of the period from the anchor to the due date. */
export type StepOffset =
  | { readonly at: 'share-of-period'; readonly share: number }
  /** The later of a share of the period and so many working days before the due date. */
  | { readonly at: 'before-due'; readonly share: number; readonly workingDays: number }
  /** So many working days after the first working morning on which the duty is overdue (0: that morning). */
  | { readonly at: 'overdue'; readonly workingDays: number }
  /** The working morning so many working days before the due date; 0: the last working day on or before it. */
  | { readonly at: 'working-days-before'; readonly workingDays: number }
  /** The working morning so many days after the period began. */
  | { readonly at: 'after-start'; readonly days: number }
  /** So many hours before the moment (or the end of the day) on which it is due, at night too. */
  | { readonly at: 'hours-before'; readonly hours: number }
  /** The very moment from which it is overdue, at night too: where hours count, or where a lapse is unlawful. */
  | { readonly at: 'at-once' };

/** `digest`: a line of the daily digest; `weekly`: of the weekly summary; `ordinary` and `urgent`: an alert of its own. */
export type Urgency = 'weekly' | 'digest' | 'ordinary' | 'urgent';

export type Tell = {
  readonly role: Role;
  /** An answer is asked of this role. */
  readonly answer: boolean;
};

export type LadderStep = {
  /** Stable within the ladder, e.g. `nothing-booked`, `at-risk`, `overdue`, `overdue-5`. */
  readonly id: string;
  readonly offset: StepOffset;
  /** A step that a booking within the due date makes unnecessary. */
  readonly unlessBooked: boolean;
  readonly tells: readonly Tell[];
  readonly urgency: Urgency;
  readonly answerWithinWorkingDays: number;
};

export type Ladder = { readonly id: LadderId; readonly steps: readonly LadderStep[] };
