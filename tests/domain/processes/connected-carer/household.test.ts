import { describe, expect, test } from 'vitest';
import { calendarDate } from '../../../../domain/calendar/calendar-date.ts';
import { CONNECTED_CARER } from '../../../../domain/processes/connected-carer/index.ts';
import { at, who } from '../../../support/child.ts';
import { CHILD, Household, PLACED, SIBLING } from '../../../support/household.ts';
import { LAW } from '../../../support/stream.ts';

function named(): Household {
  const household = new Household();
  household.name();
  return household;
}
function placed(): Household {
  const household = named();
  household.place();
  return household;
}
const left = { childRef: CHILD, because: 'moved' };

describe('the assessment of the household', () => {
  test('begins with viability within ten working days of the name', () => {
    const household = named();
    // 2 March 2026 is a Monday: the tenth working day after it is Monday 16 March.
    expect(household.dates('kinship.viability')).toEqual(['2026-03-16', '2026-03-16', 'open']);
    household.step('2026-03-12', 'viability');
    expect(household.dates('kinship.viability')?.[2]).toBe('2026-03-12');
  });

  test('has its milestones from the first temporary approval, whoever of the children it was for', () => {
    const household = placed();
    household.say('2026-02-02', 'record-suitability', { childRef: SIBLING, suitable: true });
    household.late('2026-03-03', '2026-02-02', ['give-temporary-approval', { childRef: SIBLING }]);
    expect(['connected.checks', 'connected.midpoint', 'connected.panel'].map((rule) => household.dates(rule))).toEqual([
      ['2026-03-02', '2026-03-02', 'open'],
      ['2026-03-30', '2026-03-30', 'open'],
      ['2026-04-27', '2026-04-27', 'open'],
    ]);
  });

  test('of a household to which children come again begins anew with its next approval', () => {
    const household = placed();
    for (const step of ['checks', 'references', 'medical', 'midpoint']) household.step('2026-03-16', step);
    household.stream.command(at('2026-03-17'), 'book-fostering-panel', { bookedFor: '2026-05-01' });
    household.decide('2026-05-01', 'not-approved');
    household.say('2026-05-04', 'record-child-left-carer', left);
    // Monday 7 September 2026: four, eight and twelve weeks later.
    household.place('2026-09-07');
    expect(['connected.checks', 'connected.midpoint', 'connected.panel'].map((rule) => household.dates(rule))).toEqual([
      ['2026-10-05', '2026-10-05', 'open'],
      ['2026-11-02', '2026-11-02', 'open'],
      ['2026-11-30', '2026-11-30', 'open'],
    ]);
    for (const step of ['checks', 'references', 'medical']) household.step('2026-09-21', step);
    expect(household.dates('connected.checks')?.[2]).toBe('2026-09-21');
  });

  test('that is over keeps what it owed and did when another begins', () => {
    const household = placed();
    household.step('2026-05-05', 'midpoint');
    household.say('2026-05-06', 'record-child-left-carer', left);
    household.say('2026-05-06', 'place-with-carer', { childRef: SIBLING });
    household.place('2026-09-07');
    // Monday 30 March and 27 April 2026: four and eight weeks after the first approval.
    expect(household.duties('connected.checks').map(({ dueOn, endedBecause }) => [dueOn, endedBecause])).toEqual([
      ['2026-03-30', 'another assessment began'],
      ['2026-10-05', null],
    ]);
    expect(household.duties('connected.midpoint').map(({ dueOn, metOn }) => [dueOn, metOn])).toEqual([
      ['2026-04-27', '2026-05-05'],
      ['2026-11-02', null],
    ]);
  });

  test('is one while the approvals of brothers and sisters follow one another without a gap', () => {
    const household = placed();
    household.place('2026-04-13', SIBLING);
    household.say('2026-05-04', 'record-child-left-carer', left);
    household.place('2026-06-01', 'child-0003');
    expect(household.dates('connected.checks')?.[0]).toBe('2026-03-30');
  });

  test('checks are complete with the last of three; the panel is booked or was held', () => {
    const household = placed();
    household.step('2026-03-10', 'checks');
    household.step('2026-03-24', 'medical');
    expect(household.dates('connected.checks')?.[2]).toBe('open');
    household.step('2026-03-17', 'references');
    expect(household.dates('connected.checks')?.[2]).toBe('2026-03-24');
    household.step('2026-04-20', 'midpoint');
    expect(household.dates('connected.midpoint')?.[2]).toBe('2026-04-20');
    expect(household.say('2026-05-11', 'book-fostering-panel', { bookedFor: '2026-05-08' })).toBe('panel-in-the-past');
    household.stream.command(at('2026-05-11'), 'book-fostering-panel', { bookedFor: '2026-06-02' });
    household.say('2026-06-02', 'record-fostering-panel', { recommendation: 'made up' });
    expect(household.dates('connected.panel')?.[2]).toBe('2026-05-11');
  });

  test('a panel that was held without a booking was there in time, too', () => {
    const household = placed();
    household.say('2026-05-20', 'record-fostering-panel', { recommendation: 'made up' });
    expect(household.dates('connected.panel')?.[2]).toBe('2026-05-20');
  });

  test('is over with the decision, seven working days after the minutes', () => {
    const household = placed();
    household.step('2026-05-22', 'minutes-received');
    // Friday 22 May; Monday 25 May is the spring bank holiday: the seventh working day is Wednesday 3 June.
    expect(household.dates('foster.adm')).toEqual(['2026-06-03', '2026-06-03', 'open']);
    household.decide('2026-06-02', 'approved');
    expect(household.dates('foster.adm')?.[2]).toBe('2026-06-02');
    expect(household.duty('connected.midpoint')?.endedBecause).toBe('the decision was made');
  });
});

