import { daysBetween, type CalendarDate } from '../../calendar/calendar-date.ts';
import type { Fact, FactId, Telling } from '../../heart/fact.ts';
import { canonical } from '../../json.ts';

/** What a later return says otherwise of one period of care. */
export type Differences = {
  readonly told: readonly Telling[];
  readonly corrected: readonly { readonly factId: FactId; readonly telling: Telling }[];
  readonly withdrawn: readonly FactId[];
  /** What a person recorded otherwise: it stands, and waits for a person. */
  readonly conflicts: readonly { readonly factId: FactId; readonly telling: Telling | null }[];
};

/** The return's facts may have moved by so many days and still be the same row (a re-keyed date). */
const REKEYED_WITHIN_DAYS = 31;

type Pair = { readonly fact: Fact; readonly telling: Telling };

/**
 * Compares what is recorded of a period with what a return now says: unchanged, corrected (other content, or re-keyed to
 * another date), new, or vanished. Only facts from `coversFrom` on can vanish: a yearly return may hold only its own year.
 */
export function differences(recorded: readonly Fact[], now: readonly Telling[], coversFrom: CalendarDate): Differences {
  const exact = pairUp(recorded, now, (fact, telling) => fact.on === telling.on && sameContent(fact, telling));
  const sameDay = pairUp(exact.facts, exact.tellings, (fact, telling) => fact.on === telling.on);
  const rekeyed = pairUp(sameDay.facts, sameDay.tellings, isRekeyed);
  const changed = [...sameDay.pairs, ...rekeyed.pairs];
  const vanished = rekeyed.facts.filter(
    (fact) => fact.on >= coversFrom && fact.kind !== 'return-read' && fact.source.by === 'return',
  );
  return {
    told: rekeyed.tellings,
    corrected: changed
      .filter(({ fact }) => fact.source.by !== 'person')
      .map(({ fact, telling }) => ({ factId: fact.id, telling })),
    withdrawn: vanished.map((fact) => fact.id),
    conflicts: changed
      .filter(({ fact, telling }) => fact.source.by === 'person' && !(fact.on === telling.on && agrees(fact, telling)))
      .map(({ fact, telling }) => ({ factId: fact.id, telling })),
  };
}

function sameContent(fact: Fact, telling: Telling): boolean {
  return canonical(fact.payload) === canonical(telling.payload);
}

/** A person may have recorded more than a return can hold: only what both say is compared. */
function agrees(fact: Fact, telling: Telling): boolean {
  const both = Object.entries(telling.payload).filter(
    ([key]) => fact.payload[key] !== undefined && fact.payload[key] !== null,
  );
  return both.every(([key, value]) => canonical(value) === canonical(fact.payload[key]));
}

/** Without this a review that a person recorded a day off from the return would count twice. */
function isRekeyed(fact: Fact, telling: Telling): boolean {
  const isNear = Math.abs(daysBetween(fact.on, telling.on)) <= REKEYED_WITHIN_DAYS;
  return isNear && (sameContent(fact, telling) || (fact.source.by === 'person' && agrees(fact, telling)));
}

/** Pairs facts and tellings of one kind, the nearest in time first; each is used once. */
function pairUp(
  facts: readonly Fact[],
  tellings: readonly Telling[],
  fits: (fact: Fact, telling: Telling) => boolean,
): { readonly pairs: readonly Pair[]; readonly facts: readonly Fact[]; readonly tellings: readonly Telling[] } {
  const candidates = facts.flatMap((fact) =>
    tellings
      .filter((telling) => telling.kind === fact.kind && fits(fact, telling))
      .map((telling) => ({ fact, telling })),
  );
  const nearest = candidates.toSorted((a, b) => distance(a) - distance(b));
  const usedFacts = new Set<Fact>();
  const usedTellings = new Set<Telling>();
  const pairs: Pair[] = [];
  for (const pair of nearest) {
    if (usedFacts.has(pair.fact) || usedTellings.has(pair.telling)) continue;
    usedFacts.add(pair.fact);
    usedTellings.add(pair.telling);
    pairs.push(pair);
  }
  return {
    pairs,
    facts: facts.filter((fact) => !usedFacts.has(fact)),
    tellings: tellings.filter((telling) => !usedTellings.has(telling)),
  };
}

function distance({ fact, telling }: Pair): number {
  return Math.abs(daysBetween(fact.on, telling.on));
}
