import type { CalendarDate } from '../../calendar/calendar-date.ts';
import type { Owing } from '../../heart/duty-from-rule.ts';
import type { ToldBy } from './dated.ts';
import type { PeriodOfCare, Reading } from './state.ts';

export type Knows = NonNullable<Owing['knowledge']>;

/** What a process has read of a return or feed, if it was ever told of by one. */
type Told = { readonly reading: Reading | null; readonly fedFrom?: CalendarDate };

export const RECORDED: Knows = () => ({ knowledge: 'recorded', since: null });

/** What a return tells (entries, statuses, placements, reviews): silent only about days after the one it speaks to. */
export function toldByReturn({ reading }: Told, told: ToldBy): Knows {
  if (told !== 'return' || reading === null) return RECORDED;
  return (lastDefensibleOn) =>
    lastDefensibleOn > reading.asAt && lastDefensibleOn < reading.readOn
      ? { knowledge: 'unconfirmed', since: reading.readOn }
      : { knowledge: 'recorded', since: null };
}

/** What a return or feed never tells (plans, records, roles): asked for if it fell due before the first reading, ordinary afterwards. */
export function notToldByReturn(state: Told, told: ToldBy): Knows {
  const readOn = readFirstOn(state, told);
  if (readOn === null) return RECORDED;
  return (lastDefensibleOn: CalendarDate) =>
    lastDefensibleOn < readOn ? { knowledge: 'not-recorded', since: null } : { knowledge: 'recorded', since: null };
}

/** Whether a source told it as the past: all that a return tells, and what a feed told when it was first read. */
export function isToldAsPast(
  { fedFrom }: Told,
  { told, on }: { readonly told: ToldBy; readonly on: CalendarDate },
): boolean {
  return told === 'return' || (told === 'feed' && fedFrom !== undefined && on < fedFrom);
}

function readFirstOn({ reading, fedFrom }: Told, told: ToldBy): CalendarDate | null {
  if (told === 'feed') return fedFrom ?? null;
  return told === 'return' ? (reading?.readOn ?? null) : null;
}

/** Counted from a start that no source tells. */
export const NOT_RECORDED: Knows = () => ({ knowledge: 'not-recorded', since: null });

/** What fell due before the child came into care is not kept here: asked for, never overdue. */
export function beforeCare({ care: { entry } }: Pick<PeriodOfCare, 'care'>): Knows {
  return (lastDefensibleOn) =>
    entry !== null && lastDefensibleOn < entry.on
      ? { knowledge: 'not-recorded', since: null }
      : { knowledge: 'recorded', since: null };
}
