/** Why a command to the process of a connected carer is refused: contradictions, and plans that the rules forbid. */
export type ConnectedCarerRefusal =
  | 'carers-not-named'
  | 'carers-already-named'
  | 'no-such-carer'
  | 'child-in-household'
  | 'child-not-in-household'
  | 'children-in-household'
  | 'no-temporary-approval'
  | 'not-the-nominated-officer'
  | 'household-closed'
  | 'panel-in-the-past'
  | 'longer-than-24-weeks';
