import { londonDay, plusDays, plusHours, plusMonths, plusWorkingDays, worksOn } from './independent-dates.ts';

type Expected = {
  readonly anchors: readonly string[];
  readonly dueOn: (anchor: string) => string;
  readonly lastDefensibleOn?: (anchor: string) => string;
  readonly earliestOn?: (anchor: string) => string;
  readonly byWorkingDays?: true;
  /** Hours by the clock from a moment. */
  readonly hours?: number;
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

function hours(anchor: string, length: number): Expected {
  return { anchors: [anchor], dueOn: (at) => londonDay(plusHours(at, length)), hours: length };
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
  'permanence.meeting1': calendarDays('becameLookedAfterOn', 42),
  'permanence.meeting2': calendarDays('planDueOn', -28),
  'permanence.meeting-later': {
    ...calendarDays('planningMeetingHeldOn', 56),
    earliestOn: (on) => plusDays(on, 42),
  },
  'permanence.panel': calendarDays('reviewHeldOn', 28),
  'permanence.panel-again': months(1, 'panelHeldOn'),
  's20.route': workingDays('reviewHeldOn', 10),
  'permanence.decision-primary': calendarDays('decisionDueOn', 0),
  'permanence.decision-parallel': calendarDays('decisionDueOn', 0),
  'permanence.target': calendarDays('planTargetOn', 0),
  'siblings.together-apart': calendarDays('planDueOn', 0),
  lifestory: calendarDays('planDueOn', 0),
  'lifestory.explain': workingDays('reviewHeldOn', 10),
  'supervision.case': calendarDays('lastDiscussedOn', 28),
  'supervision.case-settled': calendarDays('lastDiscussedOn', 56),
  'supervision.case-longest': calendarDays('lastDiscussedOn', 84),
  'supervision.record': workingDays('discussedOn', 5),
  'supervision.decision': calendarDays('decisionDueOn', 0),
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
  'iro.dispute-informal': workingDays('concernRaisedOn', 5),
  'iro.dispute-child': workingDays('disputeRaisedOn', 5),
  'iro.cafcass': workingDays('disputeStageOn', 5),
  'dispute.team-manager': workingDays('disputeStageOn', 5),
  'dispute.service-manager': workingDays('disputeStageOn', 5),
  'dispute.head-of-service': workingDays('disputeStageOn', 5),
  'dispute.director': workingDays('disputeStageOn', 5),
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
  'adoption.adm-child': months(2, 'adoptionPlanSetOn'),
  'adoption.adm-7wd': workingDays('finalMinutesReceivedOn', 7),
  'adoption.notify-oral': workingDays('agencyDecidedOn', 2),
  'adoption.notify-written': workingDays('agencyDecidedOn', 5),
  'adoption.register': months(3, 'agencyDecidedOn'),
  'adoption.raa-referral': workingDays('adoptionPlanSetOn', 10),
  'adoption.ffa': workingDays('adoptionPlanSetOn', 10),
  'adoption.siblings': months(2, 'adoptionPlanSetOn'),
  'adoption.match': months(6, 'agencyDecidedOn'),
  'adoption.match-infant': months(3, 'agencyDecidedOn'),
  'adoption.placement-report': {
    anchors: ['placementReportSentOn'],
    // "Beginning with": the day itself is the first of the ten, if it is a working day.
    dueOn: (on) => plusWorkingDays(on, worksOn(on) ? 9 : 10),
    byWorkingDays: true,
  },
  'adoption.order-earliest': calendarDays('placedForAdoptionOn', 70),
  'adoption.change-plan': months(6, 'authorityObtainedOn'),
  'adoption.plan-otherwise': workingDays('otherPlanRatifiedOn', 10),
  'adoption.lifestory': months(3, 'firstReviewHeldOn', 'firstReviewDueOn'),
  'adoption.lifestory-complete': workingDays('ceremonyOn', 10),
  'adoption.later-life-letter': workingDays('ceremonyOn', 10),
  'adoption.outside-rule': {
    ...workingDays('panelForbiddenOn', 5),
    anchors: [
      'panelForbiddenOn',
      'decidedWithoutMinutesOn',
      'panelWhileCommentingOn',
      'siblingsUndecidedOn',
      'placedWithoutAuthorityOn',
      'placedWithoutMatchOn',
      'appliedEarlyOn',
      'consentTooEarlyOn',
    ],
  },
  'adoption.no-movement-plan-set': months(2, 'lastMovedOn'),
  'adoption.no-movement-decided': months(6, 'lastMovedOn'),
  'adoption.no-movement-authorised': calendarDays('lastMovedOn', 14),
  'adoption.no-movement-referred': calendarDays('lastMovedOn', 28),
  'adoption.no-movement-profiled': calendarDays('lastMovedOn', 56),
  'adoption.no-movement-linked': calendarDays('lastMovedOn', 56),
  'adoption.no-movement-match-panel': calendarDays('lastMovedOn', 28),
  'adoption.no-movement-matched': calendarDays('lastMovedOn', 28),
  'adoption.no-movement-introduced': calendarDays('lastMovedOn', 28),
  'adoption.no-movement-placed': months(6, 'lastMovedOn'),
  'adoption.no-movement-order-made': months(3, 'lastMovedOn'),
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
  'missing.rhi': hours('returnedAt', 72),
  'missing.strategy': calendarDays('strategyCalledForOn', 0),
  'missing.safety-plan': workingDays('wentMissingOn', 5),
  'missing.senior-manager': hours('wentMissingAt', 24),
  'missing.director': hours('wentMissingAt', 72),
  'missing.rhi-offered': hours('returnedAt', 72),
  'connected.initial': calendarDays('placedWithCarerOn', 0),
  'connected.extension': {
    ...calendarDays('temporarilyApprovedOn', 167),
    lastDefensibleOn: (on) => plusDays(on, 168),
  },
  'connected.extension-until': calendarDays('extendedUntilOn', 0),
  'connected.unlawful': calendarDays('approvalEndedOn', 0),
  'connected.irm': months(3, 'extendedForReviewOn'),
  'connected.checks': calendarDays('temporarilyApprovedOn', 28),
  'connected.midpoint': calendarDays('temporarilyApprovedOn', 56),
  'connected.panel': calendarDays('temporarilyApprovedOn', 84),
  'connected.next-step': workingDays('latestStepOn', 20),
  'kinship.viability': workingDays('carerNamedOn', 10),
  'foster.adm': workingDays('minutesReceivedOn', 7),
  'foster.qualifying-determination': calendarDays('determinedOn', 28),
  'foster.irm-papers': workingDays('reviewNotifiedOn', 10),
  'foster.review': months(12, 'carerReviewedOn', 'fullyApprovedOn'),
  'foster.resign': calendarDays('noticeReceivedOn', 28),
  'kinship.secure': months(6, 'fullyApprovedOn'),
  'kinship.secure-review': calendarDays('reviewHeldOn', 0),
  'sgo.notice': { ...months(3, 'noticeOfApplicationOn'), earliestOn: (on) => plusMonths(on, 3) },
  'sgo.report': calendarDays('reportDirectedForOn', 0),
  'sgo.report-local': calendarDays('appliedOn', 84),
  'sgo.support-plan': calendarDays('supportProposedOn', 28),
  'sgo.support-review': months(12, 'supportReviewedOn'),
};
