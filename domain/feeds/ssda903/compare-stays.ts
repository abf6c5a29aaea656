import type { Fact, Telling } from '../../heart/fact.ts';
import { SAME_MOVE_DAYS } from '../../processes/connected-carer/hearing.ts';
import {
  changeOf,
  opened,
  SAME_PERIOD_WITHIN_DAYS,
  type Brought,
  type DeliveredOfChild,
  type PeriodChange,
  type Recorded,
} from './compare.ts';
import { differences } from './differences.ts';
import { pairedUp, sameRow, startsWithin, type Fits } from './pairing.ts';

/** Known by its row, else as the move of those days, else as one that the delivery told on another day of the month. */
const SAME: readonly Fits[] = [sameRow(isJoining), startsWithin(SAME_MOVE_DAYS), isMovedDay];

/**
 * Compares the times that a child lives with connected persons, as a delivery tells them, with the stays recorded in households.
 * A stay that lasts and is in none opens a household of its own; one that is over opens none. What a person recorded of a stay
 * stands, and that its placement differs is asked in the period of care; one that vanished is withdrawn with its household,
 * unless a person has told anything of it.
 */
export function compareStays(
  recorded: readonly Recorded[],
  brought: readonly Brought[],
  delivered: DeliveredOfChild,
): readonly PeriodChange[] {
  const pairs = pairedUp(recorded, brought, SAME);
  const matched = new Set(pairs.values());
  const told = brought.flatMap((stay): readonly PeriodChange[] => {
    const same = pairs.get(stay);
    if (same === undefined) return (stay.endOn ?? null) === null ? [opened(stay)] : [];
    // What a person recorded is compared where its placement is told: nobody is asked twice.
    if (same.isTakenBack || same.facts.some((fact) => isJoining(fact) && isPersons(fact))) return [];
    const isNamed = same.facts.some(({ kind }) => kind === NAMED);
    const now = stay.facts.filter(({ kind }) => !(isNamed && kind === NAMED));
    return [changeOf(same, differences(same.facts.filter(isJoining), now, delivered), false)];
  });
  const gone = recorded
    .filter((stay) => !matched.has(stay))
    .map((stay) => changeOf(stay, differences(ownOf(stay), [], delivered), false));
  return [...told, ...gone].filter(({ lines, opens }) => opens || lines.length > 0);
}

const NAMED = 'connected-carer-named';

function isPersons({ source }: Fact): boolean {
  return source.by === 'person';
}

/** That there is a household at all can only vanish while nobody else has told anything of it. */
function ownOf({ facts }: Recorded): readonly Fact[] {
  return facts.some(isPersons) ? facts.filter(isJoining) : facts;
}

function isJoining({ kind }: Telling | Fact): boolean {
  return kind === 'child-joined-carer';
}

/** Told by a delivery before, the day of the same move has changed there. */
function isMovedDay(recorded: Recorded, brought: Brought): boolean {
  const isDelivered = recorded.facts.some((fact) => isJoining(fact) && !isPersons(fact));
  return isDelivered && startsWithin(SAME_PERIOD_WITHIN_DAYS)(recorded, brought);
}
