import type { CalendarDate } from '../calendar/calendar-date.ts';
import { londonDateOf, type Instant } from '../calendar/instant.ts';
import type { DutyState } from './duty.ts';

type Shown = {
  readonly status: 'open' | 'met' | 'ended';
  readonly knowledge: 'recorded' | 'not-recorded' | 'unconfirmed';
  readonly overdueFrom: CalendarDate | null;
  readonly bookedOn: CalendarDate | null;
  /** The moment by which it is due, where hours count. */
  readonly dueAt?: Instant | null;
};

/** The word for a duty now (design §10): what is unknown is never overdue, and booked and past waits for its record first. */
export function dutyState({ status, knowledge, overdueFrom, bookedOn, dueAt }: Shown, now: Instant): DutyState {
  const today = londonDateOf(now);
  if (status !== 'open') return status;
  if (knowledge !== 'recorded') return knowledge;
  if (overdueFrom !== null && (dueAt == null ? overdueFrom <= today : dueAt <= now)) return 'overdue';
  return bookedOn !== null && bookedOn < today ? 'awaiting-record' : 'due';
}
