import { beforeEach, describe, expect, test } from 'vitest';
import { at } from '../../../support/child.ts';
import { SearchedFor } from '../../../support/searched-for.ts';

/**
 * Written by hand from the timescales (§10). 2026: Good Friday 3 April, Easter Monday 6 April, bank holidays 4 May, 25 May,
 * 31 August, 25 and 28 December. The review of Monday 1 June set the plan; the agency decided on Thursday 2 July.
 */
let her: SearchedFor;
beforeEach(() => {
  her = new SearchedFor();
  her.enter();
});

const DECISION = { shouldBePlaced: true, decidedBy: 'demo-adm', reasons: 'made up' };
const MATCH = { approved: true, adopters: 'adopters-1', decidedBy: 'demo-adm', reasons: 'made up' };
const decide = (on: string, day = on): string | null => her.say(day, 'record-agency-decision', { on, ...DECISION });

describe('from the plan', () => {
  test.each([
    ['adoption.adm-child', '2026-08-01'],
    ['adoption.raa-referral', '2026-06-15'],
    ['adoption.ffa', '2026-06-15'],
    ['adoption.siblings', '2026-08-01'],
    ['adoption.no-movement-plan-set', '2026-08-01'],
  ])('%s is due on %s', (ruleId, dueOn) => {
    her.setPlan('2026-06-01', { siblings: true });
    expect(her.due(ruleId)).toBe(dueOn);
  });

  test('two months from 31 December are clamped to the end of February', () => {
    her.setPlan('2026-12-31');
    expect(her.due('adoption.adm-child')).toBe('2027-02-28');
  });

  test('a child without brothers and sisters owes no decision on them', () => {
    her.setPlan('2026-06-01');
    expect(her.duty('adoption.siblings')).toBeUndefined();
  });

  test('each is met by what is recorded of it', () => {
    her.setPlan('2026-06-01', { siblings: true });
    her.say('2026-06-08', 'refer-to-regional-agency');
    her.say('2026-06-09', 'record-early-permanence', { outcome: 'fostering-for-adoption', reasons: 'made up' });
    const apart = { outcome: 'apart', decidedBy: 'person-2', reasons: 'made up', contactPlan: 'made up' };
    her.say('2026-06-10', 'decide-brothers-and-sisters', apart);
    decide('2026-07-02');
    expect(
      ['adoption.raa-referral', 'adoption.ffa', 'adoption.siblings', 'adoption.adm-child'].map(
        (ruleId) => her.duty(ruleId)?.metOn,
      ),
    ).toEqual(['2026-06-08', '2026-06-09', '2026-06-10', '2026-07-02']);
  });
});

