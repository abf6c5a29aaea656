import { describe, expect, test } from 'vitest';
import { spansOf } from '../../../../../domain/processes/period-of-care/review-cycle/spans.ts';
import { NOTHING_TOLD } from '../../../../../domain/processes/period-of-care/state.ts';
import { Child } from '../../../../support/child.ts';

describe('stretches under one set of review rules', () => {
  test('there are none of a child who has not come into care', () => {
    expect(spansOf(NOTHING_TOLD)).toEqual([]);
  });

  test('begin on the day of entry, also where placement and status are told only from a later day', () => {
    const child = new Child();
    const told = [
      { kind: 'entered-care', on: '2026-03-02', payload: {} },
      { kind: 'placement-started', on: '2026-03-09', payload: { code: 'U6' } },
      { kind: 'legal-status-changed', on: '2026-03-11', payload: { code: 'C1' } },
    ];
    child.take('2026-03-16', { asAt: '2026-03-15', told });
    // Twenty working days after Monday 2 March, as for every entry on that day.
    expect(child.duty('review.first')).toMatchObject({ dueOn: '2026-03-30', fromOn: '2026-03-02' });
    expect(spansOf(child.state).map(({ rules, from, until }) => [rules, from, until])).toEqual([
      ['care', '2026-03-02', null],
    ]);
  });

  test('a placement order changes no care review, and asks for adoption reviews besides', () => {
    const child = new Child();
    child.enter();
    child.held('2026-03-27');
    child.say('2026-05-01', 'change-legal-status', { on: '2026-05-01', legalStatus: 'E1' });
    expect([child.due('review.second'), child.due('adoption.review-unplaced')]).toEqual(['2026-06-27', '2026-08-01']);
  });
});
