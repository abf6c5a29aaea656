import { calendarDate } from '../../../../../domain/calendar/calendar-date.ts';
import { isUnassessedOn } from '../../../../../domain/processes/period-of-care/care-planning/with-parents.ts';
import { describe, expect, test } from 'vitest';
import { Child, who } from '../../../../support/child.ts';

const WORKER = who('social-worker');
const APPROVED = { approvedBy: 'person-9', iroConsulted: true };

function inCare(): Child {
  const child = new Child();
  expect(child.enter({ legalStatus: 'C2' })).toBeNull();
  return child;
}

const say = (child: Child, on: string, kind: string, payload = {}): string | null =>
  child.say(on, kind, { on, ...payload }, WORKER);

describe('placement with parents', () => {
  test('that is planned asks for assessment, review and decision by the day of the move', () => {
    const child = inCare();
    expect(say(child, '2026-03-16', 'propose-placement-with-parents', { plannedFor: '2026-04-20' })).toBeNull();
    expect(child.duty('pwp.assess')).toMatchObject({ status: 'open', dueOn: '2026-04-20' });
    say(child, '2026-04-13', 'record-parents-assessment');
    say(child, '2026-04-17', 'decide-placement-with-parents', { confirmed: true, ...APPROVED });
    expect(child.duty('pwp.assess')).toMatchObject({ status: 'met', metOn: '2026-04-17' });
  });

  test('whose planned day is not told is due on the day of the plan', () => {
    const child = inCare();
    say(child, '2026-03-16', 'propose-placement-with-parents', { plannedFor: null });
    expect(child.due('pwp.assess')).toBe('2026-03-16');
  });

  test('before the assessment: assessment and review within ten working days of it, the decision ten after the assessment', () => {
    const child = inCare();
    child.place('2026-03-23', 'P1');
    say(child, '2026-03-23', 'record-placement-before-assessment', { approvedBy: 'person-9' });
    // Good Friday is 3 April, Easter Monday 6 April 2026.
    expect(child.due('pwp.emergency-assess')).toBe('2026-04-08');
    expect(child.duty('pwp.emergency-decide')).toBeUndefined();
    say(child, '2026-04-10', 'record-parents-assessment');
    expect(child.duty('pwp.emergency-assess')?.status).toBe('open');
    child.held('2026-03-30');
    expect(child.duty('pwp.emergency-assess')).toMatchObject({ status: 'met', metOn: '2026-04-10' });
    // Late as it was, the second clock runs from the day it was completed.
    expect(child.due('pwp.emergency-decide')).toBe('2026-04-24');
    say(child, '2026-04-20', 'decide-placement-with-parents', { confirmed: false, ...APPROVED });
    expect(child.duty('pwp.emergency-decide')).toMatchObject({ status: 'met', metOn: '2026-04-20' });
  });

  test('before the assessment is over for visits once the child has moved on', () => {
    const child = inCare();
    child.place('2026-03-23', 'P1');
    say(child, '2026-03-23', 'record-placement-before-assessment', { approvedBy: 'person-9' });
    const [before, after] = ['2026-04-01', '2026-04-03'].map((on) => {
      if (on === '2026-04-03') child.place('2026-04-02', 'U6');
      return isUnassessedOn(child.state, calendarDate(on));
    });
    expect([before, after]).toEqual([true, false]);
    // A day before the move it was so still.
    expect(isUnassessedOn(child.state, calendarDate('2026-04-01'))).toBe(true);
  });

  test('reviewed later than assessed is complete on the day of the review', () => {
    const child = inCare();
    say(child, '2026-03-23', 'record-placement-before-assessment', { approvedBy: 'person-9' });
    say(child, '2026-03-25', 'record-parents-assessment');
    child.held('2026-03-27', { moreParts: true });
    expect(child.duty('pwp.emergency-assess')?.status).toBe('open');
    child.say('2026-04-01', 'record-review-part', { on: '2026-04-01', last: true });
    expect(child.duty('pwp.emergency-assess')).toMatchObject({ status: 'met', metOn: '2026-04-01' });
  });

  test.each([
    ['record-parents-assessment', {}],
    ['decide-placement-with-parents', { confirmed: true, ...APPROVED }],
  ])(
    '%s without a plan or placement is refused, and contradicts where it is told after the decision',
    (kind, payload) => {
      const child = inCare();
      expect(say(child, '2026-03-16', kind, payload)).toBe('nothing-proposed');
      say(child, '2026-03-16', 'propose-placement-with-parents', { plannedFor: '2026-04-20' });
      expect(say(child, '2026-03-20', kind, payload)).toBeNull();
      const plan = child.factId('parents-placement-proposed');
      expect(child.say('2026-03-23', 'withdraw', { factId: plan, reason: 'another child' }, WORKER)).toBeNull();
      expect(child.state.contradictory).toMatchObject([{ reason: 'nothing-proposed' }]);
    },
  );

  test.each(['propose-placement-with-parents', 'record-placement-before-assessment'])(
    '%s of a child who had left is refused',
    (kind) => {
      const child = inCare();
      child.say('2026-03-10', 'record-leaving', { on: '2026-03-10', reason: 'E4A' }, WORKER);
      expect(say(child, '2026-03-12', kind, { plannedFor: '2026-04-20' })).toBe('after-leaving');
    },
  );
});
