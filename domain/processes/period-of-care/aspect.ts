import type { CalendarDate } from '../../calendar/calendar-date.ts';
import type { Duty } from '../../heart/duty.ts';
import type { Announcement, Derived } from '../../heart/fact.ts';
import type { Law } from '../../heart/law.ts';
import type { Decide } from './deciding.ts';
import type { Evolve } from './evolving.ts';
import type { PeriodOfCare } from './state.ts';

/** One aspect of a period of care: it may read the whole state and writes only its own slice. */
export type Aspect = {
  readonly decisions: Readonly<Record<string, Decide>>;
  /** What its facts change. Their order is that in which facts of one day are folded: a new kind goes where it belongs. */
  readonly facts: Readonly<Record<string, Evolve>>;
  /** What is owed. `closed` says why the period of care has ended; null: it runs. */
  duties(state: PeriodOfCare, closed: string | null, law: Law): readonly Duty[];
  /** What time alone changes; absent: nothing. */
  readonly time?: {
    nextChangeOn(state: PeriodOfCare, law: Law): CalendarDate | null;
    elapse(state: PeriodOfCare, on: CalendarDate, law: Law): readonly Derived[];
  };
  /** What it hears of the child's other processes, by kind, and what it makes of it; absent: nothing. */
  readonly hears?: Readonly<Record<string, (state: PeriodOfCare, announcement: Announcement) => readonly Derived[]>>;
  /** What its derived events change, by kind; absent: it has none. */
  readonly derived?: Readonly<Record<string, (state: PeriodOfCare, derived: Derived) => PeriodOfCare>>;
};
