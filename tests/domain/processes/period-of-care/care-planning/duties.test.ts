import { describe, expect, test } from 'vitest';
import { Child } from '../../../../support/child.ts';

describe('a child whose legal status no source tells', () => {
  const feed = { by: 'feed', importId: 'i', key: 'k', asAt: '2026-03-31' };
  const fact = (kind: string, on: string, payload = {}) => ({ kind, on, payload, source: feed });

  test('is owed what every looked-after child is, and no question about an order that is not known', () => {
    const child = new Child();
    const told = [
      fact('entered-care', '2026-03-02'),
      fact('placement-started', '2026-03-02', { code: 'U6' }),
      fact('review-held', '2026-03-27'),
    ];
    child.tell('2026-03-31', 'take-return', { told });
    expect(['careplan.prepare', 'placementplan.prepare', 'review.second'].map((rule) => child.due(rule))).toEqual([
      '2026-03-16',
      '2026-03-09',
      '2026-06-27',
    ]);
    expect(child.duties('review.discharge')).toEqual([]);
  });
});

describe('the placement plan', () => {
  const ENTRY = { kind: 'entered-care', on: '2025-09-01', payload: { legalStatus: 'C1' } };
  const placed = (on: string, code: string) => ({ kind: 'placement-started', on, payload: { code } });

  test('of placements that a return tells is asked for of the current one alone, and kept where a person recorded it', () => {
    const child = new Child();
    const told = [ENTRY, placed('2025-09-01', 'U6'), placed('2025-11-03', 'K2'), placed('2026-01-12', 'U4')];
    child.take('2026-06-15', { asAt: '2026-03-31', told });
    expect(child.duties('placementplan.prepare').map(({ fromOn }) => fromOn)).toEqual(['2026-01-12']);
    expect(child.say('2026-06-16', 'record-placement-plan', { on: '2025-11-07' })).toBeNull();
    expect(child.duties('placementplan.prepare').map(({ fromOn, metOn }) => [fromOn, metOn])).toEqual([
      ['2025-11-03', '2025-11-07'],
      ['2026-01-12', null],
    ]);
  });
});
