import type { CalendarDate } from '../../../calendar/calendar-date.ts';
import { planOf, type PeriodOfCare } from '../state.ts';

/** By which reasons for leaving care (SSDA903 REC) a plan for permanence is achieved; the others are recorded as achieved. */
const ACHIEVED_BY_LEAVING: Readonly<Record<string, readonly string[]>> = {
  'return-home': ['E4A', 'E4B', 'E13', 'E41'],
  kinship: ['E13', 'E41', 'E45', 'E47'],
  'special-guardianship': ['E43', 'E44', 'E45', 'E46', 'E47', 'E48'],
  adoption: ['E11', 'E12'],
  independence: ['E5', 'E6', 'E7', 'E15', 'E17'],
};

/** The day on which the ratified plan was achieved: recorded, or the child left care as it says; null: not yet. */
export function achievedOn(state: PeriodOfCare): CalendarDate | null {
  const { permanence, care } = state;
  if (permanence.achievedOn !== null) return permanence.achievedOn;
  const reasons = ACHIEVED_BY_LEAVING[planOf(state)?.plan ?? ''] ?? [];
  return care.left !== null && reasons.includes(care.left.reason) ? care.left.on : null;
}
