import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../../domain/json.ts';
import { at, Child, ENTERED, who } from '../../../../support/child.ts';

const WORKER = who('social-worker');

function entered(payload: JsonObject): Child {
  const child = new Child();
  expect(child.enter(payload)).toBeNull();
  return child;
}

const say = (child: Child, on: string, kind: string, payload: JsonObject = {}): string | null =>
  child.say(on, kind, { on, ...payload }, WORKER);

describe('police protection', () => {
  test('ends after 72 hours by the clock: urgent before it, and at once to the director, at night too', () => {
    const child = entered({ legalStatus: 'L1', at: '2026-03-02T01:30:00.000Z' });
    expect(child.duty('authority.police-protection')).toMatchObject({ dueAt: '2026-03-05T01:30:00.000Z' });
    child.stream.waitUntil(at('2026-03-05T01:30:00.000Z'));
    const told = child
      .alerts('authority.police-protection')
      .map(({ reason, role, urgency, raisedAt }) => [raisedAt.slice(0, 16), reason, role, urgency].join(' '));
    expect(told).toContain('2026-03-04T01:30 hours-24 lawyer urgent');
    expect(told).toContain('2026-03-04T19:30 hours-6 director urgent');
    expect(told).toContain('2026-03-05T01:30 at-once director urgent');
    expect(child.shown('authority.police-protection', '2026-03-05')).toBe('overdue');
  });

  test('replaced in time by an order is met by the hour', () => {
    const child = entered({ legalStatus: 'L1', at: '2026-03-02T01:30:00.000Z' });
    const order = { legalStatus: 'L2', at: '2026-03-04T09:00:00.000Z' };
    expect(say(child, '2026-03-04', 'change-legal-status', order)).toBeNull();
    expect(child.duty('authority.police-protection')).toMatchObject({
      status: 'met',
      metOn: '2026-03-04',
      metAt: '2026-03-04T09:00:00.000Z',
    });
  });

  test('of which only the day is recorded runs from its beginning', () => {
    const child = entered({ legalStatus: 'L1' });
    expect(child.duty('authority.police-protection')).toMatchObject({ dueAt: '2026-03-05T00:00:00.000Z' });
    say(child, '2026-03-04', 'change-legal-status', { legalStatus: 'C1' });
    expect(child.duty('authority.police-protection')?.metAt).toBeUndefined();
  });
});

describe('an emergency protection order', () => {
  test('ends after eight days, by the cautious reading after seven, unless the court extends it', () => {
    const child = entered({ legalStatus: 'L2' });
    expect(child.duty('authority.emergency-order')).toMatchObject({
      dueOn: '2026-03-09',
      lastDefensibleOn: '2026-03-10',
    });
    expect(say(child, '2026-03-09', 'record-authority-end', { endsOn: '2026-03-17' })).toBeNull();
    expect(child.duty('authority.emergency-order')).toMatchObject({ status: 'met', metOn: '2026-03-09' });
    expect(child.duty('authority.end')).toMatchObject({ status: 'open', dueOn: '2026-03-17' });
    say(child, '2026-03-16', 'change-legal-status', { legalStatus: 'C1' });
    expect(child.duty('authority.end')).toMatchObject({ status: 'met', metOn: '2026-03-16' });
  });
});

describe('the end that a court sets', () => {
  test('is climbed to, and a later one takes its place', () => {
    const child = entered({ legalStatus: 'C1' });
    expect(child.duties('authority.end')).toEqual([]);
    say(child, '2026-03-03', 'record-authority-end', { endsOn: '2026-04-13' });
    say(child, '2026-04-10', 'record-authority-end', { endsOn: '2026-07-13' });
    expect(child.duties('authority.end').map(({ dueOn, metOn }) => [dueOn, metOn])).toEqual([
      ['2026-04-13', '2026-04-10'],
      ['2026-07-13', null],
    ]);
    child.stream.waitUntil(at('2026-07-14'));
    expect(
      child
        .alerts('authority.end')
        .filter(({ reason }) => reason === 'at-once')
        .map(({ role }) => role),
    ).toContain('director');
  });

  test.each([
    ['2026-03-01', { endsOn: '2026-04-13' }, 'no-legal-basis'],
    ['2026-03-03', { endsOn: null }, 'no-legal-basis'],
  ])('told for %s as %j is refused', (on, payload, refusal) => {
    const child = entered({ legalStatus: 'C1' });
    expect(child.say('2026-03-04', 'record-authority-end', { on, ...payload }, WORKER)).toBe(refusal);
  });

  test('is not set for a child whose legal status no source tells, nor after leaving', () => {
    const child = new Child();
    child.take('2026-03-02', { asAt: '2026-03-01', told: [{ kind: 'entered-care', on: '2026-02-02', payload: {} }] });
    expect(say(child, '2026-03-03', 'record-authority-end', { endsOn: '2026-04-13' })).toBe('no-legal-basis');
    const left = entered({ legalStatus: 'C1' });
    say(left, '2026-03-10', 'record-leaving', { reason: 'E4A' });
    expect(say(left, '2026-03-11', 'record-authority-end', { endsOn: '2026-04-13' })).toBe('after-leaving');
  });
});

