import { describe, expect, test } from 'vitest';
import { CHILD, Household, PLACED, SIBLING } from '../../../support/household.ts';

/**
 * Written by hand from the timescales (§4). 2026: Good Friday 3 April, Easter Monday 6 April, bank holidays 4 May, 25 May and
 * 31 August. Named, temporarily approved and placed on Monday 2 March.
 */
function placed(): Household {
  const household = new Household();
  household.name();
  household.place();
  return household;
}
const allocate = (household: Household, day: string, person: string | null, role = 'fostering-worker'): void =>
  void household.say(day, 'allocate-to-carer', { role, person });

describe('day 1: the assessment is allocated (connected.temp-approval)', () => {
  test('on the day of the approval, or the day after it if that is the first', () => {
    expect(placed().dates('connected.allocated')).toEqual(['2026-03-02', '2026-03-03', 'open']);
  });

  test.each([
    ['before it', ['2026-02-23'], [], '2026-02-23'],
    ['on the day', [PLACED], [], PLACED],
    ['later', [], ['2026-03-09'], '2026-03-09'],
    ['later, to nobody', [], [], 'open'],
  ])('%s', (_what, before, after, status) => {
    const household = new Household();
    household.name('2026-02-23');
    for (const day of before) allocate(household, day, 'person-31');
    household.place();
    allocate(household, '2026-03-04', 'person-41', 'fostering-manager');
    allocate(household, '2026-03-05', null);
    for (const day of after) allocate(household, day, 'person-32');
    expect(household.dates('connected.allocated')?.[2]).toBe(status);
  });

  test('to somebody and to nobody on one day it was allocated', () => {
    const household = new Household();
    household.name();
    for (const person of ['demo-assessor', null])
      household.say(PLACED, 'allocate-to-carer', { role: 'fostering-worker', person });
    household.place();
    expect(household.dates('connected.allocated')?.[2]).toBe(PLACED);
  });

  test('to somebody who had gone by then it was not allocated', () => {
    const household = new Household();
    household.name('2026-02-23');
    allocate(household, '2026-02-23', 'person-31');
    allocate(household, '2026-02-27', null);
    household.place();
    expect(household.dates('connected.allocated')?.[2]).toBe('open');
  });
});

describe('week 12: a panel date is booked, or the paper for an extension', () => {
  test.each([
    ['a panel is booked', (home: Household) => home.say('2026-05-11', 'record-fostering-panel'), '2026-05-11'],
    [
      "the panel's views on an extension are sought",
      (home: Household) => home.say('2026-05-12', 'record-panel-views', { childRef: CHILD }),
      '2026-05-12',
    ],
    ['nothing', () => null, 'open'],
  ] as const)('%s', (_what, happens, status) => {
    const household = placed();
    happens(household);
    expect(household.dates('connected.panel')).toEqual(['2026-05-25', '2026-05-25', status]);
  });
});

describe('all that is asked for first is there (FSR 2011 reg 26(1B), (1C): 10 working days)', () => {
  function checked(): Household {
    const household = placed();
    household.step('2026-03-16', 'checks');
    household.step('2026-03-20', 'medical');
    expect(household.duty('foster.stage1-refusal')).toBeUndefined();
    household.step('2026-03-25', 'references');
    return household;
  }

  test('the carers are told that they are not suitable, or the assessment goes on when the time is over', () => {
    const household = checked();
    // Wednesday 25 March and ten working days over Easter.
    expect(household.dates('foster.stage1-refusal')).toEqual(['2026-04-10', '2026-04-10', 'open']);
    household.waitUntil('2026-04-11');
    expect(household.dates('foster.stage1-refusal')?.[2]).toBe('2026-04-10');
    expect(household.derived('answering-time-over')).toEqual(['2026-04-10 answering-time-over']);
  });

  test('told in time, nothing goes over by itself', () => {
    const household = checked();
    household.step('2026-04-01', 'first-stage-refused');
    household.waitUntil('2026-04-30');
    expect([household.dates('foster.stage1-refusal')?.[2], household.derived('answering-time-over')]).toEqual([
      '2026-04-01',
      [],
    ]);
  });

  test('between two assessments it is said once', () => {
    const household = placed();
    household.say('2026-06-15', 'record-child-left-carer', { childRef: CHILD, because: 'moved' });
    household.place('2026-07-06');
    for (const step of ['checks', 'references', 'medical'])
      household.late('2026-07-07', '2026-07-01', ['record-assessment-step', { step }]);
    // Wednesday 1 July and ten working days.
    expect(household.duties('foster.stage1-refusal').map(({ dueOn }) => dueOn)).toEqual(['2026-07-15']);
  });

  test.each([
    ['the decision was made', (home: Household) => home.decide('2026-03-30', 'approved'), 'the decision was made'],
    [
      'the household is closed',
      (home: Household) => home.say('2026-03-30', 'record-child-left-carer', { childRef: CHILD, because: 'moved' }),
      'no child lives with the carers',
    ],
  ] as const)('%s', (_what, happens, endedBecause) => {
    const household = checked();
    happens(household);
    household.waitUntil('2026-05-01');
    expect(household.duty('foster.stage1-refusal')).toMatchObject({ status: 'ended', endedBecause });
    expect(household.derived('answering-time-over')).toEqual([]);
  });
});

