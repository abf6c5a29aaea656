import { describe, expect, test } from 'vitest';
import { HOLDFAST } from '../../../domain/heart/actor.ts';
import { readHistory } from '../../../domain/heart/history.ts';
import type { Process } from '../../../domain/heart/process.ts';
import { QUIET } from '../../../domain/heart/quiet.ts';
import { numberOf } from '../../../domain/json-reading.ts';
import type { JsonObject } from '../../../domain/json.ts';
import { rebuild } from '../../../domain/record/rebuild.ts';
import { accept } from '../../../domain/result.ts';
import { at, who } from '../../support/child.ts';
import { LAW, Stream, SUBJECT } from '../../support/stream.ts';

/** A small process that lives here: every third knock is an alarm, which only those upstairs put right. */
const DOOR: Process<JsonObject> = {
  ...QUIET,
  kind: 'door',
  stateVersion: 1,
  factKinds: ['knocked'],
  commandKinds: ['knock'],
  initial: { knocks: 0, alarms: 0 },
  decide: (_state, { payload }, { today }) =>
    accept([
      { kind: 'knocked', on: typeof payload['on'] === 'string' ? (payload['on'] as typeof today) : today, payload: {} },
    ]),
  evolve: (state) => ({ ...state, knocks: numberOf(state, 'knocks') + 1 }),
  follows: (state, { on }) => (numberOf(state, 'knocks') % 3 === 0 ? [{ kind: 'alarm', on, payload: {} }] : []),
  evolveDerived: (state) => ({ ...state, alarms: numberOf(state, 'alarms') + 1 }),
  mayEdit: (_fact, { roles }) => (roles.includes('iro') ? null : 'not-allowed'),
  stage: () => 'shut',
  isClosed: () => false,
};

function knockedAt(...days: readonly string[]): Stream<JsonObject> {
  const stream = new Stream(DOOR);
  for (const day of days) stream.command(at(day), 'knock');
  return stream;
}
const alarms = (stream: Stream<JsonObject>): readonly string[] =>
  readHistory(stream.events, DOOR).derived.map(({ derived }) => derived.on);
const again = (stream: Stream<JsonObject>) => rebuild(DOOR, LAW, { subjectRef: SUBJECT, events: stream.events });

describe('what follows from a fact', () => {
  test('comes with it at once, is announced, and names it as its cause', () => {
    const stream = knockedAt('2026-03-02', '2026-03-03');
    const { events, announced } = stream.command(at('2026-03-04'), 'knock');
    expect(alarms(stream)).toEqual(['2026-03-04']);
    const factId = [...readHistory(stream.events, DOOR).facts.keys()].at(-1) ?? '';
    expect(events.find(({ kind }) => kind === 'alarm')).toMatchObject({ class: 'derived', cause: `fact ${factId}` });
    expect(announced.map(({ kind }) => kind)).toEqual(['knocked', 'alarm']);
    expect(stream.kept?.state).toEqual({ knocks: 3, alarms: 1 });
    expect(again(stream)).toMatchObject({ kept: stream.kept, reckoned: 'alike' });
  });

  test('moves with a fact that is told late, and goes with one that is withdrawn', () => {
    const stream = knockedAt('2026-03-02', '2026-03-04', '2026-03-06');
    stream.command(at('2026-03-09'), 'knock', { on: '2026-03-03' });
    expect(alarms(stream)).toEqual(['2026-03-04']);
    for (const factId of ['f2', 'f3']) {
      expect(
        stream.command(at('2026-03-10'), 'withdraw', { factId, reason: 'made up' }, who('iro')).refusal,
      ).toBeNull();
    }
    expect(alarms(stream)).toEqual([]);
    expect(again(stream)).toMatchObject({ kept: stream.kept, reckoned: 'alike' });
  });
});

describe('a fact that not everybody puts right', () => {
  const edits: readonly (readonly [string, JsonObject])[] = [
    ['correct', { factId: 'f2', on: '2026-03-01', reason: 'made up' }],
    ['withdraw', { factId: 'f2', reason: 'made up' }],
  ];

  test.each(edits)('is not open to those who may not: %s', (kind, payload) => {
    const stream = knockedAt('2026-03-02');
    expect(stream.command(at('2026-03-03'), kind, payload, who('team-manager')).refusal).toBe('not-allowed');
    expect(stream.command(at('2026-03-03'), kind, payload, who('iro')).refusal).toBeNull();
  });

  test('what is kept although a return says otherwise is no edit', () => {
    const stream = knockedAt('2026-03-02');
    expect(stream.command(at('2026-03-03'), 'keep-difference', { of: 'f2' }, who('team-manager')).refusal).toBeNull();
  });

  test('what is not there is not there for anybody', () => {
    const gone = { factId: 'f9', reason: 'made up' };
    expect(knockedAt('2026-03-02').command(at('2026-03-03'), 'withdraw', gone, who('iro')).refusal).toBe(
      'unknown-fact',
    );
  });

  test('a return brings and takes back what is its own', () => {
    const stream = knockedAt('2026-03-02');
    const source = { by: 'return', importId: 'import-1', key: 'row', asAt: '2026-03-01' };
    const told = { told: [{ kind: 'knocked', on: '2026-03-01', payload: {}, source }], reason: 'return' };
    expect(stream.command(at('2026-03-03'), 'take-return', told, HOLDFAST).refusal).toBeNull();
    expect(stream.command(at('2026-03-03'), 'withdraw-return', { importId: 'import-1' }, HOLDFAST).refusal).toBeNull();
  });
});
