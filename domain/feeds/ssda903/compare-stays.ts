import { daysBetween } from '../../calendar/calendar-date.ts';
import type { Fact, Telling } from '../../heart/fact.ts';
import { SAME_MOVE_DAYS } from '../../processes/connected-carer/hearing.ts';
import {
  changeOf,
  opened,
  SAME_PERIOD_WITHIN_DAYS,
  type Brought,
  type Delivered,
  type PeriodChange,
  type Recorded,
} from './compare.ts';
import { differences } from './differences.ts';

type Speaking = Delivered & { readonly isWhole: boolean };

/**
 * Compares the times that a child lives with connected persons, as a delivery tells them, with the stays recorded in households.
 * A stay that lasts and is in none opens a household of its own; one that is over opens none. What a person recorded of a stay
 * stands, and that its placement differs is asked in the period of care; one that vanished is withdrawn with its household,
 * unless a person has told anything of it.
 */
export function compareStays(
  recorded: readonly Recorded[],
  brought: readonly Brought[],
  delivered: Speaking,
): readonly PeriodChange[] {
  const free = new Set(recorded);
  const pairs = new Map<Brought, Recorded>();
  for (const fits of [isSameRow, isThatMove, isMovedDay]) {
    for (const stay of brought) {
      const same = pairs.has(stay) ? undefined : [...free].find((candidate) => fits(candidate, stay));
      if (same === undefined) continue;
      pairs.set(stay, same);
      free.delete(same);
    }
  }
  const told = brought.flatMap((stay): readonly PeriodChange[] => {
    const same = pairs.get(stay);
    if (same === undefined) return (stay.endOn ?? null) === null ? [opened(stay)] : [];
    // What a person recorded is compared where its placement is told: nobody is asked twice.
    if (same.isTakenBack || same.facts.some((fact) => isJoining(fact) && isPersons(fact))) return [];
    const isNamed = same.facts.some(({ kind }) => kind === NAMED);
    const now = stay.facts.filter(({ kind }) => !(isNamed && kind === NAMED));
    return [changeOf(same, differences(same.facts.filter(isJoining), now, delivered), false)];
  });
  const gone = [...free].map((stay) => changeOf(stay, differences(ownOf(stay), [], delivered), false));
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

function isSameRow({ facts }: Recorded, brought: Brought): boolean {
  const [mine, theirs] = [facts.find(isJoining)?.source, brought.facts.find(isJoining)?.source];
  return mine?.by === 'feed' && theirs?.by === 'feed' && mine.key === theirs.key;
}

function isThatMove({ startOn }: Recorded, brought: Brought): boolean {
  return Math.abs(daysBetween(startOn, brought.startOn)) <= SAME_MOVE_DAYS;
}

/** Told by a delivery before, the day of the same move has changed there. */
function isMovedDay(recorded: Recorded, { startOn }: Brought): boolean {
  const isDelivered = recorded.facts.some((fact) => isJoining(fact) && !isPersons(fact));
  return isDelivered && Math.abs(daysBetween(recorded.startOn, startOn)) <= SAME_PERIOD_WITHIN_DAYS;
}
