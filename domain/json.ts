/** Plain JSON, the only shape in which facts and states are kept. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

export type JsonObject = { readonly [key: string]: Json | undefined };

/** Canonical text of a JSON value (RFC 8785): sorted keys, no white space, undefined members left out. */
export function canonical(value: Json | undefined): string {
  const keeping = { isAsSorted: true };
  const text = JSON.stringify(sorted(value ?? null, keeping));
  return keeping.isAsSorted ? text : spelled(value);
}

/** The value with its keys put in order, which `JSON.stringify` keeps: thrice as fast as spelling it out. */
function sorted(value: Json | undefined, keeping: { isAsSorted: boolean }): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (isJsonArray(value)) return value.map((item) => sorted(item, keeping));
  const members: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort()) {
    if (isOrderedByLanguage(key)) keeping.isAsSorted = false;
    else members[key] = sorted(value[key], keeping);
  }
  return members;
}

/** Whether two values have the same canonical text, without writing it. */
export function isSameJson(one: Json | undefined, other: Json | undefined): boolean {
  if (one === other) return true;
  if (one === null || other === null || typeof one !== 'object' || typeof other !== 'object')
    return (one ?? null) === (other ?? null);
  if (isJsonArray(one) || isJsonArray(other)) return isJsonArray(one) && isJsonArray(other) && areSame(one, other);
  const [here, there] = [membersOf(one), membersOf(other)];
  return here.length === there.length && here.every((key) => hasMember(other, key) && isSameJson(one[key], other[key]));
}

function areSame(some: readonly Json[], others: readonly Json[]): boolean {
  return some.length === others.length && some.every((item, place) => isSameJson(item, others[place]));
}

function membersOf(value: JsonObject): readonly string[] {
  return Object.keys(value).filter((key) => hasMember(value, key));
}

function hasMember(value: JsonObject, key: string): boolean {
  return Object.hasOwn(value, key) && value[key] !== undefined;
}

const NINE = '9'.charCodeAt(0);

/** Keys like array places come first in every object, in the order of their numbers; one is no key at all. */
function isOrderedByLanguage(key: string): boolean {
  return key.charCodeAt(0) <= NINE || key === '__proto__';
}

function spelled(value: Json | undefined): string {
  if (value === undefined || value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
  if (isJsonArray(value)) return `[${value.map(spelled).join(',')}]`;
  const members = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${spelled(value[key])}`);
  return `{${members.join(',')}}`;
}

function isJsonArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
