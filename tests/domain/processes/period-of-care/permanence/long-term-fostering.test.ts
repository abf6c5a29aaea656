import { beforeEach, describe, expect, test } from 'vitest';
import { Child, who } from '../../../../support/child.ts';

let child: Child;
beforeEach(() => {
  child = new Child();
  child.enter({ placement: 'U4' });
});

const ratified = (on: string, plan: string): string | null =>
  child.say(on, 'ratify-plan', {
    ...{ on, plan, legalRoute: 'made up', parallelPlan: null, targetOn: '2028-01-01' },
    ...{ evidence: 'made up', childsView: 'made up', subjectToCourt: null },
  });
const confirmed = (on: string): string | null =>
  child.say(on, 'confirm-lasting-placement', { on }, who('social-worker'));
const owed = () =>
  child.duties('ltfp.confirm').map(({ dueOn, status, metOn, endedBecause }) => [dueOn, status, metOn ?? endedBecause]);

describe('a plan of long-term fostering (SI 2015/495)', () => {
  test('is confirmed to carer, parents and child within six months of the plan (local)', () => {
    child.held('2026-03-27');
    expect(ratified('2026-06-24', 'long-term-fostering')).toBeNull();
    expect(owed()).toEqual([['2026-12-24', 'open', null]]);
    expect(confirmed('2026-10-05')).toBeNull();
    expect(owed()).toEqual([['2026-12-24', 'met', '2026-10-05']]);
  });

  test('was confirmed before it was ratified where the placement is the same; in another one it is confirmed anew', () => {
    child.held('2026-03-27');
    confirmed('2026-05-05');
    child.place('2026-06-01', 'U4');
    ratified('2026-06-24', 'long-term-fostering');
    expect(owed()).toEqual([['2026-12-24', 'open', null]]);
    confirmed('2026-06-10');
    expect(owed()).toEqual([['2026-12-24', 'met', '2026-06-10']]);
  });

  test('of a child whose placement nobody told is confirmed after the plan', () => {
    child = new Child();
    const entry = { startKnown: true, legalStatus: 'C2', dateOfBirth: '2016-05-05' };
    child.take('2026-03-10', {
      asAt: '2026-03-09',
      told: [{ kind: 'entered-care', on: '2026-03-02', payload: entry }],
    });
    child.held('2026-03-27');
    ratified('2026-06-24', 'long-term-fostering');
    expect(owed()).toEqual([['2026-12-24', 'open', null]]);
  });

  test('is owed once, and no longer under another plan', () => {
    child.held('2026-03-27');
    ratified('2026-06-24', 'long-term-fostering');
    ratified('2026-09-24', 'long-term-fostering');
    expect(owed()).toEqual([['2026-12-24', 'open', null]]);
    ratified('2026-10-01', 'special-guardianship');
    expect(owed()).toEqual([['2026-12-24', 'ended', 'another plan was ratified']]);
  });
});
