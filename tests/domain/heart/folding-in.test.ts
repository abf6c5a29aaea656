import { describe, expect, test } from 'vitest';
import { at, Child, ENTERED, who } from '../../support/child.ts';

const REVIEW = { on: '2026-03-27', participation: null, chairedBy: 'demo-iro', moreParts: false };

function reviewed(): Child {
  const child = new Child();
  child.enter();
  child.say('2026-03-27', 'record-review', REVIEW);
  return child;
}

describe('a second telling of one day', () => {
  // What comes before in the order of content or of kinds would take the place of what is recorded.
  test.each([
    ['the same review', 'record-review', REVIEW],
    ['a review with other content', 'record-review', { ...REVIEW, advocacyOffered: true }],
    ['a review with less content', 'record-review', { on: REVIEW.on, moreParts: false }],
    ['an adjournment of the review', 'adjourn-review', { on: REVIEW.on, missing: 'school report' }],
  ])('%s is refused and changes nothing', (_what, kind, payload) => {
    const child = reviewed();
    const before = child.state;
    expect(child.say('2026-03-30', kind, payload)).toBe('review-already-recorded');
    expect(child.state).toEqual(before);
  });

  test('leaving with another reason is refused, not put in the place of what is recorded', () => {
    const child = reviewed();
    child.say('2026-04-16', 'record-leaving', { on: '2026-04-16', reason: 'E2' }, who('social-worker'));
    expect(child.say('2026-04-17', 'record-leaving', { on: '2026-04-16', reason: 'E15' }, who('social-worker'))).toBe(
      'after-leaving',
    );
    expect(child.state.care.left?.reason).toBe('E2');
  });

  test('moving a review to the day of another is refused', () => {
    const child = reviewed();
    child.held('2026-06-25');
    const factId = child.factId('review-held', '2026-03-27');
    expect(child.say('2026-06-26', 'correct', { factId, on: '2026-06-25', reason: 'x' })).toBe(
      'review-already-recorded',
    );
  });

  test('of a return stays, and the one told first keeps its place', () => {
    const child = new Child();
    const entry = { kind: 'entered-care', on: ENTERED, payload: { legalStatus: 'C1' } };
    const moves = ['03', '04', '05', '06', '07'].map((day) => ({
      kind: 'placement-started',
      on: `2026-03-${day}`,
      payload: { code: 'U6' },
    }));
    const review = { kind: 'review-held', on: '2026-03-27', payload: { participation: 'PN1' } };
    child.take('2026-04-15', { asAt: '2026-03-31', told: [entry, ...moves, review, review] });
    // Told by the ninth and the tenth event: in the order of their text the tenth would be the first.
    expect(child.facts('review-held').map(({ id }) => id)).toEqual(['f9', 'f10']);
    expect(child.state.cycle.reviews.map(({ factId }) => factId)).toEqual(['f9']);
    expect(child.state.contradictory).toMatchObject([{ factId: 'f10', reason: 'review-already-recorded' }]);
  });
});

describe('what becomes contradictory', () => {
  test('on another day stays and opens a task for a person', () => {
    const child = reviewed();
    child.held('2026-06-25');
    expect(
      child.say('2026-07-01', 'record-leaving', { on: '2026-06-20', reason: 'E4A' }, who('social-worker')),
    ).toBeNull();
    expect(child.state.contradictory).toMatchObject([{ on: '2026-06-25', reason: 'after-leaving' }]);
  });

  test('by a withdrawal of the same day stays as well', () => {
    const child = new Child();
    child.enter();
    child.say('2026-03-05', 'book-review', { bookedFor: '2026-03-26', time: null });
    child.say('2026-03-05', 'move-review', { bookedFor: '2026-03-27', time: null, reason: 'school' });
    expect(
      child.say('2026-03-06', 'withdraw', { factId: child.factId('review-booked'), reason: 'never made' }),
    ).toBeNull();
    expect(child.state.contradictory).toMatchObject([{ on: '2026-03-05', reason: 'nothing-booked' }]);
  });
});

describe('what is told late', () => {
  test('is folded in its place, and a refusal leaves what time brought', () => {
    const child = new Child();
    child.enter({ dateOfBirth: '2008-06-10' });
    const { refusal, events } = child.stream.command(at('2026-06-12'), 'record-review', {
      ...REVIEW,
      on: '2026-06-11',
    });
    expect(refusal).toBe('after-leaving');
    expect(events.filter(({ class: what }) => what === 'told')).toEqual([]);
    expect(events.map(({ kind }) => kind)).toContain('turned-eighteen');
    expect(child.say('2026-06-12', 'record-review', { ...REVIEW, on: ENTERED })).toBeNull();
    expect(child.duty('review.first')).toMatchObject({ status: 'met', metOn: ENTERED });
  });
});
