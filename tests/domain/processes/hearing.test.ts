import { expect, test } from 'vitest';
import { PROCESSES } from '../../../domain/processes/index.ts';

/** What each kind of process derives and others hear; what is told never follows from hearing. */
const DERIVED: Readonly<Record<string, readonly string[]>> = {
  'period-of-care': ['turned-eighteen', 'decisions-agreed'],
};

const told = new Set(PROCESSES.flatMap(({ factKinds }) => factKinds));

test('every kind that is heard is told or derived by some process', () => {
  const derived = Object.values(DERIVED).flat();
  const heard = PROCESSES.flatMap(({ hears }) => hears);
  expect(heard.filter((kind) => !told.has(kind) && !derived.includes(kind))).toEqual([]);
});

test('nothing that is heard comes about, round any number of corners, by its having been heard', () => {
  const follows = new Map<string, readonly string[]>();
  for (const { kind, hears } of PROCESSES)
    for (const heard of hears) follows.set(heard, [...(follows.get(heard) ?? []), ...(DERIVED[kind] ?? [])]);
  const reached = (from: string, path: readonly string[]): readonly string[] =>
    path.includes(from)
      ? [[...path, from].join(' → ')]
      : (follows.get(from) ?? []).flatMap((next) => reached(next, [...path, from]));
  expect([...follows.keys()].flatMap((kind) => reached(kind, []))).toEqual([]);
});
