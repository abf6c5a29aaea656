import type { RuleAnchor } from './rule.ts';

/** The recorded dates from which rules count, each under one name throughout (timescales 1.4: they must be kept apart). */
export const ANCHORS = {
  becameLookedAfterOn: 'the day the child became looked after',
  firstReviewHeldOn: 'the day the first review was held',
  firstReviewDueOn: 'the day the first review is due',
  previousReviewHeldOn: 'the day the previous review was held',
  reviewHeldOn: 'the day the review was held',
  reviewPlannedOn: 'the day the review is planned for',
  reviewOpenedOn: 'the day the adjourned review was opened',
  reviewTriggeredOn: 'the day that called for an early review',
  decisionsSentOn: 'the day the decisions were sent to the team manager',
  decisionDueOn: 'the day by which the review decided it is to be done',
  disputeRaisedOn: 'the day the formal dispute was raised',
  disputeStageOn: 'the day the dispute reached this stage',
  concernRaisedOn: 'the day the IRO raised the concern informally',
  firstPlacementStartedOn: 'the day the first placement started',
  placementStartedOn: 'the day this placement started',
  remandedOn: 'the day the child was remanded',
  carePlanChangedOn: 'the day the care plan was made or changed',
  authorityObtainedOn: 'the day authority to place for adoption was first obtained',
  placedForAdoptionOn: 'the day the child was placed for adoption',
  returnedFromAdoptionOn: 'the day the child was returned from the adoptive placement',
  temporarilyApprovedOn: 'the day the connected person was temporarily approved',
  wentMissingAt: 'the moment the child was missed',
  wentMissingOn: 'the day the child was missed',
  strategyCalledForOn: 'the day harm was suspected or the absence became persistent',
  returnedAt: 'the moment the child was found or returned',
  allocationEndedOn: 'the day nobody was allocated any more',
  publishedThroughOn: 'the day through which bank holidays are published',
  planDueOn: 'the day by which the plan for permanence is to be ratified',
  planTargetOn: 'the day by which the plan for permanence is to be achieved',
  planningMeetingHeldOn: 'the day of the previous permanence planning meeting',
  panelHeldOn: 'the day the child was last discussed at the permanence panel',
  lastDiscussedOn: 'the day the child was last discussed in supervision, or came into care',
  discussedOn: 'the day the child was discussed in supervision',
  adoptionPlanSetOn: 'the day of the review that set adoption as the plan',
  agencyDecidedOn: 'the day the agency decided',
  finalMinutesReceivedOn: "the day the panel's recommendation and its final minutes were received",
  placementReportSentOn: 'the day the adopters were notified of the adoption placement report',
  otherPlanRatifiedOn: 'the day another plan for permanence was ratified',
  lastMovedOn: 'the day on which family-finding last moved',
  ceremonyOn: 'the day of the adoption ceremony',
  panelForbiddenOn: 'the day a panel was held that may not be asked (AAR reg 17)',
  decidedWithoutMinutesOn: 'the day the agency decided without the final minutes of a panel (AAR regs 19, 33)',
  panelWhileCommentingOn: 'the day the match panel was held while the adopters could still comment (AAR reg 31)',
  siblingsUndecidedOn: 'the day of a match or placement without a decision on brothers and sisters',
  placedWithoutAuthorityOn: 'the day the child was placed without a placement order or consent (ACA 2002 s.18)',
  placedWithoutMatchOn: 'the day the child was placed without a decision on the match (AAR reg 35)',
  appliedEarlyOn: 'the day of an application before the ten weeks were over (ACA 2002 s.42)',
  consentTooEarlyOn: 'the day consent was given before the child was six weeks old (ACA 2002 s.52)',
  noticedOn: 'the day the contradiction was noticed',
} as const;

export type AnchorName = keyof typeof ANCHORS;

/** The anchor of that name with what it means. */
export function anchor<Name extends AnchorName>(name: Name): RuleAnchor & { readonly name: Name } {
  return { name, means: ANCHORS[name] };
}
