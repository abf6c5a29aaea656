import type { Draft } from './draft.ts';
import type { Scene } from './escalation.ts';

/** Open alerts follow whoever holds their role for the process now: a new worker is told what the one before was asked (design §7). */
export function readdress(draft: Draft, { peopleOf, today }: Scene): void {
  for (const alert of draft.book.alerts.values()) {
    if (alert.status !== 'open') continue;
    const person = peopleOf(alert)[alert.role];
    if (person === undefined || person === alert.person) continue;
    const payload = { alertId: alert.id, dutyId: alert.dutyId, person };
    draft.append({ class: 'done', kind: 'alert-readdressed', on: today, payload, cause: 'reallocated' });
  }
}