describe('a qualifying determination', () => {
  test.each([
    ['representations', (household: Household) => household.step('2026-06-20', 'representations')],
    ['an application for review', (household: Household) => household.step('2026-06-20', 'review-applied')],
    ['the decision', (household: Household) => household.decide('2026-06-20', 'not-approved')],
  ])('may be answered for 28 days: %s', (_what, answers) => {
    const household = placed();
    household.decide('2026-06-01', 'qualifying-determination');
    expect(household.dates('foster.qualifying-determination')).toEqual(['2026-06-29', '2026-07-06', 'open']);
    answers(household);
    expect(household.dates('foster.qualifying-determination')?.[2]).toBe('2026-06-20');
  });

  test('goes to review with papers within ten working days of the notification', () => {
    const household = placed();
    household.step('2026-06-22', 'review-notified');
    expect(household.dates('foster.irm-papers')).toEqual(['2026-07-06', '2026-07-06', 'open']);
    household.step('2026-07-07', 'review-papers');
    expect(household.dates('foster.irm-papers')?.[2]).toBe('2026-07-07');
  });
});

describe('approved carers', () => {
  test('are reviewed within a year, and again a year after that', () => {
    const household = placed();
    household.decide('2026-05-01', 'approved');
    expect(household.dates('foster.review')).toEqual(['2027-05-01', '2027-05-01', 'open']);
    household.step('2027-04-12', 'carer-reviewed');
    expect(household.duties('foster.review').map(({ dueOn, status }) => [dueOn, status])).toEqual([
      ['2027-05-01', 'met'],
      ['2028-04-12', 'open'],
    ]);
    household.decide('2027-06-01', 'terminated');
    household.waitUntil('2027-06-02');
    expect(household.duty('foster.review')?.endedBecause).toBe('the approval has ended');
  });
});

