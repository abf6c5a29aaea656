import { beforeEach, describe, expect, test } from 'vitest';
import { at, Child, ENTERED } from '../../support/child.ts';
import { tellingOf } from '../../../domain/heart/telling.ts';
import type { Process } from '../../../domain/heart/process.ts';
import { readMoment } from '../../../domain/heart/fact-reading.ts';
import { textOf } from '../../../domain/json-reading.ts';
import type { JsonObject } from '../../../domain/json.ts';
import { accept } from '../../../domain/result.ts';
import { LISTENER } from '../../support/listening-process.ts';
import { Stream } from '../../support/stream.ts';

const ENTRY = { kind: 'entered-care', on: '2025-09-01', payload: { legalStatus: 'C1' } };
const review = (on: string, participation = 'PN1') => ({ kind: 'review-held', on, payload: { participation } });

let child: Child;
const reviews = (): readonly unknown[] =>
  child.facts('review-held').map(({ on, payload, source }) => [on, payload['participation'], source.by]);

beforeEach(() => {
  child = new Child();
  child.take('2026-01-12', { asAt: '2025-12-31', told: [ENTRY, review('2025-09-26'), review('2025-12-12')] });
  child.held('2026-01-14', { participation: 'PN2' });
});

describe('a later return', () => {
  const second = { importId: 'import-2', asAt: '2026-03-31' };
  const telling = {
    ...review('2025-12-15', 'PN3'),
    source: { by: 'return', importId: 'import-2', key: 'row', asAt: '2026-03-31' },
  };

  test('corrects what a return told; what a person told stands, and what it does not name or tell is left', () => {
    child.take('2026-04-15', {
      ...second,
      corrected: [
        { factId: child.factId('review-held', '2025-12-12'), telling },
        { factId: child.factId('review-held', '2026-01-14'), telling: review('2026-01-15') },
        { factId: child.factId('review-held', '2025-09-26'), telling: { kind: 'review-held' } },
        { factId: 'f99', telling },
        { telling },
      ],
    });
    expect(reviews()).toEqual([
      ['2025-09-26', 'PN1', 'return'],
      ['2025-12-15', 'PN3', 'return'],
      ['2026-01-14', 'PN2', 'person'],
    ]);
  });

  test('withdraws what a return told and no longer tells, never what a person told', () => {
    const withdrawn = ['2025-12-12', '2026-01-14'].map((on) => child.factId('review-held', on));
    child.take('2026-04-15', { ...second, withdrawn: [...withdrawn, 'f99'] });
    expect(reviews()).toEqual([
      ['2025-09-26', 'PN1', 'return'],
      ['2026-01-14', 'PN2', 'person'],
    ]);
  });

  test('that is taken back leaves each fact as it was before it: corrected back, told again, or never told', () => {
    const before = child.state;
    child.take('2026-04-15', {
      ...second,
      told: [review('2026-03-10'), review('2026-03-20')],
      corrected: [{ factId: child.factId('review-held', '2025-12-12'), telling }],
      withdrawn: [child.factId('review-held', '2025-09-26')],
    });
    // What the same import told and withdrew again is as if it had never told it.
    child.take('2026-04-16', { ...second, withdrawn: [child.factId('review-held', '2026-03-20')] });
    expect(reviews()).toHaveLength(3);
    child.tell('2026-04-20', 'withdraw-return', { importId: 'import-2' });
    expect(reviews()).toEqual([
      ['2025-09-26', 'PN1', 'return'],
      ['2025-12-12', 'PN1', 'return'],
      ['2026-01-14', 'PN2', 'person'],
    ]);
    expect(child.state).toEqual(before);
  });

  test('that is taken back leaves what a person has put right since', () => {
    child.take('2026-04-15', { ...second, told: [review('2026-03-10')] });
    const factId = child.factId('review-held', '2026-03-10');
    expect(child.say('2026-04-16', 'correct', { factId, on: '2026-03-11', reason: 'the diary says so' })).toBeNull();
    child.tell('2026-04-20', 'withdraw-return', { importId: 'import-2' });
    expect(reviews()).toContainEqual(['2026-03-11', 'PN1', 'person']);
  });
});

