import { daysBetween } from '../../calendar/calendar-date.ts';
import type { Fact, Telling } from '../../heart/fact.ts';
import type { Brought, Recorded } from './compare.ts';

/** Whether what a delivery brings is what is recorded. */
export type Fits = (recorded: Recorded, brought: Brought) => boolean;

/** Pairs what is brought with what is recorded, each once: by the first way of knowing it again, then by the next. */
export function pairedUp(
  recorded: readonly Recorded[],
  brought: readonly Brought[],
  ways: readonly Fits[],
): ReadonlyMap<Brought, Recorded> {
  const pairs = new Map<Brought, Recorded>();
  const free = new Set(recorded);
  for (const fits of ways) {
    for (const own of brought) {
      const same = pairs.has(own) ? undefined : [...free].find((candidate) => fits(candidate, own));
      if (same === undefined) continue;
      pairs.set(own, same);
      free.delete(same);
    }
  }
  return pairs;
}

/** A feed tells the start of both under the same key. */
export function sameRow(isStart: (told: Fact | Telling) => boolean): Fits {
  return ({ facts }, brought) => {
    const [mine, theirs] = [facts.find(isStart)?.source, brought.facts.find(isStart)?.source];
    return mine?.by === 'feed' && theirs?.by === 'feed' && mine.key === theirs.key;
  };
}

export function startsWithin(days: number): Fits {
  return (recorded, brought) => Math.abs(daysBetween(recorded.startOn, brought.startOn)) <= days;
}
