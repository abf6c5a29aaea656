import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../../domain/json.ts';
import { at, Child, ENTERED, who } from '../../../../support/child.ts';

const LAWYER = who('lawyer');

function entered(payload: JsonObject = {}): Child {
  const child = new Child();
  expect(child.enter(payload)).toBeNull();
  return child;
}

const say = (child: Child, on: string, kind: string, payload: JsonObject = {}): string | null =>
  child.say(on, kind, { on, ...payload }, LAWYER);
const extend = (child: Child, on: string, weeks: number | null, endsOn: string | null = null): string | null =>
  say(child, on, 'extend-care-proceedings', { weeks, endsOn });
const limits = (child: Child) =>
  [...child.duties('plo.26weeks'), ...child.duties('plo.26weeks-extended')].map(({ dueOn, status, metOn }) =>
    [dueOn, status, metOn].join(' '),
  );

describe('care proceedings (CA s.32)', () => {
  // Monday 9 March 2026: Good Friday is 3 April, Easter Monday 6 April; day 1 is 9 March, day 12 24 March, day 18 1 April.
  test('end within 26 weeks beginning with the day of issue; the first hearing is held between day 12 and day 18', () => {
    const child = entered();
    expect(say(child, '2026-03-09', 'record-care-application')).toBeNull();
    expect(child.duty('plo.26weeks')).toMatchObject({ dueOn: '2026-09-06', owner: 'lawyer', line: 'legal' });
    expect(child.duty('plo.cmh')).toMatchObject({ earliestOn: '2026-03-24', dueOn: '2026-04-01' });
    expect(say(child, '2026-03-30', 'record-case-management-hearing')).toBeNull();
    expect(say(child, '2026-05-11', 'record-case-management-hearing')).toBeNull();
    expect(child.duty('plo.cmh')).toMatchObject({ status: 'met', metOn: '2026-03-30' });
    expect(say(child, '2026-08-24', 'end-care-proceedings', { outcome: 'final-order' })).toBeNull();
    expect(child.duty('plo.26weeks')).toMatchObject({ status: 'met', metOn: '2026-08-24' });
  });

  test('issued on a Saturday count it as day 1 all the same', () => {
    const child = entered();
    say(child, '2026-03-07', 'record-care-application');
    expect(child.duty('plo.cmh')).toMatchObject({ earliestOn: '2026-03-23', dueOn: '2026-03-31' });
  });

  test('that last longer are told to the lawyer, answered for by the legal manager, and never asked of the worker', () => {
    const child = entered();
    say(child, '2026-03-09', 'record-care-application');
    child.stream.waitUntil(at('2026-09-15'));
    const alerts = child.alerts('plo.26weeks').filter(({ reason }) => reason === 'overdue');
    expect(alerts.map(({ role }) => role).sort()).toEqual([
      'iro',
      'lawyer',
      'legal-manager',
      'social-worker',
      'team-manager',
    ]);
    expect(alerts.filter(({ answerBy }) => answerBy !== null).map(({ role }) => role)).toEqual(['legal-manager']);
  });

  test('withdrawn before a hearing owe none', () => {
    const child = entered();
    say(child, '2026-03-09', 'record-care-application');
    say(child, '2026-03-20', 'end-care-proceedings', { outcome: 'withdrawn' });
    expect(child.duty('plo.cmh')).toMatchObject({ status: 'ended', endedBecause: 'the proceedings ended' });
    expect(limits(child)).toEqual(['2026-09-06 met 2026-03-20']);
  });
});

describe('an extension by the court (CA s.32(5), (8))', () => {
  test('of eight weeks counts from the limit before; the day in an order goes before it', () => {
    const child = entered();
    say(child, '2026-03-09', 'record-care-application');
    expect(extend(child, '2026-08-31', 8)).toBeNull();
    expect(limits(child)).toEqual(['2026-09-06 ended ', '2026-11-01 open ']);
    expect(child.duty('plo.26weeks')?.endedBecause).toBe('the court extended the time');
    expect(extend(child, '2026-10-26', 8, '2026-12-04')).toBeNull();
    expect(extend(child, '2026-12-01', 4)).toBeNull();
    expect(limits(child)).toEqual(['2026-09-06 ended ', '2026-11-01 ended ', '2026-12-04 ended ', '2027-01-01 open ']);
    say(child, '2027-01-05', 'end-care-proceedings', { outcome: 'no-order' });
    expect(limits(child).at(-1)).toBe('2027-01-01 met 2027-01-05');
  });

  test('withdrawn as a mistake takes its day with it', () => {
    const child = entered();
    say(child, '2026-03-09', 'record-care-application');
    extend(child, '2026-08-31', null, '2026-10-30');
    const factId = child.factId('care-proceedings-extended');
    child.say('2026-09-10', 'withdraw', { factId, reason: 'another case' }, LAWYER);
    expect(limits(child)).toEqual(['2026-09-06 open ']);
    expect(child.shown('plo.26weeks', '2026-09-10')).toBe('overdue');
  });
});

