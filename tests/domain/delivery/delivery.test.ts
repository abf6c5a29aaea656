import { describe, expect, test } from 'vitest';
import { calendarDate } from '../../../domain/calendar/calendar-date.ts';
import { instant } from '../../../domain/calendar/instant.ts';
import { compose } from '../../../domain/delivery/compose.ts';
import { digestOf } from '../../../domain/delivery/digest-day.ts';
import { sayingOf, type MailAlert } from '../../../domain/delivery/line.ts';
import { LAW } from '../../support/stream.ts';

const TODAY = calendarDate('2027-02-02');
const alert = (given: Partial<MailAlert> = {}): MailAlert => ({
  id: 'period-of-care:r1~a7',
  title: 'First review',
  reference: 'c0ffee12',
  reason: 'overdue',
  urgency: 'ordinary',
  dueOn: calendarDate('2027-02-01'),
  answerBy: null,
  covering: false,
  ...given,
});

describe('the digest of a day', () => {
  test.each([
    ['a Monday', '2027-02-01', ['ordinary', 'digest', 'weekly']],
    ['a Tuesday', '2027-02-02', ['ordinary', 'digest']],
    ['a Sunday', '2027-02-07', []],
    ['Good Friday', '2027-03-26', []],
    ['Easter Monday', '2027-03-29', []],
    ['the Tuesday after Easter Monday', '2027-03-30', ['ordinary', 'digest', 'weekly']],
  ])('on %s', (_what, day, urgencies) => {
    expect(digestOf(calendarDate(day), LAW.practice.calendar)).toEqual(urgencies);
  });
});

describe('what an alert asks for', () => {
  test.each<[what: string, Partial<MailAlert>, group: string, toDo: string]>([
    ['an answer', { answerBy: instant('2027-02-04T17:00:00.000Z') }, 'answer', 'Answer by 4 February 2027, 17:00'],
    [
      'an answer in summer time',
      { answerBy: instant('2027-06-04T16:00:00.000Z') },
      'answer',
      'Answer by 4 June 2027, 17:00',
    ],
    ['nothing but to know it, overdue', {}, 'overdue', 'not recorded as done'],
    ['nothing yet, on its last day', { dueOn: TODAY, reason: 'at-risk' }, 'soon', 'Today is its last day.'],
    [
      'nothing yet, on the day before',
      { dueOn: calendarDate('2027-02-03'), reason: 'at-risk' },
      'soon',
      'One day is left after today.',
    ],
    [
      'nothing yet, over the end of a month',
      { dueOn: calendarDate('2027-03-01'), reason: 'at-risk' },
      'soon',
      '27 days are left after today.',
    ],
    ['a booking', { dueOn: TODAY, reason: 'nothing-booked' }, 'soon', 'Nothing is booked'],
    ['what happened', { reason: 'record-asked' }, 'record', 'Record what happened'],
    ['a correction', { reason: 'facts-wrong' }, 'record', 'put them right'],
    ['no more', { reason: 'withdrawn' }, 'changed', 'no longer due'],
    ['a look once a week', { urgency: 'weekly' }, 'weekly', 'no answer is asked'],
  ])('%s', (_what, given, group, toDo) => {
    const said = sayingOf(alert(given), TODAY);
    expect(said.group).toBe(group);
    expect(said.toDo).toContain(toDo);
  });
});

describe('a mail', () => {
  const composed = (...alerts: readonly MailAlert[]) =>
    compose({ alerts, today: TODAY, publicUrl: 'https://holdfast.example' });
  const answer = (id: string) => alert({ id, answerBy: instant('2027-02-04T17:00:00.000Z') });

  test.each([
    [[answer('p~a1')], 'Holdfast: 1 task needs an answer'],
    [[answer('p~a1'), answer('p~a2'), alert()], 'Holdfast: 2 tasks need an answer, 1 task to look at'],
    [[alert(), alert({ id: 'p~a2' })], 'Holdfast: 2 tasks to look at'],
    [[{ ...answer('p~a1'), urgency: 'urgent' as const }], 'Holdfast: urgent: 1 task needs an answer'],
  ])('has a subject that only counts', (alerts, subject) => {
    expect(composed(...alerts).subject).toBe(subject);
  });

  test('says first what has to be done first, and the earliest date first, in text and HTML alike', () => {
    const { text, html } = composed(
      alert({ id: 'p~a3', title: 'Care plan', dueOn: calendarDate('2027-02-09'), reason: 'at-risk' }),
      alert({ id: 'p~a2', title: 'Placement plan', dueOn: calendarDate('2027-01-20'), covering: true }),
      alert({ id: 'p~a4', title: 'Second review' }),
      answer('p~a1'),
    );
    for (const body of [text, html]) {
      const places = [
        'An answer is needed (1)',
        'First review',
        'Overdue (2)',
        'Placement plan',
        'Second review',
        'Due soon (1)',
        'Care plan',
      ].map((words) => body.indexOf(words, body.indexOf('</h1>') + 1));
      expect(places.every((place) => place >= 0)).toBe(true);
      expect(places).toEqual(places.toSorted((a, b) => a - b));
      expect(body.match(/For a colleague whom you cover/g)).toHaveLength(1);
      expect(body).toContain('https://holdfast.example/alerts/p~a1');
      expect(body).toContain('cannot be switched off');
    }
    expect(html).toContain('<html lang="en-GB">');
  });

  test.each([
    ['2027-02-01', 'Was due 1 February 2027.'],
    ['2027-02-02', 'Due 2 February 2027.'],
    ['2027-02-09', 'Due 9 February 2027.'],
  ])('of a task due on %s says: %s', (dueOn, said) => {
    const { text, html } = composed(alert({ dueOn: calendarDate(dueOn), reason: 'at-risk' }));
    expect(text).toContain(`  ${said}`);
    expect(html).toContain(`<br>${said}`);
  });

  test('has a heading that begins as a sentence does', () => {
    const urgent = { ...answer('p~a1'), urgency: 'urgent' as const };
    expect(composed(urgent).html).toContain('>Urgent: 1 task needs an answer</h1>');
    expect(composed(alert()).html).toContain('>1 task to look at</h1>');
  });

  test('holds no markup of a title', () => {
    expect(composed(alert({ title: 'A <b>"review"</b> & more' })).html).toContain(
      'A &lt;b&gt;&quot;review&quot;&lt;/b&gt; &amp; more',
    );
  });
});
