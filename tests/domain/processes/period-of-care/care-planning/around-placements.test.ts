import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../../domain/json.ts';
import { at, Child, ENTERED, who } from '../../../../support/child.ts';

const WORKER = who('social-worker');

function entered(payload: JsonObject = {}): Child {
  const child = new Child();
  expect(child.enter(payload)).toBeNull();
  return child;
}

const say = (child: Child, on: string, kind: string, payload: JsonObject = {}): string | null =>
  child.say(on, kind, { on, ...payload }, WORKER);

const leave = (child: Child, on: string): void => void say(child, on, 'record-leaving', { reason: 'E4A' });

describe('notices of a placement', () => {
  const FIRST = [
    'child',
    'parents',
    'contact-holders',
    'health-board-before',
    'health-board-now',
    'gp-before',
    'gp-now',
    'school',
    'iro',
  ];

  test('are one task that names who is still to be told: before it, and overdue after five working days', () => {
    const child = entered();
    expect(child.duty('notify.placement')).toMatchObject({
      dueOn: ENTERED,
      lastDefensibleOn: '2026-03-09',
      outstanding: FIRST,
    });
    const recipients = FIRST.filter((each) => each !== 'contact-holders' && each !== 'school');
    expect(say(child, '2026-03-04', 'record-placement-notices', { recipients })).toBeNull();
    expect(child.duty('notify.placement')?.outstanding).toEqual(['contact-holders', 'school']);
    const notSent = { recipient: 'contact-holders', because: 'nobody-there', reason: 'no order' };
    expect(say(child, '2026-03-05', 'record-notice-not-sent', notSent)).toBeNull();
    expect(say(child, '2026-03-06', 'record-placement-notices', { recipients: ['school'] })).toBeNull();
    expect(child.duty('notify.placement')).toMatchObject({ status: 'met', metOn: '2026-03-06', outstanding: [] });
    // Whoever is told again was told on the first day.
    expect(say(child, '2026-03-12', 'record-placement-notices', { recipients: ['school', 'iro'] })).toBeNull();
    expect(child.duty('notify.placement')?.metOn).toBe('2026-03-06');
  });

  test('of a move go to the carer before too, and those of the placement before end with it', () => {
    const child = entered();
    child.place('2026-03-16', 'K2');
    expect(child.duties('notify.placement').map(({ status, outstanding }) => [status, outstanding?.length])).toEqual([
      ['ended', 9],
      ['open', 10],
    ]);
    child.place('2026-03-20', 'K2', true);
    expect(child.duties('notify.placement')).toHaveLength(2);
  });

  test.each([
    ['parents', 'risk-of-harm', null],
    ['previous-carer', 'risk-of-harm', null],
    ['iro', 'risk-of-harm', 'may-not-be-withheld'],
    ['school', 'nobody-there', null],
    ['neighbours', 'nobody-there', 'may-not-be-withheld'],
  ])('may be left out for %s because of %s: %s', (recipient, because, refusal) => {
    const child = entered();
    expect(say(child, '2026-03-04', 'record-notice-not-sent', { recipient, because, reason: 'x' })).toBe(refusal);
  });

  test.each([[{ legalStatus: 'V4', placement: 'R1' }], [{ legalStatus: 'E1', placement: 'A5' }]])(
    'are not owed under %j',
    (payload) => {
      expect(entered(payload).duties('notify.placement')).toEqual([]);
    },
  );

  test('of placements that a return tells are asked for of the current one, and kept where a person recorded them', () => {
    const child = new Child();
    const placed = (on: string) => ({ kind: 'placement-started', on, payload: { code: 'U6' } });
    const entry = { kind: 'entered-care', on: '2025-06-02', payload: {} };
    child.take('2026-04-07', { asAt: '2026-03-31', told: [entry, placed('2025-06-03'), placed('2025-11-03')] });
    expect(child.duties('notify.placement')).toMatchObject([{ dueOn: '2025-11-03', knowledge: 'not-recorded' }]);
    const early = { on: '2025-06-02', recipients: ['child'] };
    expect(child.say('2026-04-08', 'record-placement-notices', early, WORKER)).toBe('no-placement');
    const late = { on: '2025-06-04', recipients: ['child'] };
    expect(child.say('2026-04-08', 'record-placement-notices', late, WORKER)).toBeNull();
    expect(child.duties('notify.placement')).toHaveLength(2);
    child.tell('2026-04-09', 'take-return', {
      told: [{ kind: 'placement-notice-not-sent', on: '2026-04-09', payload: {} }],
    });
    expect(child.duty('notify.placement')?.outstanding).toHaveLength(10);
  });
});

