import { describe, expect, test } from 'vitest';
import { calendarDate, type CalendarDate } from '../../../domain/calendar/calendar-date.ts';
import { dutyFromRule } from '../../../domain/heart/duty-from-rule.ts';
import { stepsOf } from '../../../domain/heart/duty-steps.ts';
import type { Duty } from '../../../domain/heart/duty.ts';
import type { Ladder, LadderStep } from '../../../domain/rulebook/ladder.ts';
import { LADDERS } from '../../../domain/rulebook/ladders.ts';
import { LAW, SUBJECT } from '../../support/stream.ts';

/** The first review of a child who came into care on Monday 2 March 2026: due on Monday 30 March. */
function aDuty(parts: Partial<Duty> = {}): Duty {
  const inputs = { becameLookedAfterOn: calendarDate('2026-03-02') };
  return { ...dutyFromRule({ ruleId: 'review.first', anchor: 'f1', inputs }, LAW), ...parts };
}

function steps(duty: Duty, ladder: Ladder = LADDERS.review): readonly string[] {
  return stepsOf(duty, { ladder, law: LAW, subjectRef: SUBJECT }).map(
    ({ id, at, tells }) => `${at.slice(0, 10)} ${id} ${tells[0]?.role ?? ''}`,
  );
}

const on = (written: string): CalendarDate => calendarDate(written);

describe('the steps of a duty', () => {
  test('come in order of time, in whatever order the ladder lists them', () => {
    const backwards: Ladder = { id: 'review', steps: LADDERS.review.steps.toReversed() };
    expect(steps(aDuty(), backwards)).toEqual(steps(aDuty()));
    expect(steps(aDuty())).toEqual([
      '2026-03-16 nothing-booked iro',
      '2026-03-23 at-risk iro',
      '2026-03-31 overdue social-worker',
      '2026-04-09 overdue-5 service-manager',
      '2026-04-16 overdue-10 head-of-service',
      '2026-04-30 overdue-20 director',
    ]);
  });

  test('that would come at one moment keep the order of the ladder', () => {
    // Noticed on Friday and due on Saturday: what falls on the weekend comes on Monday morning.
    const short = aDuty({ fromOn: on('2026-03-13'), dueOn: on('2026-03-14'), lastDefensibleOn: on('2026-03-14') });
    const together = [...LADDERS.review.steps.slice(0, 1), ...LADDERS.review.steps.slice(2, 3)];
    const late: readonly LadderStep[] = together.map((step) => ({
      ...step,
      offset: { at: 'overdue', workingDays: 0 },
    }));
    expect(steps(short, { id: 'review', steps: late })).toEqual([
      '2026-03-16 nothing-booked iro',
      '2026-03-16 overdue social-worker',
    ]);
  });

  test('begin with questions to who holds the booking, and are silent before it', () => {
    expect(steps(aDuty({ bookedOn: on('2026-03-27'), holder: 'iro' })).slice(0, 2)).toEqual([
      '2026-03-30 record-asked iro',
      '2026-04-01 record-not-told iro-manager',
    ]);
  });

  test.each([
    ['review-administrator', 'review-administrator'],
    ['director', 'director'],
    ['team-manager', 'service-manager'],
    ['head-of-quality-assurance', 'director'],
  ] as const)('held by the %s ask the %s next', (holder, above) => {
    const unconfirmed = aDuty({ holder, knowledge: 'unconfirmed', unconfirmedSince: on('2026-06-15') });
    // Ten working days after Monday 15 June.
    expect(steps(unconfirmed)).toEqual([
      `2026-06-15 confirmation-asked ${holder}`,
      `2026-06-29 confirmation-not-told ${above}`,
    ]);
  });

  test.each([{ knowledge: 'not-recorded' }, { status: 'met' }, { status: 'ended' }] as const)(
    'are none of %j',
    (parts) => {
      expect(steps(aDuty(parts))).toEqual([]);
    },
  );
});
