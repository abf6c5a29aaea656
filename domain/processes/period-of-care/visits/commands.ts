import type { CalendarDate } from '../../../calendar/calendar-date.ts';

export const VISIT_PLACES = ['placement', 'school', 'elsewhere'] as const;

/** Whether the child was spoken to in private, and if not, the lawful reason (CPPCR reg 29). */
export const SPOKEN_ALONE = ['yes', 'child-refused', 'inappropriate', 'unable', 'no'] as const;

/** Who may reasonably ask for a visit (CPPCR reg 28(7)(a), 47E). */
export const VISIT_REQUESTERS = ['child', 'parent', 'carer', 'home', 'governor'] as const;

/** Commands about visits and their content. `on` is the day it happened. */
export type VisitCommands = {
  'record-visit': {
    readonly on: CalendarDate;
    /** Not seen: recorded, and the clock runs on. */
    readonly seen: boolean;
    readonly alone: (typeof SPOKEN_ALONE)[number];
    readonly purpose: string;
    readonly where: (typeof VISIT_PLACES)[number];
    /** Who visited; the duty team's visit counts like any other (timescales §0.1.13). */
    readonly visitor: string;
    readonly dutyTeam: boolean;
    /** The child's welfare is safeguarded and promoted by the placement; if not, a review is held (CPPCR reg 30). */
    readonly safeguarded: boolean;
    readonly notes: string | null;
  };
  /** Takes the place of a booking made before. */
  'book-visit': { readonly bookedFor: CalendarDate };
  'cancel-visit-booking': { readonly reason: string };
  'request-visit': {
    readonly on: CalendarDate;
    readonly requestedBy: (typeof VISIT_REQUESTERS)[number];
    readonly forOn: CalendarDate;
  };
  /** Ofsted has notified the authority about the children's home (CPPCR reg 28(7)(b)). */
  'record-home-notice': { readonly on: CalendarDate };
  'set-visit-frequency': { readonly on: CalendarDate; readonly weeks: number };
  'confirm-lasting-placement': { readonly on: CalendarDate };
  'record-agreement-to-visits': { readonly on: CalendarDate; readonly agrees: boolean };
};
