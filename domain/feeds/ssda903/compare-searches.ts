import type { CalendarDate } from '../../calendar/calendar-date.ts';
import type { Fact, Telling } from '../../heart/fact.ts';
import {
  changedOnly,
  opened,
  SAME_PERIOD_WITHIN_DAYS,
  type Brought,
  type DeliveredOfChild,
  type PeriodChange,
  type Recorded,
} from './compare.ts';
import { differences } from './differences.ts';
import { pairedUp, startsWithin, type Fits } from './pairing.ts';

/** Known by its start, else by days that it shares: adoption is the plan for a child once at a time. */
const SAME: readonly Fits[] = [startsWithin(SAME_PERIOD_WITHIN_DAYS), sharesDays];

/**
 * Compares the searches for one child that a delivery brings with those recorded; each recorded one is matched once. One that is
 * new is opened, and one that vanished is withdrawn, where the delivery could have told it.
 */
export function compareSearches(
  recorded: readonly Recorded[],
  brought: readonly Brought[],
  delivered: DeliveredOfChild,
): readonly PeriodChange[] {
  const coverage = { ...delivered, coversFrom: delivered.searchesFrom };
  const pairs = pairedUp(recorded, brought, SAME);
  const matched = new Set(pairs.values());
  const held = heldBack(recorded, brought, pairs);
  const told = brought.flatMap((search): readonly PeriodChange[] => {
    const same = pairs.get(search);
    if (same?.isTakenBack === true) return [];
    if (same !== undefined)
      return [changedOnly(same, differences(same.facts, withoutKnownPlan(search, same), coverage), delivered)];
    // Beside another that lasts it can only be told as the past.
    return isPast(search) || (search === brought.at(-1) && search !== held) ? [opened(search)] : [];
  });
  const gone = recorded
    .filter((search) => !matched.has(search) && search.startOn >= delivered.searchesFrom)
    .map((search) => changedOnly(search, differences(search.facts, [], coverage), delivered));
  return [...told, ...gone.filter(({ lines }) => lines.length > 0)];
}

/** A new search waits for one that stands in its way: it has to be looked at again when that is over, whatever is delivered then. */
export function isAnyHeldBack(recorded: readonly Recorded[], brought: readonly Brought[]): boolean {
  return heldBack(recorded, brought, pairedUp(recorded, brought, SAME)) !== null;
}

/** There is one at a time: also one that has ended stands in the way while something is owed in it. */
function heldBack(
  recorded: readonly Recorded[],
  brought: readonly Brought[],
  pairs: ReadonlyMap<Brought, Recorded>,
): Brought | null {
  const last = brought.at(-1);
  if (last === undefined || pairs.has(last) || isPast(last)) return null;
  const ending = new Set([...pairs].filter(([search]) => isPast(search)).map(([, same]) => same));
  const isFree = recorded.every(
    (search) => search.isOpen !== true || (ending.has(search) && (search.endOn ?? null) === null),
  );
  return isFree ? null : last;
}

function sharesDays(recorded: Recorded, { startOn, endOn }: Brought): boolean {
  if (!isSet(recorded)) return false;
  return isBefore(recorded.startOn, endOn ?? null) && isBefore(startOn, recorded.endOn ?? null);
}

function isPast({ facts }: Brought): boolean {
  return facts.some(({ kind }) => kind === 'adoption-plan-changed');
}

function isBefore(on: CalendarDate, end: CalendarDate | null): boolean {
  return end === null || on < end;
}

function isSet({ facts }: Recorded): boolean {
  return facts.some(isPlan);
}

function isPlan({ kind }: Telling | Fact): boolean {
  return kind === 'adoption-plan-set';
}

/** A delivery knows no day of the plan: it adds nothing to the one that a person recorded, nor to the day of a later stage. */
function withoutKnownPlan({ facts }: Brought, same: Recorded): readonly Telling[] {
  const plan = same.facts.find(isPlan);
  return plan?.source.by === 'person' ? facts.filter((telling) => !isPlan(telling)) : facts;
}
