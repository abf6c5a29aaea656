import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../../domain/json.ts';
import { at, Child, ENTERED, who } from '../../../../support/child.ts';
import { heard } from '../../../../support/episode.ts';
import { RATIFIED } from '../../../../support/ratified-plan.ts';

/** In care since Monday 2 March 2026, the first review held on Thursday 26 March: the plan is due by 26 June. */
function aChild(entry: JsonObject = {}): Child {
  const child = new Child();
  child.enter(entry);
  child.held('2026-03-26');
  return child;
}
const told = (child: Child, on: string, kind: string, payload: JsonObject = {}): string | null =>
  child.say(on, kind, { on, ...payload }, who('social-worker'));
const ratify = (child: Child, on: string, plan: JsonObject = {}): string | null =>
  child.say(on, 'ratify-plan', { on, ...RATIFIED, ...plan });
const all = (child: Child, ruleId: string) =>
  child.duties(ruleId).map(({ dueOn, status, metOn, endedBecause }) => [dueOn, status, metOn ?? endedBecause]);

describe('permanence planning meetings', () => {
  test('are due by week six, and four weeks before the second review', () => {
    const child = new Child();
    child.enter();
    // The first review is due on 30 March, so the second on 30 June.
    expect([child.due('permanence.meeting1'), child.due('permanence.meeting2')]).toEqual(['2026-04-13', '2026-06-02']);
    child.held('2026-03-26');
    expect([child.due('permanence.meeting1'), child.due('permanence.meeting2')]).toEqual(['2026-04-13', '2026-05-29']);
  });

  test('then within eight weeks of each other, until permanence is achieved', () => {
    const child = aChild();
    for (const on of ['2026-04-10', '2026-05-28', '2026-07-20'])
      expect(told(child, on, 'record-planning-meeting', { outcome: 'options' })).toBeNull();
    expect(all(child, 'permanence.meeting1')).toEqual([['2026-04-13', 'met', '2026-04-10']]);
    expect(all(child, 'permanence.meeting2')).toEqual([['2026-05-29', 'met', '2026-05-28']]);
    // 28 May and 56 days; 20 July and 56 days.
    expect(all(child, 'permanence.meeting-later')).toEqual([
      ['2026-07-23', 'met', '2026-07-20'],
      ['2026-09-14', 'open', null],
    ]);
    ratify(child, '2026-08-01');
    expect(told(child, '2026-08-03', 'record-permanence-achieved')).toBeNull();
    expect(all(child, 'permanence.meeting-later').at(-1)).toEqual(['2026-09-14', 'ended', 'permanence is achieved']);
  });

  test.each([
    ['on remand', { legalStatus: 'J1', placement: 'K2' }],
    ['in short breaks', { legalStatus: 'V4', placement: 'R1' }],
  ])('are not owed for a child %s', (_what, entry) => {
    const child = new Child();
    child.enter(entry);
    expect(child.duties('permanence.meeting1').filter(({ status }) => status === 'open')).toEqual([]);
  });

  test('are not recorded, never overdue, where a return tells of the child', () => {
    const child = new Child();
    child.take('2026-05-20', {
      asAt: '2026-03-31',
      told: [{ kind: 'entered-care', on: '2026-02-02', payload: { legalStatus: 'C2' } }],
    });
    expect(child.shown('permanence.meeting1', '2027-01-01')).toBe('not-recorded');
    // Due on 2 June, after the return was read: an ordinary task.
    expect(child.shown('lifestory', '2026-05-21')).toBe('due');
  });

  test('cannot be counted where the start of care is not recorded', () => {
    const child = new Child();
    const payload = { legalStatus: 'C2', startKnown: false };
    child.take('2026-05-20', { asAt: '2026-03-31', told: [{ kind: 'entered-care', on: '2025-04-01', payload }] });
    expect(child.duties('permanence.meeting1').concat(child.duties('lifestory'))).toEqual([]);
  });
});

