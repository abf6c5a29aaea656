import type { CalendarDate } from '../../calendar/calendar-date.ts';

/** Why a worker is away: a code and no words, so that nothing about the worker, or a child, stands here. */
export const ABSENCE_REASONS = ['leave', 'sickness', 'parental-leave', 'training', 'other'] as const;
export type AbsenceReason = (typeof ABSENCE_REASONS)[number];

/** Commands of the supervision of one worker. None takes free text: what is said about children stands on their records. */
export type WorkerSupervisionCommands = {
  'begin-worker-supervision': {
    readonly on: CalendarDate;
    /** Opaque reference of the worker, as in the token. */
    readonly localReference: string;
    readonly supervisor: string | null;
    /** The last day of fortnightly supervision of a newly qualified worker; null: not newly qualified. */
    readonly fortnightlyThrough: CalendarDate | null;
  };
  'change-worker-supervisor': { readonly on: CalendarDate; readonly supervisor: string | null };
  'book-worker-supervision': { readonly bookedFor: CalendarDate };
  'record-worker-supervision': { readonly on: CalendarDate };
  /** `through` is the last day away, as far as it is known; it can be corrected. */
  'record-worker-absence': {
    readonly on: CalendarDate;
    readonly through: CalendarDate;
    readonly reason: AbsenceReason;
  };
  'record-worker-left': { readonly on: CalendarDate };
  /** The worker's team is told from now on; what is overdue is dealt with by the day of its recovery plan. */
  'supervision-go-live': { readonly on: CalendarDate; readonly recoverBy: CalendarDate | null };
};

export type WorkerSupervisionCommandKind = keyof WorkerSupervisionCommands;

/** Why a command to the supervision of a worker is refused. */
export type WorkerSupervisionRefusal =
  | 'supervision-not-begun'
  | 'supervision-begun'
  | 'already-supervised'
  | 'worker-left'
  | 'absence-ends-before'
  | 'supervision-booked-in-the-past';
