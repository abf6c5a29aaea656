import type { CalendarDate } from '../calendar/calendar-date.ts';
import { by } from '../in-order.ts';
import { canonical, type JsonObject } from '../json.ts';
import type { Announcement, Derived, Fact, FactId } from './fact.ts';
import type { History } from './history.ts';
import type { Law } from './law.ts';
import type { Process } from './process.ts';

/** Something derived while folding, with what it follows from. */
export type DerivedWithCause = { readonly derived: Derived; readonly cause: string };

/** A state with the point that folding has reached. */
export type Folded<State extends JsonObject> = {
  readonly state: State;
  /** Every day before this one has ended. */
  readonly elapsedThrough: CalendarDate;
  /** Order key of the latest entry folded; '' before the first. */
  readonly lastFact: string;
  /** The latest day for which something was derived; '' if never. */
  readonly lastDerivedOn: string;
  /** What was derived on the way. */
  readonly derived: readonly DerivedWithCause[];
};

export type Entry = { readonly key: string; readonly on: CalendarDate } & (
  | { readonly fact: Fact; readonly announcement?: undefined }
  | { readonly announcement: Announcement; readonly fact?: undefined }
);

/** A life has no more turns by time alone than this; more is a process that does not move on. */
const MOST_TURNS = 10_000;

/**
 * The order in which entries are folded: effective date, then the fixed order of kinds (what is heard comes first),
 * then the hour, then content; identity last, so that even twins have an order: that in which they were told.
 */
export function entryOf<State extends JsonObject>(process: Process<State>, from: Fact | Announcement): Entry {
  const isFact = 'source' in from;
  const place = isFact ? process.hears.length + process.factKinds.indexOf(from.kind) : process.hears.indexOf(from.kind);
  const at = isFact ? (from.at ?? '') : '';
  const identity = isFact ? told(from.id) : `${from.processId}#${told(from.factId)}`;
  const key = [from.on, String(place).padStart(3, '0'), at, canonical(from.payload), identity].join('|');
  return isFact ? { key, on: from.on, fact: from } : { key, on: from.on, announcement: from };
}

/** Identities end in the number of the event that told the fact: padded, so that the tenth does not come before the second. */
function told(id: FactId): string {
  return id.padStart(12, '0');
}

/** Everything that a history says, in the order of folding. */
export function entriesOf<State extends JsonObject>(
  process: Process<State>,
  history: Pick<History, 'facts' | 'heard'>,
): readonly Entry[] {
  const entries = [...history.facts.values(), ...history.heard.values()].map((from) => entryOf(process, from));
  return entries.sort(by(({ key }) => key));
}

export function unfolded<State extends JsonObject>(process: Process<State>, from: CalendarDate): Folded<State> {
  return { state: process.initial, elapsedThrough: from, lastFact: '', lastDerivedOn: '', derived: [] };
}

/** Folds entries on, with every day that ends between them, and lets time pass up to the start of `today`. */
export function foldOn<State extends JsonObject>(
  process: Process<State>,
  start: Folded<State>,
  { entries, today, law }: { readonly entries: readonly Entry[]; readonly today: CalendarDate; readonly law: Law },
): Folded<State> {
  const folded = entries.reduce(
    (before, entry) => foldEntry(process, passTime(process, before, { until: entry.on, law }), entry),
    start,
  );
  return passTime(process, folded, { until: today, law });
}

function foldEntry<State extends JsonObject>(
  process: Process<State>,
  before: Folded<State>,
  entry: Entry,
): Folded<State> {
  if (entry.fact !== undefined) {
    const { fact } = entry;
    const state = process.evolve(before.state, fact);
    const derived = (process.follows?.(state, fact) ?? []).map((event) => ({
      derived: event,
      cause: `fact ${fact.id}`,
    }));
    return withDerived(process, { ...before, state, lastFact: entry.key }, derived);
  }
  const { processId, factId } = entry.announcement;
  const derived = process
    .hear(before.state, entry.announcement)
    .map((event) => ({ derived: event, cause: `${processId}#${factId}` }));
  return { ...withDerived(process, before, derived), lastFact: entry.key };
}

/** Ends the days before `until`, one change by time after another. */
function passTime<State extends JsonObject>(
  process: Process<State>,
  start: Folded<State>,
  { until, law }: { readonly until: CalendarDate; readonly law: Law },
): Folded<State> {
  let folded = start;
  for (let turns = 0; ; turns += 1) {
    const on = process.nextChangeOn(folded.state, law);
    if (on === null || on >= until) break;
    if (turns > MOST_TURNS) throw new Error(`${process.kind}: time does not move on at ${on}`);
    const derived = process.elapse(folded.state, on, law).map((event) => ({ derived: event, cause: 'time' }));
    folded = withDerived(process, folded, derived);
  }
  return folded.elapsedThrough < until ? { ...folded, elapsedThrough: until } : folded;
}

function withDerived<State extends JsonObject>(
  process: Process<State>,
  before: Folded<State>,
  derived: readonly DerivedWithCause[],
): Folded<State> {
  return derived.reduce(
    (folded, item) => ({
      ...folded,
      state: process.evolveDerived(folded.state, item.derived),
      lastDerivedOn: item.derived.on > folded.lastDerivedOn ? item.derived.on : folded.lastDerivedOn,
      derived: [...folded.derived, item],
    }),
    before,
  );
}

/** Whether entries may simply be carried on: none comes before something already folded, or before a day whose end brought something. */
export function carriesOn<State extends JsonObject>(
  folded: Pick<Folded<State>, 'lastFact' | 'lastDerivedOn'>,
  entries: readonly Entry[],
): boolean {
  return entries.every(
    (entry) => entry.key > folded.lastFact && (folded.lastDerivedOn === '' || entry.on > folded.lastDerivedOn),
  );
}