describe('the permanence panel', () => {
  test('lists who has no plan at the second review within four weeks, and monthly until there is one', () => {
    const child = aChild();
    child.held('2026-06-25');
    expect(child.due('permanence.panel')).toBe('2026-07-23');
    told(child, '2026-07-14', 'record-panel', { outcome: 'listed again' });
    told(child, '2026-08-13', 'record-panel', { outcome: 'listed again' });
    expect(all(child, 'permanence.panel')).toEqual([['2026-07-23', 'met', '2026-07-14']]);
    expect(all(child, 'permanence.panel-again')).toEqual([
      ['2026-08-14', 'met', '2026-08-13'],
      ['2026-09-13', 'open', null],
    ]);
    ratify(child, '2026-09-01');
    expect(all(child, 'permanence.panel-again').at(-1)).toEqual(['2026-09-13', 'ended', 'the plan was ratified']);
  });

  test('is not for who has one by then; a plan that is ratified later in its place was not late for that', () => {
    const child = aChild();
    ratify(child, '2026-06-25');
    child.held('2026-06-25');
    ratify(child, '2027-02-10', { plan: 'special-guardianship' });
    expect(child.duties('permanence.panel')).toEqual([]);
    expect(child.duty('permanence.plan')).toMatchObject({ status: 'met', metOn: '2026-06-25', dueOn: '2026-06-26' });
  });
});

describe('a child under section 20 without a plan at the second review', () => {
  test('has a legal route decided within ten working days', () => {
    const child = aChild();
    child.held('2026-06-25');
    expect(child.due('s20.route')).toBe('2026-07-09');
    told(child, '2026-07-02', 'record-legal-gateway', { outcome: 'letter before proceedings' });
    expect(all(child, 's20.route')).toEqual([['2026-07-09', 'met', '2026-07-02']]);
  });

  test('is under an order before it: nothing is owed any more', () => {
    const child = aChild();
    child.held('2026-06-25');
    told(child, '2026-07-01', 'change-legal-status', { legalStatus: 'C1' });
    expect(all(child, 's20.route')).toEqual([['2026-07-09', 'ended', 'the child is no longer under section 20']]);
  });

  test('is not one who is under an order', () => {
    const child = aChild({ legalStatus: 'C2' });
    child.held('2026-06-25');
    expect(child.duties('s20.route')).toEqual([]);
  });
});

