import type { CalendarDate } from '../calendar/calendar-date.ts';
import type { Line, Role } from '../rulebook/role.ts';
import type { FactId } from './fact.ts';

/** What the record knows of a duty: whether a source could tell at all. */
export type Knowledge =
  | 'recorded'
  /** No source tells: asked for, never overdue, never met. */
  | 'not-recorded'
  /** Fell due between the day a source ends on and the day it was read. */
  | 'unconfirmed';

/** What is owed, as the process derives it from facts and rulebook. */
export type Duty = {
  /** `<rule id>@<anchor>`. */
  readonly id: string;
  readonly ruleId: string;
  readonly ruleVersion: number;
  readonly anchor: FactId;
  readonly status: 'open' | 'met' | 'ended';
  /** Why it ended without being met, in plain words; null unless ended. */
  readonly endedBecause: string | null;
  /** The day it was met; null unless met. Later than the due date: late, for ever. */
  readonly metOn: CalendarDate | null;
  readonly earliestOn: CalendarDate | null;
  /** The date to warn by (the cautious reading). */
  readonly dueOn: CalendarDate;
  /** The last day on which it is not overdue (the later defensible reading); equal to `dueOn` where the law has one reading. */
  readonly lastDefensibleOn: CalendarDate;
  /** The authority's own earlier date; null: none. It is reminded of, and never overdue. */
  readonly practiceOn: CalendarDate | null;
  /** Depends on bank holidays that have not been published yet. */
  readonly provisional: boolean;
  /** The day its period starts: the anchor's own date. */
  readonly fromOn: CalendarDate;
  readonly owner: Role;
  readonly line: Line;
  /** Booked for this day; null if nothing is booked. */
  readonly bookedOn: CalendarDate | null;
  /** Who holds the booking and is asked for its outcome. */
  readonly holder: Role;
  readonly knowledge: Knowledge;
  /** The day the source was read that left it unconfirmed; null unless unconfirmed. */
  readonly unconfirmedSince: CalendarDate | null;
  /** Anchor dates by name: with the rule they give the derivation again. */
  readonly inputs: Readonly<Record<string, CalendarDate>>;
};

/** The word shown for a duty, worked out from status, due date, booking, source and today. */
export type DutyState = 'due' | 'overdue' | 'awaiting-record' | 'not-recorded' | 'unconfirmed' | 'met' | 'ended';
