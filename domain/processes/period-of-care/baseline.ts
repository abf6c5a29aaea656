import { overdueFrom } from '../../heart/duty-steps.ts';
import type { Duty } from '../../heart/duty.ts';
import type { Law } from '../../heart/law.ts';
import type { PeriodOfCare } from './state.ts';

/**
 * Once the team is told, what nobody confirmed counts as it stands (design §5); what was overdue on its first day is the baseline,
 * dealt with by the recovery plan and not by a flood of alerts (design §7).
 */
export function quieted(duty: Duty, { care: { live } }: PeriodOfCare, { calendar }: Law): Duty {
  if (live === null || duty.status !== 'open') return duty;
  const known: Duty =
    duty.knowledge === 'unconfirmed' ? { ...duty, knowledge: 'recorded', unconfirmedSince: null } : duty;
  const from = overdueFrom(known, calendar);
  const isBaseline = live.recoverBy !== null && from !== null && from <= live.on;
  return isBaseline ? { ...known, quietUntil: live.recoverBy } : known;
}