describe('what a return tells of legal bases', () => {
  test('asks about the present one alone, unconfirmed where it fell due since', () => {
    const child = new Child();
    const legal = (on: string, code: string) => ({ kind: 'legal-status-changed', on, payload: { code } });
    const entry = { kind: 'entered-care', on: '2025-06-02', payload: { legalStatus: 'L1' } };
    child.take('2026-04-07', {
      asAt: '2026-03-31',
      told: [entry, legal('2025-06-04', 'V2'), legal('2026-03-30', 'L2')],
    });
    expect(child.duties('authority.police-protection')).toEqual([]);
    expect(child.shown('authority.emergency-order', '2026-04-07')).toBe('due');
    const later = new Child();
    later.take('2026-05-11', { asAt: '2026-03-31', told: [entry, legal('2026-03-30', 'L2')] });
    expect(later.shown('authority.emergency-order', '2026-05-11')).toBe('unconfirmed');
  });
});

describe('secure accommodation', () => {
  const start = (child: Child, moment: string) =>
    child.say(moment, 'record-secure-placement', { on: moment.slice(0, 10), at: moment }, WORKER);
  const end = (child: Child, moment: string) =>
    child.say(moment, 'end-secure-placement', { on: moment.slice(0, 10), at: moment }, WORKER);

  test('without a court order ends after 72 hours in any 28 days', () => {
    const child = entered({ legalStatus: 'C2' });
    expect(start(child, '2026-03-03T10:00:00.000Z')).toBeNull();
    expect(child.duty('secure.authority')).toMatchObject({ dueAt: '2026-03-06T10:00:00.000Z' });
    // Thirty hours, and thirty more ten days later: twelve are left of the 72.
    expect(end(child, '2026-03-04T16:00:00.000Z')).toBeNull();
    expect(child.duty('secure.authority')).toMatchObject({ status: 'met', metAt: '2026-03-04T16:00:00.000Z' });
    start(child, '2026-03-14T10:00:00.000Z');
    end(child, '2026-03-15T16:00:00.000Z');
    start(child, '2026-03-20T10:00:00.000Z');
    expect(child.duty('secure.authority')).toMatchObject({ dueAt: '2026-03-20T22:00:00.000Z' });
    end(child, '2026-03-20T12:00:00.000Z');
    // On 1 April at 02:00 the first stay lies in part before the 28 days, which began on 4 March at 02:00: 14 hours, 30 and 2.
    start(child, '2026-04-01T02:00:00.000Z');
    expect(child.duty('secure.authority')).toMatchObject({ dueAt: '2026-04-02T04:00:00.000Z' });
  });

  test('a stay long before counts no more, one whose end is not told counts to the next, one under an order not at all', () => {
    const child = entered({ legalStatus: 'C2' });
    start(child, '2026-03-03T10:00:00.000Z');
    end(child, '2026-03-04T10:00:00.000Z');
    start(child, '2026-06-01T10:00:00.000Z');
    expect(child.duty('secure.authority')).toMatchObject({ dueAt: '2026-06-04T10:00:00.000Z' });
    say(child, '2026-06-02', 'record-secure-order', { endsOn: '2026-06-30' });
    start(child, '2026-06-10T10:00:00.000Z');
    expect(child.duty('secure.authority')).toMatchObject({ dueAt: '2026-06-13T10:00:00.000Z' });
    start(child, '2026-06-11T10:00:00.000Z');
    expect(child.duty('secure.authority')).toMatchObject({ dueAt: '2026-06-13T10:00:00.000Z' });
  });

  test('of which only the days are recorded runs from their beginning', () => {
    const child = entered({ legalStatus: 'C2' });
    say(child, '2026-03-03', 'record-secure-placement', { at: null });
    expect(child.duty('secure.authority')).toMatchObject({ dueAt: '2026-03-06T00:00:00.000Z' });
    say(child, '2026-03-04', 'end-secure-placement', { at: null });
    say(child, '2026-03-10', 'record-secure-placement', { at: null });
    expect(child.duty('secure.authority')).toMatchObject({ dueAt: '2026-03-12T00:00:00.000Z' });
  });

  test("under an order runs to the court's date; its reviews are within a month, then three months apart", () => {
    const child = entered({ legalStatus: 'C2' });
    start(child, '2026-03-03T10:00:00.000Z');
    say(child, '2026-03-05', 'record-secure-order', { endsOn: '2026-06-05' });
    expect(child.duty('secure.authority')).toMatchObject({ status: 'met', metOn: '2026-03-05' });
    expect(child.duty('secure.order-end')).toMatchObject({ status: 'open', dueOn: '2026-06-05' });
    say(child, '2026-03-06', 'record-secure-order', { endsOn: null });
    expect(child.duties('secure.order-end').map(({ dueOn, metOn }) => [dueOn, metOn])).toEqual([
      ['2026-06-05', '2026-03-06'],
      ['2026-03-06', null],
    ]);
    expect(child.due('secure.review')).toBe('2026-04-03');
    const review = (on: string, persons: number, independent: boolean) =>
      say(child, on, 'record-secure-review', { persons, independent });
    review('2026-03-30', 2, true);
    review('2026-03-31', 3, false);
    expect(child.duty('secure.review')?.status).toBe('open');
    review('2026-04-01', 3, true);
    expect(child.duty('secure.review')).toMatchObject({ status: 'met', metOn: '2026-04-01' });
    expect(child.due('secure.review-subsequent')).toBe('2026-07-01');
    end(child, '2026-05-04T10:00:00.000Z');
    expect(child.duty('secure.review-subsequent')).toMatchObject({
      status: 'ended',
      endedBecause: 'the child left secure accommodation',
    });
    expect(child.duty('secure.order-end')).toMatchObject({ status: 'met', metOn: '2026-05-04' });
  });

  test.each([
    ['record-secure-order', { endsOn: '2026-06-05' }],
    ['record-secure-review', { persons: 3, independent: true }],
    ['end-secure-placement', {}],
  ])('%s without a stay is refused, and contradicts where the stay is withdrawn', (kind, payload) => {
    const child = entered({ legalStatus: 'C2' });
    expect(say(child, '2026-03-04', kind, payload)).toBe('not-in-secure-accommodation');
    say(child, '2026-03-03', 'record-secure-placement');
    expect(say(child, '2026-03-04', kind, payload)).toBeNull();
    child.say('2026-03-05', 'withdraw', { factId: child.factId('secure-placement-started'), reason: 'x' }, WORKER);
    expect(child.state.contradictory).toMatchObject([{ reason: 'not-in-secure-accommodation' }]);
  });

  test('of a child who has left is refused', () => {
    const child = entered({ legalStatus: 'C2' });
    say(child, '2026-03-10', 'record-leaving', { reason: 'E4A' });
    expect(say(child, '2026-03-11', 'record-secure-placement')).toBe('after-leaving');
    expect(say(child, '2026-03-11', 'record-deprivation-of-liberty', { endsOn: '2026-06-24' })).toBe('after-leaving');
  });
});