describe('a placement outside the area', () => {
  const placed = (child: Child, distance: string, more: JsonObject = {}) =>
    say(child, '2026-03-16', 'record-placement-outside-area', { distance, emergency: false, exempt: false, ...more });
  const approve = (child: Child, on: string, by: string) => say(child, on, 'approve-placement-outside-area', { by });

  test('is approved by the nominated officer before it begins, and the authority of the area has notice', () => {
    const child = entered();
    expect(placed(child, 'adjoining')).toBeNull();
    expect([child.due('outofarea.approve'), child.due('notify.area-authority')]).toEqual(['2026-03-16', '2026-03-16']);
    approve(child, '2026-03-17', 'nominated-officer');
    say(child, '2026-03-18', 'record-area-notice');
    expect(child.duty('outofarea.approve')).toMatchObject({ status: 'met', metOn: '2026-03-17' });
    expect(child.duty('notify.area-authority')).toMatchObject({ status: 'met', metOn: '2026-03-18' });
    expect(child.duties('outofarea.consult')).toEqual([]);
  });

  test('at a distance is approved by the director alone', () => {
    const child = entered();
    placed(child, 'at-a-distance');
    approve(child, '2026-03-16', 'nominated-officer');
    expect(child.duty('outofarea.approve-distant')?.status).toBe('open');
    approve(child, '2026-03-20', 'director');
    expect(child.duty('outofarea.approve-distant')).toMatchObject({ status: 'met', metOn: '2026-03-20' });
  });

  test('in an emergency is consulted on within five working days of the approval', () => {
    const child = entered();
    placed(child, 'adjoining', { emergency: true });
    expect(child.due('notify.area-authority-emergency')).toBe('2026-03-23');
    expect(child.duties('outofarea.consult')).toEqual([]);
    approve(child, '2026-03-16', 'nominated-officer');
    expect(child.due('outofarea.consult')).toBe('2026-03-23');
    say(child, '2026-03-19', 'record-area-consultation');
    expect(child.duty('outofarea.consult')).toMatchObject({ status: 'met', metOn: '2026-03-19' });
  });

  test('with a carer whom the authority approved is not approved again, and a move ends what was open', () => {
    const child = entered();
    placed(child, 'adjoining', { exempt: true, emergency: true });
    approve(child, '2026-03-16', 'nominated-officer');
    expect([...child.duties('outofarea.approve'), ...child.duties('outofarea.consult')]).toEqual([]);
    child.place('2026-03-18', 'K2', true);
    expect(child.duty('notify.area-authority-emergency')?.status).toBe('open');
    child.place('2026-03-19', 'K2');
    expect(child.duty('notify.area-authority-emergency')).toMatchObject({
      status: 'ended',
      endedBecause: 'the placement ended',
    });
  });

  test.each(['approve-placement-outside-area', 'record-area-consultation', 'record-area-notice'])(
    '%s without one is refused, and contradicts where it is withdrawn',
    (kind) => {
      const child = entered();
      expect(say(child, '2026-03-17', kind, { by: 'director' })).toBe('not-outside-area');
      placed(child, 'adjoining');
      say(child, '2026-03-17', kind, { by: 'director' });
      child.say('2026-03-18', 'withdraw', { factId: child.factId('placed-outside-area'), reason: 'x' }, WORKER);
      expect(child.state.contradictory).toMatchObject([{ reason: 'not-outside-area' }]);
    },
  );
});