describe('before the second review', () => {
  test('life-story work has begun with every child', () => {
    const child = aChild();
    expect(child.due('lifestory')).toBe('2026-06-26');
    told(child, '2026-05-04', 'record-life-story');
    told(child, '2026-08-04', 'record-life-story');
    expect(all(child, 'lifestory')).toEqual([['2026-06-26', 'met', '2026-05-04']]);
  });

  test('it is assessed whether brothers and sisters live together, where there are any in care', () => {
    const child = aChild();
    expect(child.duties('siblings.together-apart')).toEqual([]);
    told(child, '2026-03-27', 'record-brothers-and-sisters', { inCare: false });
    expect(child.duties('siblings.together-apart')).toEqual([]);
    told(child, '2026-03-30', 'record-brothers-and-sisters', { inCare: true });
    expect(child.due('siblings.together-apart')).toBe('2026-06-26');
    const assessed = { outcome: 'apart', reason: 'their needs differ', contactPlan: 'each fortnight' };
    told(child, '2026-06-29', 'record-together-apart', assessed);
    expect(all(child, 'siblings.together-apart')).toEqual([['2026-06-26', 'met', '2026-06-29']]);
  });

  test('family-finding answers both, once and for the day on which it did', () => {
    const child = aChild();
    told(child, '2026-03-30', 'record-brothers-and-sisters', { inCare: true });
    child.stream.heard(at('2026-06-01'), [
      heard('adoption-step-recorded', '2026-05-11', { step: 'register' }),
      heard('brothers-and-sisters-decided', '2026-05-28', { outcome: 'apart' }),
    ]);
    expect(all(child, 'lifestory')).toEqual([['2026-06-26', 'open', null]]);
    child.stream.heard(at('2026-06-15'), [
      heard('adoption-step-recorded', '2026-06-11', { step: 'life-story-first-version' }),
      heard('adoption-step-recorded', '2026-06-12', { step: 'life-story-complete' }),
      heard('brothers-and-sisters-decided', '2026-06-12', { outcome: 'together' }),
    ]);
    expect(all(child, 'lifestory')).toEqual([['2026-06-26', 'met', '2026-06-11']]);
    expect(all(child, 'siblings.together-apart')).toEqual([['2026-06-26', 'met', '2026-05-28']]);
    told(child, '2026-06-29', 'record-leaving', { reason: 'E11' });
    const before = child.stream.events.length;
    const late = [
      heard('adoption-step-recorded', '2026-07-13', { step: 'life-story-complete' }),
      heard('brothers-and-sisters-decided', '2026-07-13', {}),
    ];
    child.stream.change({ now: at('2026-07-20'), heard: late, isCatchingUp: true });
    expect(child.stream.events.slice(before).map(({ kind }) => kind)).toEqual(['heard', 'heard']);
  });

  test('early permanence is considered once adoption is, whether or not it becomes the plan', () => {
    const child = aChild();
    expect(child.duties('permanence.early')).toEqual([]);
    expect(told(child, '2026-04-24', 'record-adoption-considered')).toBeNull();
    // Ten working days from Friday 24 April: 4 May is a bank holiday.
    expect(all(child, 'permanence.early')).toEqual([['2026-05-11', 'open', null]]);
    told(child, '2026-05-06', 'record-adoption-considered');
    const considered = { outcome: 'not-suitable', reasons: 'the aunt is being assessed' };
    expect(told(child, '2026-05-12', 'consider-early-permanence', considered)).toBeNull();
    told(child, '2026-06-02', 'consider-early-permanence', { ...considered, outcome: 'concurrent-planning' });
    expect(all(child, 'permanence.early')).toEqual([['2026-05-11', 'met', '2026-05-12']]);
  });

  test('or it was considered in family-finding', () => {
    const child = aChild();
    told(child, '2026-04-24', 'record-adoption-considered');
    child.stream.heard(at('2026-05-08'), [heard('early-permanence-considered', '2026-05-08', {})]);
    expect(all(child, 'permanence.early')).toEqual([['2026-05-11', 'met', '2026-05-08']]);
  });

  test('and after each review the plan is explained to the child', () => {
    const child = aChild();
    // Ten working days from Thursday 26 March, over Easter.
    expect(child.due('lifestory.explain')).toBe('2026-04-13');
    told(child, '2026-04-02', 'record-review-step', { step: 'plan-explained' });
    expect(all(child, 'lifestory.explain')).toEqual([['2026-04-13', 'met', '2026-04-02']]);
  });
});

