import { londonDay, plusDays, plusHours, plusMonths, plusWorkingDays } from './independent-dates.ts';

type Expected = {
  readonly anchors: readonly string[];
  readonly dueOn: (anchor: string) => string;
  readonly lastDefensibleOn?: (anchor: string) => string;
  readonly earliestOn?: (anchor: string) => string;
  readonly byWorkingDays?: true;
};

function workingDays(anchor: string, length: number): Expected {
  return { anchors: [anchor], dueOn: (on) => plusWorkingDays(on, length), byWorkingDays: true };
}

function months(length: number, ...anchors: readonly string[]): Expected {
  return { anchors, dueOn: (on) => plusMonths(on, length) };
}

function calendarDays(anchor: string, length: number): Expected {
  return { anchors: [anchor], dueOn: (on) => plusDays(on, length) };
}

/** Every rule as the timescales state it, typed a second time. */
export const EXPECTED: Readonly<Record<string, Expected>> = {
  'review.first': workingDays('becameLookedAfterOn', 20),
  'review.second': months(3, 'firstReviewHeldOn'),
  'review.subsequent': months(6, 'previousReviewHeldOn'),
  'review.shortbreak': months(3, 'firstPlacementStartedOn'),
  'review.shortbreak-subsequent': months(6, 'previousReviewHeldOn'),
  'review.adjourn': workingDays('reviewOpenedOn', 20),
  'review.early': workingDays('reviewTriggeredOn', 10),
  'review.early-urgent': workingDays('reviewTriggeredOn', 5),
  'review.discharge': calendarDays('reviewHeldOn', 0),
  'review.actions': calendarDays('decisionDueOn', 0),
  'calendar.publish': months(-6, 'publishedThroughOn'),
  'iro.voice': workingDays('reviewHeldOn', 20),
  'iro.sw-consult': workingDays('reviewPlannedOn', -15),
  'review.invites': workingDays('reviewPlannedOn', -10),
  'review.report': workingDays('reviewPlannedOn', -3),
  'review.decisions': workingDays('reviewHeldOn', 5),
  'review.decisions-response': workingDays('decisionsSentOn', 5),
  'review.record': workingDays('reviewHeldOn', 15),
  'review.distribute': workingDays('reviewHeldOn', 20),
  'iro.appoint': workingDays('becameLookedAfterOn', 5),
  'iro.child': calendarDays('reviewHeldOn', 0),
  'iro.rights': calendarDays('reviewHeldOn', 0),
  'iro.midpoint': calendarDays('firstReviewHeldOn', 42),
  'iro.midpoint-later': months(3, 'previousReviewHeldOn'),
  'iro.dispute': workingDays('disputeRaisedOn', 20),
  'permanence.plan': months(3, 'firstReviewHeldOn', 'firstReviewDueOn'),
  'adoption.review-unplaced': months(3, 'authorityObtainedOn'),
  'adoption.review-unplaced-subsequent': months(6, 'previousReviewHeldOn'),
  'adoption.review-placed': calendarDays('placedForAdoptionOn', 28),
  'adoption.review-placed-second': months(3, 'firstReviewHeldOn'),
  'adoption.review-placed-subsequent': months(6, 'previousReviewHeldOn'),
  'adoption.return-review': {
    ...calendarDays('returnedFromAdoptionOn', 42),
    earliestOn: (on) => plusDays(on, 28),
  },
  'careplan.prepare': workingDays('firstPlacementStartedOn', 10),
  'careplan.remand-la': workingDays('remandedOn', 5),
  'careplan.update': workingDays('reviewHeldOn', 10),
  'careplan.copy': workingDays('carePlanChangedOn', 5),
  'placementplan.prepare': workingDays('placementStartedOn', 5),
  'placementplan.remand-la': workingDays('remandedOn', 5),
  'placementplan.yda': workingDays('remandedOn', 10),
  'allocation.gap-worker': workingDays('allocationEndedOn', 1),
  'allocation.gap-iro': workingDays('allocationEndedOn', 2),
  'record.contradiction': workingDays('noticedOn', 5),
  'connected.temp-approval': {
    ...calendarDays('temporarilyApprovedOn', 111),
    lastDefensibleOn: (on) => plusDays(on, 112),
  },
  'visit.first': calendarDays('placementStartedOn', 7),
  'visit.standard': calendarDays('previousVisitOn', 42),
  'visit.anniversary': {
    ...calendarDays('previousVisitOn', 42),
    lastDefensibleOn: (on) => plusMonths(on, 3),
  },
  'visit.settled': months(3, 'previousVisitOn'),
  'visit.ltfp': months(6, 'previousVisitOn'),
  'visit.pwp-unassessed-weekly': calendarDays('previousVisitOn', 7),
  'visit.pwp-unassessed': calendarDays('previousVisitOn', 42),
  'visit.connected-temp-weekly': calendarDays('previousVisitOn', 7),
  'visit.connected-temp': calendarDays('previousVisitOn', 28),
  'visit.ico-parent-weekly': calendarDays('previousVisitOn', 7),
  'visit.ico-parent': calendarDays('previousVisitOn', 28),
  'visit.co-parent-first': calendarDays('orderMadeOn', 7),
  'visit.co-parent': calendarDays('previousVisitOn', 42),
  'visit.shortbreak-first': months(3, 'firstPlacementStartedOn'),
  'visit.shortbreak': months(6, 'previousVisitOn'),
  'visit.adoption-first': calendarDays('placedForAdoptionOn', 7),
  'visit.adoption-weekly': calendarDays('previousVisitOn', 7),
  'visit.adoption-decided': calendarDays('visitDecidedOn', 0),
  'visit.other-responsible-first': calendarDays('responsibilityChangedOn', 7),
  'visit.other-responsible': calendarDays('previousVisitOn', 42),
  'visit.other-responsible-anniversary': {
    ...calendarDays('previousVisitOn', 42),
    lastDefensibleOn: (on) => plusMonths(on, 3),
  },
  'visit.other-responsible-settled': months(3, 'previousVisitOn'),
  'visit.requested': calendarDays('visitRequestedForOn', 0),
  'visit.home-notice': calendarDays('homeNoticeOn', 7),
  'visit.detained-former': workingDays('detainedOn', 10),
  'visit.careleaver-accom': calendarDays('accommodatedOn', 7),
  'visit.alone': calendarDays('previousVisitOn', 42),
  'connected.approval-told': workingDays('placementStartedOn', 5),
  'pwp.assess': calendarDays('placementPlannedOn', 0),
  'pwp.emergency-assess': workingDays('placementStartedOn', 10),
  'pwp.emergency-decide': workingDays('parentsAssessedOn', 10),
  'missing.rhi': { anchors: ['returnedAt'], dueOn: (at) => londonDay(plusHours(at, 72)) },
};
