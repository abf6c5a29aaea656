import { expect, test } from 'vitest';
import { calendarDate } from '../../../domain/calendar/calendar-date.ts';
import { dutyFromRule } from '../../../domain/heart/duty-from-rule.ts';
import { asRecorded, recordedDuties } from '../../../domain/record/recorded-duties.ts';
import { anEvent } from '../../support/an-event.ts';
import { LAW } from '../../support/stream.ts';

test('a duty that was met at first sight keeps the due date recorded, and the reckoned last day, which no event tells', () => {
  const on = calendarDate('2026-03-02');
  const dutyId = 'review.first@f1';
  const payload = { dutyId, ruleId: 'review.first', dueOn: '2026-03-27', metOn: '2026-03-20' };
  const recorded = recordedDuties([anEvent({ class: 'derived', kind: 'duty-met', payload })]).get(dutyId);
  const inputs = { becameLookedAfterOn: on };
  const reckoned = dutyFromRule(
    { ruleId: 'review.first', anchor: 'f1', inputs, metOn: calendarDate('2026-03-20') },
    LAW,
  );
  expect(reckoned).toMatchObject({ dueOn: '2026-03-30', lastDefensibleOn: '2026-03-30' });
  if (recorded === undefined) throw new Error('the event tells a duty');
  expect(asRecorded(reckoned, recorded)).toMatchObject({
    status: 'met',
    dueOn: '2026-03-27',
    metOn: '2026-03-20',
    lastDefensibleOn: '2026-03-30',
  });
});
