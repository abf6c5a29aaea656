import { beforeEach, describe, expect, test } from 'vitest';
import { HOLDFAST } from '../../../../domain/heart/actor.ts';
import { FAMILY_FINDING } from '../../../../domain/processes/family-finding/index.ts';
import { RULEBOOK } from '../../../../domain/rulebook/published.ts';
import { calendarDate } from '../../../../domain/calendar/calendar-date.ts';
import { at, who } from '../../../support/child.ts';
import { SearchedFor } from '../../../support/searched-for.ts';
import { LAW, SUBJECT } from '../../../support/stream.ts';

let her: SearchedFor;
beforeEach(() => {
  her = new SearchedFor();
  her.enter();
});

const DECISION = { shouldBePlaced: true, decidedBy: 'demo-adm', reasons: 'made up' };
const MATCH = { approved: true, adopters: 'adopters-1', decidedBy: 'demo-adm', reasons: 'made up' };
const CHANGE = { newPlan: 'long-term-fostering', ceased: 'RD3', decidedBy: 'demo-adm', reasons: 'made up' };
const told = (refusal: string | null): void => expect(refusal).toBeNull();
const outside = (): readonly string[] =>
  her
    .duties('adoption.outside-rule')
    .flatMap(({ status, inputs }) => Object.keys(inputs).map((why) => `${why} ${status}`));

/** To the placement on 14 September 2026, all of it by the rules. */
function placed(code = 'A6'): void {
  told(her.setPlan('2026-06-01'));
  told(her.say('2026-07-02', 'record-agency-decision', DECISION));
  told(her.status('2026-07-06', 'E1'));
  told(her.say('2026-07-13', 'record-link', { adopters: 'adopters-1' }));
  told(her.say('2026-08-03', 'record-adoption-panel', { purpose: 'match', recommends: true }));
  told(her.say('2026-08-10', 'record-final-minutes', { purpose: 'match' }));
  told(her.say('2026-08-12', 'record-match-decision', MATCH));
  told(her.say('2026-08-24', 'record-introductions'));
  told(her.place('2026-09-14', code));
}

describe('stages', () => {
  test('are named in the words of the field, and it stands at the furthest', () => {
    const seen: string[] = [];
    const see = (refusal: string | null): void => {
      told(refusal);
      seen.push(her.stage);
    };
    see(her.setPlan('2026-06-01'));
    see(her.say('2026-07-02', 'record-agency-decision', DECISION));
    see(her.say('2026-07-03', 'refer-to-regional-agency'));
    see(her.status('2026-07-06', 'E1'));
    see(her.say('2026-07-10', 'record-child-profile'));
    see(her.say('2026-07-13', 'record-link', { adopters: 'adopters-1' }));
    see(her.say('2026-08-03', 'record-adoption-panel', { purpose: 'match', recommends: true }));
    see(her.say('2026-08-12', 'record-match-decision', MATCH));
    see(her.say('2026-08-24', 'record-introductions'));
    see(her.place('2026-09-14', 'A6'));
    see(her.leave('2026-12-11', 'E12'));
    see(her.say('2026-12-18', 'record-adoption-ceremony'));
    see(her.say('2026-12-21', 'record-adoption-step', { step: 'life-story-complete' }));
    see(her.say('2026-12-22', 'record-adoption-step', { step: 'later-life-letter' }));
    expect(seen).toEqual([
      'plan set',
      'agency decision',
      'referral',
      'referral',
      'profile',
      'links',
      'match panel',
      'match decided',
      'introductions',
      'placed',
      'order made',
      'order made',
      'order made',
      'adopted',
    ]);
    expect(FAMILY_FINDING.isClosed(her.state)).toBe(true);
    expect(her.open()).toEqual([]);
  });

  test('book and letter given before the order end it with the order', () => {
    placed();
    told(her.say('2026-11-02', 'record-adoption-step', { step: 'life-story-complete' }));
    told(her.say('2026-11-02', 'record-adoption-step', { step: 'later-life-letter' }));
    expect(her.stage).toBe('placed');
    told(her.leave('2026-12-11', 'E11'));
    expect(her.stage).toBe('adopted');
  });

  test('what was done before the plan stands from the day of the plan', () => {
    told(her.status('2026-05-11', 'E1'));
    told(her.setPlan('2026-06-01'));
    expect(her.stage).toBe('placement order');
    expect(her.alarm()).toBe('authorised 2026-06-15');
    told(her.say('2026-06-02', 'record-child-profile', { on: '2026-05-20' }));
    expect([her.stage, her.alarm()]).toEqual(['profile', 'profiled 2026-07-27']);
  });

  test('work before the plan is recorded on its day, and outside the rule where one forbids it', () => {
    told(her.setPlan('2026-06-01'));
    const early = (on: string, kind: string, payload = {}): void =>
      told(her.say('2026-06-02', kind, { on, ...payload }));
    early('2026-05-11', 'refer-to-regional-agency');
    early('2026-05-12', 'record-adoption-step', { step: 'register' });
    early('2026-05-13', 'record-early-permanence', { outcome: 'fostering-for-adoption', reasons: 'made up' });
    early('2026-05-14', 'record-link', { adopters: 'adopters-1' });
    expect([her.stage, outside()]).toEqual(['links', []]);
    expect(her.duty('adoption.raa-referral')?.metOn).toBe('2026-05-11');
    expect(her.duty('adoption.ffa')?.metOn).toBe('2026-05-13');
    early('2026-05-15', 'record-adoption-panel', { purpose: 'plan', recommends: true });
    early('2026-05-18', 'record-agency-decision', DECISION);
    early('2026-05-20', 'record-match-decision', MATCH);
    expect(her.duty('adoption.adm-child')?.metOn).toBe('2026-05-18');
    expect(outside()).toEqual(['panelForbiddenOn open', 'decidedWithoutMinutesOn open']);
    // Five working days after Friday 15 May, and after Wednesday 20 May over the bank holiday of 25 May.
    expect(her.duties('adoption.outside-rule').map(({ dueOn }) => dueOn)).toEqual(['2026-05-22', '2026-05-28']);
  });

  test('that the child should not be placed is not decided before adoption is the plan', () => {
    told(her.setPlan('2026-06-01'));
    expect(
      her.say('2026-06-02', 'record-agency-decision', { ...DECISION, on: '2026-05-18', shouldBePlaced: false }),
    ).toBe('before-the-adoption-plan');
  });

  test.each([
    ['E4A', 'left care'],
    ['E2', 'left care'],
  ])('leaving care by %s ends it: %s', (reason, stage) => {
    placed();
    told(her.leave('2026-10-05', reason));
    expect([her.stage, her.open().length]).toEqual([stage, 0]);
  });

  test('the eighteenth birthday ends it', () => {
    her = new SearchedFor();
    her.enter({ dateOfBirth: '2008-09-01' });
    told(her.setPlan('2026-06-01'));
    her.child.stream.waitUntil(at('2026-09-02'));
    her.hearNews('2026-09-02');
    expect(her.stage).toBe('turned eighteen');
  });

  test('a plan taken back leaves nothing owed', () => {
    told(her.setPlan('2026-06-01'));
    told(her.say('2026-06-02', 'withdraw', { factId: her.factId('adoption-plan-set'), reason: 'another child' }));
    expect([her.stage, her.open()]).toEqual(['plan withdrawn', []]);
    expect(her.say('2026-06-03', 'record-child-profile')).toBe('no-adoption-plan');
  });

  test('the decision that the child should not be placed ends it, once the parents have been told of it', () => {
    told(her.setPlan('2026-06-01'));
    told(her.say('2026-07-02', 'record-agency-decision', { ...DECISION, shouldBePlaced: false }));
    expect([her.stage, her.duty('adoption.adm-child')?.metOn]).toEqual(['plan changed', '2026-07-02']);
    expect(her.open().map(({ ruleId }) => ruleId)).toEqual(['adoption.notify-oral', 'adoption.notify-written']);
    told(her.say('2026-07-03', 'record-adoption-step', { step: 'parents-told-orally' }));
    expect(FAMILY_FINDING.isClosed(her.state)).toBe(false);
    told(her.say('2026-07-10', 'record-adoption-step', { step: 'parents-told-in-writing' }));
    expect([FAMILY_FINDING.isClosed(her.state), her.open()]).toEqual([true, []]);
    expect(her.duty('adoption.notify-written')).toMatchObject({ dueOn: '2026-07-09', metOn: '2026-07-10' });
  });
});

