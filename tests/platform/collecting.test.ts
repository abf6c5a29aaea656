import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { collectWhenLarge } from '../../platform/collecting.ts';

const MEGABYTE = 2 ** 20;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('a service that is large collects, and leaves the heap to V8 while it is not', () => {
  let resident = 250 * MEGABYTE;
  const collect = vi.fn(() => {
    resident = 260 * MEGABYTE;
  });
  const stop = collectWhenLarge({ resident: () => resident, collect });
  vi.advanceTimersByTime(60_000);
  expect(collect).not.toHaveBeenCalled();
  resident = 450 * MEGABYTE;
  vi.advanceTimersByTime(120_000);
  expect(collect).toHaveBeenCalledTimes(1);
  resident = 450 * MEGABYTE;
  stop();
  vi.advanceTimersByTime(120_000);
  expect(collect).toHaveBeenCalledTimes(1);
});

test('what cannot be given back is not collected again until it has grown', () => {
  let resident = 400 * MEGABYTE;
  const collect = vi.fn();
  const stop = collectWhenLarge({ resident: () => resident, collect });
  vi.advanceTimersByTime(300_000);
  expect(collect).toHaveBeenCalledTimes(1);
  resident = 460 * MEGABYTE;
  vi.advanceTimersByTime(300_000);
  expect(collect).toHaveBeenCalledTimes(2);
  stop();
});

test('and does nothing where V8 offers no collection', () => {
  const stop = collectWhenLarge({ resident: () => 900 * MEGABYTE, collect: undefined });
  expect(vi.getTimerCount()).toBe(0);
  stop();
});
