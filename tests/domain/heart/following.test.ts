import { beforeEach, describe, expect, test } from 'vitest';
import { at, Child, who } from '../../support/child.ts';

let child: Child;
/** A first review that was due on 30 March and is not recorded by 1 May: told up to the director on 30 April. */
beforeEach(() => {
  child = new Child();
  child.enter();
});

const told = (reason: string): readonly string[] =>
  child
    .alerts('review.first')
    .filter((alert) => alert.reason === reason)
    .map(({ role, urgency }) => `${role} ${urgency}`)
    .toSorted();
const statuses = (urgency: string): readonly string[] => [
  ...new Set(
    child
      .alerts('review.first')
      .filter((alert) => alert.urgency === urgency && alert.reason !== 'done-in-time')
      .map(({ status }) => status),
  ),
];
const record = (on: string): string | null =>
  child.say('2026-05-01', 'record-review', { on, participation: null, chairedBy: 'demo-iro', moreParts: false });

describe('a review recorded late', () => {
  test('that was held in time is told to everybody who was told that it was overdue, once, and to no digest', () => {
    child.stream.waitUntil(at('2026-05-01'));
    expect(record('2026-03-27')).toBeNull();
    expect(told('done-in-time')).toEqual(
      [
        'director',
        'head-of-quality-assurance',
        'head-of-service',
        'iro',
        'iro-manager',
        'review-administrator',
        'service-manager',
        'social-worker',
        'team-manager',
      ].map((role) => `${role} ordinary`),
    );
    expect([statuses('ordinary'), statuses('urgent'), statuses('digest')]).toEqual([
      ['superseded'],
      ['superseded'],
      ['closed'],
    ]);
  });

  test('that was held late closes the alerts and tells nobody that it was in time', () => {
    child.stream.waitUntil(at('2026-05-01'));
    expect(record('2026-04-20')).toBeNull();
    expect([told('done-in-time'), statuses('ordinary'), statuses('urgent'), statuses('digest')]).toEqual([
      [],
      ['closed'],
      ['closed'],
      ['closed'],
    ]);
  });

  test('is told to who had promised it, too', () => {
    child.stream.waitUntil(at('2026-03-31'));
    const alertId = child.alerts('review.first').find(({ answerBy }) => answerBy !== null)?.id ?? '';
    const promise = { alertId, kind: 'will-do', text: 'x', byOn: '2026-05-08', who: 'p' };
    expect(child.say('2026-03-31', 'answer-alert', promise, who('team-manager'))).toBeNull();
    expect(record('2026-03-27')).toBeNull();
    expect(told('done-in-time')).toContain('team-manager ordinary');
    expect(child.stream.alerts.get(alertId)?.status).toBe('superseded');
  });
});