describe('the route of the agency decision', () => {
  test.each(['court-proceedings', 'care-order-without-authority', 'threshold-met-accommodated'])(
    '%s: a panel cannot be planned; one that was held is recorded as outside the rule',
    (basis) => {
      told(her.setPlan('2026-06-01', { basis }));
      const panel = { purpose: 'plan', plannedFor: '2026-06-17' };
      expect(her.say('2026-06-02', 'plan-adoption-panel', panel)).toBe('panel-forbidden');
      told(her.say('2026-06-17', 'record-adoption-panel', { purpose: 'plan', recommends: true }));
      expect(outside()).toEqual(['panelForbiddenOn open']);
      expect(her.due('adoption.outside-rule')).toBe('2026-06-24');
      told(her.say('2026-06-22', 'record-adoption-step', { step: 'advice-on-outside-rule' }));
      expect(her.duty('adoption.outside-rule')).toMatchObject({ status: 'met', metOn: '2026-06-22' });
    },
  );

  test('a panel is planned for today or later', () => {
    told(her.setPlan('2026-06-01', { basis: 'relinquished' }));
    const panel = { purpose: 'plan', plannedFor: '2026-06-01' };
    expect(her.say('2026-06-02', 'plan-adoption-panel', panel)).toBe('panel-in-the-past');
    told(her.say('2026-06-01', 'plan-adoption-panel', panel));
    told(her.say('2026-06-02', 'plan-adoption-panel', { purpose: 'match', plannedFor: '2026-09-01' }));
  });

  test('a relinquished child decided without final minutes is outside the rule', () => {
    told(her.setPlan('2026-06-01', { basis: 'relinquished' }));
    told(her.say('2026-07-02', 'record-agency-decision', DECISION));
    expect(outside()).toEqual(['decidedWithoutMinutesOn open']);
    told(her.say('2026-07-03', 'record-final-minutes', { on: '2026-07-01', purpose: 'plan' }));
    expect(outside()).toEqual([]);
  });

  test('minutes received on the day of the decision were there', () => {
    told(her.setPlan('2026-06-01', { basis: 'relinquished' }));
    told(her.say('2026-07-02', 'record-agency-decision', DECISION));
    told(her.say('2026-07-02', 'record-final-minutes', { purpose: 'plan' }));
    told(her.say('2026-07-02', 'record-final-minutes', { on: '2026-07-01', purpose: 'match' }));
    expect(outside()).toEqual([]);
    expect(her.duties('adoption.adm-7wd').map(({ metOn }) => metOn)).toEqual([null, '2026-07-02']);
  });
});

