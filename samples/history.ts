import type { CalendarDate } from '../domain/calendar/calendar-date.ts';

/** Why a made-up child is looked after, which shapes the whole history. */
export type Story =
  'ordinary' | 'accommodated' | 'placement-order' | 'placed-for-adoption' | 'unaccompanied' | 'short-breaks' | 'remand';

/** From this day on the child has this legal status (SSDA903 LS). */
export type LegalMove = { readonly on: CalendarDate; readonly status: string };

/** From this day on the child lives here (SSDA903 PLACE). */
export type PlacementMove = {
  readonly on: CalendarDate;
  readonly place: string;
  readonly provider: string;
  readonly sameCarer: boolean;
  readonly postcode: string;
  readonly urn: string;
};

/** One period of care as it was lived: in care from the first day to the end, or still. */
export type LivedPeriod = {
  readonly from: CalendarDate;
  readonly until: CalendarDate | null;
  /** SSDA903 REC; null while it runs. */
  readonly reasonLeft: string | null;
  readonly legal: readonly LegalMove[];
  readonly placements: readonly PlacementMove[];
  readonly reviews: readonly CalendarDate[];
};

export type SyntheticChild = {
  readonly id: string;
  readonly sex: 'M' | 'F';
  readonly dateOfBirth: CalendarDate;
  readonly ethnicity: string;
  readonly upn: string;
  readonly need: string;
  readonly homePostcode: string;
  readonly story: Story;
  readonly periods: readonly LivedPeriod[];
};
