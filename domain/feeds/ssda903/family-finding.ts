import type { CalendarDate } from '../../calendar/calendar-date.ts';
import type { Telling } from '../../heart/fact.ts';
import { by } from '../../in-order.ts';
import type { JsonObject } from '../../json.ts';
import { isPlacedForAdoption } from '../../rulebook/regime.ts';
import { dated, valueIn, type DatedRow, type StagedRow } from '../staged.ts';
import { isWithin, type CareTime } from './care-times.ts';
import type { Tell } from './tell.ts';

/**
 * One family-finding as a delivery tells it: what would be opened for the child, and told of it beside what its period of care
 * tells already (orders, placements, leaving), which it hears. Stages of which no table speaks are not recorded.
 */
export type ReturnSearch = {
  /** The earliest day that is told of it; the day of the plan itself is not recorded. */
  readonly startOn: CalendarDate;
  /** The day on which the plan ceased, or the care in which it began; null while both last. */
  readonly endOn: CalendarDate | null;
  readonly facts: readonly Telling[];
};

/** What is told of a search: DATE_PLACED is the day of the DECISION that the child should be placed (timescales §16). */
type Search = {
  readonly from: DatedRow;
  readonly decided: DatedRow | null;
  readonly ceased: DatedRow | null;
  readonly matched: DatedRow | null;
};

const PLACEMENT_ORDER = 'E1';

export type SearchRows = {
  /** Decisions that the child should be placed, and what became of them. */
  readonly decisions: readonly StagedRow[];
  readonly matches: readonly StagedRow[];
  readonly times: readonly CareTime[];
};

/** The searches for a child for whom adoption is or was the plan, in order. */
export function searchesOf({ decisions, matches, times }: SearchRows, tell: Tell): readonly ReturnSearch[] {
  const decided = withAuthorities(searchesDecided(decisions), times);
  const searches = withMatches(
    decided,
    // A feed tells the match in the row of the decision.
    [...matches, ...decisions].flatMap((row) => dated(row, 'DATE_MATCH')),
  );
  return searches.map((search) => told(search, { times, tell }));
}

function searchesDecided(rows: readonly StagedRow[]): readonly Search[] {
  const searches = rows
    .flatMap((row) => dated(row, 'DATE_PLACED'))
    .map((decided): Search => {
      const [ceased = null] = dated(decided.row, 'DATE_PLACED_CEASED');
      return { from: decided, decided, ceased, matched: null };
    });
  return searches.toSorted(by(({ from }) => from.on));
}

/** An order or a placement for adoption that no decision goes before tells that there is a search, too. */
function withAuthorities(searches: readonly Search[], times: readonly CareTime[]): readonly Search[] {
  const begun = times.flatMap(({ episodes }) =>
    episodes.filter(({ row }, place) => {
      const before = episodes[place - 1]?.row;
      return isTowardsAdoption(row) && (before === undefined || !isTowardsAdoption(before));
    }),
  );
  let all = searches;
  for (const from of begun) {
    const isCovered = all.some(
      (search) => search.from.on <= from.on && (search.ceased === null || from.on <= search.ceased.on),
    );
    if (!isCovered) all = [...all, { from, decided: null, ceased: null, matched: null }];
  }
  return all.toSorted(by(({ from }) => from.on));
}

function isTowardsAdoption(row: StagedRow): boolean {
  return valueIn(row, 'LS') === PLACEMENT_ORDER || isPlacedForAdoption(valueIn(row, 'PLACE'));
}

/** A match belongs to the latest search that had begun by then, else to the first; without any it is all there is. */
function withMatches(searches: readonly Search[], matches: readonly DatedRow[]): readonly Search[] {
  let all = searches;
  for (const matched of matches) {
    const place = Math.max(
      0,
      all.findLastIndex(({ from }) => from.on <= matched.on),
    );
    const search = all[place] ?? { from: matched, decided: null, ceased: null };
    const from = matched.on < search.from.on ? matched : search.from;
    all = [...all.slice(0, place), { ...search, from, matched }, ...all.slice(place + 1)];
  }
  return all;
}

function told(
  { from, decided, ceased, matched }: Search,
  { times, tell }: { readonly times: readonly CareTime[]; readonly tell: Tell },
): ReturnSearch {
  const said = (kind: string, of: DatedRow | null, payload: JsonObject): readonly Telling[] =>
    of === null ? [] : [tell(kind, of, { key: `${kind}:${of.on}`, row: 'PERM_ROW', payload })];
  const reason = ceased === null ? '' : valueIn(ceased.row, 'REASON_PLACED_CEASED');
  return {
    startOn: from.on,
    endOn: ceased?.on ?? times.find((time) => isWithin(time, from.on))?.endOn ?? null,
    facts: [
      ...said('adoption-plan-set', from, { startKnown: false }),
      ...said('agency-decision-made', decided, { shouldBePlaced: true }),
      ...said('match-decided', matched, { approved: true }),
      ...said('adoption-plan-changed', ceased, { ceased: reason, newPlan: null }),
    ],
  };
}
