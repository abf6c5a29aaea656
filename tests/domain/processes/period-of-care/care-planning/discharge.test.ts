import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../../domain/json.ts';
import { Child, who } from '../../../../support/child.ts';

const WORKER = who('social-worker');

function entered(payload: JsonObject): Child {
  const child = new Child();
  expect(child.enter(payload)).toBeNull();
  return child;
}

const say = (child: Child, on: string, kind: string, payload: JsonObject = {}): string | null =>
  child.say(on, kind, { on, ...payload }, WORKER);
const decided = (child: Child, on: string, apply: boolean): string | null =>
  say(child, on, 'record-discharge-decision', { apply, reason: 'made up' });
const owed = (child: Child) =>
  child
    .duties('pwp.discharge-review')
    .map(({ dueOn, lastDefensibleOn, status, metOn, endedBecause }) => [
      dueOn,
      lastDefensibleOn,
      status,
      metOn ?? endedBecause,
    ]);

describe('whether the care order of a child at home is still needed (timescales §3 pwp.discharge-review)', () => {
  test('is decided 6 to 12 months after the return home', () => {
    const child = entered({ legalStatus: 'C2' });
    expect(owed(child)).toEqual([]);
    child.place('2026-04-01', 'P1');
    expect(owed(child)).toEqual([['2026-10-01', '2027-04-01', 'open', null]]);
    expect(decided(child, '2026-12-07', false)).toBeNull();
    expect(owed(child)).toEqual([['2026-10-01', '2027-04-01', 'met', '2026-12-07']]);
  });

  test('counts from the order where it is made at home', () => {
    const child = entered({ legalStatus: 'C1', placement: 'P1' });
    expect(owed(child)).toEqual([]);
    say(child, '2026-05-04', 'change-legal-status', { legalStatus: 'C2' });
    expect(owed(child)).toEqual([['2026-11-04', '2027-05-04', 'open', null]]);
  });

  test('is no longer asked once the child has moved, the order has ended, or care has', () => {
    const moved = entered({ legalStatus: 'C2', placement: 'P1' });
    moved.place('2026-06-01', 'U4');
    expect(owed(moved)).toEqual([['2026-09-02', '2027-03-02', 'ended', 'the placement ended']]);
    // A decision after the move is about another time.
    decided(moved, '2026-07-01', true);
    expect(owed(moved)[0]?.[2]).toBe('ended');

    const freed = entered({ legalStatus: 'C2', placement: 'P1' });
    say(freed, '2026-06-01', 'change-legal-status', { legalStatus: 'V2' });
    expect(owed(freed)[0]?.[3]).toBe('the care order ended');

    const left = entered({ legalStatus: 'C2', placement: 'P1' });
    say(left, '2026-06-01', 'record-leaving', { reason: 'E4A' });
    expect(owed(left)[0]?.[3]).toBe('the child ceased to be looked after');
    expect(decided(left, '2026-06-02', true)).toBe('after-leaving');
  });

  test('of what a return tells the present home alone is asked about', () => {
    const child = new Child();
    const entry = { startKnown: true, legalStatus: 'C2', dateOfBirth: '2016-05-05' };
    const home = (on: string, code: string) => ({ kind: 'placement-started', on, payload: { code } });
    child.take('2026-05-10', {
      asAt: '2026-03-31',
      told: [
        { kind: 'entered-care', on: '2024-03-01', payload: entry },
        home('2024-03-01', 'P1'),
        home('2024-09-01', 'U4'),
        home('2025-02-03', 'P1'),
      ],
    });
    expect(child.duties('pwp.discharge-review').map(({ dueOn, knowledge }) => [dueOn, knowledge])).toEqual([
      ['2025-08-03', 'not-recorded'],
    ]);
  });

  test('is not asked of a child under no care order, nor of one whose legal status nobody told', () => {
    expect(owed(entered({ legalStatus: 'V2', placement: 'P1' }))).toEqual([]);
    const child = new Child();
    const told = [
      { kind: 'entered-care', on: '2026-03-02', payload: { startKnown: false, dateOfBirth: '2016-05-05' } },
      { kind: 'placement-started', on: '2026-03-02', payload: { code: 'P1' } },
    ];
    child.take('2026-05-10', { asAt: '2026-03-31', told });
    expect(owed(child)).toEqual([]);
  });
});