describe('carers who are approved once more while they are approved', () => {
  const APPROVED_AGAIN = '2027-04-01';
  function approvedTwice(): Household {
    const household = named();
    household.decide('2026-03-03', 'approved');
    household.say('2026-03-04', 'place-with-carer', { childRef: CHILD });
    household.decide(APPROVED_AGAIN, 'approved');
    return household;
  }

  test.each([
    ['foster.review', '2027-03-03'],
    ['foster.unannounced', '2027-03-03'],
    ['foster.training', '2027-09-03'],
    ['kinship.secure', '2026-09-04'],
  ])('owe %s from the first day on: what was overdue stays so', (ruleId, dueOn) => {
    expect(
      approvedTwice()
        .duties(ruleId)
        .map((duty) => [duty.dueOn, duty.status]),
    ).toEqual([[dueOn, 'open']]);
  });

  test('were approved when the child came, also when that has ended', () => {
    const household = approvedTwice();
    expect(household.duties('connected.initial')).toEqual([]);
    household.decide('2027-05-03', 'terminated');
    household.waitUntil('2027-05-04');
    expect(household.duties('connected.initial')).toEqual([]);
    expect(household.dates('connected.unlawful')?.[2]).toBe('open');
    expect(household.duty('foster.review')?.endedBecause).toBe('the approval has ended');
    household.decide('2027-06-01', 'approved');
    expect(household.duties('foster.review').map(({ dueOn, status }) => [dueOn, status])).toEqual([
      ['2027-03-03', 'ended'],
      ['2028-06-01', 'open'],
    ]);
    // Overdue since 4 September 2026: six months from the new approval are another duty.
    expect(household.duties('kinship.secure').map(({ dueOn, endedBecause }) => [dueOn, endedBecause])).toEqual([
      ['2026-09-04', 'the carers were approved anew'],
      ['2027-12-01', null],
    ]);
    household.secure('2027-06-02', 'not-to-be-secured', { reason: 'made up' });
    expect(household.duties('kinship.secure').map(({ metOn }) => metOn)).toEqual([null, '2027-06-02']);
  });
});

describe('the notice of the carers', () => {
  test('counts again after they were approved anew', () => {
    const household = placed();
    household.decide('2026-05-01', 'approved');
    household.say('2026-06-01', 'record-carer-notice');
    household.waitUntil('2026-06-30');
    expect(household.derived('full-approval')).toEqual(['2026-06-29 full-approval-ended']);
    expect(household.derived('carer-no-longer')).toEqual(['2026-06-29 carer-no-longer-approved']);
    household.decide('2026-07-06', 'approved');
    household.say('2026-09-01', 'record-carer-notice');
    household.waitUntil('2026-09-30');
    expect(household.derived('full-approval')).toEqual([
      '2026-06-29 full-approval-ended',
      '2026-09-29 full-approval-ended',
    ]);
    expect(household.duties('foster.resign').map(({ dueOn, endedBecause }) => [dueOn, endedBecause])).toEqual([
      ['2026-06-29', 'the carers were approved anew'],
      ['2026-09-29', null],
    ]);
  });
});

