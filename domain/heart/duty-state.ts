import type { CalendarDate } from '../calendar/calendar-date.ts';
import type { DutyState } from './duty.ts';

type Shown = {
  readonly status: 'open' | 'met' | 'ended';
  readonly knowledge: 'recorded' | 'not-recorded' | 'unconfirmed';
  readonly overdueFrom: CalendarDate | null;
  readonly bookedOn: CalendarDate | null;
};

/** The word for a duty today (design §10): what is unknown is never overdue, and booked and past waits for its record first. */
export function dutyState({ status, knowledge, overdueFrom, bookedOn }: Shown, today: CalendarDate): DutyState {
  if (status !== 'open') return status;
  if (knowledge !== 'recorded') return knowledge;
  if (overdueFrom !== null && overdueFrom <= today) return 'overdue';
  return bookedOn !== null && bookedOn < today ? 'awaiting-record' : 'due';
}