describe('the report goes to the carers (FSR 2011 reg 26(2)(d): 10 working days beginning with the day)', () => {
  test.each([
    // Wednesday: the day itself is the first of ten. Saturday: Monday is the first; 25 May is a bank holiday.
    ['2026-05-06', '2026-05-19'],
    ['2026-05-16', '2026-06-01'],
  ])('sent on %s they may comment to %s, which then is over by itself', (on, dueOn) => {
    const household = placed();
    household.step(on, 'report-sent');
    expect(household.dates('foster.report-observations')).toEqual([dueOn, dueOn, 'open']);
    household.waitUntil('2026-06-05');
    expect(household.dates('foster.report-observations')?.[2]).toBe(dueOn);
  });

  test('their comments end it sooner; each report has its own time', () => {
    const household = placed();
    household.step('2026-05-06', 'report-sent');
    household.step('2026-05-11', 'observations-received');
    household.step('2026-05-13', 'report-sent');
    expect(household.duties('foster.report-observations').map(({ dueOn, metOn }) => [dueOn, metOn])).toEqual([
      ['2026-05-19', '2026-05-11'],
      ['2026-05-27', null],
    ]);
  });
});

describe('the carers are told of the decision (standard 14: 2 working days orally, 5 in writing)', () => {
  test('each for itself', () => {
    const household = placed();
    household.decide('2026-05-01', 'approved');
    // Friday 1 May; Monday 4 May is a bank holiday.
    expect(household.dates('foster.notify-oral')).toEqual(['2026-05-06', '2026-05-06', 'open']);
    expect(household.dates('foster.notify-written')).toEqual(['2026-05-11', '2026-05-11', 'open']);
    household.step('2026-05-05', 'decision-told-orally');
    household.step('2026-05-12', 'decision-told-in-writing');
    expect(household.dates('foster.notify-oral')?.[2]).toBe('2026-05-05');
    expect(household.dates('foster.notify-written')?.[2]).toBe('2026-05-12');
  });

  test('of an earlier one no more once there is a later', () => {
    const household = placed();
    household.decide('2026-05-01', 'qualifying-determination');
    household.step('2026-05-05', 'decision-told-orally');
    household.decide('2026-06-10', 'approved');
    household.step('2026-06-12', 'decision-told-in-writing');
    expect(
      ['foster.notify-oral', 'foster.notify-written'].map((rule) =>
        household.duties(rule).map(({ metOn, endedBecause }) => metOn ?? endedBecause),
      ),
    ).toEqual([
      ['2026-05-05', null],
      ['a later decision was made', '2026-06-12'],
    ]);
  });
});

describe('approved carers', () => {
  function approved(): Household {
    const household = placed();
    household.decide('2026-05-01', 'approved');
    return household;
  }

  test('are visited unannounced at least once a year (standard 21)', () => {
    const household = approved();
    household.step('2027-03-10', 'unannounced-visit');
    expect(household.duties('foster.unannounced').map(({ dueOn, metOn }) => [dueOn, metOn])).toEqual([
      ['2027-05-01', '2027-03-10'],
      ['2028-03-10', null],
    ]);
  });

  test('meet the training standards within eighteen months, as family and friends (standard 20)', () => {
    const household = approved();
    expect(household.dates('foster.training')).toEqual(['2027-11-01', '2027-11-01', 'open']);
    household.step('2027-10-04', 'training-complete');
    expect(household.dates('foster.training')?.[2]).toBe('2027-10-04');
  });

  test('have their first review before the panel (FSR 2011 reg 28(5)), and only that one', () => {
    const household = approved();
    household.step('2027-04-05', 'carer-reviewed');
    // Twenty working days from Monday 5 April 2027 over the bank holiday of 3 May, by local practice.
    expect(household.dates('foster.review-panel')?.[2]).toBe('open');
    household.step('2027-04-20', 'review-to-panel');
    household.step('2028-04-03', 'carer-reviewed');
    expect(household.duties('foster.review-panel').map(({ dueOn, metOn }) => [dueOn, metOn])).toEqual([
      ['2027-05-04', '2027-04-20'],
    ]);
  });

  test('who are approved no longer owe none of it', () => {
    const household = approved();
    household.place('2026-05-11', SIBLING);
    household.decide('2026-09-01', 'terminated');
    household.waitUntil('2026-09-02');
    expect(['foster.unannounced', 'foster.training'].map((rule) => household.duty(rule)?.endedBecause)).toEqual([
      'the approval has ended',
      'the approval has ended',
    ]);
  });
});

test('records go to another service within fifteen working days of the request (FSR 2011 reg 32(6))', () => {
  const household = placed();
  household.step('2026-04-20', 'records-requested');
  // Monday 20 April; 4 May is a bank holiday.
  expect(household.dates('foster.records')).toEqual(['2026-05-12', '2026-05-12', 'open']);
  household.step('2026-05-13', 'records-sent');
  expect(household.dates('foster.records')?.[2]).toBe('2026-05-13');
});
