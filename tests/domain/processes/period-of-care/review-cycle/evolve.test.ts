import { beforeEach, describe, expect, test } from 'vitest';
import { Child } from '../../../../support/child.ts';

let child: Child;
beforeEach(() => {
  child = new Child();
  child.enter();
});

const withdraw = (kind: string): string | null =>
  child.say('2026-06-30', 'withdraw', { factId: child.factId(kind), reason: 'never happened' });
const contradictions = (): readonly string[] => child.state.contradictory.map(({ reason }) => reason);

describe('what followed something that is withdrawn', () => {
  test('no review was called for: the refusal of it asks a person', () => {
    child.say('2026-05-05', 'trigger-early-review', { on: '2026-05-05', trigger: 'child-asks', urgent: false });
    child.say('2026-05-06', 'decline-early-review', { reason: 'agreed with the child' });
    expect(withdraw('early-review-triggered')).toBeNull();
    expect(contradictions()).toEqual(['no-early-review']);
  });

  test('no review was booked: that it was moved and cancelled asks a person', () => {
    child.say('2026-03-03', 'book-review', { bookedFor: '2026-03-26', time: null });
    child.say('2026-03-04', 'move-review', { bookedFor: '2026-03-27', time: null, reason: 'school' });
    child.say('2026-03-05', 'cancel-booking', { reason: 'ill' });
    expect(withdraw('review-booked')).toBeNull();
    expect(contradictions()).toEqual(['nothing-booked', 'nothing-booked']);
  });

  test('nothing was adjourned: the part that completed it asks a person', () => {
    child.say('2026-03-26', 'adjourn-review', { on: '2026-03-26', missing: 'school report' });
    child.say('2026-04-01', 'record-review-part', { on: '2026-04-01', last: true });
    expect(withdraw('review-adjourned')).toBeNull();
    expect(contradictions()).toEqual(['nothing-adjourned']);
  });
});

describe('a booking', () => {
  test('without its day is none', () => {
    child.take('2026-03-10', { asAt: '2026-03-09', told: [{ kind: 'review-booked', on: '2026-03-09', payload: {} }] });
    expect([child.state.cycle.bookings, contradictions()]).toEqual([[], ['nothing-booked']]);
  });

  test('that is moved to no day stays where it was', () => {
    child.say('2026-03-03', 'book-review', { bookedFor: '2026-03-26', time: null });
    child.take('2026-03-10', { asAt: '2026-03-09', told: [{ kind: 'review-moved', on: '2026-03-09', payload: {} }] });
    expect([child.state.cycle.bookings[0]?.bookedFor, contradictions()]).toEqual(['2026-03-26', ['nothing-booked']]);
  });
});

describe('a booking made by mistake', () => {
  const due = (): readonly (string | null | undefined)[] => [child.duty('review.first')?.bookedOn];
  const book = (bookedFor: string) => child.say('2026-03-03', 'book-review', { bookedFor, time: null });
  const cancel = () => child.say('2026-03-03', 'cancel-booking', { reason: 'a slip' });
  const move = (bookedFor: string) => child.say('2026-03-03', 'move-review', { bookedFor, time: null, reason: 'x' });

  test('is cancelled on the same day', () => {
    expect([book('2026-03-26'), cancel()]).toEqual([null, null]);
    expect([due(), contradictions()]).toEqual([[null], []]);
    expect(cancel()).toBe('nothing-booked');
  });

  test.each([
    ['2026-03-27', '2026-03-20'],
    ['2026-03-20', '2026-03-27'],
  ])('for %s makes room for another on the same day, for %s, which may be moved and kept', (wrong, right) => {
    expect([book(wrong), cancel(), book(right)]).toEqual([null, null, null]);
    expect(due()).toEqual([right]);
    expect(move('2026-03-24')).toBeNull();
    expect([due(), contradictions()]).toEqual([['2026-03-24'], []]);
    child.held('2026-03-24');
    expect(child.state.cycle.bookings).toEqual([]);
  });

  test('and withdrawn as a fact leaves its cancellation for a person to sort out', () => {
    book('2026-03-26');
    cancel();
    expect(withdraw('review-booked')).toBeNull();
    expect(contradictions()).toEqual(['nothing-booked']);
  });
});

describe('a review in parts', () => {
  test('goes on until its last part', () => {
    child.held('2026-03-25', { moreParts: true });
    expect(child.say('2026-03-26', 'record-review-part', { on: '2026-03-26', last: false })).toBeNull();
    expect(child.duty('review.first')?.status).toBe('open');
    expect(child.say('2026-03-30', 'record-review-part', { on: '2026-03-30', last: true })).toBeNull();
    expect(child.duty('review.first')).toMatchObject({ status: 'met', metOn: '2026-03-30' });
  });

  test('is completed before another in parts is begun, while a whole one may always be held', () => {
    child.held('2026-03-25', { moreParts: true });
    expect(child.held('2026-03-27', { moreParts: true })).toBe('review-not-complete');
    expect(child.held('2026-03-27')).toBeNull();
  });
});

describe('the IRO and the child', () => {
  test.each([
    ['spoke before the review', { on: '2026-03-24' }, 'met', '2026-03-24'],
    ['did not speak, and it is recorded why', { whyNot: 'the child refused' }, 'met', '2026-03-27'],
    ['are not said to have spoken', {}, 'open', null],
    ['are not mentioned', null, 'open', null],
  ])('%s', (_what, spokenTo, status, metOn) => {
    child.held('2026-03-27', { spokenTo });
    expect(child.duty('iro.child')).toMatchObject({ status, metOn });
  });
});
