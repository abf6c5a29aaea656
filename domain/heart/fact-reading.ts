import { readDate, readInstant, readText, textOf } from '../json-reading.ts';
import type { JsonObject } from '../json.ts';
import type { Fact, Source } from './fact.ts';

export const PERSON: Source = { by: 'person' };

/** Who told a fact: a return or feed that says to which day it speaks, else a person. */
export function readSource(from: JsonObject): Source {
  const by = readText(from, 'by');
  const asAt = readDate(from, 'asAt');
  if ((by !== 'return' && by !== 'feed') || asAt === null) return PERSON;
  return { by, importId: textOf(from, 'importId'), key: textOf(from, 'key'), asAt };
}

/** The moment of a fact, where hours count. */
export function readMoment(from: JsonObject): Pick<Fact, 'at'> {
  const at = readInstant(from, 'at');
  return at === null ? {} : { at };
}