describe('what a legal status says of proceedings', () => {
  test('an interim care order of a feed begins none: what nobody told is not overdue', () => {
    const child = new Child();
    child.take('2026-04-07', {
      asAt: '2026-03-31',
      told: [
        { kind: 'entered-care', on: '2025-03-03', payload: { legalStatus: 'L2' } },
        { kind: 'legal-status-changed', on: '2025-03-10', payload: { code: 'C1' } },
      ],
    });
    const rules = child.stream.kept?.duties.map(({ duty }) => duty.ruleId) ?? [];
    expect(rules.filter((ruleId) => ruleId.startsWith('plo.'))).toEqual([]);
  });

  test.each(['C2', 'E1'])('a final order (%s) ends them, and their end may still be told', (legalStatus) => {
    const child = entered({ legalStatus: 'C1' });
    say(child, '2026-03-09', 'record-care-application');
    say(child, '2026-06-15', 'change-legal-status', { legalStatus: 'C1' });
    expect(limits(child)).toEqual(['2026-09-06 open ']);
    say(child, '2026-08-17', 'change-legal-status', { legalStatus });
    expect(limits(child)).toEqual(['2026-09-06 met 2026-08-17']);
    expect(say(child, '2026-08-17', 'end-care-proceedings', { outcome: 'final-order' })).toBeNull();
    expect(limits(child)).toEqual(['2026-09-06 met 2026-08-17']);
  });

  test('a full care order from before them ends none of them; after a final order there may be others', () => {
    const child = entered({ legalStatus: 'C2' });
    say(child, '2026-03-09', 'record-care-application');
    expect(limits(child)).toEqual(['2026-09-06 open ']);
    say(child, '2026-06-15', 'change-legal-status', { legalStatus: 'C2' });
    expect(say(child, '2026-06-22', 'record-care-application')).toBeNull();
    expect(limits(child)).toEqual(['2026-09-06 met 2026-06-15', '2026-12-20 open ']);
  });
});

describe('proceedings in the life of a child', () => {
  test('issued before care run on in it; what fell due before it is not recorded', () => {
    const child = entered({ legalStatus: 'C1' });
    expect(child.say(ENTERED, 'record-care-application', { on: '2026-01-12' }, LAWYER)).toBeNull();
    expect(child.duty('plo.26weeks')).toMatchObject({ dueOn: '2026-07-12', knowledge: 'recorded' });
    expect(child.shown('plo.cmh', '2026-03-03')).toBe('not-recorded');
  });

  test.each([
    ['2026-02-27', 'U6', []],
    [ENTERED, null, []],
    ['2026-03-03', 'U6', ['2026-03-16']],
  ] as const)(
    'issued on %s (placement %s) leave the care plan to the court, or not (CA s.31A): %j',
    (on, placement, due) => {
      const child = entered({ placement });
      expect(child.say('2026-03-03', 'record-care-application', { on }, LAWYER)).toBeNull();
      expect(child.duties('careplan.prepare').map(({ dueOn }) => dueOn)).toEqual(due);
    },
  );

  test('of a child on remand leave the five working days of the remand as they are (CPPCR reg 47B)', () => {
    const child = entered({ legalStatus: 'J1' });
    const owed = child.duties('careplan.remand-la').map(({ dueOn }) => dueOn);
    expect(owed).toHaveLength(1);
    expect(child.say('2026-03-03', 'record-care-application', { on: '2026-03-02' }, LAWYER)).toBeNull();
    expect(child.duties('careplan.remand-la').map(({ dueOn }) => dueOn)).toEqual(owed);
  });

  test('of a child of whom no placement is told leave the care plan to the court from the day of entry', () => {
    const child = new Child();
    const entry = { kind: 'entered-care', on: '2026-03-02', payload: { legalStatus: 'V2' } };
    child.take('2026-03-03', { asAt: '2026-03-02', told: [entry] });
    expect(child.duties('careplan.prepare')).toHaveLength(1);
    expect(child.say('2026-03-04', 'record-care-application', { on: '2026-03-02' }, LAWYER)).toBeNull();
    expect(child.duties('careplan.prepare')).toEqual([]);
  });

  test('are open once; what is said of none is refused', () => {
    const child = entered();
    expect(say(child, '2026-03-09', 'record-case-management-hearing')).toBe('no-care-proceedings');
    expect(extend(child, '2026-03-09', 8)).toBe('no-care-proceedings');
    expect(say(child, '2026-03-09', 'end-care-proceedings', { outcome: 'withdrawn' })).toBe('no-care-proceedings');
    say(child, '2026-03-09', 'record-care-application');
    expect(say(child, '2026-03-10', 'record-care-application')).toBe('care-proceedings-open');
    say(child, '2026-03-20', 'end-care-proceedings', { outcome: 'withdrawn' });
    expect(extend(child, '2026-03-23', 8)).toBe('no-care-proceedings');
    const factId = child.factId('care-application-issued');
    child.say('2026-03-24', 'withdraw', { factId, reason: 'another child' }, LAWYER);
    expect(child.state.contradictory).toMatchObject([{ reason: 'no-care-proceedings' }]);
  });

  test('are not kept after the child has left care', () => {
    const child = entered();
    say(child, '2026-03-09', 'record-care-application');
    say(child, '2026-03-16', 'record-leaving', { reason: 'E4A' });
    expect(child.duty('plo.26weeks')).toMatchObject({
      status: 'ended',
      endedBecause: 'the child ceased to be looked after',
    });
    expect(say(child, '2026-03-17', 'record-care-application')).toBe('care-proceedings-open');
    const other = entered();
    say(other, '2026-03-16', 'record-leaving', { reason: 'E4A' });
    expect(say(other, '2026-03-17', 'record-care-application')).toBe('after-leaving');
  });
});
