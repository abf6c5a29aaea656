/**
 * Dates calculated a second time, by other means: it imports nothing of ours, walks day by day with JavaScript dates in
 * UTC, and reads bank holidays from a list typed from the data behind gov.uk/bank-holidays.
 */
const DAY_MS = 86_400_000;

/** Month and day of each bank holiday in England and Wales, as published. */
export const PUBLISHED_LIST: Readonly<Record<number, string>> = {
  2012: '0102 0406 0409 0507 0604 0605 0827 1225 1226',
  2013: '0101 0329 0401 0506 0527 0826 1225 1226',
  2014: '0101 0418 0421 0505 0526 0825 1225 1226',
  2015: '0101 0403 0406 0504 0525 0831 1225 1228',
  2016: '0101 0325 0328 0502 0530 0829 1226 1227',
  2017: '0102 0414 0417 0501 0529 0828 1225 1226',
  2018: '0101 0330 0402 0507 0528 0827 1225 1226',
  2019: '0101 0419 0422 0506 0527 0826 1225 1226',
  2020: '0101 0410 0413 0508 0525 0831 1225 1228',
  2021: '0101 0402 0405 0503 0531 0830 1227 1228',
  2022: '0103 0415 0418 0502 0602 0603 0829 0919 1226 1227',
  2023: '0102 0407 0410 0501 0508 0529 0828 1225 1226',
  2024: '0101 0329 0401 0506 0527 0826 1225 1226',
  2025: '0101 0418 0421 0505 0526 0825 1225 1226',
  2026: '0101 0403 0406 0504 0525 0831 1225 1228',
  2027: '0101 0326 0329 0503 0531 0830 1227 1228',
  2028: '0103 0414 0417 0501 0529 0828 1225 1226',
};

function iso(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

function midnight(date: string): number {
  return Date.parse(`${date}T00:00:00Z`);
}

/** Easter Sunday by Gauss's rule with its two exceptions, as days after 22 March. */
export function easterByGauss(year: number): string {
  const century = Math.floor(year / 100);
  const p = Math.floor((13 + 8 * century) / 25);
  const m = (15 - p + century - Math.floor(century / 4)) % 30;
  const n = (4 + century - Math.floor(century / 4)) % 7;
  const a = year % 19;
  const d = (19 * a + m) % 30;
  const e = (2 * (year % 4) + 4 * (year % 7) + 6 * d + n) % 7;
  let sinceMarch = d + e;
  if (d === 29 && e === 6) sinceMarch -= 7;
  if (d === 28 && e === 6 && (11 * m + 11) % 30 < 19) sinceMarch -= 7;
  return iso(midnight(`${String(year)}-03-22`) + sinceMarch * DAY_MS);
}

function mondays(year: number, month: number): readonly string[] {
  const found: string[] = [];
  for (let day = 1; day <= 31; day += 1) {
    const date = new Date(Date.UTC(year, month - 1, day));
    if (date.getUTCMonth() === month - 1 && date.getUTCDay() === 1) found.push(date.toISOString().slice(0, 10));
  }
  return found;
}

/** Moves a holiday past the weekend and past days that are taken already. */
function substituted(date: string, taken: readonly string[]): string {
  let at = midnight(date);
  while ([0, 6].includes(new Date(at).getUTCDay()) || taken.includes(iso(at))) at += DAY_MS;
  return iso(at);
}

function bankHolidaysOf(year: number): readonly string[] {
  const list = PUBLISHED_LIST[year];
  if (list !== undefined) return list.split(' ').map((d) => `${String(year)}-${d.slice(0, 2)}-${d.slice(2)}`);
  const easter = midnight(easterByGauss(year));
  const boxing = `${String(year)}-12-26`;
  const boxingOn = new Date(midnight(boxing)).getUTCDay() === 1 ? boxing : substituted(boxing, []);
  const christmasOn = substituted(
    `${String(year)}-12-25`,
    new Date(midnight(boxing)).getUTCDay() === 1 ? [boxingOn] : [],
  );
  const boxingLast = boxingOn === christmasOn ? substituted(boxing, [christmasOn]) : boxingOn;
  return [
    substituted(`${String(year)}-01-01`, []),
    iso(easter - 2 * DAY_MS),
    iso(easter + DAY_MS),
    mondays(year, 5).at(0) ?? '',
    mondays(year, 5).at(-1) ?? '',
    mondays(year, 8).at(-1) ?? '',
    christmasOn,
    boxingLast,
  ];
}

const remembered = new Map<number, readonly string[]>();

export function bankHolidays(year: number): readonly string[] {
  const known = remembered.get(year) ?? bankHolidaysOf(year);
  remembered.set(year, known);
  return known;
}

export function worksOn(date: string): boolean {
  const weekday = new Date(midnight(date)).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !bankHolidays(Number(date.slice(0, 4))).includes(date);
}

export function plusWorkingDays(date: string, length: number): string {
  let at = midnight(date);
  let left = Math.abs(length);
  while (left > 0) {
    at += length < 0 ? -DAY_MS : DAY_MS;
    if (worksOn(iso(at))) left -= 1;
  }
  return iso(at);
}

export function plusDays(date: string, length: number): string {
  return iso(midnight(date) + length * DAY_MS);
}

/** Walks back from an overshooting day until the month is right. */
export function plusMonths(date: string, length: number): string {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const wanted = (((month - 1 + length) % 12) + 12) % 12;
  let tried = day;
  let at = new Date(Date.UTC(year, month - 1 + length, tried));
  while (at.getUTCMonth() !== wanted) {
    tried -= 1;
    at = new Date(Date.UTC(year, month - 1 + length, tried));
  }
  return at.toISOString().slice(0, 10);
}

export function londonDay(at: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', dateStyle: 'short' }).format(
    new Date(at),
  );
  const [day = '', month = '', year = ''] = parts.split('/');
  return `${year}-${month}-${day}`;
}

export function plusHours(at: string, length: number): string {
  return new Date(Date.parse(at) + length * 3_600_000).toISOString();
}
