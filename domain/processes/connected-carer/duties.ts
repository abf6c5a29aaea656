import { dutyFromRule, type Owing } from '../../heart/duty-from-rule.ts';
import type { Duty } from '../../heart/duty.ts';
import type { Law } from '../../heart/law.ts';
import { approvalDuties } from './approval-duties.ts';
import { assessmentDuties } from './assessment-duties.ts';
import { approvedCarerDuties } from './approved-carer-duties.ts';
import { decisionDuties } from './decision-duties.ts';
import { securingDuties } from './securing-duties.ts';
import { nextStepDuties } from './next-step.ts';
import type { ConnectedCarer } from './state.ts';
import { waitingDuties } from './waiting.ts';

/** Everything owed for the household and for each child. While it is open there is always something, with an owner and a date. */
export function dutiesOf(state: ConnectedCarer, closed: string | null, law: Law): readonly Duty[] {
  const owed = [
    ...assessmentDuties(state, closed),
    ...waitingDuties(state, closed),
    ...decisionDuties(state, closed),
    ...approvedCarerDuties(state, closed),
    ...state.children.flatMap((child) =>
      [...approvalDuties(state, { child, closed }, law), ...securingDuties(state, { child, closed }, law)].map(
        (owing) => ({ ...owing, childRef: child.childRef }),
      ),
    ),
    ...state.contradictory.map(({ factId, on }): Owing => ({
      ...{ ruleId: 'record.contradiction', anchor: factId },
      ...{ inputs: { noticedOn: on }, endedBecause: closed },
    })),
  ].map((owing) => dutyFromRule(owing, law));
  const isOwed = owed.some(({ status, knowledge }) => status === 'open' && knowledge !== 'not-recorded');
  return [...owed, ...nextStepDuties(state, { closed, isElseOwed: isOwed }, law)];
}
