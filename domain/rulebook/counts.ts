import type { Count } from '../calendar/count.ts';

/** "Within so many working days of" or "after": the anchor day is left out. Reviews and plans count by CPPCR reg 2(1). */
export function workingDaysAfter(length: number): Count {
  return { unit: 'working-days', length, from: 'after', definition: 'cppcr' };
}

/** "Within so many working days of" by the Adoption Agencies Regulations (AAR reg 2). */
export function adoptionWorkingDaysAfter(length: number): Count {
  return { unit: 'working-days', length, from: 'after', definition: 'aar' };
}

/** "So many working days beginning with": the anchor day is day 1 if it is a working day (AAR reg 31(3)). */
export function adoptionWorkingDaysBeginningWith(length: number): Count {
  return { unit: 'working-days', length, from: 'on', definition: 'aar' };
}

/** "So many working days beginning with" by CPPCR reg 2(1): the anchor day is day 1 if it is a working day. */
export function workingDaysBeginningWith(length: number): Count {
  return { unit: 'working-days', length, from: 'on', definition: 'cppcr' };
}

/** The same by the definition of the Fostering Services Regulations (FSR 2011 reg 2(1)). */
export function fosteringWorkingDaysAfter(length: number): Count {
  return { unit: 'working-days', length, from: 'after', definition: 'fsr' };
}

/** The same where the anchor day is day 1 if it is a working day (FSR 2011 reg 26(2)(d)). */
export function fosteringWorkingDaysBeginningWith(length: number): Count {
  return { unit: 'working-days', length, from: 'on', definition: 'fsr' };
}

/** So many working days before a planned day, which is itself left out. */
export function workingDaysBefore(length: number): Count {
  return { unit: 'working-days', length: -length, from: 'after', definition: 'cppcr' };
}

/** Calendar months after, clamped to the end of the month from the anchor (Interpretation Act 1978 Sch 1). */
export function monthsAfter(length: number): Count {
  return { unit: 'months', length };
}

/** So many calendar months before, clamped to the end of the month. */
export function monthsBefore(length: number): Count {
  return { unit: 'months', length: -length };
}

export function weeksAfter(length: number): Count {
  return { unit: 'weeks', length, from: 'after' };
}

/** So many weeks before a day, on the same weekday. */
export function weeksBefore(length: number): Count {
  return { unit: 'weeks', length: -length, from: 'after' };
}

/** "A period of so many weeks beginning with": the anchor day is day 1. */
export function weeksBeginningWith(length: number): Count {
  return { unit: 'weeks', length, from: 'on' };
}

export function daysAfter(length: number): Count {
  return { unit: 'calendar-days', length, from: 'after' };
}

/** "A period of so many days beginning with": the anchor day is day 1. */
export function daysBeginningWith(length: number): Count {
  return { unit: 'calendar-days', length, from: 'on' };
}

/** Due on the anchor day itself. */
export const ON_THE_DAY: Count = { unit: 'calendar-days', length: 0, from: 'after' };

export function hoursAfter(length: number): Count {
  return { unit: 'hours', length };
}
