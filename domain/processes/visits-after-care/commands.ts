import type { CalendarDate } from '../../calendar/calendar-date.ts';
import type { SPOKEN_ALONE, VISIT_REQUESTERS } from '../period-of-care/visits/commands.ts';

/**
 * Why a young person is visited who is no longer looked after: detained and not a relevant child (SI 2010/2797 reg 4), or in
 * accommodation that the authority provides for a care leaver under CA s.23B or s.24B (CLR reg 8).
 */
export const AFTER_CARE_BASES = ['detained', 'accommodated'] as const;
export type AfterCareBasis = (typeof AFTER_CARE_BASES)[number];

export const AFTER_CARE_PLACES = ['where-detained', 'accommodation', 'elsewhere'] as const;

/** What ends the visits: the detention or the accommodation is over, or another duty takes their place. */
export const AFTER_CARE_ENDS = [
  'released',
  'accommodation-ended',
  'turned-eighteen',
  'relevant-child',
  'died',
] as const;

/** Commands of the visits to a young person after care. `on` is the day it happened. */
export type VisitsAfterCareCommands = {
  /** On the day first detained, or on which the accommodation was first provided. */
  'begin-visits-after-care': {
    readonly on: CalendarDate;
    readonly basis: AfterCareBasis;
    /** Who visits; null: not known yet. */
    readonly visitor: string | null;
  };
  'change-visitor-after-care': { readonly on: CalendarDate; readonly visitor: string | null };
  'record-visit-after-care': {
    readonly on: CalendarDate;
    /** Not seen: recorded, and the clock runs on. */
    readonly seen: boolean;
    readonly alone: (typeof SPOKEN_ALONE)[number];
    readonly where: (typeof AFTER_CARE_PLACES)[number];
    readonly visitor: string;
    readonly notes: string | null;
  };
  /** A further visit that is reasonably asked for while the young person is detained. */
  'request-visit-after-care': {
    readonly on: CalendarDate;
    readonly requestedBy: (typeof VISIT_REQUESTERS)[number];
    readonly forOn: CalendarDate;
  };
  'end-visits-after-care': { readonly on: CalendarDate; readonly because: (typeof AFTER_CARE_ENDS)[number] };
};

export type VisitsAfterCareCommandKind = keyof VisitsAfterCareCommands;

/** Why a command to the visits after care is refused. */
export type VisitsAfterCareRefusal =
  'visits-not-begun' | 'visits-begun' | 'visits-ended' | 'not-detained' | 'unknown-basis';
