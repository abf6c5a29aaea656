import type { Announcement, Derived } from '../../heart/fact.ts';
import type { Process } from '../../heart/process.ts';
import { QUIET } from '../../heart/quiet.ts';
import { textOf } from '../../json-reading.ts';
import { RETURN_READ, RETURN_WITHDRAWN } from '../../heart/telling.ts';
import { GOING_LIVE_HEARD, hearGoingLive, liveSince, quieted, WENT_LIVE } from '../going-live.ts';
import { ALLOCATED, hearAllocation, peopleOf, withAllocation } from '../people-heard.ts';
import { PERSISTENT_ABSENCE } from '../period-of-care/review-cycle/absence.ts';
import { absenceFollows, longAbsence, longAbsenceOn } from './absence.ts';
import { COMMAND_KINDS, decide } from './decide.ts';
import { missingDuties } from './duties.ts';
import { evolve } from './evolve.ts';
import { closedBecause, isAtRisk, isSpokenWith, NOBODY_MISSING, type MissingEpisode } from './state.ts';

/** Facts of one day in this order: the absence, what was done about it, the return, and what follows it. */
const FACT_KINDS: readonly string[] = [
  RETURN_WITHDRAWN,
  RETURN_READ,
  'went-missing',
  'strategy-discussed',
  'safety-planned',
  'found',
  'return-interview-offered',
  'return-interview-recorded',
  'episode-closed',
];

/** What ends an episode that is not settled, in the words of its end. */
const ENDS: Readonly<Record<string, string>> = {
  'left-care': 'the child ceased to be looked after',
  'turned-eighteen': 'the child turned eighteen',
};

/**
 * One absence of a child from placement without leave (statutory guidance of January 2014; local practice by the hour).
 * A child has as many as there were; the latest counts those before it.
 */
export const MISSING_EPISODE: Process<MissingEpisode> = {
  ...QUIET,
  kind: 'missing-episode',
  stateVersion: 3,
  manyAtOnce: true,
  factKinds: FACT_KINDS,
  commandKinds: COMMAND_KINDS,
  initial: NOBODY_MISSING,
  decide,
  evolve,
  follows: absenceFollows,
  hears: [ALLOCATED, 'went-missing', ...Object.keys(ENDS), WENT_LIVE],
  hear,
  evolveDerived,
  duties: (state, law) => missingDuties(state, law).map((duty) => quieted(duty, state.live, law)),
  nextChangeOn: longAbsenceOn,
  elapse: (_state, on) => longAbsence(on),
  contradictions: ({ contradictory }) => contradictory,
  people: ({ people }) => peopleOf(people),
  stage,
  isClosed: (state) => closedBecause(state) !== null,
};

/** Absences before this one are counted; what ends care ends an episode that it finds. */
function hear({ missing }: MissingEpisode, announcement: Announcement): readonly Derived[] {
  const { kind, on } = announcement;
  if (kind === 'went-missing') return missing === null ? [{ kind: 'earlier-absence-heard', on, payload: {} }] : [];
  const because = ENDS[kind];
  if (because === undefined) return [...hearAllocation(announcement), ...hearGoingLive(announcement)];
  return missing === null ? [] : [{ kind: 'episode-over', on, payload: { because } }];
}

function evolveDerived(state: MissingEpisode, derived: Derived): MissingEpisode {
  const { kind, on, payload } = derived;
  if (kind === PERSISTENT_ABSENCE) return { ...state, persistentOn: on };
  if (kind === 'earlier-absence-heard') return { ...state, earlier: [...state.earlier, on] };
  if (kind === 'episode-over') return { ...state, over: textOf(payload, 'because') };
  if (kind === GOING_LIVE_HEARD) return { ...state, live: liveSince(state.live, derived) };
  return { ...state, people: withAllocation(state.people, derived) };
}

function stage(state: MissingEpisode): string {
  const { missing, found } = state;
  if (missing === null) return 'report withdrawn';
  if (found === null && state.over === null && missing.longAgo === true) return 'end of the absence not recorded';
  if (found === null && state.over === null) return missing.absence === 'A' ? 'away without authorisation' : 'missing';
  if (closedBecause(state) !== null) return 'episode over';
  return isAtRisk(missing) && !isSpokenWith(state) ? 'found, to be interviewed' : 'found';
}
