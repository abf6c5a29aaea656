import { beforeEach, describe, expect, test } from 'vitest';
import { calendarDate } from '../../../../domain/calendar/calendar-date.ts';
import { PERIOD_OF_CARE } from '../../../../domain/processes/period-of-care/index.ts';
import { NOTHING_TOLD } from '../../../../domain/processes/period-of-care/state.ts';
import { at, Child, ENTERED } from '../../../support/child.ts';
import { LAW, SOMEBODY } from '../../../support/stream.ts';

let child: Child;
beforeEach(() => {
  child = new Child();
});

const PLAN = {
  plan: 'adoption',
  legalRoute: 'placement order',
  parallelPlan: 'long-term-fostering',
  targetOn: '2027-01-31',
  evidence: 'report',
  childsView: 'asked',
  subjectToCourt: null,
};

describe('an entry', () => {
  test.each([
    [{ legalStatus: 'Q9' }, 'unknown-code'],
    [{ legalStatus: null }, 'unknown-code'],
    [{ placement: 'Q9' }, 'unknown-code'],
    [{ placement: null }, null],
  ])('with %j is answered %s', (payload, refusal) => {
    expect(child.enter(payload)).toBe(refusal);
  });
});

describe('a booking', () => {
  test('stands alone: a second one is refused, it can be moved or cancelled', () => {
    child.enter();
    expect(child.say('2026-03-03', 'book-review', { bookedFor: '2026-03-26', time: null })).toBeNull();
    expect(child.say('2026-03-04', 'book-review', { bookedFor: '2026-03-27', time: null })).toBe('already-booked');
    expect(child.say('2026-03-05', 'cancel-booking', { reason: 'ill' })).toBeNull();
    expect(child.say('2026-03-06', 'book-review', { bookedFor: '2026-03-27', time: null })).toBeNull();
  });

  test.each([
    ['2026-03-02', 'booking-in-the-past'],
    ['2026-03-03', null],
    ['2027-03-03', null],
    ['2027-03-04', 'outside-window'],
    ['soon', 'booking-in-the-past'],
    [null, 'booking-in-the-past'],
  ])('made on 3 March 2026 for %s is answered %s', (bookedFor, refusal) => {
    child.enter();
    expect(child.say('2026-03-03', 'book-review', { bookedFor, time: null })).toBe(refusal);
  });
});

describe('a review', () => {
  test('may ratify the plan for permanence on its own day', () => {
    child.enter();
    child.held('2026-03-27');
    child.held('2026-06-25', { ratified: PLAN });
    expect(child.state.cycle.plans[0]).toMatchObject({ plan: 'adoption', on: '2026-06-25', targetOn: '2027-01-31' });
    expect(child.duty('permanence.plan')).toMatchObject({ status: 'met', metOn: '2026-06-25' });
  });

  test.each(['PN0', 'PN1', null])('of a child whose date of birth is not recorded takes %s', (participation) => {
    child.enter({ dateOfBirth: null });
    expect(child.held('2026-03-27', { participation })).toBeNull();
  });
});

describe('a command', () => {
  test.each(['record-care-plan', 'record-leaving', 'record-review', 'ratify-plan'])(
    '%s with a day that cannot be read is refused',
    (kind) => {
      child.enter();
      expect(child.say('2026-03-10', kind, { ...PLAN, on: '27/03/2026', reason: 'E4A' })).toBe('unknown-code');
    },
  );

  test('that the period of care does not have tells nothing', () => {
    const moment = { ...LAW, now: at(ENTERED), today: calendarDate(ENTERED), actor: SOMEBODY };
    expect(PERIOD_OF_CARE.decide(NOTHING_TOLD, { kind: 'sing', payload: {} }, moment)).toEqual({ ok: true, value: [] });
    expect(child.say(ENTERED, 'sing')).toBe('unknown-command');
  });
});
