import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { addMonths, calendarDate } from '../../domain/calendar/calendar-date.ts';
import type { ReturnPeriod } from '../../domain/feeds/ssda903/periods.ts';
import { stageReturn } from '../../domain/feeds/ssda903/stage.ts';
import { readCsv } from '../../platform/csv.ts';
import { synthesiseFeed } from '../../samples/synthesise-feed.ts';
import { stageFeed, type StagedFeed } from '../../domain/feeds/ssd/stage.ts';
import { synthesise, type SynthesisWish } from '../../samples/synthesise.ts';
import { childrenOfReturn } from '../domain/feeds/ssda903/a-return.ts';
import { finished } from '../../domain/in-steps.ts';

const AS_AT = calendarDate('2026-11-20');
const WISH: SynthesisWish = { children: 300, seed: 1, asAt: AS_AT };

function stagedOf(wish: SynthesisWish) {
  const files = Object.entries(synthesise(wish)).map(([name, text]) => readCsv(name, new TextEncoder().encode(text)));
  return finished(stageReturn(files, { asAt: wish.asAt }));
}

function kinds({ facts }: ReturnPeriod, kind: string): readonly string[] {
  return facts.filter((fact) => fact.kind === kind).map(({ on }) => on);
}

/** The rules of ordinary care counted by hand: six months after a later review, three after the first, thirty days for twenty working days. */
function isOverdue(period: ReturnPeriod): boolean {
  const held = kinds(period, 'review-held');
  const last = held.at(-1);
  if (last === undefined) return addMonths(period.startOn, 2) < AS_AT;
  return addMonths(calendarDate(last), held.length === 1 ? 3 : 6) < AS_AT;
}

describe('a synthetic return', () => {
  test.each([1, 2, 3])('of seed %i is read without a fault, every row taken', (seed) => {
    const staged = stagedOf({ ...WISH, seed });
    expect(staged.problems).toEqual([]);
    expect(staged.rows.every(({ status }) => status === 'taken')).toBe(true);
  });

  test('is the same for the same wish, and another for another seed', () => {
    expect(synthesise(WISH)).toEqual(synthesise(WISH));
    expect(synthesise({ ...WISH, seed: 2 })).not.toEqual(synthesise(WISH));
  });

  test('of 300 children as at 20 November 2026 is the one that is delivered with the product', () => {
    for (const [name, text] of Object.entries(synthesise(WISH))) {
      expect(
        readFileSync(join(import.meta.dirname, '../../samples/return', name), 'utf8') === text ? 'same' : name,
      ).toBe('same');
    }
  });

  test('holds as many children in care as wished, some back in care, of each regime', () => {
    const staged = stagedOf({ ...WISH, children: 1000 });
    const children = childrenOfReturn(staged, 'import-1');
    expect(children.filter(({ periods }) => periods.filter(({ endOn }) => endOn === null).length === 1)).toHaveLength(
      1000,
    );
    expect(children.filter(({ periods }) => periods.length > 1).length).toBeGreaterThan(30);
    const open = staged.rows
      .filter(({ table, dates }) => table === 'episodes' && dates['DEC'] === undefined)
      .map(({ values }) => values);
    const share = (isOne: (values: Readonly<Record<string, string>>) => boolean): number =>
      open.filter(isOne).length / 1000;
    expect(share(({ PLACE }) => /^A[3-6]$/.test(PLACE ?? ''))).toBeGreaterThan(0.01);
    expect(share(({ LS }) => LS === 'E1')).toBeGreaterThan(0.02);
    expect(share(({ LS }) => LS === 'V4')).toBeGreaterThan(0.005);
    expect(share(({ LS }) => LS === 'J1')).toBeGreaterThan(0.001);
    expect(share(({ LS }) => LS === 'C2')).toBeGreaterThan(0.3);
  });

  test('has about three children of a hundred whose review is overdue', () => {
    const children = childrenOfReturn(stagedOf({ ...WISH, children: 2000 }), 'import-1');
    const open = children
      .flatMap(({ periods }) => periods)
      .filter(({ endOn, facts }) => endOn === null && !facts.some(({ payload }) => payload['legalStatus'] === 'V4'));
    const share = open.filter(isOverdue).length / open.length;
    expect(share).toBeGreaterThan(0.015);
    expect(share).toBeLessThan(0.045);
  });

  test('looks made up: identifiers, postcodes and pupil numbers that nobody has', () => {
    const { rows } = stagedOf(WISH);
    const children = rows.filter(({ table }) => table === 'header');
    expect(children.every(({ child }) => /^(00)?9000\d{3}$/.test(child ?? ''))).toBe(true);
    expect(children.filter(({ child }) => child?.startsWith('00'))).toHaveLength(7);
    expect(children.every(({ values }) => /^(Z999\d{9}|UN1)$/.test(values['UPN'] ?? ''))).toBe(true);
    expect(
      rows
        .filter(({ table }) => table === 'episodes')
        .every(({ values }) => /^ZZ/.test(values['PL_POST'] ?? '') && /^ZZ/.test(values['HOME_POST'] ?? '')),
    ).toBe(true);
  });
});

describe('a synthetic daily feed', () => {
  const feedOf = (files: Readonly<Record<string, string>>) =>
    finished(
      stageFeed(
        Object.entries(files).map(([name, text]) => readCsv(name, new TextEncoder().encode(text))),
        { asAt: AS_AT },
      ),
    );

  test('lies in the samples as it is made, and is taken without a word', () => {
    const files = synthesiseFeed({ children: 40, seed: 1, asAt: AS_AT });
    for (const [name, text] of Object.entries(files))
      expect(readFileSync(join(import.meta.dirname, '../../samples/feed', name), 'utf8')).toBe(text);
    expect(feedOf(files).staged.problems).toEqual([]);
  });

  test('differs the next day in the children who changed, and has children without a date', () => {
    const wish = { children: 300, seed: 1, asAt: AS_AT };
    const [before, after] = [feedOf(synthesiseFeed(wish)), feedOf(synthesiseFeed(wish, 2))];
    const reviews = ({ told }: StagedFeed): number => told.rows.filter(({ table }) => table === 'reviews').length;
    expect(reviews(after) - reviews(before)).toBeGreaterThan(0);
    expect(reviews(after) - reviews(before)).toBeLessThanOrEqual(6);
    expect(before.reviewsDue.size).toBeLessThan(300);
    expect(before.reviewsDue.size).toBeGreaterThan(200);
  });
});
