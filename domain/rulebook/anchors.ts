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
  firstPlacementStartedOn: 'the day the first placement started',
  placementStartedOn: 'the day this placement started',
  remandedOn: 'the day the child was remanded',
  carePlanChangedOn: 'the day the care plan was made or changed',
  authorityObtainedOn: 'the day authority to place for adoption was first obtained',
  placedForAdoptionOn: 'the day the child was placed for adoption',
  returnedFromAdoptionOn: 'the day the child was returned from the adoptive placement',
  temporarilyApprovedOn: 'the day the connected person was temporarily approved',
  returnedAt: 'the moment the child was found or returned',
  allocationEndedOn: 'the day nobody was allocated any more',
  publishedThroughOn: 'the day through which bank holidays are published',
  noticedOn: 'the day the contradiction was noticed',
  previousVisitOn: 'the day the child was last visited and seen',
  orderMadeOn: 'the day the order was made',
  responsibilityChangedOn: 'the day another person became responsible for where the child lives',
  visitDecidedOn: 'the day by which the review decided the child is to be visited next',
  visitRequestedForOn: 'the day for which a visit was asked',
  homeNoticeOn: 'the day Ofsted notified the authority about the home',
  detainedOn: 'the day the child was detained',
  accommodatedOn: 'the day the accommodation was first provided',
  placementPlannedOn: 'the day the child is to be placed',
  parentsAssessedOn: 'the day the assessment of the parents was completed',
} as const;

export type AnchorName = keyof typeof ANCHORS;

/** The anchor of that name with what it means. */
export function anchor<Name extends AnchorName>(name: Name): RuleAnchor & { readonly name: Name } {
  return { name, means: ANCHORS[name] };
}
