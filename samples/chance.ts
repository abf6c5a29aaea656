/** Seeded chance: the same seed gives the same numbers on every machine. */
export type Chance = {
  /** From 0 up to, not including, 1. */
  readonly next: () => number;
  readonly isOneIn: (times: number) => boolean;
  /** A whole number from the first to the last, both included. */
  readonly between: (first: number, last: number) => number;
  readonly pick: <Item>(items: readonly [Item, ...Item[]]) => Item;
  /** One item by its weight. */
  readonly weighed: <Item>(items: readonly [readonly [Item, number], ...(readonly [Item, number])[]]) => Item;
};

/** The generator mulberry32 (Tommy Ettinger, public domain): small, and good enough for made-up lives. */
export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    const mixed = Math.imul(state ^ (state >>> 15), state | 1);
    const again = mixed ^ (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61));
    return ((again ^ (again >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (first: number, last: number): number => first + Math.floor(next() * (last - first + 1));
  return {
    next,
    between,
    isOneIn: (times) => next() * times < 1,
    pick: (items) => items[between(0, items.length - 1)] ?? items[0],
    weighed: (items) => {
      const total = items.reduce((sum, [, weight]) => sum + weight, 0);
      let left = next() * total;
      for (const [item, weight] of items) {
        left -= weight;
        if (left < 0) return item;
      }
      return items[0][0];
    },
  };
}

/** A chance of its own for each part of a whole, so that a change in one part leaves the others as they were. */
export function chanceOf(seed: number, ...parts: readonly number[]): Chance {
  return createChance(
    parts.reduce((mixed, part) => Math.imul(mixed ^ (part + 0x9e3779b9), 0x85ebca6b) ^ (mixed >>> 13), seed | 0),
  );
}