describe('from the agency decision', () => {
  beforeEach(() => {
    her.setPlan('2026-06-01');
    decide('2026-07-02');
  });

  test.each([
    ['adoption.notify-oral', '2026-07-06'],
    ['adoption.notify-written', '2026-07-09'],
    ['adoption.register', '2026-10-02'],
    ['adoption.match', '2027-01-02'],
    ['adoption.no-movement-decided', '2027-01-02'],
  ])('%s is due on %s', (ruleId, dueOn) => {
    expect(her.due(ruleId)).toBe(dueOn);
  });

  test('parents are told orally and in writing, each for itself', () => {
    her.say('2026-07-03', 'record-adoption-step', { step: 'parents-told-orally' });
    expect(her.duty('adoption.notify-oral')?.metOn).toBe('2026-07-03');
    expect(her.duty('adoption.notify-written')?.status).toBe('open');
    her.say('2026-07-10', 'record-adoption-step', { step: 'parents-told-in-writing' });
    expect(her.duty('adoption.notify-written')).toMatchObject({ status: 'met', metOn: '2026-07-10' });
  });

  test('the register is met by the details, or by adopters who are identified, whichever came first', () => {
    her.say('2026-09-01', 'record-link', { adopters: 'adopters-1' });
    expect(her.duty('adoption.register')?.metOn).toBe('2026-09-01');
    her.say('2026-09-02', 'record-adoption-step', { on: '2026-08-20', step: 'register' });
    expect(her.duty('adoption.register')?.metOn).toBe('2026-08-20');
  });

  test('identified after the three months is late for ever', () => {
    her.say('2026-10-05', 'record-link', { adopters: 'adopters-1' });
    expect(her.duty('adoption.register')).toMatchObject({ metOn: '2026-10-05', lastDefensibleOn: '2026-10-02' });
  });

  test('a match is decided within seven working days of the final minutes, not of the panel', () => {
    her.say('2026-08-21', 'record-adoption-panel', { purpose: 'match', recommends: true });
    expect(her.duty('adoption.adm-7wd')).toBeUndefined();
    her.say('2026-08-28', 'record-final-minutes', { purpose: 'match' });
    // Friday 28 August; Monday 31 August is the summer bank holiday.
    expect(her.due('adoption.adm-7wd')).toBe('2026-09-09');
    her.say('2026-09-08', 'record-match-decision', MATCH);
    expect(her.duty('adoption.adm-7wd')?.metOn).toBe('2026-09-08');
    expect(her.duty('adoption.match')?.metOn).toBe('2026-09-08');
    expect(her.due('adoption.notify-oral')).toBe('2026-09-10');
    expect(her.due('adoption.notify-written')).toBe('2026-09-15');
  });

  test.each([true, false])(
    'adopters are told of the decision on a match (approved: %s), each way for itself',
    (approved) => {
      expect(her.say('2026-09-07', 'record-adoption-step', { step: 'adopters-told-orally' })).toBe(
        'no-agency-decision',
      );
      her.say('2026-09-08', 'record-match-decision', { ...MATCH, approved });
      // Tuesday 8 September.
      expect(her.due('adoption.notify-adopters-oral')).toBe('2026-09-10');
      expect(her.due('adoption.notify-adopters-written')).toBe('2026-09-15');
      her.say('2026-09-09', 'record-adoption-step', { step: 'adopters-told-orally' });
      her.say('2026-09-10', 'record-adoption-step', { step: 'parents-told-orally' });
      her.say('2026-09-16', 'record-adoption-step', { step: 'adopters-told-in-writing' });
      expect(
        ['adoption.notify-adopters-oral', 'adoption.notify-oral', 'adoption.notify-adopters-written'].map(
          (ruleId) => her.duty(ruleId)?.metOn,
        ),
      ).toEqual(['2026-09-09', '2026-09-10', '2026-09-16']);
      expect(her.duty('adoption.notify-written')?.status).toBe('open');
    },
  );

  test('of the decision on the plan no adopters are told', () => {
    expect(her.duties('adoption.notify-adopters-oral')).toEqual([]);
  });

  test.each([
    ['the panel was held before the decision', '2026-08-21', '2026-09-01'],
    ['no panel is recorded', null, '2026-09-01'],
  ])('minutes that come after the decision found it made: %s', (_what, panelOn, decidedOn) => {
    if (panelOn !== null) her.say(panelOn, 'record-adoption-panel', { purpose: 'match', recommends: true });
    her.say(decidedOn, 'record-match-decision', MATCH);
    her.say('2026-09-03', 'record-final-minutes', { purpose: 'match' });
    expect(her.duty('adoption.adm-7wd')).toMatchObject({ status: 'met', metOn: decidedOn });
  });

  test('minutes of a panel that was held after a decision ask for another', () => {
    her.say('2026-09-01', 'record-match-decision', MATCH);
    her.say('2026-09-15', 'record-adoption-panel', { purpose: 'match', recommends: true });
    her.say('2026-09-18', 'record-final-minutes', { purpose: 'match' });
    expect(her.duty('adoption.adm-7wd')?.status).toBe('open');
  });

  test('placement order: whether adoption remains is asked after six months, and again six months after each answer', () => {
    her.status('2026-08-31', 'E1');
    expect(her.due('adoption.change-plan')).toBe('2027-02-28');
    her.say('2027-02-25', 'confirm-adoption-plan', { reasons: 'made up' });
    expect(her.duty('adoption.change-plan')?.metOn).toBe('2027-02-25');
    expect(her.due('adoption.change-plan-again')).toBe('2027-08-25');
    her.place('2027-08-02', 'A6');
    expect(her.duty('adoption.change-plan-again')?.metOn).toBe('2027-08-02');
  });
});

