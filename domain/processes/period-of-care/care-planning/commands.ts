import type { CalendarDate } from '../../../calendar/calendar-date.ts';
import type { Role } from '../../../rulebook/role.ts';

/** Commands of care planning and their content. `on` is the day it happened; a plan has its own date beside it. */
export type CarePlanningCommands = {
  'record-entry': {
    readonly on: CalendarDate;
    readonly localReference: string;
    readonly dateOfBirth: CalendarDate | null;
    /** SSDA903 legal status code (LS). */
    readonly legalStatus: string;
    /** SSDA903 placement code (PLACE); null: not recorded. */
    readonly placement: string | null;
  };
  'change-legal-status': { readonly on: CalendarDate; readonly legalStatus: string };
  'record-placement': {
    readonly on: CalendarDate;
    readonly placement: string;
    /** A change of placement type with the same carer starts no new placement. */
    readonly sameCarer: boolean;
  };
  /** `person` null ends the allocation. */
  allocate: { readonly on: CalendarDate; readonly role: Role; readonly person: string | null };
  'record-care-plan': { readonly on: CalendarDate };
  /** For the placement that is current on that day. */
  'record-placement-plan': { readonly on: CalendarDate };
  /** `reason` is the SSDA903 REC code, e.g. `E4A`. */
  'record-leaving': { readonly on: CalendarDate; readonly reason: string };
};
