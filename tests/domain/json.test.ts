import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical, isSameJson, type Json } from '../../domain/json.ts';

/** RFC 8785 by itself: every object spelled out in the order of its keys' UTF-16 code units. */
function byTheStandard(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(byTheStandard).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${byTheStandard(member as Json)}`).join(',')}}`;
}

describe('canonical JSON', () => {
  it.each([
    [{ b: 1, a: 2 }, '{"a":2,"b":1}'],
    [{ a: undefined, b: [null] }, '{"b":[null]}'],
    // JavaScript puts these by their numbers, the standard by their characters.
    [{ 9: 'nine', 10: 'ten', a: { 2: 0, 11: 0 } }, '{"10":"ten","9":"nine","a":{"11":0,"2":0}}'],
    [{ é: 1, z: 2, '\u{1F600}': 3, '\uFB33': 4 }, '{"z":2,"é":1,"\u{1F600}":3,"\uFB33":4}'],
    [JSON.parse('{"__proto__":{"b":1},"a":1}') as Json, '{"__proto__":{"b":1},"a":1}'],
    [{ '': 1, '-': 2 }, '{"":1,"-":2}'],
    ['\u2028 "quoted"\n', '"\u2028 \\"quoted\\"\\n"'],
    [undefined, 'null'],
    [[], '[]'],
    [0.1, '0.1'],
  ] satisfies [Json | undefined, string][])('%j', (value, text) => {
    expect(canonical(value)).toBe(text);
  });

  it('spells any value as the standard does, whatever its keys', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        expect(canonical(value as Json)).toBe(byTheStandard(value as Json));
      }),
      { numRuns: 500 },
    );
  });

  it('is read back as the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonical(value as Json))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe('whether two values are the same', () => {
  it.each([
    [{ a: 1, b: undefined }, { a: 1 }, true],
    [{ a: 1, b: null }, { a: 1 }, false],
    [{ a: null }, { b: null }, false],
    [[1, [2]], [1, [2]], true],
    [[1, 2], [1], false],
    [[], {}, false],
    [null, undefined, true],
    [null, {}, false],
    [JSON.parse('{"__proto__":{}}') as Json, { a: {} }, false],
  ] satisfies [Json | undefined, Json | undefined, boolean][])('%j and %j: %j', (one, other, same) => {
    expect([isSameJson(one, other), isSameJson(other, one)]).toEqual([same, same]);
  });

  it('is whether their texts are', () => {
    const value = fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>;
    fc.assert(
      fc.property(value, value, fc.boolean(), (one, any, isCopy) => {
        const other = isCopy ? (JSON.parse(byTheStandard(one)) as Json) : any;
        expect(isSameJson(one, other)).toBe(byTheStandard(one) === byTheStandard(other));
      }),
      { numRuns: 1_000 },
    );
  });
});