describe('securing the home', () => {
  function approved(): Household {
    const household = placed();
    household.decide('2026-05-01', 'approved');
    return household;
  }

  test('is due six months after full approval, or after the child joined the approved carers', () => {
    const household = approved();
    expect(household.dates('kinship.secure')).toEqual(['2026-11-01', '2026-11-01', 'open']);
    household.say('2026-06-15', 'place-with-carer', { childRef: SIBLING });
    expect(household.dates('kinship.secure')).toEqual(['2026-12-15', '2026-12-15', 'open']);
  });

  test.each([
    ['an application', (household: Household) => household.secure('2026-09-01', 'application')],
    [
      'the reason why not',
      (household: Household) => household.secure('2026-09-01', 'not-to-be-secured', { reason: 'made up' }),
    ],
    [
      'an order',
      (household: Household) =>
        household.say('2026-09-01', 'record-securing-order', { childRef: CHILD, order: 'child-arrangements' }),
    ],
  ])('is met by %s', (_what, secures) => {
    const household = approved();
    secures(household);
    expect(household.dates('kinship.secure')?.[2]).toBe('2026-09-01');
  });

  test('is looked at anew at each review of the child that was held with an IRO', () => {
    const household = placed();
    household.hears('2026-03-27', 'review-held', {});
    household.decide('2026-05-01', 'approved');
    household.hears('2026-06-24', 'review-held', {});
    household.hears('2026-06-25', 'review-held', { withoutIro: true });
    expect(household.dates('kinship.secure-review')).toEqual(['2026-06-24', '2026-06-24', 'open']);
    household.secure('2026-06-24', 'considered');
    expect(household.duties('kinship.secure-review').map(({ status }) => status)).toEqual(['met']);
    household.say('2026-07-01', 'record-child-left-carer', left);
    household.hears('2026-12-15', 'review-held', {});
    expect(household.duties('kinship.secure-review')).toHaveLength(1);
  });

  test('with special guardianship: three months of notice, report, order, support plan, and its review each year', () => {
    const household = approved();
    household.secure('2026-06-10', 'notice');
    expect(household.duty('sgo.notice')).toMatchObject({ earliestOn: '2026-09-10', dueOn: '2026-09-10' });
    household.secure('2026-09-14', 'application');
    expect(household.dates('sgo.notice')?.[2]).toBe('2026-09-14');
    // The authority's own twelve weeks, until the court sets a date.
    expect(household.dates('sgo.report-local')).toEqual(['2026-12-07', '2026-12-07', 'open']);
    household.secure('2026-09-28', 'report-directed', { dueOn: '2026-11-20' });
    expect([household.dates('sgo.report'), household.duty('sgo.report-local')]).toEqual([
      ['2026-11-20', '2026-11-20', 'open'],
      undefined,
    ]);
    household.secure('2026-11-19', 'report');
    expect(household.dates('sgo.report')?.[2]).toBe('2026-11-19');
    household.secure('2026-12-01', 'support-proposed');
    expect(household.dates('sgo.support-plan')).toEqual(['2026-12-29', '2026-12-29', 'open']);
    household.secure('2026-12-20', 'support-plan');
    household.say('2027-01-15', 'record-securing-order', { childRef: CHILD, order: 'special-guardianship' });
    expect([household.stage(), household.stream.kept?.closed]).toEqual(['support after an order', false]);
    household.secure('2027-12-01', 'support-reviewed');
    expect(household.duties('sgo.support-review').map(({ dueOn, metOn }) => [dueOn, metOn])).toEqual([
      ['2027-12-20', '2027-12-01'],
      ['2028-12-01', null],
    ]);
    household.secure('2028-03-01', 'support-ended');
    expect(household.duty('sgo.support-review')?.endedBecause).toBe('the support has ended');
    expect(household.stream.kept?.closed).toBe(true);
  });

  test.each([
    ['without leave is recorded and does not meet it', null, 'ended'],
    ['with leave given after it does not either', '2026-08-01', 'ended'],
    ['with the leave of the court meets it', '2026-07-01', '2026-07-20'],
  ])('an application before the three months of notice are over: %s', (_what, leaveOn, stands) => {
    const household = approved();
    household.secure('2026-06-10', 'notice');
    if (leaveOn !== null && leaveOn < '2026-07-20') household.secure(leaveOn, 'leave-given');
    household.secure('2026-07-20', 'application');
    if (leaveOn !== null && leaveOn > '2026-07-20') household.secure(leaveOn, 'leave-given');
    household.waitUntil('2026-10-01');
    expect(household.dates('sgo.notice')?.[2]).toBe(stands === 'ended' ? 'ended' : stands);
  });

  test('of a child who came back is owed anew', () => {
    const household = approved();
    household.secure('2026-06-01', 'application');
    household.say('2026-07-01', 'record-child-left-carer', left);
    household.say('2026-09-01', 'place-with-carer', { childRef: CHILD });
    expect(household.dates('kinship.secure')).toEqual(['2027-03-01', '2027-03-01', 'open']);
    household.secure('2026-10-01', 'application');
    expect(household.dates('kinship.secure')?.[2]).toBe('2026-10-01');
  });

  test('the report without the date of the court is due by no such date', () => {
    const household = approved();
    household.secure('2026-09-14', 'application');
    household.secure('2026-09-28', 'report-directed');
    expect([household.duty('sgo.report'), household.dates('sgo.report-local')?.[0]]).toEqual([undefined, '2026-12-07']);
    household.secure('2026-10-20', 'report');
    expect(household.dates('sgo.report-local')?.[2]).toBe('2026-10-20');
  });

  test('the support is over when the child turns eighteen', () => {
    const household = approved();
    household.hears('2026-05-01', 'entered-care', { dateOfBirth: '2009-03-01' });
    household.secure('2026-05-04', 'support-plan');
    household.hears('2026-06-01', 'left-care', { reason: 'E47' });
    expect(household.dates('sgo.support-review')).toEqual(['2027-05-04', '2027-05-04', 'open']);
    household.say('2026-06-01', 'record-securing-order', { childRef: CHILD, order: 'special-guardianship' });
    household.waitUntil('2027-03-02');
    expect([household.stage(), household.stream.kept?.closed]).toEqual(['ended', true]);
  });

  describe('after the order', () => {
    const ordered = (): Household => {
      const household = approved();
      household.say('2026-07-01', 'record-securing-order', { childRef: CHILD, order: 'special-guardianship' });
      return household;
    };

    test.each([
      ['told here', ordered],
      [
        'heard of the child leaving care',
        () => {
          const household = approved();
          household.hears('2026-07-01', 'left-care', { reason: 'E45' });
          return household;
        },
      ],
    ] as const)('a plan for support that is proposed is owed, and keeps the household open: %s', (_what, secured) => {
      const household = secured();
      household.secure('2026-07-06', 'support-proposed');
      expect([household.dates('sgo.support-plan'), household.stage()]).toEqual([
        ['2026-08-03', '2026-08-03', 'open'],
        'support after an order',
      ]);
      household.secure('2026-07-20', 'support-ended');
      expect([household.dates('sgo.support-plan')?.[2], household.stream.kept?.closed]).toEqual(['2026-07-20', true]);
    });

    test('proposed before it, and given up, the household is not kept open by a child who moved', () => {
      const household = approved();
      household.secure('2026-07-06', 'support-proposed');
      household.say('2026-07-20', 'record-child-left-carer', left);
      expect(household.stream.kept?.closed).toBe(true);
    });

    // SGR 2005 regs 10 and 18.
    test('money is reviewed on the yearly statement, a change and a breach', () => {
      const household = ordered();
      household.secure('2026-07-06', 'finance-agreed');
      expect(household.stage()).toBe('support after an order');
      household.secure('2026-09-07', 'finance-changed');
      household.secure('2027-07-05', 'finance-statement');
      household.secure('2027-07-12', 'finance-reviewed');
      household.secure('2027-08-02', 'finance-breached');
      const all = (rule: string) => household.duties(rule).map(({ dueOn, metOn }) => [dueOn, metOn]);
      expect(all('sgo.finance-statement')).toEqual([
        ['2027-07-06', '2027-07-05'],
        ['2028-07-05', null],
      ]);
      // Twenty working days, by local practice: over no bank holiday, over none, and over that of 30 August 2027.
      expect(all('sgo.finance-review')).toEqual([
        ['2027-08-02', '2027-07-12'],
        ['2026-10-05', '2027-07-12'],
        ['2027-08-31', null],
      ]);
    });

    test.each([
      ['the statement comes', 'finance-statement', '2027-07-20', '2027-07-20'],
      ['suspended before 28 days have passed it is not met', 'finance-suspended', '2027-08-08', 'open'],
      ['suspended once they have', 'finance-suspended', '2027-08-09', '2027-08-09'],
      ['the financial support ends', 'finance-ended', '2027-07-20', 'ended'],
    ])('without the statement a reminder is sent, and 28 days pass: %s', (_what, step, on, stands) => {
      const household = ordered();
      household.secure('2026-07-06', 'finance-agreed');
      household.secure('2027-07-12', 'finance-reminder');
      expect(household.duty('sgo.finance-statement')?.metOn).toBe('2027-07-12');
      expect(household.duty('sgo.finance-reminder')).toMatchObject({ earliestOn: '2027-08-09', dueOn: '2027-08-09' });
      household.secure(on, step);
      expect(household.dates('sgo.finance-reminder')?.[2]).toBe(stands);
    });

    // SGR 2005 reg 5(2): three years from the order, then the authority where they live; money stays.
    test.each([
      ['at the end of the three years', '2029-07-02', '2029-07-02'],
      ['before they are over it is not handed over', '2028-01-10', 'ended'],
    ])('who live elsewhere: %s', (_what, on, stands) => {
      const household = ordered();
      household.secure('2026-07-06', 'support-plan');
      expect(household.duty('sgo.out-of-area')).toBeUndefined();
      household.secure('2027-02-01', 'lives-outside-area');
      expect(household.duty('sgo.out-of-area')).toMatchObject({ earliestOn: '2029-07-01', dueOn: '2029-07-01' });
      household.secure(on, 'support-handed-over');
      expect([household.dates('sgo.out-of-area')?.[2], household.stream.kept?.closed]).toEqual([stands, true]);
    });

    test('money goes on being owed here when the services were handed over', () => {
      const household = ordered();
      household.secure('2026-07-06', 'support-plan');
      household.secure('2026-07-06', 'finance-agreed');
      household.secure('2027-02-01', 'lives-outside-area');
      household.secure('2029-07-02', 'support-handed-over');
      expect([household.duty('sgo.finance-statement')?.status, household.stream.kept?.closed]).toEqual(['open', false]);
      household.secure('2029-08-01', 'finance-ended');
      expect(household.stream.kept?.closed).toBe(true);
    });

    test('there is no order, and nobody is asked where they live', () => {
      const household = approved();
      household.secure('2026-07-06', 'lives-outside-area');
      expect(household.duty('sgo.out-of-area')).toBeUndefined();
    });
  });

  test('an order is made for a child who was there', () => {
    expect(named().say(PLACED, 'record-securing-order', { childRef: CHILD, order: 'adoption' })).toBe(
      'child-not-in-household',
    );
  });
});

