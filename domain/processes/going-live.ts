import type { CalendarDate } from '../calendar/calendar-date.ts';
import { overdueFrom } from '../heart/duty-steps.ts';
import type { Duty } from '../heart/duty.ts';
import type { Announcement, Derived } from '../heart/fact.ts';
import type { Law } from '../heart/law.ts';
import { readDate } from '../json-reading.ts';

/** Since when people are told, and by when what was overdue on that day is dealt with; null: there is no recovery plan. */
export type Live = { readonly on: CalendarDate; readonly recoverBy: CalendarDate | null };

/** What a period of care, or the supervision of a worker, is told when its team goes live. */
export const WENT_LIVE = 'team-went-live';

/** Another kind than what was heard: a child's other processes hear of it from the period of care alone. */
export const GOING_LIVE_HEARD = 'going-live-heard';

/**
 * Once the team is told, what nobody confirmed counts as it stands (design §5); what was overdue on its first day is the baseline,
 * dealt with by the recovery plan and not by a flood of alerts (design §7). Undefined: it has not been heard of.
 */
export function quieted(duty: Duty, live: Live | null | undefined, { calendar }: Law): Duty {
  if (live == null || duty.status !== 'open') return duty;
  const known: Duty =
    duty.knowledge === 'unconfirmed' ? { ...duty, knowledge: 'recorded', unconfirmedSince: null } : duty;
  const from = overdueFrom(known, calendar);
  const isBaseline = live.recoverBy !== null && from !== null && from <= live.on;
  return isBaseline ? { ...known, quietUntil: live.recoverBy } : known;
}

/** What a process of a child makes of hearing that the child's team has gone live. */
export function hearGoingLive({ kind, on, payload }: Announcement): readonly Derived[] {
  return kind === WENT_LIVE
    ? [{ kind: GOING_LIVE_HEARD, on, payload: { recoverBy: readDate(payload, 'recoverBy') } }]
    : [];
}

/** The same with a going live: the first day decides what belongs to the baseline, the latest plan by when it is dealt with. */
export function liveSince(live: Live | null | undefined, { on, payload }: Pick<Derived, 'on' | 'payload'>): Live {
  return { on: live?.on ?? on, recoverBy: readDate(payload, 'recoverBy') };
}
