import { beforeEach, describe, expect, test } from 'vitest';
import type { Alert } from '../../../domain/heart/kept.ts';
import { at, Child, who } from '../../support/child.ts';

let child: Child;
beforeEach(() => {
  child = new Child();
  child.enter();
});

function allocate(role: string, person: string): void {
  expect(child.say('2026-03-03', 'allocate', { on: '2026-03-03', role, person }, who('team-manager'))).toBeNull();
}

/** The alert about the first review, due on 30 March, that asks for an answer on the 31st. */
function asked(): Alert | undefined {
  child.stream.waitUntil(at('2026-03-31'));
  return child.alerts('review.first').find(({ answerBy }) => answerBy !== null);
}

const PROMISE = { kind: 'will-do', text: 'booked', byOn: '2026-04-09', who: 'person-4' };

describe('an alert', () => {
  test('that was answered is not answered again', () => {
    const answer = { ...PROMISE, alertId: asked()?.id ?? '' };
    expect(child.say('2026-03-31', 'answer-alert', answer, who('team-manager'))).toBeNull();
    expect(child.say('2026-03-31', 'answer-alert', answer, who('team-manager'))).toBe('alert-not-open');
  });

  test('to a person who is known by name is answered by that person, whatever the role', () => {
    allocate('team-manager', 'manager-1');
    const alert = asked();
    expect([alert?.role, alert?.person]).toEqual(['team-manager', 'manager-1']);
    const answer = { ...PROMISE, alertId: alert?.id ?? '' };
    expect(child.say('2026-03-31', 'answer-alert', answer, who('team-manager', 'manager-2'))).toBe(
      'not-addressed-to-you',
    );
    expect(child.say('2026-03-31', 'answer-alert', answer, who('service-manager', 'manager-1'))).toBeNull();
  });

  test('that nobody is named in is no alert', () => {
    expect(child.say('2026-03-31', 'answer-alert', PROMISE, who('team-manager'))).toBe('unknown-alert');
  });
});

describe('who is asked', () => {
  test.each([
    ['the team manager, where another person owes the review', 'worker-1', 'manager-1', 'team-manager'],
    ['the next above, where the team manager owes it too', 'both-1', 'both-1', 'service-manager'],
  ])('is %s', (_who, worker, manager, role) => {
    allocate('social-worker', worker);
    allocate('team-manager', manager);
    expect(asked()?.role).toBe(role);
  });
});