describe('authority to place', () => {
  test('by consent counts from six weeks of age', () => {
    her = new SearchedFor();
    her.enter({ dateOfBirth: '2026-02-20' });
    told(her.setPlan('2026-03-16', { basis: 'relinquished' }));
    // Six weeks old on Friday 3 April.
    told(her.say('2026-04-07', 'record-placement-consent', { on: '2026-04-02' }));
    expect([her.stage, outside()]).toEqual(['plan set', ['consentTooEarlyOn open']]);
    told(her.say('2026-04-07', 'record-placement-consent', { on: '2026-04-03' }));
    expect(her.stage).toBe('placement order');
    expect(her.due('adoption.change-plan')).toBe('2026-10-03');
  });

  test('where the date of birth is not recorded consent counts', () => {
    her = new SearchedFor();
    her.enter({ dateOfBirth: null });
    told(her.setPlan('2026-06-01', { basis: 'relinquished' }));
    told(her.say('2026-06-02', 'record-placement-consent'));
    expect(her.stage).toBe('placement order');
    told(her.say('2026-07-02', 'record-agency-decision', DECISION));
    expect(her.duty('adoption.match-infant')).toBeUndefined();
  });

  test('is gone with the order, and comes again with another', () => {
    told(her.setPlan('2026-06-01'));
    told(her.say('2026-07-02', 'record-agency-decision', DECISION));
    told(her.status('2026-07-06', 'E1'));
    told(her.status('2026-09-07', 'C2'));
    expect([her.stage, her.alarm(), FAMILY_FINDING.milestones?.(her.state)['orderOn']]).toEqual([
      'agency decision',
      'decided 2027-03-07',
      null,
    ]);
    told(her.status('2026-10-05', 'E1'));
    expect([her.stage, her.due('adoption.change-plan')]).toEqual(['placement order', '2027-04-05']);
    told(her.status('2026-10-06', 'E1'));
    expect(her.alarm()).toBe('authorised 2026-10-19');
  });

  test('given by consent stands when an order ends', () => {
    told(her.setPlan('2026-06-01'));
    told(her.say('2026-06-15', 'record-placement-consent'));
    told(her.status('2026-07-06', 'E1'));
    told(her.status('2026-09-07', 'C2'));
    expect(her.stage).toBe('placement order');
  });

  test('without any a placement is outside the rule, and so is one without a match', () => {
    told(her.setPlan('2026-06-01'));
    told(her.place('2026-09-14', 'A4'));
    expect(outside()).toEqual(['placedWithoutAuthorityOn open']);
    told(her.say('2026-09-15', 'record-placement-consent', { on: '2026-09-10' }));
    expect(outside()).toEqual(['placedWithoutMatchOn open']);
    told(her.say('2026-09-15', 'record-final-minutes', { on: '2026-09-01', purpose: 'match' }));
    told(her.say('2026-09-15', 'record-match-decision', { ...MATCH, on: '2026-09-11' }));
    expect(outside()).toEqual([]);
  });
});

