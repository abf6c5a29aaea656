import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../../domain/json.ts';
import { Child, who } from '../../../../support/child.ts';

const MANAGER = who('team-manager');
const DECISION = { what: 'ask the school for a place', owner: 'person-4', byOn: '2026-04-07' };

function aChild(): Child {
  const child = new Child();
  child.enter();
  return child;
}
const discussed = (child: Child, on: string, decisions: readonly JsonObject[] = [], recordedOn = on): string | null =>
  child.say(recordedOn, 'record-discussion', { on, discussed: 'how she is', decisions: [...decisions] }, MANAGER);
const every = (child: Child, on: string, weeks: number): string | null =>
  child.say(on, 'set-supervision-frequency', { on, weeks, reason: 'settled' }, MANAGER);
const open = (child: Child): readonly string[] =>
  (child.stream.kept?.duties ?? [])
    .map(({ duty }) => duty)
    .filter(({ ruleId, status }) => ruleId.startsWith('supervision.case') && status === 'open')
    .map(({ ruleId, dueOn }) => `${ruleId} ${dueOn}`);

describe('a child', () => {
  test('is discussed within four weeks of entry, and then every four weeks', () => {
    const child = aChild();
    expect(open(child)).toEqual(['supervision.case 2026-03-30']);
    expect(discussed(child, '2026-03-24')).toBeNull();
    expect(open(child)).toEqual(['supervision.case 2026-04-21']);
    expect(discussed(child, '2026-05-05')).toBeNull();
    expect(child.duties('supervision.case').map(({ dueOn, metOn }) => [dueOn, metOn])).toEqual([
      ['2026-03-30', '2026-03-24'],
      ['2026-04-21', '2026-05-05'],
      ['2026-06-02', null],
    ]);
  });

  test('is discussed less often from the next time on, and more often at once', () => {
    const child = aChild();
    discussed(child, '2026-03-24');
    expect(every(child, '2026-04-10', 8)).toBeNull();
    expect(open(child)).toEqual(['supervision.case 2026-04-21']);
    discussed(child, '2026-04-20');
    expect(open(child)).toEqual(['supervision.case-settled 2026-06-15']);
    every(child, '2026-05-01', 12);
    expect(open(child)).toEqual(['supervision.case-settled 2026-06-15']);
    every(child, '2026-05-02', 4);
    expect(open(child)).toEqual(['supervision.case 2026-05-18']);
    every(child, '2026-05-03', 12);
    discussed(child, '2026-05-04');
    // Twelve weeks from Monday 4 May.
    expect(open(child)).toEqual(['supervision.case-longest 2026-07-27']);
  });

  test('who is overdue does not stop to be by being discussed less often', () => {
    const child = aChild();
    discussed(child, '2026-03-24');
    every(child, '2026-06-01', 12);
    expect(child.shown('supervision.case', '2026-06-02')).toBe('overdue');
  });

  test('of whom only a return tells is asked about, and never overdue', () => {
    const child = new Child();
    child.take('2026-05-20', {
      asAt: '2026-03-31',
      told: [{ kind: 'entered-care', on: '2026-02-02', payload: { legalStatus: 'C2' } }],
    });
    expect(child.shown('supervision.case', '2027-01-01')).toBe('not-recorded');
  });
});

describe('a discussion', () => {
  test('recorded on its day is on file, recorded after more than five working days it was late', () => {
    const child = aChild();
    discussed(child, '2026-03-24');
    discussed(child, '2026-04-14', [], '2026-04-22');
    // Five working days from Tuesday 24 March, and from Tuesday 14 April.
    expect(child.duties('supervision.record').map(({ dueOn, metOn }) => [dueOn, metOn])).toEqual([
      ['2026-03-31', '2026-03-24'],
      ['2026-04-21', '2026-04-22'],
    ]);
  });

  test.each([
    ['without an owner', { ...DECISION, owner: ' ' }],
    ['without a day', { what: 'x', owner: 'person-4' }],
    ['that says nothing', { ...DECISION, what: '' }],
  ])('with a decision %s is not saved', (_what, decision) => {
    const child = aChild();
    expect(discussed(child, '2026-03-24', [DECISION, decision])).toBe('decision-incomplete');
    expect(child.state.supervision.discussions).toEqual([]);
  });
});

