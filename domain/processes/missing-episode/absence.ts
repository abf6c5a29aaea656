import { addDays, daysBetween, type CalendarDate } from '../../calendar/calendar-date.ts';
import { addHours, londonDateOf } from '../../calendar/instant.ts';
import type { Derived, Fact } from '../../heart/fact.ts';
import { PERSISTENTLY_ABSENT } from '../../rulebook/rules/missing.ts';
import { PERSISTENT_ABSENCE } from '../period-of-care/review-cycle/absence.ts';
import { closedBecause, toldBy, type MissingEpisode, type Missing, type When } from './state.ts';

/** What a fact makes of the absence at once: one of several, or over and longer than the hours. */
export function absenceFollows(state: MissingEpisode, { kind, on }: Fact): readonly Derived[] {
  const { missing, found, persistentOn } = state;
  if (missing === null || persistentOn !== null || toldBy(missing) === 'return') return [];
  if (kind === 'went-missing' && isOneOfSeveral(missing, state.earlier)) return persistent(on, 'several-episodes');
  return kind === 'found' && found !== null && isLongerThanHours(missing, found) ? persistent(on, 'long-absence') : [];
}

/** The day at whose end the absence has lasted the hours, while nobody has found the child. */
export function longAbsenceOn(state: MissingEpisode): CalendarDate | null {
  const { missing, found, persistentOn } = state;
  if (missing === null || found !== null || persistentOn !== null || toldBy(missing) === 'return') return null;
  if (closedBecause(state) !== null) return null;
  return missing.at === null ? addDays(missing.on, 1) : londonDateOf(addHours(missing.at, PERSISTENTLY_ABSENT.hours));
}

export function longAbsence(on: CalendarDate): readonly Derived[] {
  return persistent(on, 'long-absence');
}

function persistent(on: CalendarDate, because: string): readonly Derived[] {
  return [{ kind: PERSISTENT_ABSENCE, on, payload: { because } }];
}

function isOneOfSeveral({ on }: Missing, earlier: readonly CalendarDate[]): boolean {
  const within = earlier.filter((began) => daysBetween(began, on) < PERSISTENTLY_ABSENT.withinDays);
  return within.length + 1 >= PERSISTENTLY_ABSENT.episodes;
}

/** By the moments; where only days are known, if it must have been longer whatever the hours were. */
function isLongerThanHours(from: When, to: When): boolean {
  if (from.at !== null && to.at !== null) return to.at > addHours(from.at, PERSISTENTLY_ABSENT.hours);
  return daysBetween(from.on, to.on) >= 2;
}
