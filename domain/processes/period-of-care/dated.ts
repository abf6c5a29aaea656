import type { CalendarDate } from '../../calendar/calendar-date.ts';
import type { Fact, FactId } from '../../heart/fact.ts';

/** Told by a person, or by a return that says nothing of visits, plans, records and roles. */
export type ToldBy = 'person' | 'return' | 'feed';

/** What every remembered fact keeps: its identity, its day, and who told it. */
export type Dated = { readonly factId: FactId; readonly on: CalendarDate; readonly told: ToldBy };

export function dated(fact: Fact): Dated {
  return { factId: fact.id, on: fact.on, told: fact.source.by };
}
