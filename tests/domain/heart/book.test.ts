import { describe, expect, test } from 'vitest';
import { EMPTY_BOOK, isLive, noted } from '../../../domain/heart/book.ts';
import { anEvent } from '../../support/an-event.ts';

const raised = anEvent({
  sequence: 4,
  class: 'done',
  kind: 'alert-raised',
  payload: {
    dutyId: 'd',
    ruleId: 'r',
    dueOn: '2026-03-01',
    datedBy: 2,
    reason: 'overdue',
    role: 'iro',
    urgency: 'digest',
  },
});
const answered = (answer: string | null) =>
  anEvent({ sequence: 5, class: 'done', kind: 'alert-answered', payload: { alertId: 'a4', answer, text: 'x' } });

describe('an alert recorded by an older release', () => {
  test('to a role that there is no more is passed over', () => {
    const book = noted(EMPTY_BOOK, { ...raised, payload: { ...raised.payload, role: 'area-manager' } });
    expect(book.alerts.size).toBe(0);
  });

  test('without its due date is shown with the day on which it was raised', () => {
    const book = noted(EMPTY_BOOK, { ...raised, payload: { role: 'iro' } });
    expect(book.alerts.get('a4')).toMatchObject({ dueOn: '2026-03-02', dutyId: '', urgency: 'ordinary', person: null });
  });

  test('with an answer of a kind that there is no more is answered, and promises nothing', () => {
    const alert = [raised, answered('perhaps')].reduce(noted, EMPTY_BOOK).alerts.get('a4');
    expect(alert).toMatchObject({ status: 'answered', answer: null });
    expect(alert === undefined || isLive(alert)).toBe(false);
  });
});

describe('what is noted', () => {
  test.each([
    ['alert-answered', { status: 'answered' }],
    ['alert-climbed', { climbed: true, status: 'open' }],
    ['alert-superseded', { status: 'superseded' }],
    ['alert-closed', { status: 'closed' }],
    ['alert-admired', { status: 'open', climbed: false }],
  ])('%s changes the alert that it names and no other', (kind, change) => {
    const other = { ...raised, sequence: 5 };
    const event = anEvent({ sequence: 6, class: 'done', kind, payload: { alertId: 'a4' } });
    const book = [raised, other, event].reduce(noted, EMPTY_BOOK);
    expect(book.alerts.get('a4')).toMatchObject(change);
    expect(book.alerts.get('a5')).toMatchObject({ status: 'open', climbed: false });
  });

  test('of overtaken steps are the latest twenty', () => {
    const events = Array.from({ length: 25 }, (_, place) =>
      anEvent({ class: 'done', kind: 'step-overtaken', payload: { step: `d|2|${String(place)}` } }),
    );
    const { overtaken } = events.reduce(noted, EMPTY_BOOK);
    expect([overtaken.length, overtaken[0], overtaken.at(-1)]).toEqual([20, 'd|2|5', 'd|2|24']);
  });
});
