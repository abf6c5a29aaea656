import { describe, expect, test } from 'vitest';
import { calendarDate } from '../../../../../domain/calendar/calendar-date.ts';
import { PERIOD_OF_CARE } from '../../../../../domain/processes/period-of-care/index.ts';
import { at, Child, who } from '../../../../support/child.ts';
import { nextVisit, openVisits, visit } from '../../../../support/child-visits.ts';

const WORKER = who('social-worker');

function entered(payload: Parameters<Child['enter']>[0] = {}): Child {
  const child = new Child();
  expect(child.enter(payload)).toBeNull();
  return child;
}

describe('a visit', () => {
  test('at which the child was not seen is recorded and meets nothing', () => {
    const child = entered();
    visit(child, '2026-03-05', { seen: false });
    expect(nextVisit(child)).toBe('first 2026-03-09');
    expect(child.facts('visit-made')).toHaveLength(1);
    child.stream.waitUntil(at('2026-03-10'));
    expect(child.shown('visit.first', '2026-03-10')).toBe('overdue');
  });

  test('of the duty team counts like any other, and one made by several on a day counts once each', () => {
    const child = entered();
    expect(visit(child, '2026-03-05', { dutyTeam: true, visitor: 'person-duty' })).toBeNull();
    expect(visit(child, '2026-03-05', { where: 'school' })).toBeNull();
    expect(child.duty('visit.first')).toMatchObject({ status: 'met', metOn: '2026-03-05' });
    expect(nextVisit(child)).toBe('standard 2026-04-16');
  });

  test.each([
    ['before the child came into care', '2026-03-01', 'before-entry'],
    ['on the day of leaving', '2026-04-10', null],
    ['after the child left', '2026-04-11', 'after-leaving'],
  ])('%s is answered %s', (_when, on, refusal) => {
    const child = entered();
    visit(child, '2026-03-05');
    child.say('2026-04-10', 'record-leaving', { on: '2026-04-10', reason: 'E4A' }, WORKER);
    expect(visit(child, on, {}, '2026-04-13')).toBe(refusal);
  });

  test('that finds the welfare of the child not safeguarded calls for an early review, urgently', () => {
    const child = entered();
    visit(child, '2026-03-05', { safeguarded: false });
    expect(child.duty('review.early-urgent')).toMatchObject({ status: 'open', dueOn: '2026-03-12' });
    expect(child.state.cycle.early).toMatchObject([{ trigger: 'visit-not-safeguarded' }]);
  });

  test('without speaking to the child alone, for no lawful reason, is made good by the next one that does', () => {
    const child = entered();
    visit(child, '2026-03-05', { alone: 'child-refused' });
    expect(child.duties('visit.alone')).toEqual([]);
    visit(child, '2026-03-16', { alone: 'no' });
    visit(child, '2026-03-23', { alone: 'no' });
    expect(child.duties('visit.alone')).toMatchObject([{ status: 'open', dueOn: '2026-04-27' }]);
    visit(child, '2026-04-01');
    expect(child.duties('visit.alone')).toMatchObject([{ status: 'met', metOn: '2026-04-01' }]);
  });

  test('recorded late was in time: the overdue one is met by its own day, and what followed is dated anew', () => {
    const child = entered();
    child.stream.waitUntil(at('2026-03-12'));
    expect(child.alerts('visit.first').map(({ role }) => role)).toContain('team-manager');
    visit(child, '2026-03-06', {}, '2026-03-12');
    expect(child.duty('visit.first')).toMatchObject({ status: 'met', metOn: '2026-03-06' });
    expect(nextVisit(child)).toBe('standard 2026-04-17');
    child.say('2026-03-13', 'withdraw', { factId: child.factId('visit-made'), reason: 'another child' }, WORKER);
    expect(nextVisit(child)).toBe('first 2026-03-09');
  });
});

describe('an overdue visit', () => {
  test('stays where it was when the interval grows, and is met late', () => {
    const child = entered({ legalStatus: 'C1', placement: 'P1' });
    visit(child, '2026-03-04');
    child.held('2026-03-20');
    expect(nextVisit(child)).toBe('ico-parent-weekly 2026-03-11');
    child.say('2026-04-13', 'change-legal-status', { on: '2026-04-13', legalStatus: 'V2' }, WORKER);
    expect(nextVisit(child)).toBe('ico-parent-weekly 2026-03-11');
    visit(child, '2026-04-14');
    expect(child.duty('visit.ico-parent-weekly')).toMatchObject({ metOn: '2026-04-14', dueOn: '2026-03-11' });
    expect(nextVisit(child)).toBe('standard 2026-05-26');
  });

  test('outlives a move: one visit meets it and the first in the new placement, each by its own date', () => {
    const child = entered();
    child.place('2026-03-16', 'K2');
    expect(nextVisit(child)).toBe('first 2026-03-09');
    visit(child, '2026-03-27');
    expect(child.duties('visit.first').map(({ dueOn, metOn }) => [dueOn, metOn])).toEqual([
      ['2026-03-09', '2026-03-27'],
      ['2026-03-23', '2026-03-27'],
    ]);
  });

  test('due on the very day of a change is not overdue yet', () => {
    const child = entered();
    child.place('2026-03-09', 'K2');
    expect(nextVisit(child)).toBe('first 2026-03-16');
    expect(child.duties('visit.first')[0]).toMatchObject({
      status: 'ended',
      endedBecause: 'another placement or order began',
    });
  });
});

