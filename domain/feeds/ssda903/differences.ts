import { daysBetween, type CalendarDate } from '../../calendar/calendar-date.ts';
import type { Fact, FactId, Telling } from '../../heart/fact.ts';
import { DIFFERENCE_KEPT, isOfTheNight, RETURN_READ } from '../../heart/telling.ts';
import { isSameJson } from '../../json.ts';

/** What a later delivery says otherwise of one period of care. */
export type Differences = {
  readonly told: readonly Telling[];
  readonly corrected: readonly {
    readonly factId: FactId;
    readonly telling: Telling;
    readonly because: Because;
  }[];
  readonly withdrawn: readonly FactId[];
  /** What a person recorded otherwise, or a return says otherwise than the daily feed: it stands, and waits for a person. */
  readonly conflicts: readonly { readonly factId: FactId; readonly telling: Telling }[];
};

/** Why a fact is corrected: the source says otherwise, gave the row another key or day, or a feed now owns what a return told. */
export type Because = 'said otherwise' | 're-keyed' | 'told by the feed from now on';

/** How far a delivery speaks of one child: only what it could tell can vanish from it. */
export type Coverage = {
  readonly by: 'return' | 'feed';
  /** The earliest day it speaks of: a yearly return may hold only its own year. */
  readonly coversFrom: CalendarDate;
  /** The same of allocations, which a return tells in a table of their own. */
  readonly allocationsFrom: CalendarDate;
  /** The same of deprivations of liberty; absent: it tells none. */
  readonly deprivationsFrom?: CalendarDate;
  /** All rows of the child were taken: of one that was not, nobody knows whether it told what is missing. */
  readonly isWhole: boolean;
};

/** Kind of the fact that a person kept what was recorded although a delivery says otherwise; it changes nothing by itself. */
const NOT_COMPARED: readonly string[] = [RETURN_READ, DIFFERENCE_KEPT];

/** The facts of a delivery may have moved by so many days and still be the same row (a re-keyed date). */
const REKEYED_WITHIN_DAYS = 31;

type Pair = { readonly fact: Fact; readonly telling: Telling };

/**
 * Compares what is recorded of a period with what a delivery now says: unchanged, corrected (other content, or re-keyed to
 * another date or key), new, or vanished.
 */
export function differences(recorded: readonly Fact[], now: readonly Telling[], coverage: Coverage): Differences {
  const sameRow = pairUp(recorded, now, isSameRow);
  const exact = pairUp(sameRow.facts, sameRow.tellings, (fact, telling) => saysSame({ fact, telling }));
  const sameDay = pairUp(exact.facts, exact.tellings, (fact, telling) => fact.on === telling.on);
  const rekeyed = pairUp(sameDay.facts, sameDay.tellings, isRekeyed);
  const changed = [...[...sameRow.pairs, ...exact.pairs].filter(isChanged), ...sameDay.pairs, ...rekeyed.pairs].filter(
    (pair) => !isKept(pair, recorded),
  );
  return {
    told: rekeyed.tellings,
    corrected: changed
      .filter((pair) => !isOthers(pair))
      .map(({ fact, telling }) => ({ factId: fact.id, telling, because: becauseOf({ fact, telling }) })),
    withdrawn: rekeyed.facts.filter((fact) => hasVanished(fact, coverage)).map((fact) => fact.id),
    conflicts: changed
      .filter((pair) => isOthers(pair) && !isAgreed(pair))
      .map(({ fact, telling }) => ({ factId: fact.id, telling })),
  };
}

function hasVanished({ kind, on, source }: Fact, coverage: Coverage): boolean {
  const from = coveredFrom(kind, coverage);
  const isCovered = from !== undefined && on >= from;
  return coverage.isWhole && source.by === coverage.by && isCovered && !NOT_COMPARED.includes(kind);
}

/** Allocations and deprivations of liberty have tables of their own, which not every delivery holds. */
function coveredFrom(
  kind: string,
  { coversFrom, allocationsFrom, deprivationsFrom }: Coverage,
): CalendarDate | undefined {
  if (DEPRIVATION.test(kind)) return deprivationsFrom;
  return kind === 'allocated' ? allocationsFrom : coversFrom;
}

/** The order to deprive a child of liberty, and its end. */
export const DEPRIVATION = /^deprivation-of-liberty-/;

/** A row of a feed has a key of its own, under which its content and day may change. */
function isSameRow(fact: Fact, { source }: Telling): boolean {
  return fact.source.by === 'feed' && source?.by === 'feed' && fact.source.key === source.key;
}

function saysSame({ fact, telling }: Pair): boolean {
  return fact.on === telling.on && isSameMoment(fact, telling) && sameContent(fact, telling);
}

/** A day says nothing else than a moment of that day. */
function isSameMoment({ at }: Fact, { at: told = at }: Telling): boolean {
  return at === undefined || at === told;
}

/** Whether rows that belong together differ at all: in what they say, in the key, or in who owns them from now on. */
function isChanged(pair: Pair): boolean {
  return !saysSame(pair) || (becauseOf(pair) !== 'said otherwise' && !isOthers(pair));
}

function becauseOf({ fact, telling }: Pair): Because {
  const [before, now] = [fact.source, telling.source];
  if (before.by === 'return' && now?.by === 'feed') return 'told by the feed from now on';
  const isOtherKey = before.by === 'feed' && now?.by === 'feed' && before.key !== now.key;
  return isOtherKey || (fact.on !== telling.on && sameContent(fact, telling)) ? 're-keyed' : 'said otherwise';
}

/** What a person recorded is the person's, and what a daily feed tells no yearly return changes. */
function isOthers(pair: Pair): boolean {
  const { fact, telling } = pair;
  if (fact.source.by === 'person') return !(isOfTheNight(fact) && isAgreed(pair));
  return fact.source.by === 'feed' && telling.source?.by === 'return';
}

function isAgreed({ fact, telling }: Pair): boolean {
  return fact.on === telling.on && (fact.source.by === 'person' ? agrees(fact, telling) : sameContent(fact, telling));
}

/** A person has decided about this very difference before. */
export function isKept({ fact, telling }: Pair, recorded: readonly Fact[]): boolean {
  return recorded.some(
    ({ kind, payload }) =>
      kind === DIFFERENCE_KEPT &&
      payload['of'] === fact.id &&
      payload['on'] === telling.on &&
      isSameJson(payload['content'], telling.payload),
  );
}

function sameContent(fact: Fact, telling: Telling): boolean {
  return isSameJson(fact.payload, telling.payload);
}

/** A person may have recorded more than a return can hold: only what both say is compared. */
function agrees(fact: Fact, telling: Telling): boolean {
  const both = Object.entries(telling.payload).filter(
    ([key]) => fact.payload[key] !== undefined && fact.payload[key] !== null,
  );
  return both.every(([key, value]) => isSameJson(value, fact.payload[key]));
}

/** A period has one entry, an absence one end and a search one plan, however far its day has moved. */
const ONCE: readonly string[] = ['entered-care', 'found', 'adoption-plan-set'];

/** Without this a review that a person recorded a day off from the return would count twice. */
function isRekeyed(fact: Fact, telling: Telling): boolean {
  if (ONCE.includes(fact.kind)) return true;
  // Visits are so frequent that one a few days off is another one.
  if (fact.kind === 'visit-made') return false;
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