describe('links and matches', () => {
  beforeEach(() => {
    told(her.setPlan('2026-06-01'));
    told(her.say('2026-07-02', 'record-agency-decision', DECISION));
    told(her.say('2026-07-06', 'record-child-profile'));
    told(her.say('2026-07-13', 'record-link', { adopters: 'adopters-1' }));
  });

  test('a link is recorded once, and only one that is there ends', () => {
    expect(her.say('2026-07-14', 'record-link', { adopters: 'adopters-1' })).toBe('link-recorded');
    expect(her.say('2026-07-14', 'end-link', { adopters: 'adopters-2', reason: 'x' })).toBe('no-such-link');
  });

  test('while another link lives it stands at the links, without any at the profile', () => {
    told(her.say('2026-07-14', 'record-link', { adopters: 'adopters-2' }));
    told(her.say('2026-07-20', 'end-link', { adopters: 'adopters-1', reason: 'x' }));
    expect([her.stage, her.alarm()]).toEqual(['links', 'linked 2026-09-07']);
    told(her.say('2026-07-27', 'end-link', { adopters: 'adopters-2', reason: 'x' }));
    expect([her.stage, her.alarm()]).toEqual(['profile', 'profiled 2026-09-21']);
    told(her.say('2026-08-03', 'record-link', { adopters: 'adopters-1' }));
    expect(her.stage).toBe('links');
  });

  test('a match that is not approved ends its link and asks for another', () => {
    told(her.say('2026-08-03', 'record-adoption-panel', { purpose: 'match', recommends: false }));
    told(her.say('2026-08-10', 'record-final-minutes', { purpose: 'match' }));
    told(her.say('2026-08-12', 'record-match-decision', { ...MATCH, approved: false }));
    expect([her.stage, her.duty('adoption.match')?.status]).toEqual(['profile', 'open']);
    expect(her.duty('adoption.adm-7wd')?.metOn).toBe('2026-08-12');
    expect(outside()).toEqual([]);
  });

  test('decided before the parents were told of the plan, they are told of both at once', () => {
    told(her.say('2026-08-12', 'record-match-decision', MATCH));
    told(her.say('2026-08-13', 'record-adoption-step', { step: 'parents-told-orally' }));
    told(her.say('2026-08-14', 'record-adoption-step', { step: 'adopters-told-orally' }));
    expect(her.duties('adoption.notify-oral').map(({ metOn }) => metOn)).toEqual(['2026-08-13', '2026-08-13']);
    expect(her.duties('adoption.notify-adopters-oral').map(({ metOn }) => metOn)).toEqual(['2026-08-14']);
  });

  test('decided before the final minutes were received it is outside the rule', () => {
    told(her.say('2026-08-12', 'record-match-decision', MATCH));
    expect(outside()).toEqual(['decidedWithoutMinutesOn open']);
  });

  test('a panel held while the adopters may comment is outside the rule, after it or their comments not', () => {
    told(her.say('2026-08-03', 'record-adoption-step', { step: 'adopters-notified-of-report' }));
    const panel = { purpose: 'match', recommends: true };
    // Ten working days beginning with Monday 3 August end on Friday 14 August.
    told(her.say('2026-08-14', 'record-adoption-panel', panel));
    expect(outside()).toEqual(['panelWhileCommentingOn open']);
    told(her.say('2026-08-17', 'record-adoption-panel', panel));
    expect(outside()).toHaveLength(1);
    told(her.say('2026-08-18', 'record-adoption-step', { on: '2026-08-13', step: 'comments-received' }));
    expect(outside()).toEqual([]);
    told(her.say('2026-08-18', 'record-adoption-step', { on: '2026-08-16', step: 'comments-received' }));
    expect(her.duty('adoption.placement-report')?.metOn).toBe('2026-08-13');
  });

  test('steps that belong to something want it to be there', () => {
    expect(her.say('2026-08-18', 'record-adoption-step', { step: 'comments-received' })).toBe('no-placement-report');
    expect(her.say('2026-08-18', 'record-adoption-ceremony')).toBe('not-adopted');
    expect(her.say('2026-08-18', 'record-adoption-step', { on: '2026-06-15', step: 'parents-told-orally' })).toBe(
      'no-agency-decision',
    );
    expect(her.say('2026-08-18', 'record-agency-decision', DECISION)).toBe('agency-decision-recorded');
    expect(her.say('2026-08-18', 'confirm-adoption-plan', { on: '2026-05-29', reasons: 'made up' })).toBe(
      'before-the-adoption-plan',
    );
    expect(her.say('2026-08-18', 'set-adoption-plan', { basis: 'relinquished', siblings: false })).toBe(
      'adoption-plan-already-set',
    );
    expect(her.say('2026-08-18', 'no-such-command')).toBe('unknown-command');
  });

  test('brothers and sisters: undecided before a match or the placement is outside the rule', () => {
    her = new SearchedFor();
    her.enter();
    told(her.setPlan('2026-06-01', { siblings: true }));
    told(her.say('2026-08-10', 'record-final-minutes', { purpose: 'match' }));
    told(her.say('2026-08-12', 'record-match-decision', MATCH));
    expect(outside()).toEqual(['siblingsUndecidedOn open']);
    const apart = { outcome: 'apart', decidedBy: 'person-2', reasons: 'x', contactPlan: 'x' };
    told(her.say('2026-08-13', 'decide-brothers-and-sisters', apart));
    expect(outside()).toEqual(['siblingsUndecidedOn open']);
    told(her.say('2026-08-14', 'decide-brothers-and-sisters', { ...apart, on: '2026-08-12' }));
    expect(outside()).toEqual([]);
  });

  test('brothers and sisters: assessed in the period of care, before the plan or after, they are asked about once', () => {
    const assessed = { outcome: 'apart', reason: 'made up', contactPlan: 'made up' };
    her = new SearchedFor();
    her.enter();
    told(her.setPlan('2026-06-01', { siblings: true }));
    expect(her.duty('adoption.siblings')?.status).toBe('open');
    told(her.ofCare('2026-06-08', 'record-together-apart', assessed, who('social-worker')));
    told(her.ofCare('2026-06-22', 'record-together-apart', assessed, who('social-worker')));
    expect(her.duty('adoption.siblings')).toMatchObject({ status: 'met', metOn: '2026-06-08' });
    told(her.say('2026-06-30', 'decide-brothers-and-sisters', { outcome: 'apart', decidedBy: 'x', reasons: 'x' }));
    expect(her.duty('adoption.siblings')?.metOn).toBe('2026-06-08');
    told(her.say('2026-08-10', 'record-final-minutes', { purpose: 'match' }));
    told(her.say('2026-08-12', 'record-match-decision', MATCH));
    expect(outside()).toEqual([]);
  });

  test('early permanence that was considered before there was a plan is not asked again', () => {
    her = new SearchedFor();
    her.enter();
    told(her.ofCare('2026-05-11', 'record-adoption-considered', {}, who('social-worker')));
    const considered = { outcome: 'concurrent-planning', reasons: 'x' };
    told(her.ofCare('2026-05-18', 'consider-early-permanence', considered, who('social-worker')));
    told(her.setPlan('2026-06-01'));
    expect(her.duty('adoption.ffa')).toMatchObject({ status: 'met', metOn: '2026-05-18' });
    expect(FAMILY_FINDING.milestones?.(her.state)).toMatchObject({ earlyPermanence: 'concurrent-planning' });
    told(her.say('2026-06-23', 'record-early-permanence', { outcome: 'not-suitable', reasons: 'x' }));
    expect(her.duty('adoption.ffa')?.metOn).toBe('2026-05-18');
    expect(FAMILY_FINDING.milestones?.(her.state)).toMatchObject({ earlyPermanence: 'not-suitable' });
  });

  test('together or apart, and early permanence: the first day answers what is owed, the latest answer is shown', () => {
    const shows = () => {
      const { togetherOrApart, earlyPermanence } = FAMILY_FINDING.milestones?.(her.state) ?? {};
      return [togetherOrApart, her.duty('adoption.siblings')?.metOn, earlyPermanence, her.duty('adoption.ffa')?.metOn];
    };
    const together = { outcome: 'together', decidedBy: 'x', reasons: 'x', contactPlan: 'x' };
    const assessed = { outcome: 'partly-together', reason: 'made up', contactPlan: 'made up' };
    her = new SearchedFor();
    her.enter();
    told(her.setPlan('2026-06-01', { siblings: true }));
    expect(shows()).toEqual([null, null, null, null]);
    told(her.ofCare('2026-06-08', 'record-together-apart', assessed, who('social-worker')));
    expect(shows()).toEqual(['partly-together', '2026-06-08', null, null]);
    told(her.say('2026-06-22', 'decide-brothers-and-sisters', together));
    told(her.say('2026-06-23', 'record-early-permanence', { outcome: 'not-suitable', reasons: 'x' }));
    expect(shows()).toEqual(['together', '2026-06-08', 'not-suitable', '2026-06-23']);
    told(her.say('2026-07-06', 'decide-brothers-and-sisters', { ...together, outcome: 'apart' }));
    told(her.say('2026-07-07', 'record-early-permanence', { outcome: 'concurrent-planning', reasons: 'x' }));
    expect(shows()).toEqual(['apart', '2026-06-08', 'concurrent-planning', '2026-06-23']);
    told(her.ofCare('2026-07-13', 'record-together-apart', assessed, who('social-worker')));
    expect(shows()[0]).toBe('partly-together');
  });

  test.each([
    [true, []],
    [false, ['open']],
  ])('brothers and sisters in care (%s) are asked about in the period of care alone', (inCare, expected) => {
    her = new SearchedFor();
    her.enter();
    told(her.ofCare('2026-04-01', 'record-brothers-and-sisters', { inCare }, who('social-worker')));
    told(her.setPlan('2026-06-01', { siblings: true }));
    expect(her.duties('adoption.siblings').map(({ status }) => status)).toEqual(expected);
  });
});

