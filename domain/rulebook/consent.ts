import { addDays, type CalendarDate } from '../calendar/calendar-date.ts';

/** A child is at least six weeks old before a mother's consent to a placement for adoption counts (ACA 2002 s.52(3)). */
const COUNTS_AFTER_DAYS = 42;

/** Whether consent of a day counts: where the date of birth is not recorded, it does. */
export function isConsentEffective(dateOfBirth: CalendarDate | null, on: CalendarDate): boolean {
  return dateOfBirth === null || on >= addDays(dateOfBirth, COUNTS_AFTER_DAYS);
}
