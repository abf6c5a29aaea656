import type { Announcement, Derived } from '../../heart/fact.ts';
import type { Process } from '../../heart/process.ts';
import { QUIET } from '../../heart/quiet.ts';
import { GOING_LIVE_HEARD, hearGoingLive, liveSince, quieted, WENT_LIVE } from '../going-live.ts';
import { ALLOCATED, hearAllocation, peopleOf, withAllocation } from '../people-heard.ts';
import { COMMAND_KINDS, decide } from './decide.ts';
import { afterCareDuties } from './duties.ts';
import { evolve, FACT_KINDS } from './evolve.ts';
import { closedBecause, NOT_VISITED, type VisitsAfterCare } from './state.ts';

const ENTERED_CARE = 'entered-care';
const BACK_IN_CARE = 'back-in-care-heard';

/**
 * Visits to a young person after the period of care has ended: while detained, or in accommodation that the authority provides
 * for a care leaver (timescales §7). Begun by a person, because no period of care runs any more that could know of it.
 */
export const VISITS_AFTER_CARE: Process<VisitsAfterCare> = {
  ...QUIET,
  kind: 'visits-after-care',
  stateVersion: 1,
  factKinds: FACT_KINDS,
  commandKinds: COMMAND_KINDS,
  initial: NOT_VISITED,
  decide,
  evolve,
  hears: [ALLOCATED, ENTERED_CARE, WENT_LIVE],
  hear,
  evolveDerived,
  duties: (state, law) => afterCareDuties(state, law).map((duty) => quieted(duty, state.live, law)),
  contradictions: ({ contradictory }) => contradictory,
  people: ({ people, visitor }) => ({
    ...peopleOf(people),
    ...(visitor === null ? {} : { 'social-worker': visitor }),
  }),
  stage,
  isClosed: (state) => closedBecause(state) !== null,
};

/** Who comes into care again is visited there. Earlier times in care are what these visits follow. */
function hear({ begun }: VisitsAfterCare, announcement: Announcement): readonly Derived[] {
  const { kind, on } = announcement;
  if (kind === ENTERED_CARE) return begun === null ? [] : [{ kind: BACK_IN_CARE, on, payload: {} }];
  return [...hearAllocation(announcement), ...hearGoingLive(announcement)];
}

function evolveDerived(state: VisitsAfterCare, derived: Derived): VisitsAfterCare {
  const { kind } = derived;
  if (kind === BACK_IN_CARE) return { ...state, ended: state.ended ?? 'the child came into care again' };
  if (kind === GOING_LIVE_HEARD) return { ...state, live: liveSince(state.live, derived) };
  return { ...state, people: withAllocation(state.people, derived) };
}

function stage(state: VisitsAfterCare): string {
  if (closedBecause(state) !== null) return 'visits ended';
  return state.begun?.basis === 'detained' ? 'visited while detained' : 'visited in accommodation';
}
