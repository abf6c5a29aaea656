import { expect, it } from 'vitest';
import { instantOf, systemClock } from '../../platform/clock.ts';
import { digest, newSalt } from '../../platform/digest.ts';
import { randomIds } from '../../platform/ids.ts';

it('writes a moment in UTC with milliseconds, so that text order is time order', () => {
  expect(instantOf(new Date(Date.UTC(2026, 2, 29, 0, 59, 59, 7)))).toBe('2026-03-29T00:59:59.007Z');
  expect(() => instantOf(new Date(Date.UTC(10_000, 0, 1)))).toThrow(RangeError);
});

it('reads the clock of the machine', () => {
  const before = new Date().toISOString();
  const now = systemClock.now();
  expect(now >= before && now <= new Date().toISOString()).toBe(true);
});

it('digests as the published example of SHA-256 says', () => {
  // FIPS 180-4 example: one block message "abc".
  expect(digest('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

it('makes references and salts of 128 bits that do not repeat', () => {
  const made = Array.from({ length: 500 }, () => [randomIds.next(), newSalt()]).flat();
  expect(made.every((text) => /^[0-9a-f]{32}$/.test(text))).toBe(true);
  expect(new Set(made).size).toBe(1_000);
});
