import { describe, expect, test } from 'vitest';
import { announcementOf } from '../../../domain/heart/announcing.ts';
import { readHistory } from '../../../domain/heart/history.ts';
import { anEvent } from '../../support/an-event.ts';

const HEARD = { processId: 'p', processKind: 'listener', factId: 'f1', announcedKind: 'review-held', payload: {} };

describe('what was destroyed at the end of its retention', () => {
  // The event stays in the chain with its kind and day; its content is gone.
  test.each([
    ['told', 'review-held'],
    ['told', 'fact-corrected'],
    ['derived', 'heard'],
    ['derived', 'turned-eighteen'],
    ['done', 'alert-raised'],
  ] as const)('says nothing any more (%s: %s), and is made known to nobody', (what, kind) => {
    const event = anEvent({ class: what, kind });
    expect(readHistory([event], {})).toEqual({ facts: new Map(), versions: new Map(), heard: new Map(), derived: [] });
    expect(announcementOf(event, { processId: 'p', subjectRef: 's', process: { kind: 'listener' } })).toBeNull();
  });
});

describe('a stream', () => {
  test('says what was heard last, and nothing of what was taken back', () => {
    const first = anEvent({ sequence: 2, class: 'derived', kind: 'heard', payload: HEARD });
    const second = anEvent({ sequence: 3, class: 'derived', kind: 'heard', payload: { ...HEARD, factId: 'f2' } });
    const back = anEvent({ sequence: 4, class: 'derived', kind: 'heard-withdrawn', payload: HEARD });
    expect([...readHistory([first, second], {}).heard.keys()]).toEqual(['p#f1', 'p#f2']);
    expect([...readHistory([first, second, back], {}).heard.keys()]).toEqual(['p#f2']);
  });

  test('says what is derived and was not withdrawn', () => {
    const derived = (sequence: number) =>
      anEvent({
        sequence,
        class: 'derived',
        kind: 'quiet-month',
        payload: { derived: true, payload: { of: sequence } },
      });
    const back = anEvent({ sequence: 4, class: 'derived', kind: 'derived-withdrawn', payload: { sequence: 2 } });
    expect(readHistory([derived(2), derived(3), back], {}).derived).toEqual([
      { sequence: 3, derived: { kind: 'quiet-month', on: '2026-03-02', payload: { of: 3 } } },
    ]);
  });

  test('keeps every version of a fact, with the import that brought it', () => {
    const source = { by: 'return', importId: 'import-1', key: 'k', asAt: '2026-03-31' };
    const told = anEvent({ sequence: 2, payload: { factId: 'f2', payload: { participation: 'PN1' }, source } });
    const corrected = anEvent({
      sequence: 3,
      kind: 'fact-corrected',
      payload: { factId: 'f2', kind: 'review-held', payload: { participation: 'PN2' } },
    });
    const withdrawn = anEvent({ sequence: 4, kind: 'fact-withdrawn', payload: { factId: 'f2', importId: 'import-2' } });
    const history = readHistory([told, corrected, withdrawn], {});
    expect(history.facts.size).toBe(0);
    expect(history.versions.get('f2')?.map(({ fact, importId }) => [fact?.payload['participation'], importId])).toEqual(
      [
        ['PN1', 'import-1'],
        ['PN2', null],
        [undefined, 'import-2'],
      ],
    );
  });
});
