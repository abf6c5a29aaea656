import type { CalendarDate } from '../calendar/calendar-date.ts';
import { londonDateOf } from '../calendar/instant.ts';
import { isSameJson, type JsonObject } from '../json.ts';
import {
  isJsonObject,
  objectOf,
  readDate,
  readInstant,
  readObjects,
  readText,
  readTexts,
  textOf,
} from '../json-reading.ts';
import { accept, refuse, type Result } from '../result.ts';
import type { HeartRefusal } from './commands.ts';
import { PERSON, readMoment, readSource } from './fact-reading.ts';
import type { Fact, FactId, Telling } from './fact.ts';
import { asFirstTold, FACT_CORRECTED, FACT_WITHDRAWN, type History } from './history.ts';
import type { Command, Moment } from './process.ts';

/** A told event before it is appended: a new fact, a correction or a withdrawal. */
export type ToldEvent =
  | { readonly kind: 'new'; readonly telling: Telling }
  | { readonly kind: 'correction'; readonly fact: Fact; readonly reason: string }
  | { readonly kind: 'withdrawal'; readonly fact: Fact; readonly reason: string; readonly importId: string | null };

/** Kind of the fact that an import was taken back; it changes nothing by itself. */
export const RETURN_WITHDRAWN = 'return-withdrawn';
/** Told of each process that an import read: up to which day the source speaks. */
export const RETURN_READ = 'return-read';

/** Kind of the fact that a person kept what is recorded although a return or feed says otherwise; it changes nothing by itself. */
export const DIFFERENCE_KEPT = 'difference-kept';

/** Commands of the heart that change facts told before; they need the whole history. */
export const EDITS: readonly string[] = ['correct', 'withdraw', 'take-return', 'withdraw-return', 'keep-difference'];

/** A person's correction or withdrawal of one fact, or what a return brings, changes and takes back. */
export function decideEdit(
  command: Command,
  history: History,
  moment: Moment,
): Result<readonly ToldEvent[], HeartRefusal> {
  switch (command.kind) {
    case 'correct':
      return correction(command.payload, history, moment);
    case 'withdraw':
      return withdrawal(command.payload, history);
    case 'take-return':
      return accept(fromReturn(command.payload, history));
    case 'keep-difference':
      return differenceKept(command.payload, history, moment.today);
    default:
      return accept(returnWithdrawn(textOf(command.payload, 'importId'), history, moment.today));
  }
}

function correction(
  payload: JsonObject,
  history: History,
  { now, today }: Moment,
): Result<readonly ToldEvent[], HeartRefusal> {
  const fact = history.facts.get(textOf(payload, 'factId'));
  if (fact === undefined) return refuse('unknown-fact');
  if (fact.source.by === 'feed') return refuse('fact-owned-by-feed');
  const corrected: Fact = {
    ...{ id: fact.id, kind: fact.kind, source: PERSON },
    ...correctedTime(fact, payload),
    payload: { ...fact.payload, ...objectOf(payload, 'payload') },
  };
  if (corrected.on > today || (corrected.at ?? '') > now) return refuse('in-the-future');
  if (isSame(corrected, fact)) return refuse('nothing-changes');
  return accept([{ kind: 'correction', fact: corrected, reason: textOf(payload, 'reason') }]);
}

/** A moment has its own day; where only another day is told, the moment of the day before is no longer known. */
function correctedTime(fact: Fact, payload: JsonObject): Pick<Fact, 'on' | 'at'> {
  const [at, on] = [readInstant(payload, 'at'), readDate(payload, 'on') ?? fact.on];
  if (at !== null) return { on: londonDateOf(at), at };
  return fact.at === undefined || on !== fact.on ? { on } : { on, at: fact.at };
}

function withdrawal(payload: JsonObject, history: History): Result<readonly ToldEvent[], HeartRefusal> {
  const fact = history.facts.get(textOf(payload, 'factId'));
  if (fact === undefined) return refuse('unknown-fact');
  if (fact.source.by === 'feed') return refuse('fact-owned-by-feed');
  return accept([{ kind: 'withdrawal', fact, reason: textOf(payload, 'reason'), importId: null }]);
}

/** Remembers what a source said otherwise and a person did not take, so that nobody is asked about it again. */
function differenceKept(
  payload: JsonObject,
  history: History,
  today: CalendarDate,
): Result<readonly ToldEvent[], HeartRefusal> {
  if (!history.facts.has(textOf(payload, 'of'))) return refuse('unknown-fact');
  return accept([{ kind: 'new', telling: { kind: DIFFERENCE_KEPT, on: today, payload } }]);
}

/** Recorded out of hours with little more than where a child is: a delivery that contradicts nothing of it completes it. */
export function isOfTheNight({ payload }: Pick<Fact, 'payload'>): boolean {
  return payload['outOfHours'] === true;
}

