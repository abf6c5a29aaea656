import { describe, expect, test } from 'vitest';
import { PROCESSES } from '../../../domain/processes/index.ts';
import { BRINGS } from '../../support/brings.ts';

/** Kinds of events that a kind brings about in those who hear it, at once. */
function broughtBy(kind: string): readonly string[] {
  return Object.values(BRINGS).flatMap((hears) => hears[kind] ?? []);
}

/** The kinds through which a kind leads back to itself; empty: none. */
function circleOf(kind: string, way: readonly string[] = []): readonly string[] {
  if (way.includes(kind)) return [...way, kind];
  return broughtBy(kind).flatMap((next) => circleOf(next, [...way, kind]));
}

describe('what processes hear of each other', () => {
  test('is told of every process that hears, for every kind', () => {
    const heard = PROCESSES.filter(({ hears }) => hears.length > 0).map(({ kind, hears }) => [kind, [...hears].sort()]);
    const told = Object.entries(BRINGS).map(([kind, hears]) => [kind, Object.keys(hears).sort()]);
    expect(Object.fromEntries(told)).toEqual(Object.fromEntries(heard));
  });

  test('never comes back to where it began, so that a change ends', () => {
    const kinds = new Set(Object.values(BRINGS).flatMap((hears) => Object.keys(hears)));
    expect([...kinds].flatMap((kind) => circleOf(kind))).toEqual([]);
  });

  test('brings nothing that somebody tells: facts are nobody else’s', () => {
    const facts = PROCESSES.flatMap(({ factKinds }) => factKinds);
    for (const hears of Object.values(BRINGS))
      for (const kinds of Object.values(hears)) for (const kind of kinds) expect(facts).not.toContain(kind);
  });
});
