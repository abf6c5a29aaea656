import { Temporal } from 'temporal-polyfill';
import { accept, refuse, type Result } from '../result.ts';
import { calendarDate, type CalendarDate, dateOfDayNumber, dayNumberOf, isCalendarDate } from './calendar-date.ts';
import { summerTimeAt } from './summer-time.ts';

declare const instantBrand: unique symbol;

/** A moment in UTC, written `YYYY-MM-DDTHH:MM:SS.sssZ`, so that text order is time order. Names end in `At`. */
export type Instant = string & { readonly [instantBrand]: true };

const ZONE = 'Europe/London';
const WRITTEN = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

export function isInstant(written: string): written is Instant {
  return WRITTEN.test(written) && isCalendarDate(written.slice(0, 10));
}

/** An instant written in the source code or formatted by a clock; throws on anything else. */
export function instant(written: string): Instant {
  if (!isInstant(written)) throw new RangeError('not an instant written YYYY-MM-DDTHH:MM:SS.sssZ');
  return written;
}

/** Reads any ISO 8601 moment that names its offset (`Z`, `+01:00`); parts of a millisecond are dropped. */
export function parseInstant(written: string): Result<Instant, 'not-an-instant'> {
  try {
    return accept(instantFromEpochMs(Temporal.Instant.from(written).epochMilliseconds));
  } catch (error) {
    if (error instanceof RangeError) return refuse('not-an-instant');
    throw error;
  }
}

/** Milliseconds since 1 January 1970 UTC. */
export function epochMs(at: Instant): number {
  const days = dayNumberOf(calendarDate(at.slice(0, 10)));
  const hours = Number(at.slice(11, 13));
  const minutes = Number(at.slice(14, 16));
  return days * DAY_MS + hours * HOUR_MS + minutes * MINUTE_MS + Number(at.slice(17, 23)) * 1000;
}

export function instantFromEpochMs(ms: number): Instant {
  const whole = Math.floor(ms);
  const dayNumber = Math.floor(whole / DAY_MS);
  const ofDay = whole - dayNumber * DAY_MS;
  const hours = two(Math.floor(ofDay / HOUR_MS));
  const minutes = two(Math.floor(ofDay / MINUTE_MS) % 60);
  const seconds = two(Math.floor(ofDay / 1000) % 60);
  const thousandths = String(ofDay % 1000).padStart(3, '0');
  return instant(`${dateOfDayNumber(dayNumber)}T${hours}:${minutes}:${seconds}.${thousandths}Z`);
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** So many hours later by the clock: 72 hours are 72 hours across a clock change. */
export function addHours(at: Instant, hours: number): Instant {
  return instantFromEpochMs(epochMs(at) + hours * HOUR_MS);
}

export function addMinutes(at: Instant, minutes: number): Instant {
  return instantFromEpochMs(epochMs(at) + minutes * MINUTE_MS);
}

/** The day in London on which the moment falls. */
export function londonDateOf(at: Instant): CalendarDate {
  return calendarDate(londonTimeOf(at).slice(0, 10));
}

/** Date and time in London, `YYYY-MM-DDTHH:MM`, for people to read. */
export function londonTimeOf(at: Instant): string {
  const ms = epochMs(at);
  const ahead = summerTimeAt(yearOf(at), ms);
  if (ahead !== null) return instantFromEpochMs(ms + ahead).slice(0, 16);
  const local = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(ZONE).toPlainDateTime();
  return local.toString({ smallestUnit: 'minute' });
}

/**
 * The moment of a time of day (`HH:MM`) in London. A time that the spring change leaves out is taken an hour later;
 * of a time that the autumn change brings twice, the first one.
 */
export function londonInstant(on: CalendarDate, time: string): Instant {
  const shown = dayNumberOf(on) * DAY_MS + Number(time.slice(0, 2)) * HOUR_MS + Number(time.slice(3, 5)) * MINUTE_MS;
  // Of two moments that clocks show the same the one in summer time is the first.
  const ahead = summerTimeAt(yearOf(on), shown - HOUR_MS);
  if (ahead !== null) return instantFromEpochMs(shown - ahead);
  const local = Temporal.PlainDateTime.from(`${on}T${time}`);
  return instantFromEpochMs(local.toZonedDateTime(ZONE, { disambiguation: 'compatible' }).epochMilliseconds);
}

function yearOf(written: CalendarDate | Instant): number {
  return Number(written.slice(0, 4));
}

/** Midnight in London at which the day begins. */
export function startOfDay(on: CalendarDate): Instant {
  return londonInstant(on, '00:00');
}
