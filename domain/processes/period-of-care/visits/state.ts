import type { CalendarDate } from '../../../calendar/calendar-date.ts';
import type { Dated } from '../dated.ts';

/** A visit at which the child was seen; one at which the child was not is recorded and meets nothing. */
export type Visit = Dated & {
  /** Where the child lives; a visit elsewhere on the day of a move belongs to what was before it. */
  readonly atPlacement: boolean;
  /** Spoken to in private, or it is recorded why not (CPPCR reg 29). */
  readonly alone: boolean;
};

/**
 * What the process of one household tells of its approval for this child: temporary (CPPCR reg 24), full, run out, or ended
 * because there was another footing or the child had left.
 */
export type CarerApproval = {
  /** The process that tells it: each household is one. */
  readonly household: string;
  readonly on: CalendarDate;
  readonly approval: 'temporary' | 'full' | 'no-longer-full' | 'run-out' | 'ended';
};

export type Visits = {
  readonly seen: readonly Visit[];
  /** The visit that is booked: one, the latest told. */
  readonly booking: (Dated & { readonly bookedFor: CalendarDate }) | null;
  readonly requests: readonly (Dated & { readonly forOn: CalendarDate })[];
  readonly homeNotices: readonly Dated[];
  /** How often a review decided that a child placed for adoption is visited, in weeks (AAR reg 36(4)). */
  readonly frequencies: readonly (Dated & { readonly weeks: number })[];
  /** Whether the placement is to last until the child is eighteen, as confirmed to child, parents and carer. */
  readonly lasting: readonly Dated[];
  /** Whether the child agrees to fewer visits (CPPCR reg 28(3A)). */
  readonly agreements: readonly (Dated & { readonly agrees: boolean })[];
  readonly approvals: readonly CarerApproval[];
};

export const NO_VISITS: Visits = {
  seen: [],
  booking: null,
  requests: [],
  homeNotices: [],
  frequencies: [],
  lasting: [],
  agreements: [],
  approvals: [],
};