describe('a decision', () => {
  const decided = (): readonly [Child, string] => {
    const child = aChild();
    discussed(child, '2026-03-24', [DECISION, { ...DECISION, what: 'ring the aunt', byOn: '2026-03-31' }]);
    return [
      child,
      child.facts('supervision-decided').find(({ payload }) => payload['byOn'] === '2026-04-07')?.id ?? '',
    ];
  };

  test('is owed by its day, and done', () => {
    const [child, decision] = decided();
    expect(
      child
        .duties('supervision.decision')
        .map(({ dueOn }) => dueOn)
        .sort(),
    ).toEqual(['2026-03-31', '2026-04-07']);
    expect(child.say('2026-04-02', 'complete-decision', { on: '2026-04-02', decision }, MANAGER)).toBeNull();
    const done = child.duties('supervision.decision').find(({ anchor }) => anchor === decision);
    expect(done).toMatchObject({ status: 'met', metOn: '2026-04-02' });
    expect(child.say('2026-04-03', 'complete-decision', { on: '2026-04-03', decision }, MANAGER)).toBe(
      'decision-settled',
    );
  });

  test('opens the next discussion with its age and how often it was moved, and moves with its cause', () => {
    const [child, decision] = decided();
    const move = (day: string, byOn: string): string | null =>
      child.say(day, 'move-decision', { decision, byOn, reason: 'closed over Easter' }, MANAGER);
    expect([move('2026-04-03', '2026-04-21'), move('2026-04-20', '2026-05-05')]).toEqual([null, null]);
    expect(move('2026-04-20', '2026-04-19')).toBe('decision-in-the-past');
    expect(child.say('2026-04-20', 'move-decision', { decision, reason: 'x' }, MANAGER)).toBe('decision-in-the-past');
    expect(child.state.supervision.decisions.find(({ factId }) => factId === decision)).toMatchObject({
      on: '2026-03-24',
      byOn: '2026-05-05',
      moved: 2,
      doneOn: null,
    });
    const moves = child.stream.events
      .filter(({ kind }) => kind === 'duty-re-dated')
      .map(({ payload }) => [payload['from'], payload['to']]);
    expect(moves).toEqual([
      ['2026-04-07', '2026-04-21'],
      ['2026-04-21', '2026-05-05'],
    ]);
  });

  test('that is dropped is no longer owed, with the reason in the record', () => {
    const [child, decision] = decided();
    expect(child.say('2026-04-01', 'drop-decision', { decision, reason: 'she does not want it' }, MANAGER)).toBeNull();
    expect(child.duties('supervision.decision').find(({ anchor }) => anchor === decision)?.status).toBe('ended');
    expect(child.say('2026-04-02', 'drop-decision', { decision, reason: 'again' }, MANAGER)).toBe('decision-settled');
    expect(child.say('2026-04-02', 'drop-decision', { decision: 'f99', reason: 'x' }, MANAGER)).toBe(
      'unknown-decision',
    );
  });

  test('that was taken back leaves what was said of it for a person', () => {
    const [child, decision] = decided();
    child.say('2026-04-02', 'complete-decision', { on: '2026-04-02', decision }, MANAGER);
    child.say('2026-04-03', 'withdraw', { factId: decision, reason: 'another child' }, MANAGER);
    expect(child.state.contradictory.map(({ reason }) => reason)).toEqual(['unknown-decision']);
  });

  test('told twice as done keeps the first day; moved to no day it stays', () => {
    const [child, decision] = decided();
    const told = (kind: string, on: string): { kind: string; on: string; payload: JsonObject } => ({
      kind,
      on,
      payload: { decision },
    });
    child.take('2026-04-20', {
      asAt: '2026-04-19',
      told: [
        told('decision-done', '2026-04-02'),
        told('decision-done', '2026-04-03'),
        told('decision-moved', '2026-04-04'),
      ],
    });
    expect(child.state.supervision.decisions.find(({ factId }) => factId === decision)).toMatchObject({
      doneOn: '2026-04-02',
      byOn: '2026-04-07',
      moved: 1,
    });
  });

  test('without its day, or before the child came into care, waits for a person', () => {
    const child = aChild();
    const facts = [
      { kind: 'supervision-decided', on: '2026-03-20', payload: {} },
      { kind: 'supervision-decided', on: '2026-02-20', payload: DECISION },
      { kind: 'child-discussed', on: '2026-02-20', payload: {} },
      { kind: 'supervision-frequency-set', on: '2026-02-20', payload: { weeks: 8 } },
    ];
    child.take('2026-04-20', { asAt: '2026-03-31', told: facts });
    expect(child.state.contradictory.map(({ reason }) => reason).sort()).toEqual([
      'before-entry',
      'before-entry',
      'before-entry',
      'decision-incomplete',
    ]);
  });

  test('of a discussion that a source tells without its day of recording was recorded on its own', () => {
    const child = aChild();
    child.take('2026-04-20', {
      asAt: '2026-03-31',
      told: [{ kind: 'child-discussed', on: '2026-03-20', payload: {} }],
    });
    expect(child.duty('supervision.record')).toMatchObject({ status: 'met', metOn: '2026-03-20' });
  });
});