describe('days of decision', () => {
  test('are kept for the primary and the parallel plan by themselves', () => {
    const child = aChild();
    const set = (side: string, byOn: string, on = '2026-04-01') =>
      child.say(on, 'set-plan-decision', { side, byOn, decision: 'who is assessed' }, who('social-worker'));
    expect(set('primary', '2026-05-29')).toBeNull();
    expect(set('parallel', '2026-06-12')).toBeNull();
    expect(told(child, '2026-05-28', 'record-plan-decision', { side: 'primary', outcome: 'the aunt' })).toBeNull();
    expect(all(child, 'permanence.decision-primary')).toEqual([['2026-05-29', 'met', '2026-05-28']]);
    expect(set('parallel', '2026-07-10', '2026-06-01')).toBeNull();
    expect(all(child, 'permanence.decision-parallel')).toEqual([
      ['2026-06-12', 'ended', 'another day was set for it'],
      ['2026-07-10', 'open', null],
    ]);
  });

  test.each([
    [
      'set for the past',
      'set-plan-decision',
      { side: 'primary', byOn: '2026-03-31', decision: 'x' },
      'decision-in-the-past',
    ],
    ['set for no day', 'set-plan-decision', { side: 'primary', decision: 'x' }, 'decision-in-the-past'],
    [
      'taken where none is set',
      'record-plan-decision',
      { on: '2026-04-01', side: 'primary', outcome: 'x' },
      'no-decision-set',
    ],
    ['achieved without a plan', 'record-permanence-achieved', { on: '2026-04-01' }, 'no-plan-ratified'],
  ])('are refused if %s', (_what, kind, payload, refusal) => {
    expect(aChild().say('2026-04-01', kind, payload, who('social-worker'))).toBe(refusal);
  });

  test('are not set for a child who has left', () => {
    const child = aChild();
    told(child, '2026-04-01', 'record-leaving', { reason: 'E4A' });
    const later = { side: 'primary', byOn: '2026-06-01', decision: 'x' };
    expect(child.say('2026-04-02', 'set-plan-decision', later, who('social-worker'))).toBe('after-leaving');
    // What happened before is recorded, whenever that is.
    expect(told(child, '2026-03-30', 'record-planning-meeting', { outcome: 'late entry' })).toBeNull();
  });
});

describe('the target date of the plan', () => {
  test.each([
    ['adoption', 'E12', 'met'],
    ['special-guardianship', 'E45', 'met'],
    ['kinship', 'E41', 'met'],
    ['return-home', 'E4A', 'met'],
    ['independence', 'E5', 'met'],
    ['long-term-fostering', 'E5', 'ended'],
    ['adoption', 'E4A', 'ended'],
  ])('of %s is, when the child leaves by %s, %s', (plan, reason, status) => {
    const child = aChild();
    ratify(child, '2026-06-25', { plan });
    expect(child.due('permanence.target')).toBe('2027-01-31');
    told(child, '2026-11-02', 'record-leaving', { reason });
    expect(child.duty('permanence.target')?.status).toBe(status);
  });

  test('of a plan that was replaced is no longer owed; of one without a date nothing is', () => {
    const child = aChild();
    ratify(child, '2026-06-25');
    ratify(child, '2026-12-10', { plan: 'long-term-fostering', targetOn: '2027-03-31' });
    told(child, '2027-03-01', 'record-permanence-achieved');
    expect(all(child, 'permanence.target')).toEqual([
      ['2027-01-31', 'ended', 'another plan was ratified'],
      ['2027-03-31', 'met', '2027-03-01'],
    ]);
    ratify(child, '2027-03-02', { targetOn: null });
    expect(all(child, 'permanence.target')).toHaveLength(2);
  });
});

describe('facts that cannot be', () => {
  test.each([
    'brothers-and-sisters-told',
    'together-apart-assessed',
    'planning-meeting-held',
    'plan-decision-set',
    'permanence-panel-held',
    'legal-gateway-held',
    'life-story-begun',
    'permanence-achieved',
  ])('%s before the child came into care waits for a person', (kind) => {
    const child = aChild();
    child.take('2026-04-20', {
      asAt: '2026-03-31',
      told: [{ kind, on: '2026-02-02', payload: { byOn: '2026-06-01' } }],
    });
    expect(child.state.contradictory.map(({ reason }) => reason)).toEqual(['before-entry']);
    expect(ENTERED).toBe('2026-03-02');
  });

  test('a day of decision without its day waits for a person', () => {
    const child = aChild();
    child.take('2026-04-20', {
      asAt: '2026-03-31',
      told: [{ kind: 'plan-decision-set', on: '2026-03-20', payload: {} }],
    });
    expect(child.state.contradictory.map(({ reason }) => reason)).toEqual(['no-decision-set']);
  });
});
