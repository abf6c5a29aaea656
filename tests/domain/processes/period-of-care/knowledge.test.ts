import { describe, expect, test } from 'vitest';
import { calendarDate } from '../../../../domain/calendar/calendar-date.ts';
import { isToldAsPast, notToldByReturn } from '../../../../domain/processes/period-of-care/knowledge.ts';
import { Child } from '../../../support/child.ts';

const on = calendarDate('2026-03-02');

/** A feed is read on a day for the first time, and again on later ones. */
function fed(...days: readonly string[]): Child {
  const child = new Child();
  for (const day of days) {
    const source = { by: 'feed', importId: `feed-${day}`, key: 'E1', asAt: day };
    const entry = { kind: 'entered-care', on: '2026-01-05', payload: { legalStatus: 'V2' }, source };
    const told = [
      { kind: 'return-read', on: day, payload: { asAt: day }, source },
      ...(day === days[0] ? [entry] : []),
    ];
    child.tell(day, 'take-return', { importId: `feed-${day}`, reason: 'daily feed', told });
  }
  return child;
}

describe('what a daily feed tells', () => {
  test('is known from its first reading on, and a later one changes nothing about that', () => {
    expect(fed('2026-04-20', '2026-04-21').state.fedFrom).toBe('2026-04-20');
  });

  test('leaves what fell due before as not recorded, and asks for the rest like anybody', () => {
    const child = fed('2026-04-20');
    // The placement plan fell due in January, the second discussion in supervision comes.
    expect(child.shown('iro.appoint', '2026-06-01')).toBe('not-recorded');
    expect(child.shown('careplan.prepare', '2026-06-01')).toBe('not-recorded');
  });

  test.each([
    ['by a return', { told: 'return', on } as const, {}, true],
    [
      'by a feed before its first reading',
      { told: 'feed', on } as const,
      { fedFrom: calendarDate('2026-03-03') },
      true,
    ],
    ['by a feed on the day of its first reading', { told: 'feed', on } as const, { fedFrom: on }, false],
    ['by a feed that was never read', { told: 'feed', on } as const, {}, false],
    ['by a person', { told: 'person', on } as const, { fedFrom: calendarDate('2026-03-03') }, false],
  ])('%s is the past: %s', (_what, fact, state, isPast) => {
    expect(isToldAsPast({ reading: null, ...state }, fact)).toBe(isPast);
  });

  test('or a return, without its reading, leaves nothing open', () => {
    for (const told of ['feed', 'return'] as const)
      expect(notToldByReturn({ reading: null }, told)(on)).toEqual({ knowledge: 'recorded', since: null });
  });
});
