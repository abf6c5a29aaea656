import type { CalendarDate } from '../../calendar/calendar-date.ts';
import type { Telling } from '../../heart/fact.ts';
import type { JsonObject } from '../../json.ts';
import { isTemporaryPlacement, isWithConnectedPerson } from '../../rulebook/regime.ts';
import { valueIn } from '../staged.ts';
import { isReturn, isSameCarer, startsPlacement, type CareTime, type Episode } from './care-times.ts';
import type { Tell } from './tell.ts';

/**
 * A time that a child lives with a connected person, as a delivery tells it. No table says who the carers are: each such time is
 * a household of its own, until a person says otherwise. Nothing is said of an approval: it is "not recorded" and asked for, and
 * no date runs from it until a person tells it (timescales 0.1.9). The facts are those of a process `connected-carer`, without
 * the child.
 */
export type ReturnStay = {
  readonly startOn: CalendarDate;
  /** Null where the child lives there on the day to which the delivery speaks; else the day that is known to lie after it. */
  readonly endOn: CalendarDate | null;
  readonly facts: readonly Telling[];
};

/**
 * The stays of a child with connected persons, in order: one goes on through a temporary absence and through a new code for the
 * same carer.
 */
export function connectedStaysOf(times: readonly CareTime[], tell: Tell): readonly ReturnStay[] {
  return times.flatMap(({ episodes, last, endOn }) =>
    episodes.flatMap((start, place): readonly ReturnStay[] => {
      if (!beginsStay(start, episodes.slice(0, place))) return [];
      const next = episodes.find((later, at) => at > place && endsStay(later, episodes.slice(0, at)));
      const end = next === undefined ? (endOn ?? goneOn(last)) : next.on;
      return [{ startOn: start.on, endOn: end, facts: factsOf(start, tell) }];
    }),
  );
}

function factsOf(start: Episode, tell: Tell): readonly Telling[] {
  const said = (kind: string, key: string, payload: JsonObject): Telling =>
    tell(kind, start, { key: `${key}:${start.on}`, row: 'PLACEMENT_ROW', payload });
  return [said('connected-carer-named', 'household', { carers: [] }), said('child-joined-carer', 'stay', {})];
}

function isWithOne({ row }: Episode): boolean {
  return isWithConnectedPerson(valueIn(row, 'PLACE'));
}

function isAway({ row }: Episode): boolean {
  return isTemporaryPlacement(valueIn(row, 'PLACE'));
}

/** With others than before: what goes on under another code, or after a temporary absence, is no new stay. */
function beginsStay(episode: Episode, before: readonly Episode[]): boolean {
  return isWithOne(episode) && startsPlacement(episode, before.at(-1)) && !goesOn(episode, before);
}

function goesOn(episode: Episode, before: readonly Episode[]): boolean {
  const settled = before.findLast((earlier) => !isAway(earlier));
  const isSame = isSameCarer(episode, before.at(-1)) || isReturn([...before, episode], before.length);
  return isSame && settled !== undefined && isWithOne(settled);
}

/** Placed with somebody else, not only for a while. */
function endsStay(episode: Episode, before: readonly Episode[]): boolean {
  return (!isWithOne(episode) && !isAway(episode)) || beginsStay(episode, before);
}

/** The row says that another follows, and none was taken: nobody knows where the child is. */
function goneOn({ row }: Episode): CalendarDate | null {
  return row.values['REC'] === 'X1' ? (row.dates['DEC'] ?? null) : null;
}
