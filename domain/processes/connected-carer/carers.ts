import { laterOf, type CalendarDate } from '../../calendar/calendar-date.ts';
import type { CarerTime, ConnectedCarer, Dated } from './state.ts';

type Carers = Pick<ConnectedCarer, 'carers'>;

/** Why a household ends, and an approval in it, once all carers have left. */
export const NO_CARER_LEFT = 'no carer is left';

/** Stands for the carers of a household of which nobody has told who they are: what is told then is told of them all. */
export const ALL_CARERS = '';

/** With those who join on a day; null: who were carers from the first. Whoever is one already stays so as it was told. */
export function withCarers(state: Carers, joining: readonly string[], joined: Dated | null): readonly CarerTime[] {
  const others = [...new Set(joining)].filter((carer) => !isCarer(state, carer));
  return [...state.carers, ...others.map((carer) => ({ carer, joined, left: null }))];
}

export function withoutCarer({ carers }: Carers, carer: string, left: Dated): readonly CarerTime[] {
  return carers.map((time) => (time.carer === carer && time.left === null ? { ...time, left } : time));
}

export function isCarer({ carers }: Carers, carer: string): boolean {
  return carers.some((time) => time.carer === carer && time.left === null);
}

/** The carers at present. */
export function carersNow({ carers }: Carers): readonly string[] {
  return carers.length === 0 ? [ALL_CARERS] : carers.filter(({ left }) => left === null).map(({ carer }) => carer);
}

/** The carers at the end of a day: whoever leaves on it is one no more. */
export function carersAt({ carers }: Carers, on: CalendarDate): readonly string[] {
  const known = carers.filter((time) => hasJoined(time, on));
  if (known.length === 0) return [ALL_CARERS];
  return known.filter(({ left }) => left === null || left.on > on).map(({ carer }) => carer);
}

/** A carer of the household on that day, if only for part of it. */
export function wasCarerOn({ carers }: Carers, carer: string, on: CalendarDate): boolean {
  return carers.some(
    (time) => time.carer === carer && hasJoined(time, on) && (time.left === null || time.left.on >= on),
  );
}

/** The days on which carers joined and left, as they were told. */
export function changesOfCarers({ carers }: Carers): readonly Dated[] {
  return carers.flatMap(({ joined, left }) => [joined, left].flatMap((change) => change ?? []));
}

/** The first day, from a day on, at the end of which the household has no carer any more; null: there is none. */
export function noCarerLeftOn({ named, carers }: ConnectedCarer, from: CalendarDate): CalendarDate | null {
  if (named === null) return null;
  const since = laterOf(from, named.on);
  const changes = changesOfCarers({ carers }).map(({ on }) => on);
  const days = [since, ...changes.filter((on) => on > since).sort()];
  return days.find((on) => carersAt({ carers }, on).length === 0) ?? null;
}

function hasJoined({ joined }: CarerTime, on: CalendarDate): boolean {
  return joined === null || joined.on <= on;
}
