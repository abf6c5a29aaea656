import type { CalendarDate } from '../../calendar/calendar-date.ts';
import type { FactId } from '../../heart/fact.ts';
import type { Contradictory } from '../contradictory.ts';
import type { Live } from '../going-live.ts';

type Dated = { readonly factId: FactId; readonly on: CalendarDate };

/** What the supervision of a worker knows: days, and nothing about a child. */
export type WorkerSupervision = {
  readonly begun: (Dated & { readonly fortnightlyThrough: CalendarDate | null }) | null;
  readonly supervisor: string | null;
  /** Every supervision held, in order of its day. */
  readonly held: readonly Dated[];
  readonly bookedFor: CalendarDate | null;
  readonly absences: readonly (Dated & { readonly through: CalendarDate })[];
  readonly leftOn: CalendarDate | null;
  /** Since when the worker's team is told; absent: it is not, or was before the supervision began. */
  readonly live?: Live;
  readonly contradictory: readonly Contradictory[];
};

export const NOT_BEGUN: WorkerSupervision = {
  begun: null,
  supervisor: null,
  held: [],
  bookedFor: null,
  absences: [],
  leftOn: null,
  contradictory: [],
};

export function closedBecause({ begun, leftOn }: WorkerSupervision): string | null {
  if (begun === null) return 'the beginning was withdrawn';
  return leftOn === null ? null : 'the worker left';
}
