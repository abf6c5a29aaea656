import { addDays, type CalendarDate } from '../../calendar/calendar-date.ts';
import type { Instant } from '../../calendar/instant.ts';
import type { FactId } from '../../heart/fact.ts';
import type { Contradictory } from '../contradictory.ts';
import type { Live } from '../going-live.ts';
import type { PeopleHeard } from '../people-heard.ts';
import type { ToldBy } from '../period-of-care/dated.ts';
import type { Reading } from '../period-of-care/state.ts';

/** A day, with the moment where it is known: a return tells days alone. */
export type When = { readonly on: CalendarDate; readonly at: Instant | null };

export type Missing = When & {
  readonly factId: FactId;
  readonly told: ToldBy;
  readonly absence: string;
  readonly harmSuspected: boolean;
  readonly exploitation: boolean;
  /** A feed told it so long after it began that it is the past; absent: it did not. */
  readonly asPast?: true;
  /** Told more than a year after it began, so that nobody knows by its lack of an end whether it lasts; absent: it was not. */
  readonly longAgo?: true;
};

/** `undated`: by that day at the latest, on one that the source does not tell; absent: on that day. */
export type Found = When & { readonly factId: FactId; readonly undated?: true };

/** What a missing episode knows of itself; what was said in words stays in the record. */
export type MissingEpisode = {
  readonly missing: Missing | null;
  readonly found: Found | null;
  /** The days on which earlier absences of this child began, as far as they were announced. */
  readonly earlier: readonly CalendarDate[];
  /** The day on which the absence became persistent; null: it is not. */
  readonly persistentOn: CalendarDate | null;
  readonly strategyOn: CalendarDate | null;
  readonly safetyPlanOn: CalendarDate | null;
  readonly offered: When | null;
  /** A feed told that an interview was offered, on a day that it does not tell, and whether the child accepted; absent: none did. */
  readonly offeredUndated?: { readonly accepted: boolean | null };
  /** Carried out by somebody independent. */
  readonly interviewed: When | null;
  readonly refusedOn: CalendarDate | null;
  readonly closedOn: CalendarDate | null;
  /** Why nothing is owed any more, though the episode is not settled: the child left care or turned eighteen. */
  readonly over: string | null;
  readonly people: PeopleHeard;
  /** Since when the child's team is told; absent: not heard of. */
  readonly live?: Live;
  readonly reading: Reading | null;
  readonly contradictory: readonly Contradictory[];
};

export const NOBODY_MISSING: MissingEpisode = {
  missing: null,
  found: null,
  earlier: [],
  persistentOn: null,
  strategyOn: null,
  safetyPlanOn: null,
  offered: null,
  interviewed: null,
  refusedOn: null,
  closedOn: null,
  over: null,
  people: {},
  reading: null,
  contradictory: [],
};

/** Missing, or away where risk is known: a return interview and safety arrangements are owed (timescales: missing.rhi). */
export function isAtRisk({ absence, harmSuspected, exploitation }: Missing): boolean {
  return absence === 'M' || harmSuspected || exploitation;
}

/** The day that called for a strategy discussion; null: nothing did. */
export function strategyCalledForOn({ missing, persistentOn }: MissingEpisode): CalendarDate | null {
  return missing?.harmSuspected === true || missing?.exploitation === true ? missing.on : persistentOn;
}

/** So long after the return everything that is owed by rule has fallen due. */
export const ALL_DUE_DAYS = 14;

/** Who told of the absence: what a feed told as the past is asked for like what a return told. */
export function toldBy({ told, asPast }: Missing): ToldBy {
  return asPast === true ? 'return' : told;
}

/** Told by a return or feed that was read long after the child came back: the past, which is asked for and never chased. */
export function isHistory({ missing, found, reading }: MissingEpisode): boolean {
  if (missing === null || toldBy(missing) !== 'return' || found === null || reading === null) return false;
  return addDays(found.on, ALL_DUE_DAYS) < reading.readOn;
}

/** The interview was carried out, or the child did not want one. */
export function isSpokenWith({ interviewed, refusedOn, offeredUndated }: MissingEpisode): boolean {
  return interviewed !== null || refusedOn !== null || offeredUndated?.accepted === false;
}

/** Why the episode is over; null while it runs. */
export function closedBecause(state: MissingEpisode): string | null {
  const { missing, found } = state;
  if (missing === null) return 'the report was withdrawn';
  if (state.over !== null) return state.over;
  if (state.closedOn !== null) return 'the episode was closed';
  if (found === null) return null;
  const spokenWith = !isAtRisk(missing) || isSpokenWith(state);
  const planned = !isAtRisk(missing) || state.safetyPlanOn !== null;
  const discussed = strategyCalledForOn(state) === null || state.strategyOn !== null;
  return isHistory(state) || (spokenWith && planned && discussed) ? 'the child was found and all is done' : null;
}
