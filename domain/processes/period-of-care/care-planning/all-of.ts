import type { CalendarDate } from '../../../calendar/calendar-date.ts';

type AllOf<Name> = {
  /** Those of whom nothing was told yet. */
  readonly outstanding: readonly Name[];
  /** The day on which the last of them was done; null: somebody or something is outstanding, or nothing was asked for. */
  readonly on: CalendarDate | null;
};

/** How several stand that are each to be done once: each was done on the first day that is told of it, whatever is told later. */
export function allOf<Name extends string>(
  names: readonly Name[],
  firstOn: (name: Name) => CalendarDate | null | undefined,
): AllOf<Name> {
  const outstanding = names.filter((name) => firstOn(name) == null);
  const days = names.flatMap((name) => firstOn(name) ?? []).toSorted();
  return { outstanding, on: outstanding.length === 0 ? (days.at(-1) ?? null) : null };
}