describe('a placement that is to end', () => {
  const propose = (child: Child, endsOn: string | null) =>
    say(child, '2026-05-11', 'propose-placement-ending', { because: 'carer-notice', endsOn });

  test('has a review before it; an end on a Saturday warns on the Friday too', () => {
    const child = entered();
    expect(propose(child, '2026-06-06')).toBeNull();
    expect(child.due('placement.ending')).toBe('2026-06-06');
    child.stream.waitUntil(at('2026-06-05'));
    expect(
      child.alerts('placement.ending').map(({ raisedAt, reason }) => `${raisedAt.slice(0, 10)} ${reason}`),
    ).toContain('2026-06-05 last-working-day');
    child.held('2026-06-05');
    expect(child.duty('placement.ending')).toMatchObject({ status: 'met', metOn: '2026-06-05' });
  });

  test('of which no day is told is reviewed on the day it is known', () => {
    const child = entered();
    propose(child, null);
    expect(child.due('placement.ending')).toBe('2026-05-11');
  });

  test('and does not end after all is no longer owed', () => {
    const child = entered();
    propose(child, '2026-06-06');
    say(child, '2026-05-18', 'withdraw-placement-ending', { reason: 'support agreed' });
    expect(child.duty('placement.ending')).toMatchObject({ status: 'ended', endedBecause: 'the child stays' });
    expect(say(child, '2026-05-19', 'withdraw-placement-ending', { reason: 'x' })).toBe('no-placement-ending');
  });

  test('that ended without a review has its notices within ten working days', () => {
    const child = entered();
    propose(child, '2026-06-06');
    say(child, '2026-05-12', 'record-ending-without-review', { reason: 'immediate risk' });
    expect(child.duty('placement.ending')).toMatchObject({ endedBecause: 'the placement ended without a review' });
    // Ten working days after 12 May 2026 over the spring bank holiday on the 25th.
    expect(child.due('placement.ending-notices')).toBe('2026-05-27');
    say(child, '2026-05-20', 'record-ending-notices');
    expect(child.duty('placement.ending-notices')).toMatchObject({ status: 'met', metOn: '2026-05-20' });
    expect(say(child, '2026-05-21', 'record-ending-notices')).toBe('no-placement-ending');
  });

  test('of a child who has left is refused, and what follows a withdrawn one contradicts', () => {
    const [child, left] = [entered(), entered()];
    propose(child, '2026-06-06');
    say(child, '2026-05-18', 'withdraw-placement-ending', { reason: 'support agreed' });
    child.say('2026-05-19', 'withdraw', { factId: child.factId('placement-ending-proposed'), reason: 'x' }, WORKER);
    expect(child.state.contradictory).toMatchObject([{ reason: 'no-placement-ending' }]);
    leave(left, '2026-05-04');
    expect(propose(left, '2026-06-06')).toBe('after-leaving');
    expect(say(left, '2026-05-12', 'record-ending-without-review', { reason: 'x' })).toBe('after-leaving');
  });
});

describe('contact', () => {
  const decide = (child: Child, decision: string) =>
    say(child, '2026-04-20', 'record-contact-decision', { decision, reason: 'made up' });

  test.each([
    ['refused', 'contact.notify', '2026-04-20'],
    ['changed', 'contact.notify', '2026-04-20'],
    ['departed-from-order', 'contact.notify-departure', '2026-04-27'],
  ])('that is %s is notified by %s, due on %s', (decision, rule, dueOn) => {
    const child = entered();
    expect(decide(child, decision)).toBeNull();
    expect(child.due(rule)).toBe(dueOn);
    say(child, '2026-04-22', 'record-contact-notice');
    expect(child.duty(rule)).toMatchObject({ status: 'met', metOn: '2026-04-22' });
    expect(say(child, '2026-04-22', 'record-contact-notice')).toBe('no-contact-decision');
  });

  test('refused ends after seven days without a court order', () => {
    const child = entered();
    decide(child, 'changed');
    expect(child.duties('contact.refusal')).toEqual([]);
    expect(say(child, '2026-04-24', 'settle-contact-refusal', { by: 'court-order' })).toBe('no-contact-decision');
    decide(child, 'refused');
    expect(child.duty('contact.refusal')).toMatchObject({ dueOn: '2026-04-26', lastDefensibleOn: '2026-04-27' });
    say(child, '2026-04-24', 'settle-contact-refusal', { by: 'court-order' });
    expect(child.duty('contact.refusal')).toMatchObject({ status: 'met', metOn: '2026-04-24' });
    child.say('2026-04-25', 'withdraw', { factId: child.facts('contact-decided').at(-1)?.id, reason: 'x' }, WORKER);
    expect(child.state.contradictory).toMatchObject([{ reason: 'no-contact-decision' }]);
  });

  test('of a child who has left is refused', () => {
    const child = entered();
    leave(child, '2026-04-13');
    expect(decide(child, 'refused')).toBe('after-leaving');
  });
});