describe('imports that are taken back in another order than they came', () => {
  test('leave nothing of either', () => {
    child.take('2026-04-15', { importId: 'import-2', asAt: '2026-03-31', told: [review('2026-03-10')] });
    const factId = child.factId('review-held', '2026-03-10');
    const source = { by: 'return', importId: 'import-3', key: 'row', asAt: '2026-04-20' };
    const days = (): readonly string[] => child.facts('review-held').map(({ on }) => on);
    const third = { importId: 'import-3', asAt: '2026-04-20' };
    child.take('2026-04-21', { ...third, corrected: [{ factId, telling: { ...review('2026-03-12'), source } }] });
    expect(days()).toContain('2026-03-12');
    child.tell('2026-04-22', 'withdraw-return', { importId: 'import-2' });
    expect(days()).toContain('2026-03-12');
    child.tell('2026-04-23', 'withdraw-return', { importId: 'import-3' });
    expect(days()).toEqual(['2025-09-26', '2025-12-12', '2026-01-14']);
  });
});

describe('what is recorded with an import', () => {
  test.each([['text'], [null], [{ on: ENTERED }], [{ kind: 'review-held', on: '02/03/2026' }]])(
    'is no fact without a kind and a day: %j',
    (value) => {
      expect(tellingOf(value)).toEqual([]);
    },
  );
});

describe('a fact of which hours count', () => {
  /** Notes what it is told, in the order of folding. */
  const DIARY: Process<JsonObject> = {
    ...LISTENER,
    factKinds: ['seen'],
    commandKinds: ['see'],
    initial: { seen: '' },
    decide: (_state, { payload }, { today }) =>
      accept([{ kind: 'seen', on: today, ...readMoment(payload), payload: { who: textOf(payload, 'who') } }]),
    evolve: (state, { payload, at: moment }) => ({
      seen: `${textOf(state, 'seen')} ${textOf(payload, 'who')} ${moment?.slice(11, 16) ?? ''}`.trim(),
    }),
    nextChangeOn: () => null,
  };

  test('has its place in the day by its hour, and keeps it when it is corrected', () => {
    const diary = new Stream(DIARY);
    diary.command(at('2026-03-02'), 'see', { who: 'a', at: '2026-03-02T11:00:00.000Z' });
    diary.command(at('2026-03-02'), 'see', { who: 'z', at: '2026-03-02T09:30:00.000Z' });
    expect(diary.kept?.state['seen']).toBe('z 09:30 a 11:00');
    diary.command(at('2026-03-03'), 'correct', { factId: 'f3', payload: { who: 'b' }, reason: 'misheard' });
    expect(diary.kept?.state['seen']).toBe('b 09:30 a 11:00');
  });
});

describe('a difference that a person keeps', () => {
  test('is remembered with its content and changes nothing', () => {
    const before = { cycle: child.state.cycle, care: child.state.care };
    const of = child.factId('review-held', '2026-01-14');
    child.tell('2026-04-15', 'keep-difference', {
      of,
      on: '2026-01-15',
      content: { participation: 'PN1' },
      reason: 'so',
    });
    expect(child.facts('difference-kept')).toMatchObject([
      {
        on: '2026-04-15',
        payload: { of, on: '2026-01-15', content: { participation: 'PN1' } },
        source: { by: 'person' },
      },
    ]);
    expect({ cycle: child.state.cycle, care: child.state.care }).toEqual(before);
  });

  test('is about a fact that is recorded', () => {
    expect(child.say('2026-04-15', 'keep-difference', { of: 'f99', on: '2026-01-15' })).toBe('unknown-fact');
  });
});
