import { earlierOf, type CalendarDate } from '../../calendar/calendar-date.ts';
import type { Source, Telling } from '../../heart/fact.ts';
import { by } from '../../in-order.ts';
import type { JsonObject } from '../../json.ts';
import { isPlacedForAdoption } from '../../rulebook/regime.ts';
import { careTimesOf } from './care-times.ts';
import type { Teller } from './tell.ts';
import { dated, takenByChild, valueIn, type StagedReturn, type StagedRow } from '../staged.ts';

/**
 * One family-finding as a return tells it: what would be opened for the child, and told of it beside what its period of care
 * tells already (orders, placements, leaving), which it hears. Stages of which no table speaks are not recorded.
 */
export type ReturnFamilyFinding = {
  /** The earliest day that is told of it; the day of the plan itself is not recorded. */
  readonly startOn: CalendarDate;
  readonly facts: readonly Telling[];
};

export type ReturnSearches = { readonly localReference: string; readonly searches: readonly ReturnFamilyFinding[] };

/** What a return tells of a search: DATE_PLACED is the day of the DECISION that the child should be placed (timescales §16). */
type Search = {
  readonly from: CalendarDate;
  readonly decidedOn: CalendarDate | null;
  readonly ceased: { readonly on: CalendarDate; readonly reason: string } | null;
  readonly matchedOn: CalendarDate | null;
};

const PLACEMENT_ORDER = 'E1';

/** The children of a delivery for whom adoption is or was the plan, each with its searches in order. */
export function familyFindingOf(
  staged: StagedReturn,
  teller: Pick<Teller, 'by' | 'importId'>,
): readonly ReturnSearches[] {
  const decisions = takenByChild(staged.rows, 'placed-for-adoption');
  const matches = takenByChild(staged.rows, 'ad1');
  // As with periods of care: who has no episode that was taken is not known to be in care.
  return [...takenByChild(staged.rows, 'episodes')].flatMap(([localReference, episodes]) => {
    const decided = withAuthorities(searchesDecided(decisions.get(localReference) ?? []), episodes);
    const searches = withMatches(
      decided,
      (matches.get(localReference) ?? []).flatMap((row) => dated(row, 'DATE_MATCH')),
    );
    const facts = searches.map((search) => told(search, { ...teller, asAt: staged.asAt }));
    return facts.length === 0 ? [] : [{ localReference, searches: facts }];
  });
}

function searchesDecided(rows: readonly StagedRow[]): readonly Search[] {
  const searches = rows
    .flatMap((row) => dated(row, 'DATE_PLACED'))
    .map(({ row, on }): Search => {
      const ceasedOn = row.dates['DATE_PLACED_CEASED'];
      const ceased = ceasedOn === undefined ? null : { on: ceasedOn, reason: valueIn(row, 'REASON_PLACED_CEASED') };
      return { from: on, decidedOn: on, ceased, matchedOn: null };
    });
  return searches.toSorted(by(({ from }) => from));
}

/** An order or a placement for adoption that no decision goes before tells that there is a search, too. */
function withAuthorities(searches: readonly Search[], episodes: readonly StagedRow[]): readonly Search[] {
  const begun = careTimesOf(episodes).flatMap(({ episodes: ofPeriod }) =>
    ofPeriod.filter(({ row }, place) => {
      const before = ofPeriod[place - 1]?.row;
      return isTowardsAdoption(row) && (before === undefined || !isTowardsAdoption(before));
    }),
  );
  let all = searches;
  for (const { on } of begun) {
    const isCovered = all.some(({ from, ceased }) => from <= on && (ceased === null || on <= ceased.on));
    if (!isCovered) all = [...all, { from: on, decidedOn: null, ceased: null, matchedOn: null }];
  }
  return all.toSorted(by(({ from }) => from));
}

function isTowardsAdoption(row: StagedRow): boolean {
  return valueIn(row, 'LS') === PLACEMENT_ORDER || isPlacedForAdoption(valueIn(row, 'PLACE'));
}

/** A match belongs to the latest search that had begun by then, else to the first; without any it is all there is. */
function withMatches(
  searches: readonly Search[],
  matches: readonly { readonly on: CalendarDate }[],
): readonly Search[] {
  let all = searches;
  for (const { on: matchedOn } of matches) {
    const place = Math.max(
      0,
      all.findLastIndex(({ from }) => from <= matchedOn),
    );
    const search = all[place] ?? { from: matchedOn, decidedOn: null, ceased: null };
    const matched = { ...search, from: earlierOf(search.from, matchedOn), matchedOn };
    all = [...all.slice(0, place), matched, ...all.slice(place + 1)];
  }
  return all;
}

function told(
  { from, decidedOn, ceased, matchedOn }: Search,
  { by: teller, importId, asAt }: Pick<Teller, 'by' | 'importId'> & { readonly asAt: CalendarDate },
): ReturnFamilyFinding {
  const tell = (kind: string, on: CalendarDate, payload: JsonObject): Telling => {
    const source: Source = { by: teller, importId, key: `${kind}:${on}`, asAt };
    return { kind, on, payload, source };
  };
  return {
    startOn: from,
    facts: [
      tell('adoption-plan-set', from, { startKnown: false }),
      ...(decidedOn === null ? [] : [tell('agency-decision-made', decidedOn, { shouldBePlaced: true })]),
      ...(matchedOn === null ? [] : [tell('match-decided', matchedOn, { approved: true })]),
      ...(ceased === null ? [] : [tell('adoption-plan-changed', ceased.on, { ceased: ceased.reason, newPlan: null })]),
    ],
  };
}
