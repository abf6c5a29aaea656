import { beforeEach, describe, expect, test } from 'vitest';
import type { Views } from '../../../../domain/heart/views.ts';
import { PERIOD_OF_CARE } from '../../../../domain/processes/period-of-care/index.ts';
import { at, Child, ENTERED, who } from '../../../support/child.ts';

let child: Child;
beforeEach(() => {
  child = new Child();
});

const views = (): Views =>
  PERIOD_OF_CARE.views(
    child.state,
    (child.stream.kept?.duties ?? []).map(({ duty }) => duty),
  );

describe('the line of a child', () => {
  test('shows where the child is and who is responsible', () => {
    child.enter();
    for (const [role, person] of [
      ['social-worker', 'worker-1'],
      ['social-worker', 'worker-2'],
      ['iro', 'iro-1'],
    ])
      child.say('2026-03-03', 'allocate', { on: '2026-03-03', role, person }, who('team-manager'));
    expect(views().child).toEqual({
      dateOfBirth: '2016-05-05',
      regime: 'looked-after',
      inCare: true,
      enteredOn: ENTERED,
      leftOn: null,
      legalStatus: 'V2',
      placement: 'U6',
      allocatedWorker: 'worker-2',
      workerChanges: 1,
      team: null,
      toBeCompleted: false,
      iro: 'iro-1',
      nextReview: `review.first@${child.factId('entered-care')}`,
      nextVisit: child.duty('visit.first')?.id,
    });
  });

  test('shows nothing for what no source tells', () => {
    child.take('2026-03-16', { asAt: '2026-03-15', told: [{ kind: 'entered-care', on: ENTERED, payload: {} }] });
    expect(views().child).toMatchObject({
      dateOfBirth: null,
      legalStatus: null,
      placement: null,
      allocatedWorker: null,
      iro: null,
    });
  });

  test('shows nobody where the role has been left', () => {
    child.enter();
    child.say('2026-03-03', 'allocate', { on: '2026-03-03', role: 'iro', person: 'iro-1' }, who('team-manager'));
    child.say('2026-03-04', 'allocate', { on: '2026-03-04', role: 'iro', person: null }, who('team-manager'));
    expect(views().child?.iro).toBeNull();
  });

  test('names the review that is due first: an early one before the next of the cycle, and after it', () => {
    child.enter();
    child.held('2026-03-27');
    const early = (on: string): string => {
      child.say(on, 'trigger-early-review', { on, trigger: 'iro-asks', urgent: false, reason: 'x' });
      return `review.early@${child.factId('early-review-triggered', on)}`;
    };
    const second = `review.second@${child.factId('review-held')}`;
    expect(views().child?.nextReview).toBe(second);
    // Ten working days after Friday 19 June are 3 July: after the second review, due on 27 June.
    early('2026-06-19');
    expect(views().child?.nextReview).toBe(second);
    const first = early('2026-05-05');
    expect(views().child?.nextReview).toBe(first);
  });

  test.each([
    ['on the day of leaving', '2026-03-20', '2008-06-10', '2026-03-20'],
    ['on the birthday, with leaving recorded of that day', '2026-06-10', '2008-06-10', '2026-06-10'],
    ['on the birthday, with leaving recorded of a later day', '2026-06-15', '2008-06-10', '2026-06-10'],
  ])('shows the end of care %s', (_when, leftOn, dateOfBirth, shown) => {
    child.enter({ dateOfBirth });
    expect(child.say(leftOn, 'record-leaving', { on: leftOn, reason: 'E17' })).toBeNull();
    expect(views().child).toMatchObject({ inCare: false, leftOn: shown, nextReview: null });
  });

  test('shows the birthday as the end of care of who turned eighteen', () => {
    child.enter({ dateOfBirth: '2008-06-10' });
    child.stream.waitUntil(at('2026-06-10'));
    expect(views().child).toMatchObject({ inCare: false, leftOn: '2026-06-10' });
  });

  test('is none where the entry was withdrawn', () => {
    child.enter();
    child.say('2026-03-03', 'withdraw', { factId: child.factId('entered-care'), reason: 'another child' });
    expect(views()).toEqual({ child: null, reviews: [] });
  });
});

describe('the lines of reviews', () => {
  test('show what each review met, by when it was due and how the child took part', () => {
    child.enter();
    child.held('2026-03-27', { participation: 'PN1' });
    child.say('2026-07-01', 'adjourn-review', { on: '2026-07-01', missing: 'school report' });
    const [first, second] = child.facts('review-held').concat(child.facts('review-adjourned'));
    expect(views().reviews).toEqual([
      {
        factId: first?.id,
        ordinal: 1,
        heldOn: '2026-03-27',
        completedOn: '2026-03-27',
        chaired: true,
        kind: 'review.first',
        participation: 'PN1',
        dueOn: '2026-03-30',
      },
      {
        factId: second?.id,
        ordinal: 2,
        heldOn: '2026-07-01',
        completedOn: null,
        chaired: true,
        kind: 'review.second',
        participation: null,
        dueOn: '2026-06-27',
      },
    ]);
  });

  test('have no number where the start of care is not known', () => {
    const told = [
      { kind: 'entered-care', on: '2025-06-02', payload: { startKnown: false, legalStatus: 'C2' } },
      { kind: 'review-held', on: '2025-12-12', payload: { participation: 'PN1' } },
    ];
    child.take('2026-06-15', { asAt: '2026-03-31', told });
    expect(views().reviews).toMatchObject([{ ordinal: null, heldOn: '2025-12-12' }]);
  });
});
