import { instantFromEpochMs, isInstant } from '../../domain/calendar/instant.ts';
import { isJsonObject } from '../../domain/json-reading.ts';
import { canonical, isSameJson, type Json, type JsonObject } from '../../domain/json.ts';
import type { Row } from '../rows.ts';

/** Rows to be written, and rows that should not be there. */
export type Differences = { readonly written: readonly Row[]; readonly gone: readonly JsonObject[] };

/** Compares the rows of a table that should be with those that are. */
export function differencesOf(
  expected: readonly Row[],
  found: readonly JsonObject[],
  key: readonly string[],
): Differences {
  const keyOf = (row: Row): string => canonical(key.map((column) => String(row[column])));
  const there = new Map(found.map((row) => [keyOf(row), rowText(row)]));
  const wanted = new Set(expected.map(keyOf));
  return {
    written: expected.filter((row) => there.get(keyOf(row)) !== rowText(row)),
    gone: found.filter((row) => !wanted.has(keyOf(row))),
  };
}

/** Columns of a row that are not what they should be; those that it does not name are not asked about. */
export function columnsThatDiffer(expected: Row, found: JsonObject): readonly string[] {
  const should = comparable(expected);
  const are = comparable(found);
  return Object.keys(should).filter((column) => !isSameJson(should[column], are[column]));
}

/** Parts of what is kept that are not what they should be, those too many among them. */
export function partsThatDiffer(expected: unknown, found: unknown): readonly string[] {
  const should = objectOf(jsonOf(expected));
  const are = objectOf(jsonOf(found));
  const parts = new Set([...Object.keys(should), ...Object.keys(are)]);
  return [...parts].filter((part) => !isSameJson(should[part], are[part]));
}

function rowText(row: Row): string {
  return canonical(comparable(row));
}

/** As JSON would carry it, moments in one form, so that rows of the database and of the domain compare. */
function comparable(row: Row): JsonObject {
  return Object.fromEntries(
    Object.entries(objectOf(jsonOf(row))).map(([column, value]) => [
      column,
      isMoment(column) ? momentOf(value) : value,
    ]),
  );
}

function isMoment(column: string): boolean {
  return column.endsWith('_at') || column === 'answer_by';
}

function momentOf(value: Json | undefined): Json {
  if (typeof value !== 'string') return value ?? null;
  return isInstant(value) ? value : instantFromEpochMs(Date.parse(value));
}

function jsonOf(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null));
}

function objectOf(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}
