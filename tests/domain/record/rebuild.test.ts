import { describe, expect, test } from 'vitest';
import { PERIOD_OF_CARE } from '../../../domain/processes/period-of-care/index.ts';
import { rebuild, type Rebuilt } from '../../../domain/record/rebuild.ts';
import type { PeriodOfCare } from '../../../domain/processes/period-of-care/state.ts';
import { at, Child, who } from '../../support/child.ts';
import { LAW, SUBJECT } from '../../support/stream.ts';

function rebuilt({ stream }: Child): Rebuilt<PeriodOfCare> | null {
  return rebuild(PERIOD_OF_CARE, LAW, { subjectRef: SUBJECT, events: stream.events });
}

function expectAsKept(child: Child): void {
  const { state, duties, alerts, sequence, closed, nextChangeAt } = child.stream.kept ?? {};
  expect(rebuilt(child)?.kept).toEqual({ state, duties, alerts, sequence, closed, nextChangeAt });
}

describe('a stream read from nothing', () => {
  test('is nothing when it has no events', () => {
    expect(rebuilt(new Child())).toBeNull();
  });

  test('gives what is kept, with the alerts that still matter and what comes next', () => {
    const child = new Child();
    child.enter();
    child.stream.waitUntil(at('2026-04-02'));
    const alertId = child.alerts('review.first').find(({ answerBy }) => answerBy !== null)?.id ?? '';
    const promise = { alertId, kind: 'will-do', text: 'x', byOn: '2026-04-09', who: 'p' };
    child.say('2026-04-02', 'answer-alert', promise, who('team-manager'));
    expectAsKept(child);
    child.say('2026-04-03', 'record-care-plan', { on: '2026-03-13' }, who('social-worker'));
    expectAsKept(child);
    expect(rebuilt(child)?.stage).toBe('looked after');
    expect(rebuilt(child)?.alerts).toHaveLength(child.stream.alerts.size);
  });

  test('gives a closed period with nothing to come', () => {
    const child = new Child();
    child.enter();
    child.stream.waitUntil(at('2026-04-02'));
    child.say('2026-04-03', 'record-leaving', { on: '2026-04-03', reason: 'E4A' });
    expectAsKept(child);
    expect(rebuilt(child)?.kept).toMatchObject({ closed: true, nextChangeAt: null, alerts: [] });
  });
});