describe('placed', () => {
  test('an application before the ten weeks are over, or without a placement, is outside the rule', () => {
    told(her.setPlan('2026-05-04'));
    told(her.say('2026-05-05', 'record-adoption-application'));
    expect(outside()).toEqual(['appliedEarlyOn open']);
    her = new SearchedFor();
    her.enter();
    placed();
    told(her.say('2026-11-22', 'record-adoption-application'));
    expect(outside()).toEqual(['appliedEarlyOn open']);
    expect(her.alarm()).toBe('placed 2027-05-22');
  });

  test('a stay in hospital and the way back end nothing', () => {
    placed();
    told(her.place('2026-10-05', 'T1'));
    told(her.ofCare('2026-10-12', 'record-placement', { placement: 'A6', sameCarer: true }));
    expect([her.stage, her.state.life.placements.length]).toEqual(['placed', 1]);
  });

  test('disrupted, it begins again from what is left, under the rules of the period of care', () => {
    placed();
    told(her.place('2026-10-20', 'U6'));
    expect([her.stage, her.alarm()]).toEqual(['placement order', 'authorised 2026-11-03']);
    expect(her.duty('adoption.lifestory')?.endedBecause).toBe('the placement ended');
    expect(her.duty('adoption.order-earliest')?.endedBecause).toBe('the placement ended');
    expect(her.duty('adoption.match')?.status).toBe('met');
    expect(her.child.stream.process.stage(her.child.state)).toBe('looked after, to be placed for adoption');
    told(her.say('2026-11-02', 'record-link', { adopters: 'adopters-1' }));
    told(her.place('2027-02-01', 'A6'));
    expect([her.stage, outside()]).toEqual(['placed', ['placedWithoutMatchOn open']]);
    expect(her.due('adoption.order-earliest')).toBe('2027-04-12');
  });

  test('with other adopters the first placement ended that day', () => {
    placed();
    told(her.place('2026-10-20', 'A6'));
    expect(her.state.life.placements.map(({ on, returned }) => [on, returned?.on ?? null])).toEqual([
      ['2026-09-14', '2026-10-20'],
      ['2026-10-20', null],
    ]);
    // Nobody gave the child back: the review of a return is not owed.
    expect(her.duties('adoption.return-review')).toEqual([]);
    expect(her.stage).toBe('placed');
  });

  test('disrupted, its match no longer stands and what lasts half a year is asked again', () => {
    placed();
    told(her.place('2026-10-20', 'U6'));
    expect(FAMILY_FINDING.milestones?.(her.state)).toMatchObject({ matchedOn: null, placedOn: null });
    expect(her.duties('adoption.return-review').length).toBe(1);
    expect(her.duty('adoption.change-plan')?.metOn).toBe('2026-09-14');
    expect(her.due('adoption.change-plan-again')).toBe('2027-04-20');
    told(her.say('2027-04-12', 'confirm-adoption-plan', { reasons: 'made up' }));
    expect(her.duties('adoption.change-plan-again').map(({ dueOn, metOn }) => [dueOn, metOn])).toEqual([
      ['2027-10-12', null],
      ['2027-04-20', '2027-04-12'],
    ]);
  });

  test.each([
    ['A6', '2026-09-14'],
    ['A5', '2026-03-02'],
  ])('%s: the child lives there since %s', (code, since) => {
    placed(code);
    expect(FAMILY_FINDING.milestones?.(her.state)).toMatchObject({ placedOn: '2026-09-14', livesThereSinceOn: since });
  });

  test('with the same carer it lives there since the fostering placement began', () => {
    told(her.setPlan('2026-06-01'));
    told(her.place('2026-06-08', 'U5'));
    told(her.place('2026-06-22', 'U2', true));
    told(her.place('2026-09-14', 'A5', true));
    expect(FAMILY_FINDING.milestones?.(her.state)).toMatchObject({ livesThereSinceOn: '2026-06-08' });
  });
});