/**
 * What an import brings: `told`, `corrected` (fact id and telling) and `withdrawn` (fact ids).
 * A fact that a person told or corrected is never overridden: such a difference waits for a person and is left out by the caller.
 */
function fromReturn(payload: JsonObject, history: History): readonly ToldEvent[] {
  const reason = textOf(payload, 'reason');
  const importId = readText(payload, 'importId');
  const told = readObjects(payload, 'told').flatMap(tellingOf);
  const corrected = readObjects(payload, 'corrected').flatMap((item): readonly ToldEvent[] => {
    const before = history.facts.get(textOf(item, 'factId'));
    if (before === undefined || (before.source.by === 'person' && !isOfTheNight(before))) return [];
    return tellingOf(item['telling']).map((telling) => ({
      kind: 'correction',
      fact: { ...telling, id: before.id },
      reason: readText(item, 'reason') ?? reason,
    }));
  });
  const withdrawn = readTexts(payload, 'withdrawn').flatMap((id): ToldEvent[] => {
    const fact = history.facts.get(id);
    return fact === undefined || fact.source.by === 'person' ? [] : [{ kind: 'withdrawal', fact, reason, importId }];
  });
  return [...told.map((telling): ToldEvent => ({ kind: 'new', telling })), ...corrected, ...withdrawn];
}

/**
 * Takes an import back: each of its facts returns to the version before it, or is withdrawn; facts it withdrew come back. That
 * it was taken back is told as well: a later import that is taken back in its turn must not bring its version again.
 */
function returnWithdrawn(importId: string, history: History, today: CalendarDate): readonly ToldEvent[] {
  const reason = `import ${importId} withdrawn`;
  const gone = new Set([...history.facts.values()].filter(isReturnWithdrawn).map(({ payload }) => payload['importId']));
  const told = [...history.versions.values()].flatMap((versions): ToldEvent[] => {
    const latest = versions.at(-1);
    if (latest?.importId !== importId) return [];
    const stands = versions.filter((version) => version.importId !== importId && !gone.has(version.importId));
    const before = stands.at(-1)?.fact ?? null;
    if (before !== null) return [{ kind: 'correction', fact: before, reason }];
    return latest.fact === null ? [] : [{ kind: 'withdrawal', fact: latest.fact, reason, importId }];
  });
  return [...told, { kind: 'new', telling: { kind: RETURN_WITHDRAWN, on: today, payload: { importId } } }];
}

function isReturnWithdrawn({ kind }: Fact): boolean {
  return kind === RETURN_WITHDRAWN;
}

/** What a return tells, as recorded with the import; nothing where it is not a fact with its day. */
export function tellingOf(value: unknown): readonly Omit<Fact, 'id'>[] {
  if (!isJsonObject(value)) return [];
  const kind = readText(value, 'kind');
  const on = readDate(value, 'on');
  if (kind === null || on === null) return [];
  const source = readSource(objectOf(value, 'source'));
  return [{ kind, on, ...readMoment(value), payload: objectOf(value, 'payload'), source }];
}

function isSame(a: Fact, b: Fact): boolean {
  return a.on === b.on && a.at === b.at && isSameJson(a.payload, b.payload);
}

/** The event by which a told fact, a correction or a withdrawal enters the stream. */
export function toldEvent(
  told: ToldEvent,
  newId: FactId,
): { readonly kind: string; readonly on: CalendarDate; readonly payload: JsonObject } {
  if (told.kind === 'new') {
    const { kind, on, at, payload, source } = told.telling;
    return { kind, on, payload: { factId: newId, payload, source: source ?? PERSON, at } };
  }
  const { id: factId, on, kind, payload, source, at } = told.fact;
  if (told.kind === 'withdrawal')
    return { kind: FACT_WITHDRAWN, on, payload: { factId, kind, reason: told.reason, importId: told.importId } };
  return { kind: FACT_CORRECTED, on, payload: { factId, kind, payload, source, reason: told.reason, at } };
}

/** What is told, and the fact that it tells, corrects or withdraws. */
export type Told = { readonly item: ToldEvent; readonly factId: FactId };

export function factOf(telling: Telling, id: FactId): Fact {
  return { ...telling, id, source: telling.source ?? { by: 'person' } };
}

/** The facts of a history once all this is told. */
export function factsWith({ facts: before, versions }: History, told: readonly Told[]): ReadonlyMap<FactId, Fact> {
  const facts = new Map(before);
  for (const { item, factId } of told) {
    if (item.kind === 'new') facts.set(factId, factOf(item.telling, factId));
    else if (item.kind === 'withdrawal') facts.delete(item.fact.id);
    else facts.set(item.fact.id, asFirstTold(item.fact, versions.get(item.fact.id)));
  }
  return facts;
}
