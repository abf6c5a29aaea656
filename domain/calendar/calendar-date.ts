declare const calendarDateBrand: unique symbol;

/** A day in Europe/London, written `YYYY-MM-DD`. Names of calendar dates end in `On`. */
export type CalendarDate = string & { readonly [calendarDateBrand]: true };