describe('a relinquished child', () => {
  beforeEach(() => {
    her.setPlan('2026-06-01', { basis: 'relinquished' });
  });

  test('goes to panel, and is decided within seven working days of its final minutes', () => {
    expect(her.say('2026-06-02', 'plan-adoption-panel', { purpose: 'plan', plannedFor: '2026-06-17' })).toBeNull();
    her.say('2026-06-17', 'record-adoption-panel', { purpose: 'plan', recommends: true });
    her.say('2026-06-24', 'record-final-minutes', { purpose: 'plan' });
    expect(her.due('adoption.adm-7wd')).toBe('2026-07-03');
    decide('2026-07-03');
    expect(her.duty('adoption.adm-7wd')).toMatchObject({ status: 'met', metOn: '2026-07-03' });
    expect(her.duty('adoption.outside-rule')).toBeUndefined();
  });

  test.each([
    // Six months old on 15 July 2026.
    ['2026-07-14', 'adoption.match-infant', '2026-10-14'],
    ['2026-07-15', 'adoption.match', '2027-01-15'],
  ])('decided on %s: %s is due on %s', (on, ruleId, dueOn) => {
    decide(on);
    expect(her.due(ruleId)).toBe(dueOn);
  });
});

describe('the adoption placement report', () => {
  beforeEach(() => {
    her.setPlan('2026-06-01');
    decide('2026-07-02');
  });

  test.each([
    // Wednesday: the day itself is the first of ten. Saturday: Monday is the first; 31 August is a bank holiday.
    ['2026-08-19', '2026-09-02'],
    ['2026-08-22', '2026-09-07'],
  ])('sent on %s: the adopters may comment to %s, which then is over by itself', (on, dueOn) => {
    her.say(on, 'record-adoption-step', { step: 'adopters-notified-of-report' });
    expect(her.due('adoption.placement-report')).toBe(dueOn);
    her.search.waitUntil(at(dueOn));
    expect(her.duty('adoption.placement-report')?.status).toBe('open');
    her.search.waitUntil(at('2026-09-10'));
    expect(her.duty('adoption.placement-report')).toMatchObject({ status: 'met', metOn: dueOn });
  });

  test('their comments end it sooner, and a panel may be planned', () => {
    her.say('2026-08-19', 'record-adoption-step', { step: 'adopters-notified-of-report' });
    const panel = { purpose: 'match', plannedFor: '2026-09-02' };
    expect(her.say('2026-08-20', 'plan-adoption-panel', panel)).toBe('adopters-may-still-comment');
    expect(her.say('2026-08-20', 'plan-adoption-panel', { ...panel, plannedFor: '2026-09-03' })).toBeNull();
    her.say('2026-08-24', 'record-adoption-step', { step: 'comments-received' });
    expect(her.duty('adoption.placement-report')?.metOn).toBe('2026-08-24');
    expect(her.say('2026-08-24', 'plan-adoption-panel', panel)).toBeNull();
  });
});

