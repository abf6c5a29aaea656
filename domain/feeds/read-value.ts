import { dateOf, isCalendarDate, type CalendarDate } from '../calendar/calendar-date.ts';
import type { ProblemCode } from './problem.ts';

export type ReadDate = { readonly on: CalendarDate | null; readonly code: ProblemCode | null };

/** Reads a date of the return: dd/mm/yyyy, or ISO with or without a midnight. Nothing is guessed; an empty field is no date. */
export function readReturnDate(text: string): ReadDate {
  if (text === '') return { on: null, code: null };
  const written = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(text);
  if (written !== null) return existing(Number(written[3]), Number(written[2]), Number(written[1]));
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[ T]00:00:00)?$/.exec(text);
  if (iso !== null) {
    const { on } = existing(Number(iso[1]), Number(iso[2]), Number(iso[3]));
    return on === null ? { on, code: 'IMPOSSIBLE_DATE' } : { on, code: 'ISO_DATE' };
  }
  if (/^\d{4,6}$/.test(text)) return { on: null, code: 'EXCEL_SERIAL_DATE' };
  return {
    on: null,
    code: /^\d{1,2}[/.-][A-Za-z\d]{1,9}[/.-]\d{2}$/.test(text) ? 'TWO_DIGIT_YEAR' : 'IMPOSSIBLE_DATE',
  };
}

/** Of a date written YYYY-MM-DD. */
const DAY_CHARACTERS = 10;

/** Reads a date of a feed: ISO, with any time of that day, or dd/mm/yyyy. Nothing is guessed; an empty field is no date. */
export function readFeedDate(text: string): ReadDate {
  const isIso = /^\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,7})?)?)?$/.test(text);
  if (!isIso) return readReturnDate(text);
  const { on, code } = readReturnDate(text.slice(0, DAY_CHARACTERS));
  return { on, code: code === 'ISO_DATE' ? null : code };
}

/** The time of day beside a date, `HH:MM`; null where there is none, or midnight, as which databases write a day alone. */
export function readTimeOfDay(text: string): string | null {
  const time = /^\d{4}-\d{2}-\d{2}[ T](\d{2}:\d{2})/.exec(text)?.[1] ?? null;
  return time === '00:00' ? null : time;
}

function existing(year: number, month: number, day: number): ReadDate {
  const pad = (part: number, length: number): string => String(part).padStart(length, '0');
  const written = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
  return isCalendarDate(written)
    ? { on: dateOf({ year, month, day }), code: null }
    : { on: null, code: 'IMPOSSIBLE_DATE' };
}

/** Text that a spreadsheet would take for a formula. */
export function isFormulaLike(text: string): boolean {
  return /^[=+\-@\t\r]/.test(text);
}

export function isPostcode(text: string): boolean {
  return /^[A-Za-z]{1,2}\d[A-Za-z\d]? ?\d[A-Za-z]{2}$/.test(text);
}
