import { beforeEach, describe, expect, test } from 'vitest';
import { rebuild } from '../../../../domain/record/rebuild.ts';
import { PERIOD_OF_CARE } from '../../../../domain/processes/period-of-care/index.ts';
import { at, Child, ENTERED, who } from '../../../support/child.ts';
import { LAW, SUBJECT } from '../../../support/stream.ts';

let child: Child;
beforeEach(() => {
  child = new Child();
});

const goLive = (on: string, recoverBy: string | null): string | null =>
  child.say(on, 'go-live', { on, recoverBy }, who('administrator'));
const asked = (): readonly string[] =>
  child
    .alerts('review.first')
    .flatMap(({ answerBy, status, reason, role }) =>
      answerBy !== null && status === 'open' ? [`${reason} ${role}`] : [],
    );
const steps = (from: string, until: string): readonly string[] => {
  child.stream.waitUntil(at(from));
  return child.stream.waitUntil(at(until)).filter((step) => / review\.first overdue/.test(step));
};

describe('a team that goes live', () => {
  // Entered on Monday 2 March 2026: the first review is due on Monday 30 March.
  test('closes what was asked about overdue work, and asks again only after the day of the plan', () => {
    child.enter();
    child.stream.waitUntil(at('2026-04-20'));
    expect(asked().length).toBeGreaterThan(0);
    expect(goLive('2026-04-20', '2026-05-29')).toBeNull();
    expect(asked()).toEqual([]);
    expect(child.duty('review.first')).toMatchObject({ status: 'open', dueOn: '2026-03-30', quietUntil: '2026-05-29' });
    expect(child.shown('review.first', '2026-04-21')).toBe('overdue');
    // Friday 29 May is the last day of the plan; the ladder begins on Monday 1 June, from its first step.
    expect(steps('2026-04-20', '2026-06-09')).toEqual([
      '2026-06-01 review.first overdue taken',
      '2026-06-08 review.first overdue-5 taken',
    ]);
    expect(asked()).toContain('overdue team-manager');
  });

  test('leaves alone what was not overdue on its first day', () => {
    child.enter();
    child.stream.waitUntil(at('2026-03-30'));
    goLive('2026-03-30', '2026-05-29');
    expect(child.duty('review.first')?.quietUntil).toBeUndefined();
    expect(steps('2026-03-30', '2026-04-01')).toEqual(['2026-03-31 review.first overdue taken']);
  });

  test('may be given a later day, which moves nothing into the plan that became overdue since', () => {
    child.enter();
    child.stream.waitUntil(at('2026-03-20'));
    goLive('2026-03-20', '2026-05-29');
    child.stream.waitUntil(at('2026-04-20'));
    goLive('2026-04-20', '2026-06-30');
    expect(child.duty('review.first')?.quietUntil).toBeUndefined();
    expect(child.duty('placementplan.prepare')?.quietUntil).toBe('2026-06-30');
  });

  test('without a plan is told of everything as it stands', () => {
    child.enter();
    child.stream.waitUntil(at('2026-04-20'));
    const before = asked();
    goLive('2026-04-20', null);
    expect(asked()).toEqual(before);
  });

  test('whose plan is given up is told of what is left at once', () => {
    child.enter();
    child.stream.waitUntil(at('2026-04-20'));
    goLive('2026-04-20', '2026-05-29');
    goLive('2026-04-21', null);
    expect(child.duty('review.first')?.quietUntil).toBeUndefined();
    child.stream.waitUntil(at('2026-04-22'));
    expect(asked().length).toBeGreaterThan(0);
  });

  test('done within the plan it is done, late; nobody was asked', () => {
    child.enter();
    child.stream.waitUntil(at('2026-04-20'));
    goLive('2026-04-20', '2026-05-29');
    child.held('2026-05-07');
    expect(child.duty('review.first')).toMatchObject({ status: 'met', metOn: '2026-05-07' });
    expect(asked()).toEqual([]);
  });

  test('counts as overdue what nobody has confirmed', () => {
    child.take('2026-04-20', {
      asAt: '2026-03-15',
      told: [
        {
          kind: 'entered-care',
          on: ENTERED,
          payload: { startKnown: true, dateOfBirth: '2016-05-05', legalStatus: 'V2' },
        },
      ],
    });
    expect(child.shown('review.first', '2026-04-20')).toBe('unconfirmed');
    goLive('2026-04-21', '2026-05-29');
    expect(child.shown('review.first', '2026-04-21')).toBe('overdue');
    expect(child.duty('review.first')?.quietUntil).toBe('2026-05-29');
  });

  test('is rebuilt from its events as it was kept', () => {
    child.enter();
    child.stream.waitUntil(at('2026-04-20'));
    goLive('2026-04-20', '2026-05-29');
    child.stream.waitUntil(at('2026-06-02'));
    const again = rebuild(PERIOD_OF_CARE, LAW, {
      subjectRef: SUBJECT,
      events: child.stream.events,
      keptDuties: child.stream.kept?.duties ?? [],
    });
    expect(again?.reckoned).toBe('alike');
    expect(again?.kept).toEqual(child.stream.kept);
  });
});
