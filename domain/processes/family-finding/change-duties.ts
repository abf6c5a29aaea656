import { addDays, type CalendarDate } from '../../calendar/calendar-date.ts';
import type { Owing } from '../../heart/duty-from-rule.ts';
import { isToBeRevoked, REVOCATION, searchOverBecause } from './ending.ts';
import { knows } from './knowledge.ts';
import { cameBack, type Dated, type FamilyFinding } from './state.ts';

/** Whether adoption is still right, and what is owed once it is not (timescales §10: adoption.change-plan). */
export function changeDuties(state: FamilyFinding): readonly Owing[] {
  return [...whileUnplaced(state), ...otherwise(state), ...revocation(state)];
}

/** Half a year after authority to place, and after each time it was confirmed or a placement ended: is adoption still right? */
function whileUnplaced(state: FamilyFinding): readonly Owing[] {
  const authority = state.reached.find(({ stage }) => stage === 'authorised');
  if (authority === undefined) return [];
  const returns = state.life.placements.flatMap((placed) => cameBack(placed) ?? []);
  const answers = [...state.confirmed, ...state.life.placements, ...changed(state)].map(({ on }) => on);
  const owed = (since: Dated, { after, ...rule }: Pick<Owing, 'ruleId' | 'inputs'> & { after: string }): Owing => ({
    ...{ ...rule, anchor: since.factId, knowledge: knows(state, since) },
    ...{ metOn: answers.filter((on) => on > after).toSorted()[0] ?? null, endedBecause: searchOverBecause(state) },
  });
  const first = {
    ruleId: 'adoption.change-plan',
    inputs: { authorityObtainedOn: authority.on },
    after: addDays(authority.on, -1),
  };
  const again = [...state.confirmed, ...returns]
    .filter(({ on }) => on >= authority.on)
    .map((since) =>
      owed(since, {
        ruleId: 'adoption.change-plan-again',
        inputs: { searchedForSinceOn: since.on },
        after: since.on,
      }),
    );
  return [owed(authority, first), ...again];
}

/** The IRO ratified another plan: the agency says that the child should no longer be placed, or confirms adoption. */
function otherwise(state: FamilyFinding): readonly Owing[] {
  return state.life.otherPlans.map((other) => ({
    ruleId: 'adoption.plan-otherwise',
    anchor: other.factId,
    inputs: { otherPlanRatifiedOn: other.on },
    metOn: other.answeredOn ?? changed(state)[0]?.on ?? null,
    endedBecause: other.ratifiedAgain ? 'adoption was ratified as the plan again' : searchOverBecause(state),
    knowledge: knows(state, other),
  }));
}

function changed({ ended }: FamilyFinding): readonly { readonly on: CalendarDate }[] {
  return ended?.why === 'plan-changed' ? [ended] : [];
}

/** The court is asked to revoke the placement order under which the child should no longer be placed (ACA 2002 s.24). */
function revocation(state: FamilyFinding): readonly Owing[] {
  const { ended, steps, life } = state;
  if (ended === null || !isToBeRevoked(state)) return [];
  const { orderOver } = life;
  return [
    {
      ...{ ruleId: 'adoption.revocation', anchor: ended.factId, inputs: { placementCeasedOn: ended.on } },
      // It is over by itself only while the court has not been asked.
      metOn: orderOver?.because === null ? orderOver.on : (steps[REVOCATION] ?? null),
      endedBecause: orderOver?.because ?? null,
    },
  ];
}
