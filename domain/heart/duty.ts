import type { CalendarDate } from '../calendar/calendar-date.ts';
import type { Instant } from '../calendar/instant.ts';
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
  /** The moment it was met, where hours count and a source tells it. */
  readonly metAt?: Instant;
  readonly earliestOn: CalendarDate | null;
  /** The date to warn by (the cautious reading). */
  readonly dueOn: CalendarDate;
  /** The moment by which it is due, where hours count; absent: the whole of the due date is in time. */
  readonly dueAt?: Instant;
  /** The last day on which it is not overdue (the later defensible reading); equal to `dueOn` where the law has one reading. */
  readonly lastDefensibleOn: CalendarDate;
  /** The authority's own earlier date; null: none. It is reminded of, and never overdue. */
  readonly practiceOn: CalendarDate | null;
  /** It was overdue when its team went live: until the day of the team's recovery plan nobody is asked about it by itself. */
  readonly quietUntil?: CalendarDate;
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
  /** Of a process about several children: the child whom it concerns; absent: all of them, or the only one. */
  readonly childRef?: string;
  /** What is still missing of it, in words of the field, where it has parts; absent: it has none. */
  readonly outstanding?: readonly string[];
  /** Anchor dates (or moments) by name: with the rule they give the derivation again. */
  readonly inputs: Readonly<Record<string, CalendarDate | Instant>>;
};

/** Whether it was done in time: by the moment where hours count and both are known, else by the last defensible day. */
export function isMetInTime({ metOn, metAt, dueAt, lastDefensibleOn }: Duty): boolean {
  if (metOn === null) return false;
  return metAt !== undefined && dueAt !== undefined ? metAt <= dueAt : metOn <= lastDefensibleOn;
}

/** The word shown for a duty, worked out from status, due date, booking, source and today. */
export type DutyState = 'due' | 'overdue' | 'awaiting-record' | 'not-recorded' | 'unconfirmed' | 'met' | 'ended';
