import type { CalendarDate } from '../../calendar/calendar-date.ts';
import type { Source, Telling } from '../../heart/fact.ts';

/** With a relative or friend (SSDA903 PLACE U1 to U3). Such a code does not say whether, or since when, the carer is approved. */
const WITH_CONNECTED_PERSON = /^U[1-3]$/;

export type ToldPlacement = {
  readonly childRef: string;
  readonly code: string | null;
  readonly startedOn: CalendarDate;
  /** Null while it lasts. */
  readonly endedOn: CalendarDate | null;
  /** Names the household in the source; null where the source does not tell who the carers are: a household of its own then. */
  readonly household: string | null;
};

export type HouseholdToOpen = { readonly household: string | null; readonly told: readonly Telling[] };

/**
 * What a return or feed that was read on a day makes known of households of connected persons: one for each placement with
 * code U1 to U3 that lasts, with its children. Nothing is said of an approval: it is "not recorded" and asked for, and no
 * date runs from it until a person tells it (timescales 0.1.9). To be told as facts of a new process `connected-carer`.
 */
export function householdsToOpen(
  placements: readonly ToldPlacement[],
  { readOn, source }: { readonly readOn: CalendarDate; readonly source: (placement: ToldPlacement) => Source },
): readonly HouseholdToOpen[] {
  const households = new Map<string, ToldPlacement[]>();
  for (const placement of placements) {
    if (placement.endedOn !== null || !WITH_CONNECTED_PERSON.test(placement.code ?? '')) continue;
    const key = placement.household ?? `of ${placement.childRef}`;
    households.set(key, [...(households.get(key) ?? []), placement]);
  }
  return [...households.values()].map((own) => ({
    household: own[0]?.household ?? null,
    told: own.flatMap((placement, place): Telling[] => {
      const { startedOn, childRef } = placement;
      const joined = { kind: 'child-joined-carer', on: startedOn, payload: { childRef }, source: source(placement) };
      const named = { kind: 'connected-carer-named', on: readOn, payload: { carers: [] }, source: source(placement) };
      return place === 0 ? [named, joined] : [joined];
    }),
  }));
}
