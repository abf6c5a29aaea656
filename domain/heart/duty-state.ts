import type { CalendarDate } from '../calendar/calendar-date.ts';
import { londonDateOf, type Instant } from '../calendar/instant.ts';
import type { DutyState } from './duty.ts';

type Due = {
  /** The first day on which it is overdue; null: it is never. */
  readonly overdueFrom: CalendarDate | null;
  /** The moment by which it is due, where hours count. */
  readonly dueAt?: Instant | null;
};

type Shown = Due & {
  readonly status: 'open' | 'met' | 'ended';
  readonly knowledge: 'recorded' | 'not-recorded' | 'unconfirmed';
  readonly bookedOn: CalendarDate | null;
};

/** Whether what is open is overdue at a moment: past the moment where hours count, else from its first overdue day. */
export function isPastDue({ overdueFrom, dueAt }: Due, now: Instant): boolean {
  if (overdueFrom === null) return false;
  return dueAt == null ? overdueFrom <= londonDateOf(now) : dueAt <= now;
}

/** The word for a duty now (design §10): what is unknown is never overdue, and booked and past waits for its record first. */
export function dutyState({ status, knowledge, bookedOn, ...due }: Shown, now: Instant): DutyState {
  if (status !== 'open') return status;
  if (knowledge !== 'recorded') return knowledge;
  if (isPastDue(due, now)) return 'overdue';
  return bookedOn !== null && bookedOn < londonDateOf(now) ? 'awaiting-record' : 'due';
}
