import type { CalendarDate } from '../../calendar/calendar-date.ts';
import type { Owing } from '../../heart/duty-from-rule.ts';
import type { ToldBy } from './dated.ts';
import type { Reading } from './state.ts';

export type Knows = NonNullable<Owing['knowledge']>;

/** What a process has read of a return, if it was ever told of by one. */
type Told = { readonly reading: Reading | null };

export const RECORDED: Knows = () => ({ knowledge: 'recorded', since: null });

/** What a return tells (entries, statuses, placements, reviews): silent only about days after the one it speaks to. */
export function toldByReturn({ reading }: Told, told: ToldBy): Knows {
  if (told !== 'return' || reading === null) return RECORDED;
  return (lastDefensibleOn) =>
    lastDefensibleOn > reading.asAt && lastDefensibleOn < reading.readOn
      ? { knowledge: 'unconfirmed', since: reading.readOn }
      : { knowledge: 'recorded', since: null };
}

/** What a return never tells (plans, records, roles): asked for if it fell due before the return was read, ordinary afterwards. */
export function notToldByReturn({ reading }: Told, told: ToldBy): Knows {
  if (told !== 'return' || reading === null) return RECORDED;
  return (lastDefensibleOn: CalendarDate) =>
    lastDefensibleOn < reading.readOn
      ? { knowledge: 'not-recorded', since: null }
      : { knowledge: 'recorded', since: null };
}

/** Counted from a start that no source tells. */
export const NOT_RECORDED: Knows = () => ({ knowledge: 'not-recorded', since: null });
