import type { CalendarDate } from '../../calendar/calendar-date.ts';
import type { FactId } from '../../heart/fact.ts';
import type { Contradictory } from '../contradictory.ts';
import type { Live } from '../going-live.ts';
import type { PeopleHeard } from '../people-heard.ts';
import type { AfterCareBasis } from './commands.ts';

type Dated = { readonly factId: FactId; readonly on: CalendarDate };

/** What the visits after care know: days, and why they are made; what was said at a visit stays in the record. */
export type VisitsAfterCare = {
  readonly begun: (Dated & { readonly basis: AfterCareBasis }) | null;
  /** Visits at which the young person was seen, in order of their days. */
  readonly seen: readonly Dated[];
  readonly requests: readonly (Dated & { readonly forOn: CalendarDate })[];
  readonly visitor: string | null;
  /** Why no visit is owed any more; null: they go on. */
  readonly ended: string | null;
  readonly people: PeopleHeard;
  /** Since when the team is told; absent: not heard of. */
  readonly live?: Live;
  readonly contradictory: readonly Contradictory[];
};

export const NOT_VISITED: VisitsAfterCare = {
  begun: null,
  seen: [],
  requests: [],
  visitor: null,
  ended: null,
  people: {},
  contradictory: [],
};

export function closedBecause({ begun, ended }: VisitsAfterCare): string | null {
  return begun === null ? 'the beginning was withdrawn' : ended;
}
