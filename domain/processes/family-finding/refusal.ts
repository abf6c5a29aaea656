/** Why a command to family-finding is refused: contradictions, and plans that the rules forbid. */
export type FamilyFindingRefusal =
  | 'no-adoption-plan'
  | 'adoption-plan-already-set'
  | 'before-the-adoption-plan'
  | 'family-finding-ended'
  | 'panel-forbidden'
  | 'panel-in-the-past'
  | 'adopters-may-still-comment'
  | 'agency-decision-recorded'
  | 'no-such-link'
  | 'link-recorded'
  | 'not-adopted'
  | 'no-placement-report'
  | 'no-agency-decision';
