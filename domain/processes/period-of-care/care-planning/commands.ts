import type { CalendarDate } from '../../../calendar/calendar-date.ts';
import type { Instant } from '../../../calendar/instant.ts';
import type { Role } from '../../../rulebook/role.ts';

/** Who holds a role for the child from a day on (null: nobody), or which team is responsible. */
export type ToldAllocation = {
  readonly on: CalendarDate;
  readonly role: Role | 'team';
  readonly who: string | null;
};

/** Commands of care planning and their content. `on` is the day it happened; a plan has its own date beside it. */
export type CarePlanningCommands = {
  'record-entry': {
    readonly on: CalendarDate;
    /** The moment, where hours count (police protection). */
    readonly at: Instant | null;
    readonly localReference: string;
    readonly dateOfBirth: CalendarDate | null;
    /** SSDA903 legal status code (LS). */
    readonly legalStatus: string;
    /** SSDA903 placement code (PLACE); null: not recorded. */
    readonly placement: string | null;
    /** At night: where the child is and at what time (HH:MM in London), with the rest to be told by day; null: by day. */
    readonly outOfHours: { readonly place: string; readonly time: string } | null;
  };
  'change-legal-status': { readonly on: CalendarDate; readonly at: Instant | null; readonly legalStatus: string };
  'record-placement': {
    readonly on: CalendarDate;
    readonly placement: string;
    /** A change of placement type with the same carer starts no new placement. */
    readonly sameCarer: boolean;
  };
  /** `person` null ends the allocation. */
  allocate: { readonly on: CalendarDate; readonly role: Role; readonly person: string | null };
  'assign-team': { readonly on: CalendarDate; readonly team: string };
  /** What a file of allocations says of the child; what is recorded already is passed over. */
  'take-allocations': { readonly allocations: readonly ToldAllocation[] };
  /** The team's people are told from now on; what is overdue waits for the day of its recovery plan. Another day may be set later. */
  'go-live': { readonly on: CalendarDate; readonly recoverBy: CalendarDate | null };
  'record-care-plan': { readonly on: CalendarDate };
  /** For the placement that is current on that day. */
  'record-placement-plan': { readonly on: CalendarDate };
  /** `reason` is the SSDA903 REC code, e.g. `E4A`. */
  'record-leaving': { readonly on: CalendarDate; readonly reason: string };
};