describe('a child who is to cease to be looked after', () => {
  const plan = (child: Child, plannedFor: string | null) => say(child, '2026-06-01', 'plan-ceasing', { plannedFor });
  const approve = (child: Child, on: string, by: string) => say(child, on, 'approve-ceasing', { by });

  test('is approved for it by the nominated officer before the day', () => {
    const child = entered();
    expect(plan(child, '2026-06-30')).toBeNull();
    expect(child.due('cease.decide')).toBe('2026-06-30');
    approve(child, '2026-06-22', 'nominated-officer');
    expect(child.duty('cease.decide')).toMatchObject({ status: 'met', metOn: '2026-06-22' });
  });

  test('of sixteen, and not in care by an order, by the director', () => {
    const child = entered({ dateOfBirth: '2010-06-30' });
    plan(child, '2026-06-30');
    approve(child, '2026-06-22', 'nominated-officer');
    expect(child.duty('cease.decide-director')?.status).toBe('open');
    approve(child, '2026-06-23', 'director');
    expect(child.duty('cease.decide-director')).toMatchObject({ status: 'met', metOn: '2026-06-23' });
  });

  test.each([
    [{ dateOfBirth: '2010-06-30', legalStatus: 'C2' }, '2026-06-30'],
    [{ dateOfBirth: '2010-07-01' }, '2026-06-30'],
    [{ dateOfBirth: null }, '2026-06-30'],
  ])('%j is for the nominated officer', (entry, plannedFor) => {
    const child = entered(entry);
    plan(child, plannedFor);
    expect(child.due('cease.decide')).toBe(plannedFor);
  });

  test('before twenty working days needs no approval, on the twentieth it does', () => {
    const [before, after] = [entered(), entered()];
    say(before, '2026-03-20', 'plan-ceasing', { plannedFor: '2026-03-27' });
    say(after, '2026-03-20', 'plan-ceasing', { plannedFor: '2026-03-30' });
    expect([before, after].map((child) => child.duty('cease.decide')?.status)).toEqual(['ended', 'open']);
  });

  test('of which no day is told, or whose plan is withdrawn', () => {
    const child = entered();
    plan(child, null);
    expect(child.due('cease.decide')).toBe('2026-06-01');
    say(child, '2026-06-10', 'withdraw-ceasing-plan', { reason: 'stays' });
    expect(child.duty('cease.decide')).toMatchObject({ status: 'ended', endedBecause: 'the plan was withdrawn' });
    expect(approve(child, '2026-06-11', 'director')).toBe('no-ceasing-planned');
    expect(say(child, '2026-06-11', 'withdraw-ceasing-plan', { reason: 'x' })).toBe('no-ceasing-planned');
    child.say('2026-06-12', 'withdraw', { factId: child.factId('ceasing-planned'), reason: 'x' }, WORKER);
    expect(child.state.contradictory).toMatchObject([{ reason: 'no-ceasing-planned' }]);
    leave(child, '2026-06-15');
    expect(say(child, '2026-06-16', 'plan-ceasing', { plannedFor: '2026-06-30' })).toBe('after-leaving');
  });

  test('whose legal status no source tells is for the director from sixteen', () => {
    const child = new Child();
    const entry = { kind: 'entered-care', on: '2026-01-05', payload: { dateOfBirth: '2010-01-05' } };
    child.take('2026-03-02', { asAt: '2026-03-01', told: [entry] });
    plan(child, '2026-06-30');
    expect(child.due('cease.decide-director')).toBe('2026-06-30');
  });
});
