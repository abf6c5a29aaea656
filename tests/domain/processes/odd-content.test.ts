import { describe, expect, test } from 'vitest';
import { calendarDate } from '../../../domain/calendar/calendar-date.ts';
import type { Process } from '../../../domain/heart/process.ts';
import type { JsonObject } from '../../../domain/json.ts';
import { IRO_DISPUTE } from '../../../domain/processes/iro-dispute/index.ts';
import { MISSING_EPISODE } from '../../../domain/processes/missing-episode/index.ts';
import { hearAllocation, withAllocation } from '../../../domain/processes/people-heard.ts';
import { PRACTICE_EVALUATION } from '../../../domain/processes/practice-evaluation/index.ts';
import { VISITS_AFTER_CARE } from '../../../domain/processes/visits-after-care/index.ts';
import { WORKER_SUPERVISION } from '../../../domain/processes/worker-supervision/index.ts';
import { at, who } from '../../support/child.ts';
import { heard } from '../../support/episode.ts';
import { LAW } from '../../support/stream.ts';

const TODAY = calendarDate('2026-05-11');
const KINDS: readonly (readonly [Process<JsonObject>, string])[] = [
  [MISSING_EPISODE, 'went-missing'],
  [IRO_DISPUTE, 'dispute-raised'],
  [PRACTICE_EVALUATION, 'evaluation-recorded'],
  [WORKER_SUPERVISION, 'worker-supervision-began'],
  [VISITS_AFTER_CARE, 'visits-after-care-began'],
];

describe('content that no edge would let through', () => {
  test.each(KINDS)('is of today, and under its own name', (process, first) => {
    const payload = { stage: 'informal', basis: 'detained', actions: [{ byOn: null }] };
    const begun = process.evolve(process.initial, {
      id: 'f1',
      kind: first,
      on: TODAY,
      payload,
      source: { by: 'person' },
    });
    const context = { ...LAW, now: at('2026-05-11'), today: TODAY, actor: who('iro-manager') };
    const decided = process.decide(begun, { kind: 'unheard-of', payload }, context);
    expect(decided.ok && decided.value[0]).toMatchObject({ kind: 'unheard-of', on: TODAY });
  });

  test('an allocation of no role, and what is none, changes nobody', () => {
    const told = (kind: string, payload: JsonObject) => heard(kind, '2026-05-11', payload).announcement;
    for (const announcement of [told('allocated', {}), told('left-care', { role: 'iro' })])
      expect(announcement && hearAllocation(announcement)).toEqual([]);
    const people = { iro: 'person-1' };
    expect(withAllocation(people, { kind: 'other', on: TODAY, payload: { role: 'iro' } })).toBe(people);
    expect(withAllocation(people, { kind: 'allocation-heard', on: TODAY, payload: {} })).toBe(people);
  });

  test('an immediate action of which only the day is known counts from its beginning; the latest finding is followed up', () => {
    const facts = [
      ['f1', 'evaluation-recorded', '2026-05-11', {}],
      ['f2', 'action-agreed', '2026-05-11', { grade: 'immediate' }],
      ['f3', 'action-agreed', '2026-05-11', { grade: 'immediate' }],
      ['f4', 'action-completed', '2026-05-12', { action: 'f2' }],
      ['f5', 'action-completed', '2026-05-12', { action: 'f3' }],
      ['f6', 'finding-recurred', '2026-06-24', { action: 'f3' }],
      ['f7', 'finding-recurred', '2026-07-02', { action: 'f2' }],
    ] as const;
    const state = facts.reduce(
      (before, [id, kind, on, payload]) =>
        PRACTICE_EVALUATION.evolve(before, { id, kind, on: calendarDate(on), payload, source: { by: 'person' } }),
      PRACTICE_EVALUATION.initial,
    );
    const due = PRACTICE_EVALUATION.duties(state, LAW).map(({ id, dueOn, dueAt }) => [id, dueAt ?? dueOn]);
    expect(due).toContainEqual(['audit.immediate@f2', '2026-05-11T23:00:00.000Z']);
    expect(due).toContainEqual(['audit.follow-up@f7', '2026-08-27']);
  });
});
