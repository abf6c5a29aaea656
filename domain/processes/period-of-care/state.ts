import type { CalendarDate } from '../../calendar/calendar-date.ts';
import type { Instant } from '../../calendar/instant.ts';
import type { Role } from '../../rulebook/role.ts';
import type { Contradictory } from '../contradictory.ts';
import type { CarePlanCopy } from './care-planning/care-plan-copies.ts';
import type { Ceasing } from './care-planning/ceasing.ts';
import type { Contact } from './care-planning/contact.ts';
import type { Deprivation } from './care-planning/deprivation-of-liberty.ts';
import type { AuthorityEnd } from './care-planning/legal-basis.ts';
import type { Notice } from './care-planning/notifications.ts';
import type { EducationMove } from './care-planning/education-move.ts';
import type { FamilyMeetingStep } from './care-planning/family-meeting.ts';
import type { OtherArrangement } from './care-planning/other-arrangements.ts';
import type { OutOfArea } from './care-planning/out-of-area.ts';
import type { OutsideTerms } from './care-planning/outside-terms.ts';
import type { PlacementEnding } from './care-planning/placement-ending.ts';
import type { PreProceedings } from './care-planning/pre-proceedings.ts';
import type { Proceedings } from './care-planning/proceedings.ts';
import { NO_SECTION_20, type Section20 } from './care-planning/section-20.ts';
import type { Secure } from './care-planning/secure.ts';
import type { WithParents } from './care-planning/with-parents.ts';
import type { Dated } from './dated.ts';
import { NO_PERMANENCE, type Permanence } from './permanence/state.ts';
import type { ReviewAction } from './review-cycle/review-actions.ts';
import { NO_SUPERVISION, type Supervision } from './supervision/state.ts';
import type { IndependentVisitor } from './visits/independent-visitor.ts';
import { NO_VISITS, type Visits } from './visits/state.ts';

export type Entry = Dated & {
  /** False where the source begins after the child came into care: counts from entry are not recorded. */
  readonly startKnown: boolean;
  readonly dateOfBirth: CalendarDate | null;
  /** Recorded at night with little more than where the child is. */
  readonly outOfHours: boolean;
};

export type LegalStatus = Dated & {
  readonly code: string;
  /** The moment, where hours count. */
  readonly at: Instant | null;
};

export type Placement = Dated & {
  readonly code: string | null;
  /** Not a new placement: same carer, a temporary one (T0–T4), or the return from it. */
  readonly continues: boolean;
  readonly planOn: CalendarDate | null;
};

export type Allocation = Dated & { readonly role: Role; readonly person: string | null };

/** The first day on which the team is told, and by when it has dealt with what was overdue on that day; null: nothing was. */
export type Live = Dated & { readonly recoverBy: CalendarDate | null };

/** Which team is responsible for the child from a day on. */
export type TeamAssigned = Dated & { readonly team: string };

/** The day to which a return speaks, and the day on which it was read. */
export type Reading = { readonly asAt: CalendarDate; readonly readOn: CalendarDate };

/** Work around a review, by the day it was done. */
export type Steps = { readonly [step: string]: CalendarDate | undefined };

export type Booking = Dated & { readonly bookedFor: CalendarDate; readonly steps: Steps };

export type Review = Dated & {
  /** Null while an adjourned review or one in parts is not complete. */
  readonly completedOn: CalendarDate | null;
  readonly how: 'whole' | 'adjourned' | 'in-parts';
  readonly participation: string | null;
  /** Whether an IRO chaired it; null: not recorded, as in a return. Known to be without one, it has no lawful effect. */
  readonly chaired: boolean | null;
  readonly steps: Steps;
  /** The booking under which it was held. */
  readonly booking: Booking | null;
};

export type EarlyReview = Dated & { readonly trigger: string; readonly urgent: boolean; readonly declined: boolean };

export type Plan = Dated & { readonly plan: string; readonly targetOn: CalendarDate | null };

type CarePlanning = {
  readonly entry: Entry | null;
  readonly left: (Dated & { readonly reason: string }) | null;
  /** The eighteenth birthday, once it has come. */
  readonly turnedEighteenOn: CalendarDate | null;
  readonly legal: readonly LegalStatus[];
  readonly placements: readonly Placement[];
  /** Every change of allocation, in order. */
  readonly allocations: readonly Allocation[];
  readonly teams: readonly TeamAssigned[];
  /** Since when the team is told; null: it is in shadow. */
  readonly live: Live | null;
  readonly carePlanOn: CalendarDate | null;
  /** Each care plan that was told, in order; absent: none was. */
  readonly carePlans?: readonly Dated[];
};

