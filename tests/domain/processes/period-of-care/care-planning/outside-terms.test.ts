import { beforeEach, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../../domain/json.ts';
import { at, Child, who } from '../../../../support/child.ts';

let child: Child;
beforeEach(() => {
  child = new Child();
  child.enter({ placement: 'U6' });
});

const say = (on: string, kind: string, payload: JsonObject = {}): string | null =>
  child.say(on, kind, { on, ...payload }, who('social-worker'));
const placed = (on: string): string | null => {
  child.place(on, 'U4');
  return say(on, 'record-placement-outside-terms', { reason: 'made up' });
};
const owed = () => {
  const duty = child.duty('fostering.emergency');
  return [duty?.dueOn, duty?.lastDefensibleOn, duty?.status, duty?.metOn ?? duty?.endedBecause];
};

describe('an emergency placement outside the terms of approval (CPPCR reg 23)', () => {
  test('lasts no longer than six working days, by the cautious reading with its first day', () => {
    expect(placed('2026-03-09')).toBeNull();
    // Monday 9 March 2026: the sixth working day with it is Monday 16 March, without it Tuesday 17 March.
    expect(owed()).toEqual(['2026-03-16', '2026-03-17', 'open', null]);
  });

  test('warns the managers before, and tells the director at once when it has lapsed', () => {
    placed('2026-03-09');
    child.stream.waitUntil(at('2026-03-18T01:00:00.000Z'));
    const told = child.alerts('fostering.emergency').map(({ role, reason }) => `${role} ${reason}`);
    expect(told).toContain('fostering-manager day-3');
    expect(told).toContain('team-manager day-3');
    expect(told).toContain('director at-once');
  });

  test('is over when the terms are amended, or when the child has moved', () => {
    placed('2026-03-09');
    expect(say('2026-03-12', 'record-terms-amended')).toBeNull();
    expect(owed()[3]).toBe('2026-03-12');
    expect(say('2026-03-13', 'record-terms-amended')).toBe('not-outside-terms');
    placed('2026-04-20');
    child.place('2026-04-24', 'U4');
    expect(owed()[3]).toBe('2026-04-24');
    expect(child.duties('fostering.emergency').map(({ status }) => status)).toEqual(['met', 'met']);
  });

  test('ends with the period of care', () => {
    placed('2026-03-09');
    say('2026-03-11', 'record-leaving', { reason: 'E4A' });
    expect(owed()[3]).toBe('the child ceased to be looked after');
    expect(say('2026-03-12', 'record-placement-outside-terms', { reason: 'made up' })).toBe('after-leaving');
  });

  test('that is withdrawn leaves the amendment contradictory', () => {
    placed('2026-03-09');
    say('2026-03-12', 'record-terms-amended');
    say('2026-03-13', 'withdraw', { factId: child.factId('placed-outside-terms'), reason: 'made up' });
    expect(child.state.contradictory).toMatchObject([{ reason: 'not-outside-terms' }]);
  });
});
