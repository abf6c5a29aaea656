import type { Process } from '../../heart/process.ts';
import { QUIET } from '../../heart/quiet.ts';
import { IRO_ONLY } from '../../rulebook/role.ts';
import { GOING_LIVE_HEARD, hearGoingLive, liveSince, quieted, WENT_LIVE } from '../going-live.ts';
import { ALLOCATED, hearAllocation, peopleOf, withAllocation } from '../people-heard.ts';
import { COMMAND_KINDS, decide, PRIVATE_NOTE, RESPONDED } from './decide.ts';
import { disputeDuties } from './duties.ts';
import { evolve } from './evolve.ts';
import { closedBecause, formalOf, NO_DISPUTE, type IroDispute } from './state.ts';

/** Facts of one day in this order: it is raised and climbs, is responded to, is considered, and is closed. */
const FACT_KINDS: readonly string[] = [
  'dispute-raised',
  'dispute-moved',
  RESPONDED,
  'cafcass-considered',
  'child-told-of-dispute',
  PRIVATE_NOTE,
  'dispute-closed',
];

/** The IRO's challenge of the authority (IRO Handbook 2010 ch 6; CPPCR reg 45(3)): only the IRO ends it, and nothing pauses it. */
export const IRO_DISPUTE: Process<IroDispute> = {
  ...QUIET,
  kind: 'iro-dispute',
  stateVersion: 1,
  manyAtOnce: true,
  factKinds: FACT_KINDS,
  commandKinds: COMMAND_KINDS,
  initial: NO_DISPUTE,
  confidential: { kinds: [PRIVATE_NOTE], to: IRO_ONLY },
  decide,
  evolve,
  mayEdit: (_fact, { roles }, { kind }) =>
    kind === RESPONDED || roles.some((role) => IRO_ONLY.includes(role)) ? null : 'only-the-iro',
  hears: [ALLOCATED, WENT_LIVE],
  hear: (_state, announcement) => [...hearAllocation(announcement), ...hearGoingLive(announcement)],
  evolveDerived: (state, derived) =>
    derived.kind === GOING_LIVE_HEARD
      ? { ...state, live: liveSince(state.live, derived) }
      : { ...state, people: withAllocation(state.people, derived) },
  duties: (state, law) => disputeDuties(state, law).map((duty) => quieted(duty, state.live, law)),
  contradictions: ({ contradictory }) => contradictory,
  people: ({ people }) => peopleOf(people),
  stage,
  isClosed: (state) => closedBecause(state) !== null,
};

function stage(state: IroDispute): string {
  const at = state.stages.at(-1);
  if (at === undefined) return 'dispute withdrawn';
  if (state.closedOn !== null) return 'dispute closed';
  return formalOf(state) === null ? 'informal' : `formal, with the ${at.stage.replaceAll('-', ' ')}`;
}
