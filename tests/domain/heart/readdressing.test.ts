import { beforeEach, describe, expect, test } from 'vitest';
import { at, Child, who } from '../../support/child.ts';

let child: Child;
beforeEach(() => {
  child = new Child();
  child.enter();
});

const allocate = (on: string, role: string, person: string | null): string | null =>
  child.say(on, 'allocate', { on, role, person });
const open = (role: string): readonly (string | null)[] =>
  child
    .alerts('review.first')
    .flatMap((alert) => (alert.role === role && alert.status === 'open' ? [alert.person] : []));

describe('reallocation', () => {
  test('addresses open alerts to whoever holds the role now', () => {
    allocate('2026-03-03', 'iro', 'iro-1');
    child.stream.waitUntil(at('2026-03-24'));
    expect(open('iro')).toEqual(['iro-1', 'iro-1']);
    allocate('2026-03-24', 'iro', 'iro-2');
    expect(open('iro')).toEqual(['iro-2', 'iro-2']);
    allocate('2026-03-25', 'iro', null);
    expect(open('iro')).toEqual([null, null]);
    expect(child.stream.events.filter(({ kind }) => kind === 'alert-readdressed')).toHaveLength(4);
  });

  test('changes nothing for a role that nobody has told, nor for what has been answered', () => {
    child.stream.waitUntil(at('2026-04-01'));
    expect(open('iro').every((person) => person === null)).toBe(true);
    const asked = child.alerts('review.first').find(({ answerBy }) => answerBy !== null);
    const answer = {
      alertId: asked?.id ?? '',
      kind: 'will-do',
      text: 'it will be held',
      byOn: '2026-04-08',
      who: 'worker-1',
    };
    expect(child.say('2026-04-01', 'answer-alert', answer, who('team-manager'))).toBeNull();
    allocate('2026-04-01', 'team-manager', 'manager-2');
    const readdressed = child.stream.events.filter(({ kind }) => kind === 'alert-readdressed');
    expect(readdressed.map(({ payload }) => payload['alertId'])).not.toContain(asked?.id);
  });

  test('lets the new person answer, and who covers for them; not the one before', () => {
    allocate('2026-03-03', 'team-manager', 'manager-1');
    child.stream.waitUntil(at('2026-04-01'));
    allocate('2026-04-01', 'team-manager', 'manager-2');
    const asked = child.alerts('review.first').find(({ answerBy }) => answerBy !== null);
    const answer = {
      alertId: asked?.id ?? '',
      kind: 'will-do',
      text: 'it will be held',
      byOn: '2026-04-08',
      who: 'worker-1',
    };
    const say = (person: string, covered?: readonly string[]): string | null =>
      child.say('2026-04-01', 'answer-alert', answer, {
        ...who('team-manager', person),
        ...(covered === undefined ? {} : { standsFor: covered }),
      });
    expect(say('manager-1')).toBe('not-addressed-to-you');
    expect(say('manager-3', ['manager-1'])).toBe('not-addressed-to-you');
    expect(say('manager-3', ['manager-2'])).toBeNull();
  });
});