describe('another plan', () => {
  const ratify = (day: string, plan: string): void => {
    const content = {
      plan,
      legalRoute: 'x',
      parallelPlan: null,
      targetOn: '2027-01-01',
      evidence: 'x',
      childsView: 'x',
    };
    told(her.ofCare(day, 'ratify-plan', { ...content, subjectToCourt: null }));
  };

  test('ratified by the IRO asks the agency, and adoption confirmed answers it', () => {
    told(her.setPlan('2026-06-01'));
    ratify('2026-09-07', 'long-term-fostering');
    expect(her.due('adoption.plan-otherwise')).toBe('2026-09-21');
    told(her.say('2026-09-15', 'confirm-adoption-plan', { reasons: 'x' }));
    expect(her.duty('adoption.plan-otherwise')?.metOn).toBe('2026-09-15');
    ratify('2026-10-05', 'long-term-fostering');
    ratify('2026-10-06', 'adoption');
    expect(her.duty('adoption.plan-otherwise')?.endedBecause).toBe('adoption was ratified as the plan again');
  });

  test('ratified before adoption became the plan asks nobody', () => {
    ratify('2026-05-04', 'return-home');
    told(her.setPlan('2026-06-01'));
    expect(her.duty('adoption.plan-otherwise')).toBeUndefined();
  });

  test('decided by the agency ends it with its reason, and nothing is told of it any more', () => {
    told(her.setPlan('2026-06-01'));
    told(her.say('2026-07-02', 'record-agency-decision', DECISION));
    told(her.status('2026-07-06', 'E1'));
    ratify('2027-07-05', 'long-term-fostering');
    told(her.say('2027-07-12', 'change-adoption-plan', CHANGE));
    expect(her.stage).toBe('plan changed');
    expect(her.duty('adoption.plan-otherwise')?.metOn).toBe('2027-07-12');
    // Asked six months after the order, and answered half a year late by the change.
    expect(her.duty('adoption.change-plan')).toMatchObject({ dueOn: '2027-01-06', metOn: '2027-07-12' });
    expect(her.say('2027-07-13', 'record-link', { adopters: 'adopters-1' })).toBe('family-finding-ended');
    told(her.say('2027-07-13', 'record-link', { on: '2027-07-12', adopters: 'adopters-1' }));
    told(her.place('2027-07-14', 'A6'));
    expect(her.stage).toBe('plan changed');
  });

  describe('decided while a placement order is in force', () => {
    const AFTER = ['adoption.notify-oral', 'adoption.notify-written', 'adoption.revocation'];
    const owed = (): readonly string[] =>
      her
        .open()
        .map(({ ruleId }) => ruleId)
        .sort();

    beforeEach(() => {
      told(her.setPlan('2026-06-01'));
      told(her.say('2026-07-02', 'record-agency-decision', DECISION));
      told(her.status('2026-07-06', 'E1'));
      told(her.say('2027-03-22', 'change-adoption-plan', CHANGE));
    });

    test('the parents are told of it, and the court is asked to revoke the order; then it is over', () => {
      // Monday 22 March 2027; 26 March is Good Friday, 29 March Easter Monday.
      expect([owed(), FAMILY_FINDING.isClosed(her.state)]).toEqual([AFTER, false]);
      expect(AFTER.map((ruleId) => her.due(ruleId))).toEqual(['2027-03-24', '2027-03-31', '2027-04-07']);
      told(her.say('2027-03-23', 'record-adoption-step', { step: 'parents-told-orally' }));
      told(her.say('2027-03-24', 'record-adoption-step', { step: 'parents-told-in-writing' }));
      expect([owed(), FAMILY_FINDING.isClosed(her.state)]).toEqual([['adoption.revocation'], false]);
      told(her.say('2027-04-08', 'record-adoption-step', { step: 'revocation-applied' }));
      expect(her.duty('adoption.revocation')).toMatchObject({ status: 'met', metOn: '2027-04-08' });
      expect([owed(), FAMILY_FINDING.isClosed(her.state)]).toEqual([[], true]);
    });

    test.each([
      ['another legal status is in force', () => her.status('2027-04-01', 'C2'), '2027-04-01', null],
      ['the order is told again', () => her.status('2027-04-01', 'E1'), null, null],
      ['a placement', () => her.place('2027-04-01', 'U6'), null, null],
      ['the child left care', () => her.leave('2027-04-01', 'E4A'), null, 'the child is no longer looked after'],
    ] as const)('%s', (_what, happens, metOn, endedBecause) => {
      told(happens());
      expect(her.duty('adoption.revocation')).toMatchObject({ metOn, endedBecause });
    });

    test('the court was asked before the order was found to be over', () => {
      told(her.status('2027-04-05', 'C2'));
      told(her.say('2027-04-06', 'record-adoption-step', { on: '2027-03-30', step: 'revocation-applied' }));
      expect(her.duty('adoption.revocation')?.metOn).toBe('2027-03-30');
    });
  });

  test('without a placement order no court is asked, and the parents are told', () => {
    told(her.setPlan('2026-06-01'));
    told(her.say('2026-07-12', 'change-adoption-plan', CHANGE));
    expect(her.open().map(({ ruleId }) => ruleId)).toEqual(['adoption.notify-oral', 'adoption.notify-written']);
    expect(her.duty('adoption.adm-child')?.status).toBe('ended');
  });

  test('of which only a return tells asks nobody for what followed', () => {
    told(her.status('2026-03-10', 'E1'));
    const plan = { kind: 'adoption-plan-set', on: '2026-03-05', payload: { startKnown: false } };
    const ceased = { kind: 'adoption-plan-changed', on: '2026-03-20', payload: { ceased: 'RD3', newPlan: null } };
    her.take('2026-04-20', { asAt: '2026-03-31', told: [plan, ceased] });
    expect([her.stage, her.open(), FAMILY_FINDING.isClosed(her.state)]).toEqual(['plan changed', [], true]);
  });

  test('after the order nothing is searched for any more', () => {
    placed();
    told(her.leave('2026-12-11', 'E11'));
    expect(her.say('2026-12-14', 'record-link', { adopters: 'adopters-2' })).toBe('family-finding-ended');
    told(her.say('2026-12-14', 'record-movement', { what: 'x' }));
    expect(her.duty('adoption.notify-oral')?.status).toBe('open');
    expect(her.duty('adoption.lifestory')?.endedBecause).toBe('the adoption order was made');
  });
});