describe('a booked visit', () => {
  const book = (child: Child, day: string, bookedFor: string | null): string | null =>
    child.say(day, 'book-visit', { bookedFor }, WORKER);

  test('that is past awaits its record; made without seeing the child it is plainly overdue', () => {
    const child = entered();
    expect(book(child, '2026-03-03', '2026-03-09')).toBeNull();
    expect(child.shown('visit.first', '2026-03-10')).toBe('awaiting-record');
    visit(child, '2026-03-09', { seen: false });
    expect(child.shown('visit.first', '2026-03-10')).toBe('overdue');
  });

  test('is kept by an earlier visit, replaced by another booking, and can be cancelled', () => {
    const child = entered();
    book(child, '2026-03-03', '2026-03-09');
    visit(child, '2026-03-05');
    expect(openVisits(child)[0]?.bookedOn).toBe('2026-03-09');
    book(child, '2026-03-05', '2026-04-02');
    expect(openVisits(child)[0]?.bookedOn).toBe('2026-04-02');
    expect(child.say('2026-03-06', 'cancel-visit-booking', { reason: 'away' }, WORKER)).toBeNull();
    expect(openVisits(child)[0]?.bookedOn).toBeNull();
    expect(child.say('2026-03-06', 'cancel-visit-booking', { reason: 'away' }, WORKER)).toBe('no-visit-booked');
  });

  test.each([
    ['2026-03-02', 'booking-in-the-past'],
    [null, 'booking-in-the-past'],
    ['2026-03-03', null],
    ['2027-03-04', 'outside-window'],
  ])('made on 3 March 2026 for %s is answered %s', (bookedFor, refusal) => {
    expect(book(entered(), '2026-03-03', bookedFor)).toBe(refusal);
  });

  test('is not made for a child who has left or grown up', () => {
    const [left, grown] = [entered(), entered({ dateOfBirth: '2008-03-10' })];
    left.say('2026-03-09', 'record-leaving', { on: '2026-03-09', reason: 'E4A' }, WORKER);
    grown.stream.waitUntil(at('2026-03-10'));
    expect([left, grown].map((child) => book(child, '2026-03-11', '2026-03-20'))).toEqual([
      'after-leaving',
      'after-leaving',
    ]);
  });
});

describe('visits besides the cycle', () => {
  test('what the child asks for is due on the day asked for, and met by the next visit', () => {
    const child = entered();
    const request = { on: '2026-03-10', requestedBy: 'child', forOn: '2026-03-13' };
    visit(child, '2026-03-05');
    child.say('2026-03-10', 'request-visit', request, WORKER);
    child.say('2026-03-10', 'request-visit', { ...request, forOn: null }, WORKER);
    expect(child.duties('visit.requested').map(({ dueOn }) => dueOn)).toEqual(['2026-03-13', '2026-03-10']);
    visit(child, '2026-03-12');
    expect(child.duties('visit.requested').map(({ metOn }) => metOn)).toEqual(['2026-03-12', '2026-03-12']);
  });

  test("Ofsted's notice about the home asks for a visit within a week", () => {
    const child = entered({ placement: 'K2' });
    visit(child, '2026-03-05');
    child.say('2026-05-06', 'record-home-notice', { on: '2026-05-06' }, WORKER);
    expect(child.duty('visit.home-notice')).toMatchObject({ status: 'open', dueOn: '2026-05-13' });
    expect(
      PERIOD_OF_CARE.views(child.state, child.stream.kept?.duties.map(({ duty }) => duty) ?? []).child,
    ).toMatchObject({ nextVisit: child.duty('visit.standard')?.id });
  });

  test('how often a review decides is at least every so many weeks', () => {
    const child = entered();
    expect(child.say('2026-03-03', 'set-visit-frequency', { on: '2026-03-03', weeks: 0 })).toBe('unknown-code');
  });

  test('an approval of which nothing is known is passed over, and one that is told names its household', () => {
    const child = entered({ placement: 'U3' });
    const on = calendarDate('2026-03-03');
    const derived = { kind: 'carer-approval-changed', on, payload: {} };
    expect(PERIOD_OF_CARE.evolveDerived(child.state, derived)).toEqual(child.state);
    const from = { processId: 'connected-carer:1', processKind: 'connected-carer', subjectRef: '', factId: 'f2' };
    const given = { ...from, kind: 'temporary-approval-given', on, payload: {} };
    expect(PERIOD_OF_CARE.hear(child.state, given)).toEqual([
      { kind: 'carer-approval-changed', on, payload: { approval: 'temporary', household: 'connected-carer:1' } },
    ]);
  });

  test('a booking of which no day is told is none', () => {
    const child = entered();
    child.tell('2026-03-03', 'take-return', { told: [{ kind: 'visit-booked', on: '2026-03-03', payload: {} }] });
    expect(openVisits(child)[0]?.bookedOn).toBeNull();
  });
});

