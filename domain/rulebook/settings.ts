import type { CalendarDate } from '../calendar/calendar-date.ts';
import { calendarOf, withBankHolidays, type Calendar } from '../calendar/calendar.ts';
import type { DayCount } from '../calendar/count.ts';
import { isJsonObject } from '../json-reading.ts';

/** A day with what it is called. */
export type NamedDay = { readonly on: CalendarDate; readonly name: string };

/** A date by which an authority wants something done; it stands beside the date of law and never replaces it. */
export type TighterDate = { readonly ruleId: string; readonly count: DayCount };

/**
 * What an authority adds to the law of a build: bank holidays proclaimed, moved or published since, its own tighter dates,
 * and the days on which its offices are closed. Carried in the state of each process, named by the hash of its content.
 */
export type Settings = {
  readonly id: string;
  readonly bankHolidays: {
    readonly added: readonly NamedDay[];
    readonly removed: readonly CalendarDate[];
    /** The list has meanwhile been published to this day; null: as in the build. */
    readonly publishedThrough: CalendarDate | null;
  };
  readonly tighter: readonly TighterDate[];
  readonly closureDays: readonly NamedDay[];
};

/** Settings as the record wrote them; null for anything else. */
export function settingsOf(value: unknown): Settings | null {
  return isSettings(value) ? value : null;
}

function isSettings(value: unknown): value is Settings {
  if (!isJsonObject(value) || typeof value['id'] !== 'string' || !isJsonObject(value['bankHolidays'])) return false;
  const { added, removed } = value['bankHolidays'];
  return [added, removed, value['tighter'], value['closureDays']].every((list) => Array.isArray(list));
}

/** How an authority's own dates are counted and when its people are told. */
export type Practice = {
  readonly tighter: ReadonlyMap<string, DayCount>;
  /** The calendar with the authority's closure days: they never move a date of law or guidance. */
  readonly calendar: Calendar;
};

/** The calendar that settings make of the one of the build. */
export function calendarWith(calendar: Calendar, { id, bankHolidays }: Settings): Calendar {
  const { added, removed, publishedThrough } = bankHolidays;
  return withBankHolidays(calendar, {
    version: `${calendar.version}+${id}`,
    added: added.map(({ on, name }) => [on, name] as const),
    removed,
    ...(publishedThrough === null ? {} : { publishedThrough }),
  });
}

/** The practice that settings describe, over the calendar they make. */
export function practiceOf(calendar: Calendar, settings: Settings | null): Practice {
  const closed = (settings?.closureDays ?? []).map(({ on, name }) => [on, name] as const);
  const { version, bankHolidays, publishedThrough } = calendar;
  return {
    tighter: new Map((settings?.tighter ?? []).map(({ ruleId, count }) => [ruleId, count])),
    calendar:
      closed.length === 0
        ? calendar
        : calendarOf({ version, bankHolidays: [...bankHolidays, ...closed], publishedThrough }),
  };
}