describe('the household itself', () => {
  test('is named first, and once', () => {
    const household = new Household();
    expect(household.say(PLACED, 'place-with-carer', { childRef: CHILD })).toBe('carers-not-named');
    household.name();
    expect(household.name()).toBe('carers-already-named');
    expect(CONNECTED_CARER.isClosed(CONNECTED_CARER.initial)).toBe(true);
  });

  test('whose naming is taken back stays open while a child is there', () => {
    const household = placed();
    household.waitUntil('2026-06-23');
    household.stream.command(at('2026-06-23'), 'withdraw', {
      factId: household.factId('connected-carer-named'),
      reason: 'made up',
    });
    expect([household.stage(), household.stream.kept?.closed]).toEqual(['unlawful placement', false]);
    expect(household.dates('connected.unlawful')?.[2]).toBe('open');
    household.name('2026-06-24');
    household.say('2026-06-24', 'record-child-left-carer', left);
    household.waitUntil('2026-06-25');
    expect(household.stream.kept?.closed).toBe(true);
  });

  test('has one carer or two, who may change', () => {
    const household = named();
    household.say('2026-03-03', 'add-carer', { carer: 'carer-c' });
    household.say('2026-03-04', 'add-carer', { carer: 'carer-c' });
    household.say('2026-03-05', 'remove-carer', { carer: 'carer-a' });
    expect(household.state.carers).toMatchObject([
      { carer: 'carer-a', joined: null, left: { on: '2026-03-05' } },
      { carer: 'carer-b', joined: null, left: null },
      { carer: 'carer-c', joined: { on: '2026-03-03' }, left: null },
    ]);
    expect(household.say('2026-03-06', 'remove-carer', { carer: 'carer-z' })).toBe('no-such-carer');
  });

  test('is asked what comes next when nothing else is owed', () => {
    const household = named();
    household.step('2026-03-05', 'viability');
    expect(household.duty('connected.next-step')).toMatchObject({
      status: 'open',
      fromOn: '2026-03-05',
      dueOn: '2026-04-02',
    });
    household.place('2026-03-16');
    expect(household.duty('connected.next-step')).toBeUndefined();
  });

  test('what came too late stays late, and what came in time and was recorded late does not', () => {
    const household = named();
    household.step('2026-03-05', 'viability');
    household.waitUntil('2026-04-13');
    expect(household.shown('connected.next-step', '2026-04-13')).toBe('overdue');
    household.step('2026-04-13', 'references');
    const asked = () =>
      household.duties('connected.next-step').map(({ fromOn, dueOn, status, metOn }) => [fromOn, dueOn, status, metOn]);
    // Twenty working days after 13 April: 4 May is a bank holiday.
    const next = ['2026-04-13', '2026-05-12', 'open', null];
    expect(asked()).toEqual([['2026-03-05', '2026-04-02', 'met', '2026-04-13'], next]);
    household.waitUntil('2026-06-01');
    household.place('2026-06-01');
    expect(asked()).toEqual([
      ['2026-03-05', '2026-04-02', 'met', '2026-04-13'],
      ['2026-04-13', '2026-05-12', 'met', '2026-06-01'],
    ]);
    household.late('2026-06-02', '2026-03-30', ['record-assessment-step', { step: 'medical' }]);
    expect(asked().map(([fromOn]) => fromOn)).toEqual(['2026-04-13']);
  });

  test('of a household of which nothing is told any more nothing was missed', () => {
    const missed = { kind: 'next-step-missed', on: calendarDate('2026-04-02'), payload: {} };
    expect(CONNECTED_CARER.evolveDerived(CONNECTED_CARER.initial, missed)).toBe(CONNECTED_CARER.initial);
  });

  test('closes when nobody is left, or when the authority closes it, never over the heads of children', () => {
    const household = placed();
    const why = { reason: 'made up' };
    expect(household.say('2026-03-09', 'close-household', why)).toBe('children-in-household');
    household.say('2026-03-10', 'record-child-left-carer', left);
    // That the approval has ended is made known at the end of the day.
    expect([household.stage(), household.stream.kept?.closed]).toEqual(['ended', false]);
    household.waitUntil('2026-03-11T00:00:00.000Z');
    expect(household.stream.kept?.closed).toBe(true);
    const other = named();
    other.say('2026-03-09', 'close-household', why);
    expect([other.stream.kept?.closed, other.duty('kinship.viability')?.endedBecause]).toEqual([true, 'made up']);
    expect(other.say('2026-03-10', 'place-with-carer', { childRef: CHILD })).toBe('household-closed');
    // Whose words were destroyed still says that it was closed.
    const wordless = named();
    wordless.say('2026-03-09', 'close-household', {});
    expect(wordless.duty('kinship.viability')?.endedBecause).toBe('the authority closed the household');
  });

  test('closed while a child is found to have been there is a contradiction for a person to sort out', () => {
    const household = named();
    household.say('2026-03-09', 'close-household', { reason: 'made up' });
    const source = { by: 'feed', importId: 'import-1', key: 'row', asAt: '2026-03-12' };
    household.take('2026-03-12', [
      { kind: 'child-joined-carer', on: '2026-03-03', payload: { childRef: CHILD }, source },
    ]);
    expect([household.stream.kept?.closed, household.dates('record.contradiction')]).toEqual([
      false,
      ['2026-03-16', '2026-03-16', 'open'],
    ]);
  });

  test('knows its own people, and of the children those whom they share', () => {
    const household = placed();
    household.place(PLACED, SIBLING);
    household.say(PLACED, 'allocate-to-carer', { role: 'fostering-worker', person: 'demo-fostering-worker' });
    household.say(PLACED, 'allocate-to-carer', { role: 'no such role', person: 'nobody' });
    for (const childRef of [CHILD, SIBLING]) {
      household.hears(PLACED, 'allocated', { role: 'iro', person: 'demo-iro' }, { childRef });
      household.hears(PLACED, 'allocated', { role: 'no such role', person: 'nobody' }, { childRef });
      household.hears(PLACED, 'allocated', { role: 'social-worker', person: `worker of ${childRef}` }, { childRef });
    }
    expect(CONNECTED_CARER.people(household.state)).toEqual({
      'fostering-worker': 'demo-fostering-worker',
      iro: 'demo-iro',
    });
    expect(CONNECTED_CARER.about?.(household.state)).toEqual([CHILD, SIBLING]);
  });

  test('tells of one child the IRO and the worker of that child, also when they change', () => {
    const household = placed();
    household.say(PLACED, 'allocate-to-carer', { role: 'lawyer', person: 'demo-lawyer' });
    household.place(PLACED, SIBLING);
    for (const childRef of [CHILD, SIBLING])
      household.hears(PLACED, 'allocated', { role: 'iro', person: `iro of ${childRef}` }, { childRef });
    household.waitUntil('2026-06-23T00:00:00.000Z');
    const told = (role: string) =>
      household
        .alerts('connected.unlawful')
        .filter((alert) => alert.role === role && alert.status === 'open')
        .map(({ childRef, person }) => [childRef, person])
        .toSorted();
    expect(told('iro')).toEqual([
      [CHILD, `iro of ${CHILD}`],
      [SIBLING, `iro of ${SIBLING}`],
    ]);
    expect(told('lawyer').map(([, person]) => person)).toEqual(['demo-lawyer', 'demo-lawyer']);
    expect(household.duties('connected.unlawful').map(({ childRef }) => childRef)).toEqual([CHILD, SIBLING]);
    expect(household.duties('connected.checks').map(({ childRef }) => childRef)).toEqual([undefined]);
    household.hears('2026-06-24', 'allocated', { role: 'iro', person: 'another' }, { childRef: SIBLING });
    expect(told('iro')).toEqual([
      [CHILD, `iro of ${CHILD}`],
      [SIBLING, 'another'],
    ]);
  });

  test('answers no command that it does not know, and passes over what it does not hear', () => {
    const household = placed();
    expect(household.say(PLACED, 'no-such-command')).toBe('unknown-command');
    household.hears('2026-03-03', 'care-plan-prepared');
    household.hears('2026-03-03', 'left-care', { reason: 'E4A' }, { childRef: SIBLING });
    expect(household.stage()).toBe('temporarily approved');
    const moment = { now: at(PLACED), today: calendarDate(PLACED), actor: who('fostering-worker') };
    expect(CONNECTED_CARER.decide(household.state, { kind: 'other', payload: {} }, { ...LAW, ...moment })).toEqual({
      ok: true,
      value: [],
    });
    const from = { processId: 'family-finding:1', processKind: 'family-finding', subjectRef: CHILD, factId: 'f1' };
    const moved = { ...from, kind: 'placement-started', on: calendarDate('2026-03-03'), payload: { code: 'A5' } };
    expect(CONNECTED_CARER.hear(household.state, moved)).toEqual([]);
    expect(CONNECTED_CARER.hear(household.state, { ...moved, processKind: 'period-of-care' })).toHaveLength(1);
    const unknown = { ...moved, processKind: 'period-of-care', subjectRef: 'child-0009' };
    expect(CONNECTED_CARER.hear(household.state, { ...unknown, payload: { code: 'U3', sameCarer: false } })).toEqual(
      [],
    );
    const odd = { kind: 'other', on: calendarDate(PLACED), payload: {} };
    expect(CONNECTED_CARER.evolveDerived(household.state, odd)).toBe(household.state);
    expect(CONNECTED_CARER.evolve(household.state, { ...odd, id: 'f99', source: { by: 'person' } })).toMatchObject({
      children: household.state.children,
    });
  });
});