type ReviewCycle = {
  readonly reviews: readonly Review[];
  /** Held without an IRO: recorded, and nothing is counted from them. */
  readonly withoutIro: readonly Review[];
  /** Bookings that wait for their day: one, but for a moment when one is cancelled and another made on the same day. */
  readonly bookings: readonly Booking[];
  readonly early: readonly EarlyReview[];
  /** Plans for permanence that the IRO ratified, in order: the first one met what was owed, the last one holds. */
  readonly plans: readonly Plan[];
  /** The latest day on which it was recorded why the plan was not ratified. */
  readonly notRatifiedOn: CalendarDate | null;
  /** Consent of the parents to a placement for adoption, and when it no longer counts; absent: none was told. */
  readonly consents?: readonly (Dated & { readonly given: boolean })[];
};

/** What a period of care knows of itself: small; the record keeps the past. */
export type PeriodOfCare = {
  readonly care: CarePlanning;
  readonly cycle: ReviewCycle;
  readonly permanence: Permanence;
  readonly supervision: Supervision;
  readonly visits: Visits;
  readonly withParents: readonly WithParents[];
  readonly authorityEnds: readonly AuthorityEnd[];
  readonly secure: readonly Secure[];
  readonly deprivations: readonly Deprivation[];
  readonly section20: Section20;
  /** Absent: none was told. */
  readonly preProceedings?: readonly PreProceedings[];
  readonly familyMeeting?: readonly FamilyMeetingStep[];
  readonly proceedings?: readonly Proceedings[];
  readonly contact: readonly Contact[];
  readonly notices: readonly Notice[];
  readonly outOfArea: readonly OutOfArea[];
  /** Absent: none was told. */
  readonly educationMoves?: readonly EducationMove[];
  readonly otherArrangements?: readonly OtherArrangement[];
  /** Noted of a child in other arrangements alone. */
  readonly turnedSixteenOn?: CalendarDate;
  readonly carePlanCopies?: readonly CarePlanCopy[];
  readonly outsideTerms?: readonly OutsideTerms[];
  readonly dischargesDecided?: readonly Dated[];
  readonly reviewActions?: readonly ReviewAction[];
  readonly independentVisitors?: readonly IndependentVisitor[];
  readonly endings: readonly PlacementEnding[];
  readonly ceasing: readonly Ceasing[];
  readonly reading: Reading | null;
  /** The day on which the daily feed was first read; absent: it has not been. Only what it told before can it not be asked about. */
  readonly fedFrom?: CalendarDate;
  readonly contradictory: readonly Contradictory[];
};

export const NOTHING_TOLD: PeriodOfCare = {
  care: {
    entry: null,
    left: null,
    turnedEighteenOn: null,
    legal: [],
    placements: [],
    allocations: [],
    teams: [],
    live: null,
    carePlanOn: null,
  },
  cycle: { reviews: [], withoutIro: [], bookings: [], early: [], plans: [], notRatifiedOn: null },
  permanence: NO_PERMANENCE,
  supervision: NO_SUPERVISION,
  visits: NO_VISITS,
  withParents: [],
  authorityEnds: [],
  secure: [],
  deprivations: [],
  section20: NO_SECTION_20,
  contact: [],
  notices: [],
  outOfArea: [],
  endings: [],
  ceasing: [],
  reading: null,
  contradictory: [],
};

export function legalStatusOn(state: PeriodOfCare, on: CalendarDate): LegalStatus | null {
  return state.care.legal.findLast((status) => status.on <= on) ?? null;
}

export function placementOn(state: PeriodOfCare, on: CalendarDate): Placement | null {
  return state.care.placements.findLast((placement) => placement.on <= on) ?? null;
}

/** The day on which the period ended; null while it runs. Who has turned eighteen in it cannot have left before. */
export function endedOn({ care }: PeriodOfCare): CalendarDate | null {
  return care.turnedEighteenOn ?? care.left?.on ?? null;
}

/** The booking that stands; null if nothing is booked. */
export function bookingOf({ cycle }: PeriodOfCare): Booking | null {
  return cycle.bookings.at(-1) ?? null;
}

/** The plan for permanence that holds; null: none has been ratified. */
export function planOf({ cycle }: PeriodOfCare): Plan | null {
  return cycle.plans.at(-1) ?? null;
}