describe('the alarm', () => {
  test('tells the adoption line and the IRO, climbs, asks nobody for an answer, and is no date of law', () => {
    told(her.ofCare('2026-03-03', 'allocate', { role: 'adoption-worker', person: 'person-7' }));
    told(her.setPlan('2026-06-01'));
    her.search.waitUntil(at('2026-09-15'));
    const alarms = [...her.search.alerts.values()].filter(({ ruleId }) => ruleId === 'adoption.no-movement-plan-set');
    expect(alarms.map(({ role, reason, person, answerBy }) => [reason, role, person, answerBy])).toEqual([
      ['at-risk', 'adoption-worker', 'person-7', null],
      ['overdue', 'adoption-worker', 'person-7', null],
      ['overdue', 'adoption-manager', null, null],
      ['overdue', 'iro', null, null],
      ['overdue-10', 'head-of-adoption', null, null],
      ['overdue-10', 'iro-manager', null, null],
      ['overdue-20', 'director', null, null],
    ]);
    expect(her.shown('adoption.no-movement-plan-set', '2026-08-03')).toBe('overdue');
  });

  test.each(RULEBOOK.rules.filter(({ id }) => id.startsWith('adoption.no-movement-')))('$id says so', (rule) => {
    expect([rule.force, rule.sure, rule.line, rule.ladder]).toEqual([
      'practice',
      'local',
      'adoption',
      'adoption-movement',
    ]);
    expect(rule.title).toContain('no date of law');
    expect(rule.citation).toMatch(/^Local practice/);
  });

  test('a movement recorded late but made in time takes the alarm back; one made late does not', () => {
    told(her.setPlan('2026-06-01', { basis: 'relinquished' }));
    her.search.waitUntil(at('2026-08-10'));
    told(her.say('2026-08-10', 'record-final-minutes', { on: '2026-08-05', purpose: 'plan' }));
    const first = () => her.duties('adoption.no-movement-plan-set')[0];
    expect(first()).toMatchObject({ metOn: '2026-08-05', lastDefensibleOn: '2026-08-01' });
    told(her.say('2026-08-11', 'record-adoption-panel', { on: '2026-07-20', purpose: 'plan', recommends: true }));
    expect(first()).toMatchObject({ metOn: '2026-07-20' });
  });

  // Eight weeks from Monday 6 July 2026 are over on 31 August, whatever is noted each month.
  test.each([
    ['record-movement', { what: 'x' }],
    ['record-early-permanence', { outcome: 'not-suitable', reasons: 'x' }],
    ['decide-brothers-and-sisters', { outcome: 'apart', decidedBy: 'x', reasons: 'x', contactPlan: 'x' }],
    ['confirm-adoption-plan', { reasons: 'x' }],
    ['plan-adoption-panel', { purpose: 'match', plannedFor: '2027-06-01' }],
    ['record-adoption-step', { step: 'advice-on-outside-rule' }],
    ['record-adoption-step', { step: 'life-story-first-version' }],
    ['record-adoption-step', { step: 'comments-received' }],
    ['record-adoption-application', {}],
    ['record-adoption-panel', { purpose: 'plan', recommends: true }],
    ['record-final-minutes', { purpose: 'match' }],
    ['record-child-profile', {}],
  ])('is not kept quiet by %s %j each month: the stage has not moved', (kind, content) => {
    told(her.setPlan('2026-06-01'));
    told(her.say('2026-07-02', 'record-agency-decision', DECISION));
    told(her.say('2026-07-06', 'record-child-profile'));
    for (const day of ['2026-08-03', '2026-08-31', '2026-09-28', '2026-10-26']) {
      her.say(day, kind, content);
      expect([her.stage, her.alarm()]).toEqual(['profile', 'profiled 2026-08-31']);
    }
    expect(her.shown('adoption.no-movement-profiled', '2026-10-26')).toBe('overdue');
    expect(FAMILY_FINDING.milestones?.(her.state)).toMatchObject({
      stageSinceOn: '2026-07-06',
      lastMovedOn: '2026-07-06',
    });
  });

  test('is begun anew by a step of its stage, once', () => {
    told(her.setPlan('2026-06-01'));
    told(her.say('2026-07-02', 'record-agency-decision', DECISION));
    told(her.say('2026-07-13', 'record-link', { adopters: 'adopters-1' }));
    const seen = ['2026-08-10', '2026-09-07'].map((day) => {
      told(her.say(day, 'record-adoption-step', { step: 'adopters-notified-of-report' }));
      return her.alarm();
    });
    // Eight weeks from 10 August; the report sent again is no step.
    expect(seen).toEqual(['linked 2026-10-05', 'linked 2026-10-05']);
    expect(FAMILY_FINDING.milestones?.(her.state)).toMatchObject({
      stageSinceOn: '2026-07-13',
      lastMovedOn: '2026-08-10',
    });
  });

  test('is begun anew with other adopters', () => {
    placed();
    told(her.place('2026-10-20', 'A6'));
    expect(her.alarm()).toBe('placed 2027-04-20');
  });
});

describe('what a return tells', () => {
  const plan = { kind: 'adoption-plan-set', on: '2025-05-12', payload: { startKnown: false } };
  const decision = { kind: 'agency-decision-made', on: '2025-05-12', payload: { shouldBePlaced: true } };

  test('of a decision alone leaves what no return tells not recorded, and never overdue', () => {
    her.take('2026-04-20', { asAt: '2026-03-31', told: [plan, decision] });
    const day = '2026-06-01';
    expect(
      [
        'adoption.notify-oral',
        'adoption.register',
        'adoption.match',
        'adoption.siblings',
        'adoption.no-movement-decided',
      ].map((ruleId) => her.shown(ruleId, day)),
    ).toEqual(['not-recorded', 'not-recorded', 'not-recorded', 'not-recorded', 'not-recorded']);
    expect(her.duty('adoption.adm-child')).toBeUndefined();
    expect([her.stage, outside()]).toEqual(['agency decision', []]);
  });

  test('of what falls due after it was read is asked like of any other child', () => {
    her.take('2026-04-20', {
      asAt: '2026-03-31',
      told: [
        { ...plan, on: '2026-03-16' },
        { ...decision, on: '2026-03-16' },
      ],
    });
    expect(her.shown('adoption.notify-written', '2026-10-01')).toBe('not-recorded');
    expect(her.shown('adoption.register', '2026-06-17')).toBe('overdue');
    told(her.say('2026-06-17', 'refer-to-regional-agency'));
    expect(her.shown('adoption.no-movement-referred', '2026-08-03')).toBe('overdue');
  });

  test('of an order without a decision says nothing of how long that took', () => {
    told(her.status('2026-03-10', 'E1'));
    her.take('2026-04-20', { asAt: '2026-03-31', told: [{ ...plan, on: '2026-03-10' }] });
    expect([her.stage, her.shown('adoption.adm-child', '2027-06-01')]).toEqual(['placement order', 'not-recorded']);
  });

  test('of a child who was adopted by then is history: nobody is asked', () => {
    told(her.status('2026-03-05', 'E1'));
    told(her.place('2026-03-10', 'A6'));
    told(her.leave('2026-03-25', 'E11'));
    const match = { kind: 'match-decided', on: '2026-03-09', payload: { approved: true } };
    her.take('2026-04-20', { asAt: '2026-03-31', told: [{ ...plan, on: '2026-03-04' }, match] });
    expect([her.stage, her.open()]).toEqual(['adopted', []]);
    expect(FAMILY_FINDING.milestones?.(her.state)).toMatchObject({
      enteredOn: '2026-03-02',
      orderOn: '2026-03-05',
      matchedOn: '2026-03-09',
      placedOn: '2026-03-10',
      adoptedOn: '2026-03-25',
      planSetOn: null,
    });
  });

  test('of a child whom people went on to search for asks them for what follows the order', () => {
    her.take('2026-04-20', { asAt: '2026-03-31', told: [{ ...plan, on: '2026-03-04' }] });
    told(her.say('2026-06-01', 'record-link', { adopters: 'adopters-1' }));
    told(her.leave('2027-03-01', 'E11'));
    her.take('2027-04-20', { importId: 'import-2', asAt: '2027-03-31' });
    expect([her.stage, her.alarm()]).toEqual(['order made', 'order-made 2027-06-01']);
  });

  test('with an unknown start the entry is not recorded', () => {
    const entered = { kind: 'entered-care', on: '2025-04-01', payload: { startKnown: false, legalStatus: 'E1' } };
    her = new SearchedFor();
    her.child.take('2026-04-20', { asAt: '2026-03-31', told: [entered] });
    her.take('2026-04-20', { asAt: '2026-03-31', told: [plan, decision] });
    expect(FAMILY_FINDING.milestones?.(her.state)).toMatchObject({ enteredOn: null, orderOn: '2025-04-01' });
    her.take('2026-05-20', { importId: 'import-2', asAt: '2026-02-28' });
    expect(her.state.reading?.asAt).toBe('2026-03-31');
  });

  test('taken back leaves nothing of the search', () => {
    her.take('2026-04-20', { asAt: '2026-03-31', told: [plan, decision] });
    her.search.command(at('2026-04-21'), 'withdraw-return', { importId: 'import-1' }, HOLDFAST);
    expect([her.stage, her.open()]).toEqual(['plan withdrawn', []]);
  });

  test('what it tells that cannot be stays and asks a person', () => {
    her.take('2026-04-20', { asAt: '2026-03-31', told: [plan, decision, { ...decision, on: '2025-06-12' }] });
    expect(FAMILY_FINDING.contradictions(her.state).map(({ reason }) => reason)).toEqual(['agency-decision-recorded']);
    expect(her.duty('record.contradiction')?.status).toBe('open');
  });
});

