import { describe, expect, test } from 'vitest';
import { Child, ENTERED, who } from '../../../../support/child.ts';

const ENTRY = { kind: 'entered-care', on: '2025-09-01', payload: { legalStatus: 'C2', dateOfBirth: '2016-05-05' } };

describe('the day to which the returns speak', () => {
  test('is that of the latest return, whenever it is read', () => {
    const child = new Child();
    child.take('2026-06-15', { asAt: '2026-03-31', told: [ENTRY] });
    expect(child.state.reading).toEqual({ asAt: '2026-03-31', readOn: '2026-06-15' });
    child.take('2026-07-01', { importId: 'import-2', asAt: '2025-03-31' });
    expect(child.state.reading).toEqual({ asAt: '2026-03-31', readOn: '2026-06-15' });
    child.take('2026-11-16', { importId: 'import-3', asAt: '2026-10-31' });
    expect(child.state.reading).toEqual({ asAt: '2026-10-31', readOn: '2026-11-16' });
  });

  test('stays unknown where a return does not say it', () => {
    const child = new Child();
    child.tell('2026-06-15', 'take-return', {
      told: [ENTRY, { kind: 'return-read', on: '2026-06-15', payload: {} }],
    });
    expect(child.state.reading).toBeNull();
  });
});

describe('what a return tells that cannot be', () => {
  test.each([
    ['a second entry', [ENTRY, { ...ENTRY, on: '2025-10-01' }], 'already-entered'],
    ['leaving without an entry', [{ kind: 'left-care', on: '2026-01-05', payload: { reason: 'E4A' } }], 'before-entry'],
    [
      'a placement before the entry',
      [ENTRY, { kind: 'placement-started', on: '2025-08-01', payload: {} }],
      'before-entry',
    ],
    ['an entry before birth', [{ ...ENTRY, payload: { dateOfBirth: '2025-09-02' } }], 'before-birth'],
    [
      'a role that there is not',
      [ENTRY, { kind: 'allocated', on: '2025-09-02', payload: { role: 'queen' } }],
      'unknown-code',
    ],
    [
      'a plan for no placement',
      [ENTRY, { kind: 'placement-plan-prepared', on: '2025-09-02', payload: {} }],
      'no-placement',
    ],
  ])('is noted and changes nothing else: %s', (_what, told, reason) => {
    const child = new Child();
    child.take('2026-06-15', { asAt: '2026-03-31', told });
    expect(child.state.contradictory.map((each) => each.reason)).toEqual([reason]);
  });
});

describe('an entry', () => {
  test('without a legal status is an entry all the same', () => {
    const child = new Child();
    child.take('2026-06-15', { asAt: '2026-03-31', told: [{ ...ENTRY, payload: {} }] });
    expect([child.state.care.entry?.on, child.state.care.legal]).toEqual(['2025-09-01', []]);
  });
});

describe('a plan', () => {
  test('that is prepared again does not move the day on which there first was one', () => {
    const child = new Child();
    child.enter();
    for (const on of ['2026-03-06', '2026-03-13']) {
      expect(child.say(on, 'record-care-plan', { on }, who('social-worker'))).toBeNull();
      expect(child.say(on, 'record-placement-plan', { on }, who('social-worker'))).toBeNull();
    }
    expect([child.state.care.carePlanOn, child.state.care.placements[0]?.planOn]).toEqual(['2026-03-06', '2026-03-06']);
  });

  test('for a placement is refused of a day before any began', () => {
    const child = new Child();
    child.enter();
    expect(child.say(ENTERED, 'record-placement-plan', { on: '2026-03-01' }, who('social-worker'))).toBe(
      'no-placement',
    );
    expect(child.say(ENTERED, 'allocate', { on: ENTERED, role: 'queen', person: 'p' })).toBe('unknown-code');
  });
});