describe('visits that a return cannot tell', () => {
  const entry = (payload = {}) => ({
    kind: 'entered-care',
    on: '2025-06-02',
    payload: { startKnown: true, legalStatus: 'V2', dateOfBirth: '2016-05-05', ...payload },
  });
  const placed = (on: string, code: string) => ({ kind: 'placement-started', on, payload: { code } });

  test('are asked for, never overdue; the first that is recorded ends the question and begins the count', () => {
    const child = new Child();
    const told = [entry(), placed('2025-06-02', 'K2'), placed('2025-11-03', 'U6')];
    child.take('2026-04-07', { asAt: '2026-03-31', told });
    expect(child.duties('visit.first')).toMatchObject([{ dueOn: '2025-11-10', knowledge: 'not-recorded' }]);
    expect(child.shown('visit.first', '2027-04-07')).toBe('not-recorded');
    visit(child, '2026-04-20');
    expect(child.duty('visit.first')).toMatchObject({
      status: 'ended',
      endedBecause: 'earlier visits are not recorded',
    });
    expect(nextVisit(child)).toBe('standard 2026-06-01');
    expect(child.shown('visit.standard', '2026-06-02')).toBe('overdue');
  });

  test('are met where a person records them by their own day', () => {
    const child = new Child();
    child.take('2026-04-07', { asAt: '2026-03-31', told: [entry(), placed('2025-11-03', 'U6')] });
    visit(child, '2025-11-10', {}, '2026-04-08');
    expect(child.duty('visit.first')).toMatchObject({ status: 'met', metOn: '2025-11-10' });
  });

  test('of a placement that a return tells are ordinary where visits are recorded already', () => {
    const child = new Child();
    child.take('2026-04-07', { asAt: '2026-03-31', told: [entry(), placed('2025-06-02', 'K2')] });
    visit(child, '2026-04-20');
    child.take('2026-06-15', { importId: 'import-2', asAt: '2026-05-29', told: [placed('2026-05-11', 'U6')] });
    expect(child.shown('visit.first', '2026-06-15')).toBe('overdue');
    expect(nextVisit(child)).toBe('first 2026-05-18');
  });

  test('of a child whose start of care is not recorded are not counted from it', () => {
    const child = new Child();
    child.take('2025-06-10', { asAt: '2025-06-09', told: [entry({ startKnown: false })] });
    expect(openVisits(child)).toMatchObject([{ knowledge: 'not-recorded' }]);
    visit(child, '2025-06-12');
    expect(nextVisit(child)).toBe('standard 2025-07-24');
  });

  test('are told by a feed that tells visits: one made is met by its day, and the next is ordinary, also of before the feed', () => {
    const child = new Child();
    const source = { by: 'feed', importId: 'import-1', key: 'row', asAt: '2026-04-19' };
    const made = (on: string, seen: boolean) => ({ kind: 'visit-made', on, payload: { seen } });
    const told = [
      { kind: 'return-read', on: '2026-04-20', payload: { asAt: '2026-04-19' } },
      ...[entry(), placed('2025-06-02', 'K2'), made('2025-06-06', true), made('2025-07-01', false)],
    ].map((fact) => ({ ...fact, source }));
    child.tell('2026-04-20', 'take-return', { importId: 'import-1', reason: 'told', told });
    expect(child.duty('visit.first')).toMatchObject({ status: 'met', metOn: '2025-06-06', knowledge: 'recorded' });
    // Six weeks after Friday 6 June; not seen on 1 July, which meets nothing.
    expect(child.duty('visit.standard')).toMatchObject({ dueOn: '2025-07-18', status: 'open', knowledge: 'recorded' });
  });

  test('before any legal status or placement is told are the ordinary ones', () => {
    const child = new Child();
    child.take('2026-03-02', { asAt: '2026-03-01', told: [{ kind: 'entered-care', on: '2026-02-27', payload: {} }] });
    expect(openVisits(child)).toMatchObject([{ ruleId: 'visit.first', dueOn: '2026-03-06' }]);
  });
});