describe('a search that begins when there was one before', () => {
  test('owes nothing for a placement that ended before it', () => {
    told(her.status('2026-03-05', 'E1'));
    told(her.place('2026-03-10', 'A6'));
    told(her.place('2026-04-20', 'U6'));
    told(her.setPlan('2026-06-01'));
    expect([her.duty('adoption.return-review'), her.duty('adoption.lifestory'), outside()]).toEqual([
      undefined,
      undefined,
      [],
    ]);
    expect([her.stage, her.alarm()]).toEqual(['placement order', 'authorised 2026-06-15']);
  });

  test('recorded when the child is placed already, it does not ask how that came about', () => {
    told(her.status('2026-03-05', 'E1'));
    told(her.place('2026-03-10', 'A6'));
    told(her.setPlan('2026-06-01'));
    expect([her.stage, outside(), her.due('adoption.lifestory')]).toEqual(['placed', [], '2026-07-07']);
  });
});

describe('another period of care', () => {
  test('what was heard of an earlier one no longer counts, what was told of the search does', () => {
    told(her.status('2026-03-05', 'E1'));
    told(her.leave('2026-03-25', 'E4A'));
    const again = {
      key: 'period-of-care:2#f2',
      kind: 'entered-care',
      announcement: {
        processId: 'period-of-care:2',
        processKind: 'period-of-care',
        subjectRef: SUBJECT,
        factId: 'f2',
        kind: 'entered-care',
        on: '2026-04-13',
        payload: { startKnown: true, legalStatus: 'C1', dateOfBirth: '2026-01-15' },
      },
    } as const;
    told(her.setPlan('2026-06-01'));
    her.search.change({ now: at('2026-06-02'), heard: [again as never] });
    told(her.say('2026-06-02', 'refer-to-regional-agency', { on: '2026-04-01' }));
    expect(FAMILY_FINDING.milestones?.(her.state)).toMatchObject({ enteredOn: '2026-04-13', orderOn: null });
    expect(her.stage).toBe('referral');
  });

  test('an allocation to a role that is not known is passed over', () => {
    told(her.setPlan('2026-06-01'));
    const announcement = {
      processId: 'period-of-care:1',
      processKind: 'period-of-care',
      subjectRef: SUBJECT,
      factId: 'f99',
      kind: 'allocated',
      on: '2026-06-02',
      payload: { role: 'wizard', person: 'x' },
    };
    her.search.change({
      now: at('2026-06-02'),
      heard: [{ key: 'period-of-care:1#f99', kind: 'allocated', announcement: announcement as never }],
    });
    expect(Object.keys(FAMILY_FINDING.people(her.state))).not.toContain('wizard');
  });
});

test('what is not known of what is heard, or heard before there is a plan, changes nothing', () => {
  const heard = (what: string) => ({
    kind: 'heard-of-the-child',
    on: calendarDate('2026-06-01'),
    payload: { what, from: 'f1' },
  });
  for (const what of ['turned-eighteen', 'left-care', 'something-else'])
    expect(FAMILY_FINDING.evolveDerived(FAMILY_FINDING.initial, heard(what))).toEqual(FAMILY_FINDING.initial);
});

test('a return of which nobody knows to which day it speaks tells like a person', () => {
  const source = { by: 'return', importId: 'import-1', key: 'plan', asAt: calendarDate('2026-03-31') } as const;
  const plan = { id: 'f1', kind: 'adoption-plan-set', on: calendarDate('2026-03-02'), payload: {}, source };
  const duties = FAMILY_FINDING.duties(FAMILY_FINDING.evolve(FAMILY_FINDING.initial, plan), LAW);
  expect([...new Set(duties.map(({ knowledge }) => knowledge))]).toEqual(['recorded']);
});

test('decides nothing of a command that it does not know, and is shown on no list of children', () => {
  const context = { now: at('2026-06-01'), today: '2026-06-01', actor: who('adoption-worker') } as never;
  expect(FAMILY_FINDING.decide(FAMILY_FINDING.initial, { kind: 'x', payload: {} }, context)).toEqual({
    ok: true,
    value: [],
  });
  expect(FAMILY_FINDING.views(FAMILY_FINDING.initial, [])).toEqual({ child: null, reviews: [] });
});