describe('from the placement', () => {
  beforeEach(() => {
    her.setPlan('2026-06-01');
    decide('2026-07-02');
    her.status('2026-07-20', 'E1');
    her.place('2026-09-14', 'A6');
  });

  test.each([
    // Ten weeks of seven days; the first review is due four weeks after, the second three months after that.
    ['adoption.order-earliest', '2026-11-23'],
    ['adoption.lifestory', '2027-01-12'],
    ['adoption.no-movement-placed', '2027-03-14'],
  ])('%s: %s', (ruleId, dueOn) => {
    expect(her.due(ruleId)).toBe(dueOn);
  });

  test('the life-story book counts from the first review once it is held', () => {
    her.held('2026-10-05');
    expect(her.due('adoption.lifestory')).toBe('2027-01-05');
    her.say('2026-12-21', 'record-adoption-step', { step: 'life-story-first-version' });
    expect(her.duty('adoption.lifestory')?.metOn).toBe('2026-12-21');
  });

  test('a first review held when the book was overdue already moves nothing', () => {
    her.held('2027-01-12');
    expect(her.due('adoption.lifestory')).toBe('2027-04-12');
    her.child.stream.command(at('2027-01-14'), 'correct', {
      factId: her.child.factId('review-held', '2027-01-12'),
      on: '2027-01-13',
      reason: 'made up',
    });
    her.hearNews('2027-01-14');
    expect(her.due('adoption.lifestory')).toBe('2027-01-12');
  });

  test('a review without an IRO is none', () => {
    her.ofCare('2026-10-05', 'record-review', { participation: null, withoutIro: true, moreParts: false });
    expect(her.due('adoption.lifestory')).toBe('2027-01-12');
  });

  test('an application is possible on the day the ten weeks are over', () => {
    her.say('2026-11-23', 'record-adoption-application');
    expect(her.duties('adoption.outside-rule').filter(({ inputs }) => 'appliedEarlyOn' in inputs)).toEqual([]);
  });

  test('book and letter are due ten working days after the ceremony, over Christmas', () => {
    her.leave('2026-12-11', 'E11');
    her.say('2026-12-18', 'record-adoption-ceremony');
    // 21 to 24, 29 to 31 December; 25 and 28 are bank holidays, 1 January too: 4, 5, 6 January.
    expect(her.due('adoption.lifestory-complete')).toBe('2027-01-06');
    expect(her.due('adoption.later-life-letter')).toBe('2027-01-06');
  });
});

describe('a return from the adoptive placement', () => {
  beforeEach(() => {
    her.setPlan('2026-06-01');
    decide('2026-07-02');
    her.status('2026-07-20', 'E1');
    her.place('2026-09-14', 'A6');
    her.place('2026-10-20', 'U6');
  });

  test('is reviewed between the 28th and the 42nd day: a window', () => {
    expect(her.duty('adoption.return-review')).toMatchObject({ earliestOn: '2026-11-17', dueOn: '2026-12-01' });
  });

  test.each([
    ['2026-11-16', 'open', null],
    ['2026-11-17', 'met', '2026-11-17'],
    ['2026-12-01', 'met', '2026-12-01'],
    ['2026-12-02', 'met', '2026-12-02'],
  ])('a review on %s leaves it %s', (on, status, metOn) => {
    her.held(on);
    expect(her.duty('adoption.return-review')).toMatchObject({ status, metOn });
  });
});

describe('the alarm that nothing moves', () => {
  test('follows the last movement through every stage, and what moved late stays late', () => {
    her.setPlan('2026-06-01');
    const seen = [her.alarm()];
    const then = (day: string, kind: string, payload = {}): void => {
      expect(her.say(day, kind, payload)).toBeNull();
      seen.push(her.alarm());
    };
    then('2026-08-10', 'record-agency-decision', DECISION);
    her.status('2026-09-01', 'E1');
    seen.push(her.alarm());
    then('2026-09-08', 'refer-to-regional-agency');
    then('2026-09-30', 'record-child-profile');
    then('2026-10-20', 'record-movement', { what: 'shown at an exchange day' });
    then('2026-11-02', 'record-link', { adopters: 'adopters-1' });
    then('2026-12-01', 'record-adoption-panel', { purpose: 'match', recommends: true });
    then('2026-12-03', 'record-final-minutes', { purpose: 'match' });
    then('2026-12-10', 'record-match-decision', MATCH);
    then('2027-01-04', 'record-introductions');
    her.place('2027-01-18', 'A6');
    seen.push(her.alarm());
    her.leave('2027-06-30', 'E11');
    seen.push(her.alarm());
    expect(seen).toEqual([
      'plan-set 2026-08-01',
      'decided 2027-02-10',
      'authorised 2026-09-15',
      'referred 2026-10-06',
      'profiled 2026-11-25',
      'profiled 2026-11-25',
      'linked 2026-12-28',
      'match-panel 2026-12-29',
      'match-panel 2026-12-31',
      'matched 2027-01-07',
      'introduced 2027-02-01',
      'placed 2027-07-18',
      'order-made 2027-09-30',
    ]);
    expect(her.duty('adoption.no-movement-plan-set')).toMatchObject({
      metOn: '2026-08-10',
      lastDefensibleOn: '2026-08-01',
    });
  });
});
