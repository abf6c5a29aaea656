import type { CalendarDate } from '../calendar/calendar-date.ts';

/** What lists show of a child's period of care. */
export type ChildView = {
  readonly dateOfBirth: CalendarDate | null;
  readonly regime: string;
  readonly inCare: boolean;
  readonly enteredOn: CalendarDate;
  readonly leftOn: CalendarDate | null;
  readonly legalStatus: string | null;
  readonly placement: string | null;
  readonly allocatedWorker: string | null;
  /** How often one allocated worker followed another. */
  readonly workerChanges: number;
  /** The team that is responsible; null: not told. */
  readonly team: string | null;
  /** Recorded out of hours: the rest is still to be told. */
  readonly toBeCompleted: boolean;
  readonly iro: string | null;
  /** Duty id of the next review; null if none is owed. */
  readonly nextReview: string | null;
  /** Duty id of the next visit; null if none is owed. */
  readonly nextVisit: string | null;
};

/** A review held, for lists and measures. */
export type ReviewView = {
  readonly factId: string;
  readonly ordinal: number | null;
  readonly heldOn: CalendarDate;
  readonly completedOn: CalendarDate | null;
  /** The rule it met; `review` if none, `without-lawful-effect` if it is known that no IRO chaired it. */
  readonly kind: string;
  readonly participation: string | null;
  /** Whether an IRO chaired it; null: not recorded. */
  readonly chaired: boolean | null;
  readonly dueOn: CalendarDate | null;
};

export type Views = { readonly child: ChildView | null; readonly reviews: readonly ReviewView[] };

/** Dates by name that lists and measures count by, and answers in a word; null: not recorded, or not yet. */
export type Milestones = Readonly<Record<string, string | null>>;
