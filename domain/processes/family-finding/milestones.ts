import type { CalendarDate } from '../../calendar/calendar-date.ts';
import type { Milestones } from '../../heart/views.ts';
import { ofPresentStage } from './movement.ts';
import { approvedMatches, decisionOnPlan, earlyPermanenceOf, togetherOrApart, type FamilyFinding } from './state.ts';

type Day = { readonly on: CalendarDate } | null | undefined;

/** The dates that lists and measures count by, and how questions were answered; null: not recorded, or not yet. */
export function milestonesOf(state: FamilyFinding): Milestones {
  const { life, plan, adopted, ended, movements } = state;
  const latest = life.placements.at(-1);
  const placed = latest?.returned === null ? latest : null;
  return {
    enteredOn: life.enteredOn,
    planSetOn: dayOf(plan?.startKnown === true ? plan : null),
    decidedOn: dayOf(decisionOnPlan(state)),
    orderOn: dayOf(life.order),
    matchedOn: dayOf(standingMatch(state)),
    placedOn: dayOf(placed),
    livesThereSinceOn: placed?.livesThereSinceOn ?? null,
    adoptedOn: dayOf(adopted),
    endedOn: dayOf(ended),
    stageSinceOn: dayOf(ofPresentStage(state)[0]),
    lastMovedOn: dayOf(movements.at(-1)),
    togetherOrApart: togetherOrApart(state)?.outcome ?? null,
    earlyPermanence: earlyPermanenceOf(state)?.outcome ?? null,
  };
}

/** The match approved last, unless the placement that it led to has ended and the search goes on. */
function standingMatch(state: FamilyFinding): Day {
  const match = approvedMatches(state).at(-1);
  const returnedOn = state.life.placements.at(-1)?.returned?.on ?? '';
  return match === undefined || match.on <= returnedOn ? null : match;
}

function dayOf(day: Day): CalendarDate | null {
  return day?.on ?? null;
}