describe('what a return tells of', () => {
  const source = { by: 'return', importId: 'import-1', key: 'row', asAt: '2026-03-31' };
  const read = { kind: 'return-read', on: '2026-04-07', payload: { asAt: '2026-03-31' }, source };
  const stay = { kind: 'child-joined-carer', on: '2025-09-01', payload: { childRef: CHILD }, source };
  const named = { kind: 'connected-carer-named', on: '2025-09-01', payload: { carers: [] }, source };

  test('is "approval not recorded": asked for, never overdue, and no sixteen weeks run until a person tells', () => {
    const household = new Household();
    household.take('2026-04-07', [read, named, stay]);
    expect([household.stage(), household.shown('connected.initial', '2026-12-01')]).toEqual([
      'approval not recorded',
      'not-recorded',
    ]);
    expect([household.duty('connected.temp-approval'), household.duty('kinship.viability')]).toEqual([
      undefined,
      undefined,
    ]);
    // Somebody has to ask: twenty working days after it was read.
    expect(household.dates('connected.next-step')).toEqual(['2026-05-06', '2026-05-06', 'open']);
    household.waitUntil('2026-12-01');
    expect(household.duty('connected.unlawful')).toBeUndefined();
    household.late('2026-12-01', '2025-09-01', ['give-temporary-approval', { childRef: CHILD, approvedBy: 'made up' }]);
    expect([household.dates('connected.temp-approval'), household.stage()]).toEqual([
      ['2025-12-21', '2025-12-22', 'open'],
      'unlawful placement',
    ]);
  });
});
