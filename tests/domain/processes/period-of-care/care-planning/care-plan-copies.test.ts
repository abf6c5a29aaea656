import { beforeEach, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../../domain/json.ts';
import { Child, who } from '../../../../support/child.ts';

const WORKER = who('social-worker');

let child: Child;
beforeEach(() => {
  child = new Child();
  child.enter();
});

const say = (on: string, kind: string, payload: JsonObject = {}): string | null =>
  child.say(on, kind, { on, ...payload }, WORKER);
const planned = (on: string): string | null => say(on, 'record-care-plan');
const given = (on: string, ...recipients: readonly string[]): string | null =>
  say(on, 'record-care-plan-copies', { recipients: [...recipients] });
const withheld = (on: string, recipient: string, because: string): string | null =>
  say(on, 'record-care-plan-not-given', { recipient, because, reason: 'made up' });
const copies = () =>
  child
    .duties('careplan.copy')
    .map(({ dueOn, status, metOn, outstanding, endedBecause }) => [
      dueOn,
      status,
      metOn ?? endedBecause ?? outstanding?.join(' '),
    ]);

describe('copies of the care plan (CPPCR reg 6(3), (4))', () => {
  test('are owed within five working days of the plan, and name who is still to have one', () => {
    expect(copies()).toEqual([]);
    planned('2026-03-11');
    // Five working days after Wednesday 11 March 2026: Wednesday 18 March.
    expect(copies()).toEqual([['2026-03-18', 'open', 'child parents iro carer']]);
    expect(given('2026-03-12', 'parents', 'iro')).toBeNull();
    expect(copies()).toEqual([['2026-03-18', 'open', 'child carer']]);
    expect(given('2026-03-16', 'carer', 'child')).toBeNull();
    expect(copies()).toEqual([['2026-03-18', 'met', '2026-03-16']]);
  });

  test('given in time and recorded late are in time, whatever was said of them since', () => {
    planned('2026-03-11');
    withheld('2026-03-20', 'parents', 'risk-of-harm');
    const on = '2026-03-17';
    child.say(
      '2026-03-23',
      'record-care-plan-copies',
      { on, recipients: ['child', 'parents', 'iro', 'carer'] },
      WORKER,
    );
    expect(copies()).toEqual([['2026-03-18', 'met', on]]);
  });

  test.each([
    ['parents', 'risk-of-harm', null],
    ['parents', 'nobody-there', null],
    ['carer', 'nobody-there', null],
    ['child', 'not-appropriate', null],
    ['child', 'risk-of-harm', 'may-not-be-withheld'],
    ['iro', 'nobody-there', 'may-not-be-withheld'],
    ['parents', 'forgotten', 'may-not-be-withheld'],
  ])('not given to %s: %s', (recipient, because, refusal) => {
    planned('2026-03-11');
    expect(withheld('2026-03-12', recipient, because)).toBe(refusal);
    expect(child.duty('careplan.copy')?.outstanding?.includes(recipient as never)).toBe(refusal !== null);
  });

  test('are owed again when the plan is changed after a review; those of the plan before no longer', () => {
    planned('2026-03-11');
    given('2026-03-12', 'iro');
    child.held('2026-03-27');
    say('2026-04-02', 'record-review-step', { step: 'care-plan-update' });
    // Five working days after Thursday 2 April 2026; Good Friday and Easter Monday are none.
    expect(copies()).toEqual([
      ['2026-03-18', 'ended', 'the care plan changed again'],
      ['2026-04-13', 'open', 'child parents iro carer'],
    ]);
    given('2026-04-09', 'child', 'parents', 'iro', 'carer');
    expect(copies()[1]).toEqual(['2026-04-13', 'met', '2026-04-09']);
  });

  test('end with the period of care, and are refused once it is over', () => {
    planned('2026-03-11');
    say('2026-03-20', 'record-leaving', { reason: 'E4A' });
    expect(copies()).toEqual([['2026-03-18', 'ended', 'the child ceased to be looked after']]);
    expect(given('2026-03-21', 'iro')).toBe('after-leaving');
    expect(withheld('2026-03-21', 'child', 'not-appropriate')).toBe('after-leaving');
  });

  test('are not owed of a plan of a child who is placed for adoption', () => {
    say('2026-03-10', 'change-legal-status', { legalStatus: 'E1' });
    child.place('2026-03-10', 'A5');
    planned('2026-03-11');
    expect(copies()).toEqual([]);
  });

  test('of plans that a feed told when it was first read the last alone is asked about, and is not recorded', () => {
    const source = { by: 'feed', importId: 'import-1', key: 'row', asAt: '2026-06-01' };
    const told = (kind: string, on: string, payload: JsonObject = {}) => ({ kind, on, payload, source });
    child.tell('2026-06-02', 'take-return', {
      importId: 'import-1',
      reason: 'feed',
      told: [
        told('return-read', '2026-06-02', { asAt: '2026-06-01' }),
        told('care-plan-prepared', '2026-03-11'),
        told('care-plan-prepared', '2026-05-06'),
      ],
    });
    expect(child.duties('careplan.copy').map(({ dueOn, knowledge }) => [dueOn, knowledge])).toEqual([
      ['2026-05-13', 'not-recorded'],
    ]);
  });

  test('are owed where neither legal status nor placement is known', () => {
    const unknown = new Child();
    const entry = { startKnown: false, dateOfBirth: '2016-05-05' };
    unknown.take('2026-03-10', {
      asAt: '2026-03-09',
      told: [{ kind: 'entered-care', on: '2026-03-02', payload: entry }],
    });
    expect(unknown.say('2026-03-11', 'record-care-plan', { on: '2026-03-11' }, WORKER)).toBeNull();
    expect(unknown.duties('careplan.copy')).toMatchObject([{ dueOn: '2026-03-18', status: 'open' }]);
  });

  test('that say nobody settle nothing', () => {
    planned('2026-03-11');
    const source = { by: 'feed', importId: 'import-1', key: 'row', asAt: '2026-06-01' };
    const told = [{ kind: 'care-plan-not-given', on: '2026-03-12', payload: {}, source }];
    child.tell('2026-06-02', 'take-return', { importId: 'import-1', reason: 'feed', told });
    expect(copies()).toEqual([['2026-03-18', 'open', 'child parents iro carer']]);
    expect(say('2026-03-13', 'record-care-plan-not-given', { recipient: 'child' })).toBe('may-not-be-withheld');
  });
});
