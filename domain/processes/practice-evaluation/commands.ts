import type { CalendarDate } from '../../calendar/calendar-date.ts';
import type { Instant } from '../../calendar/instant.ts';

export const GRADES = ['outstanding', 'good', 'requires-improvement', 'inadequate'] as const;
export type Grade = (typeof GRADES)[number];

/** What an action is graded, which gives it its latest date. */
export const ACTION_GRADES = ['immediate', 'inadequate', 'requires-improvement'] as const;
export type ActionGrade = (typeof ACTION_GRADES)[number];

/** Roles that carry out actions: those of the line of the case below the director. */
export const ACTION_ROLES = ['social-worker', 'team-manager', 'service-manager', 'head-of-service'] as const;
export type ActionRole = (typeof ACTION_ROLES)[number];

/** An action has its owner and its day, or it is none. */
export type AgreedAction = {
  readonly what: string;
  readonly owner: string;
  readonly role: ActionRole;
  readonly grade: ActionGrade;
  /** The day by which the owner does it: at the latest the one that its grade gives. */
  readonly byOn: CalendarDate;
};

/** Commands of an evaluation of practice and their content. */
export type PracticeEvaluationCommands = {
  'record-evaluation': {
    readonly at: Instant;
    /** Reference of the themed audit that it belongs to; null: of none. */
    readonly theme: string | null;
    readonly grade: Grade;
    /** What it is like for the child, and what has become better: never compliance alone. */
    readonly experience: string;
    readonly progress: string;
    readonly findings: string;
    readonly actions: readonly AgreedAction[];
  };
  'agree-action': { readonly at: Instant } & AgreedAction;
  /** `action` is the id of the fact that agreed it. */
  'complete-action': { readonly at: Instant; readonly action: string; readonly evidence: string };
  'record-follow-up': { readonly on: CalendarDate; readonly findings: string };
  /** What was done is found to be so again: the action is open once more, and counted. */
  'record-recurrence': { readonly at: Instant; readonly action: string; readonly finding: string };
  'close-evaluation': { readonly on: CalendarDate; readonly summary: string };
};

export type PracticeEvaluationCommandKind = keyof PracticeEvaluationCommands;

/** Why a command to an evaluation is refused. */
export type PracticeEvaluationRefusal =
  | 'not-evaluated'
  | 'already-evaluated'
  | 'action-date-outside'
  | 'unknown-action'
  | 'action-open'
  | 'action-completed'
  | 'actions-open'
  | 'follow-up-missing'
  | 'same-person'
  | 'who-did-it-stands'
  | 'already-closed';
