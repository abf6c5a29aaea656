import { type CalendarDate, dateOf } from './calendar-date.ts';

/** Easter Sunday of the Gregorian calendar (anonymous computus, as in Meeus, Astronomical Algorithms, chapter 8). */
export function easterSundayOf(year: number): CalendarDate {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const ofCentury = year % 100;
  const moonShift = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - moonShift + 15) % 30;
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - epact - (ofCentury % 4)) % 7;
  const correction = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  const fromMarch = epact + toSunday - 7 * correction + 114;
  return dateOf({ year, month: Math.floor(fromMarch / 31), day: (fromMarch % 31) + 1 });
}