describe('a deprivation of liberty', () => {
  test('is another one after the first has ended', () => {
    const child = entered({ legalStatus: 'C2' });
    say(child, '2026-04-01', 'record-deprivation-of-liberty', { endsOn: '2026-06-24' });
    say(child, '2026-05-01', 'end-deprivation-of-liberty');
    say(child, '2026-06-01', 'record-deprivation-of-liberty', { endsOn: '2026-08-24' });
    say(child, '2026-07-01', 'end-deprivation-of-liberty');
    expect(child.duties('dol.authority').map(({ dueOn, metOn }) => [dueOn, metOn])).toEqual([
      ['2026-06-24', '2026-05-01'],
      ['2026-08-24', '2026-07-01'],
    ]);
  });

  test("follows the court's dates, and is looked at every three months", () => {
    const child = entered({ legalStatus: 'C2' });
    expect(say(child, '2026-04-01', 'record-deprivation-of-liberty', { endsOn: '2026-06-24' })).toBeNull();
    expect([child.due('dol.authority'), child.due('dol.review')]).toEqual(['2026-06-24', '2026-07-01']);
    say(child, '2026-06-22', 'record-deprivation-review', { endsOn: '2026-09-22' });
    expect(child.duties('dol.authority')[0]).toMatchObject({ status: 'met', metOn: '2026-06-22' });
    expect([child.due('dol.authority'), child.due('dol.review')]).toEqual(['2026-09-22', '2026-09-22']);
    say(child, '2026-08-03', 'end-deprivation-of-liberty');
    expect(child.duty('dol.authority')).toMatchObject({ status: 'met', metOn: '2026-08-03' });
    expect(child.duty('dol.review')).toMatchObject({
      status: 'ended',
      endedBecause: 'the deprivation of liberty ended',
    });
  });

  /** As a return tells it: when it was authorised and when it ended. */
  const order = (kind: string, on: string) => ({ kind: `deprivation-of-liberty-${kind}`, on, payload: {} });

  test('of which a return tells no end is asked about, and never overdue', () => {
    const child = entered({ legalStatus: 'C2' });
    child.take('2026-05-10', { asAt: '2026-03-31', told: [order('authorised', '2026-03-10')] });
    child.stream.waitUntil(at('2026-06-20'));
    expect(child.shown('dol.authority', '2026-06-20')).toBe('not-recorded');
    expect(child.alerts('dol.authority')).toEqual([]);
    // Three months after the order, and after the return was read: looked at from then on.
    expect([child.due('dol.review'), child.shown('dol.review', '2026-06-20')]).toEqual(['2026-06-10', 'overdue']);
    expect(say(child, '2026-06-22', 'record-deprivation-review', { endsOn: '2026-09-22' })).toBeNull();
    expect(child.duties('dol.authority').map(({ status, dueOn, knowledge }) => [status, dueOn, knowledge])).toEqual([
      ['met', '2026-03-10', 'recorded'],
      ['open', '2026-09-22', 'recorded'],
    ]);
  });

  test('of which a return tells the end is over, and its looks are', () => {
    const child = entered({ legalStatus: 'C2' });
    const told = [order('authorised', '2026-03-10'), order('ended', '2026-04-20'), order('authorised', '2026-04-20')];
    child.take('2026-05-10', { asAt: '2026-04-30', told });
    expect(child.duties('dol.authority').map(({ status, metOn }) => [status, metOn])).toEqual([
      ['met', '2026-04-20'],
      ['open', null],
    ]);
    expect(child.duties('dol.review').map(({ status }) => status)).toEqual(['ended', 'open']);
  });

  test('that fell due to be looked at before the return was read is not recorded', () => {
    const child = entered({ legalStatus: 'C2' });
    child.take('2026-07-10', { asAt: '2026-03-31', told: [order('authorised', '2026-03-10')] });
    expect(child.shown('dol.review', '2026-08-01')).toBe('not-recorded');
  });

  test('from before the first day that a return tells belongs to the time in care all the same', () => {
    const child = new Child();
    const entry = { startKnown: false, legalStatus: 'C2', dateOfBirth: '2012-03-02' };
    const told = [order('authorised', '2026-02-10'), { kind: 'entered-care', on: ENTERED, payload: entry }];
    child.take('2026-05-10', { asAt: '2026-03-31', told });
    expect(child.state.contradictory).toEqual([]);
    expect(child.duty('dol.authority')).toMatchObject({ status: 'open', knowledge: 'not-recorded' });
  });

  test.each(['record-deprivation-review', 'end-deprivation-of-liberty'])(
    '%s without one is refused, and contradicts where it is withdrawn',
    (kind) => {
      const child = entered({ legalStatus: 'C2' });
      expect(say(child, '2026-03-04', kind, { endsOn: '2026-06-24' })).toBe('no-deprivation-of-liberty');
      say(child, '2026-03-03', 'record-deprivation-of-liberty', { endsOn: '2026-06-24' });
      say(child, '2026-03-04', kind, { endsOn: '2026-06-24' });
      const authorised = child.factId('deprivation-of-liberty-authorised');
      child.say('2026-03-05', 'withdraw', { factId: authorised, reason: 'x' }, WORKER);
      expect(child.state.contradictory).toMatchObject([{ reason: 'no-deprivation-of-liberty' }]);
    },
  );
});
