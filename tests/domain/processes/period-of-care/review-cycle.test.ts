import { beforeEach, describe, expect, test } from 'vitest';
import { instant, type Instant } from '../../../../domain/calendar/instant.ts';
import { HOLDFAST, type Actor } from '../../../../domain/heart/actor.ts';
import { dutyState } from '../../../../domain/heart/duty-state.ts';
import { overdueFrom } from '../../../../domain/heart/duty-steps.ts';
import type { Duty } from '../../../../domain/heart/duty.ts';
import type { Process } from '../../../../domain/heart/process.ts';
import type { JsonObject } from '../../../../domain/json.ts';
import { PERIOD_OF_CARE } from '../../../../domain/processes/period-of-care/index.ts';
import type { Role } from '../../../../domain/rulebook/role.ts';
import { LAW, Stream } from '../../../support/stream.ts';

const PERIOD: Process<JsonObject> = PERIOD_OF_CARE;
const at = (text: string): Instant => instant(text.length === 10 ? `${text}T12:00:00.000Z` : text);
const who = (role: Role, person = `demo-${role}`): Actor => ({ person, roles: [role] });
const IRO = who('iro');
/** Monday 2 March 2026; Good Friday is 3 April and Easter Monday 6 April. */
const ENTERED = '2026-03-02';

let child: Stream<JsonObject>;
beforeEach(() => {
  child = new Stream(PERIOD);
});

function enter(payload: JsonObject = {}): void {
  const { refusal } = child.command(at(ENTERED), 'record-entry', {
    on: ENTERED,
    localReference: '9000001',
    dateOfBirth: '2016-05-05',
    legalStatus: 'V2',
    placement: 'U6',
    ...payload,
  });
  expect(refusal).toBeNull();
}
const say = (day: string, kind: string, payload: JsonObject = {}, actor: Actor = IRO): string | null =>
  child.command(at(day), kind, payload, actor).refusal;
const held = (day: string, payload: JsonObject = {}): string | null =>
  say(day, 'record-review', { on: day, participation: null, chairedBy: 'demo-iro', moreParts: false, ...payload });
const duties = (ruleId: string): readonly Duty[] =>
  (child.kept?.duties ?? []).map((item) => item.duty).filter((duty) => duty.ruleId === ruleId);
const duty = (ruleId: string): Duty | undefined => duties(ruleId).at(-1);
const due = (ruleId: string): string | undefined => duty(ruleId)?.dueOn;
const shown = (ruleId: string, today: string): string | undefined => {
  const found = duty(ruleId);
  return found === undefined
    ? undefined
    : dutyState({ ...found, overdueFrom: overdueFrom(found, LAW.calendar) }, at(today));
};

const reviews = (): readonly object[] => {
  const { kept } = child;
  if (kept === null) return [];
  return PERIOD.views(
    kept.state,
    kept.duties.map((item) => item.duty),
  ).reviews.map(({ heldOn, kind, ordinal, chaired }) => ({ heldOn, kind, ordinal, chaired }));
};

describe('the cycle of reviews', () => {
  test.each([
    // Twenty working days after entry: day 1 is the next working day.
    ['on a Monday', '2026-03-02', '2026-03-30'],
    ['before Easter', '2026-03-20', '2026-04-21'],
    ['on a Saturday', '2026-03-07', '2026-04-07'],
    ['before Christmas', '2025-12-15', '2026-01-15'],
    ['on the leap day', '2028-02-29', '2028-03-28'],
  ])('the first review after an entry %s is due twenty working days on', (_when, on, dueOn) => {
    child.command(at('2029-01-01'), 'record-entry', {
      on,
      localReference: '1',
      dateOfBirth: '2020-01-01',
      legalStatus: 'V2',
      placement: 'U6',
    });
    expect(due('review.first')).toBe(dueOn);
  });

  test('each review anchors the next: three months after the first, six after later ones, from the day each was held', () => {
    enter();
    expect(held('2026-03-27')).toBeNull();
    expect(due('review.second')).toBe('2026-06-27');
    expect(held('2026-07-01')).toBeNull();
    expect(duty('review.second')).toMatchObject({ status: 'met', metOn: '2026-07-01', dueOn: '2026-06-27' });
    expect(due('review.subsequent')).toBe('2027-01-01');
    expect(held('2026-08-31')).toBeNull();
    // 31 August and six months: the last day of February.
    expect(due('review.subsequent')).toBe('2027-02-28');
  });

  test('an early review counts as the next, re-anchors the cycle, and leaves the planned booking until the IRO cancels it', () => {
    enter();
    held('2026-03-27');
    expect(say('2026-04-01', 'book-review', { bookedFor: '2026-06-20', time: null })).toBeNull();
    expect(
      say('2026-05-04', 'trigger-early-review', {
        on: '2026-05-04',
        trigger: 'child-asks',
        urgent: false,
        reason: 'asked',
      }),
    ).toBeNull();
    // Ten working days after Monday 4 May 2026, which is the early May bank holiday: Monday 18 May.
    expect(due('review.early')).toBe('2026-05-18');
    held('2026-05-12');
    expect(duty('review.early')).toMatchObject({ status: 'met', metOn: '2026-05-12' });
    expect(due('review.subsequent')).toBe('2026-11-12');
    expect(duty('review.subsequent')?.bookedOn).toBe('2026-06-20');
    expect(say('2026-05-13', 'cancel-booking', { reason: 'held early' })).toBeNull();
    expect(duty('review.subsequent')?.bookedOn).toBeNull();
  });

  test('the IRO may decline what a child asked for, and nothing else', () => {
    enter();
    held('2026-03-27');
    say('2026-05-04', 'trigger-early-review', { on: '2026-05-04', trigger: 'iro-asks', urgent: true, reason: 'x' });
    expect(due('review.early-urgent')).toBe('2026-05-11');
    expect(say('2026-05-05', 'decline-early-review', { reason: 'x' })).toBe('not-a-childs-request');
    say('2026-05-06', 'trigger-early-review', { on: '2026-05-06', trigger: 'child-asks', urgent: false, reason: 'x' });
    expect(say('2026-05-07', 'decline-early-review', { reason: 'agreed with the child' })).toBeNull();
    expect(duty('review.early')?.status).toBe('ended');
  });

  test('adjourned once and completed: never in time until complete, the next due from the day it was opened', () => {
    enter();
    expect(say('2026-03-26', 'adjourn-review', { on: '2026-03-26', missing: 'school report' })).toBeNull();
    expect(duty('review.first')).toMatchObject({ status: 'ended', endedBecause: 'opened on 2026-03-26, adjourned' });
    // Twenty working days after 26 March with Good Friday and Easter Monday between.
    expect(due('review.adjourn')).toBe('2026-04-27');
    expect(due('review.second')).toBe('2026-06-26');
    expect(say('2026-04-01', 'adjourn-review', { on: '2026-04-01', missing: 'more' })).toBe('adjourned-already');
    expect(say('2026-04-20', 'record-review-part', { on: '2026-04-20', last: true })).toBeNull();
    expect(duty('review.first')).toMatchObject({ status: 'met', metOn: '2026-03-26' });
    expect(duty('review.adjourn')).toMatchObject({ status: 'met', metOn: '2026-04-20' });
    expect(say('2026-04-21', 'record-review-part', { on: '2026-04-21', last: true })).toBe('nothing-adjourned');
  });

  test('a review in parts is in time if its last part is', () => {
    enter();
    held('2026-03-25', { moreParts: true });
    expect(duty('review.first')?.status).toBe('open');
    say('2026-04-02', 'record-review-part', { on: '2026-04-02', last: true });
    expect(duty('review.first')).toMatchObject({ status: 'met', metOn: '2026-04-02', dueOn: '2026-03-30' });
    expect(due('review.second')).toBe('2026-06-25');
  });

  test('held without an IRO it is recorded without lawful effect: it meets nothing, and the clock runs on', () => {
    enter();
    say('2026-03-03', 'book-review', { bookedFor: '2026-03-26', time: null });
    expect(held('2026-03-26', { chairedBy: null, withoutIro: true, participation: 'PN1' })).toBeNull();
    expect(duty('review.first')).toMatchObject({ status: 'open', dueOn: '2026-03-30', bookedOn: null });
    expect(duties('review.second')).toEqual([]);
    expect(duties('review.record')).toEqual([]);
    expect(shown('review.first', '2026-03-31')).toBe('overdue');
    held('2026-04-02');
    expect(duty('review.first')).toMatchObject({ status: 'met', metOn: '2026-04-02' });
    expect(due('review.second')).toBe('2026-07-02');
    expect(reviews()).toEqual([
      { heldOn: '2026-04-02', kind: 'review.first', ordinal: 1, chaired: true },
      { heldOn: '2026-03-26', kind: 'without-lawful-effect', ordinal: null, chaired: false },
    ]);
  });

  test('a review whose chair is not recorded counts, and says so', () => {
    enter();
    held('2026-03-26', { chairedBy: null });
    expect(duty('review.first')).toMatchObject({ status: 'met', metOn: '2026-03-26' });
    expect(reviews()).toEqual([{ heldOn: '2026-03-26', kind: 'review.first', ordinal: 1, chaired: null }]);
  });

  test('an advocate offered is recorded with the review and dates nothing', () => {
    enter();
    held('2026-03-26', { advocacyOffered: null });
    const owed = () => (child.kept?.duties ?? []).map((item) => [item.duty.id, item.duty.status, item.duty.dueOn]);
    const before = owed();
    expect(say('2026-03-30', 'record-review-step', { on: '2026-03-27', step: 'advocacy-offered' })).toBeNull();
    expect(owed()).toEqual(before);
    expect(JSON.stringify(child.kept?.state)).toContain('"steps":{"advocacy-offered":"2026-03-27"}');
  });

  test('two reviews in a row without the child and without views ask for another approach', () => {
    enter();
    held('2026-03-26', { participation: 'PN7' });
    expect(duties('iro.voice')).toEqual([]);
    held('2026-06-24', { participation: 'PN7' });
    // Twenty working days after Wednesday 24 June 2026, no bank holiday between.
    expect(duty('iro.voice')).toMatchObject({ status: 'open', dueOn: '2026-07-22', owner: 'iro', line: 'iro' });
    say('2026-07-01', 'record-review-step', { on: '2026-07-01', step: 'another-approach' });
    expect(duty('iro.voice')).toMatchObject({ status: 'met', metOn: '2026-07-01' });
    // Tuesday 1 December 2026: Christmas Day and the substitute for Boxing Day (Monday 28) lie between.
    held('2026-12-01', { participation: 'PN7' });
    expect(duty('iro.voice')).toMatchObject({ status: 'open', dueOn: '2026-12-31' });
    held('2026-12-21', { participation: 'PN2' });
    expect(duty('iro.voice')).toMatchObject({ status: 'ended', endedBecause: 'the next review was held' });
  });

  test.each([
    ['2026-05-05', 'PN0', null],
    ['2026-05-06', 'PN0', 'participation-does-not-fit-age'],
    ['2026-05-04', 'PN1', 'participation-does-not-fit-age'],
    ['2026-05-05', 'PN1', null],
  ])('on %s a child who turns four on 5 May may be recorded with %s: %s', (on, participation, refusal) => {
    enter({ dateOfBirth: '2022-05-05' });
    expect(held(on, { participation })).toBe(refusal);
  });

  test('what comes before and after a booked review has its own days', () => {
    enter();
    say('2026-03-03', 'book-review', { bookedFor: '2026-03-27', time: '10:00' });
    expect([due('iro.sw-consult'), due('review.invites'), due('review.report')]).toEqual([
      '2026-03-06',
      '2026-03-13',
      '2026-03-24',
    ]);
    say('2026-03-05', 'record-review-step', { on: '2026-03-05', step: 'sw-consult' });
    say('2026-03-10', 'move-review', { bookedFor: '2026-03-30', time: null, reason: 'school' });
    expect([due('review.invites'), duty('iro.sw-consult')?.status]).toEqual(['2026-03-16', 'met']);
    held('2026-03-30', { spokenTo: { on: '2026-03-26' }, rightsExplained: true });
    expect(duty('review.invites')).toMatchObject({ status: 'ended', endedBecause: 'the review was held' });
    expect(['review.decisions', 'careplan.update', 'review.record', 'review.distribute'].map(due)).toEqual([
      '2026-04-08',
      '2026-04-15',
      '2026-04-22',
      '2026-04-29',
    ]);
    expect(duty('iro.child')).toMatchObject({ status: 'met', metOn: '2026-03-26' });
    expect(due('iro.midpoint')).toBe('2026-05-11');
    expect(duties('review.discharge')).toEqual([]);
  });

  test('five working days of silence are agreement to the decisions', () => {
    enter();
    held('2026-03-30');
    say('2026-04-08', 'record-review-step', { on: '2026-04-08', step: 'decisions' });
    expect(due('review.decisions-response')).toBe('2026-04-15');
    child.waitUntil(at('2026-04-15T22:30:00.000Z'));
    expect(duty('review.decisions-response')?.status).toBe('open');
    child.waitUntil(at('2026-04-16'));
    expect(duty('review.decisions-response')).toMatchObject({
      status: 'ended',
      endedBecause: 'five working days without objection: agreed',
    });
    say('2026-04-20', 'record-review-step', { on: '2026-04-14', step: 'decisions-response' });
    expect(duty('review.decisions-response')).toMatchObject({ status: 'met', metOn: '2026-04-14' });
    expect(child.events.some((event) => event.kind === 'derived-withdrawn')).toBe(true);
  });
});

describe('the plan for permanence', () => {
  test('is due three months after the first review was due, then after it was held, and no early review moves it', () => {
    enter();
    expect(due('permanence.plan')).toBe('2026-06-30');
    held('2026-03-20');
    expect(due('permanence.plan')).toBe('2026-06-20');
    held('2026-04-20');
    expect(due('permanence.plan')).toBe('2026-06-20');
  });

  test('stays due and climbs when the second review does not ratify it, and is met late when it is ratified', () => {
    enter();
    held('2026-03-27');
    held('2026-06-25', { whyNotRatified: 'assessment missing' });
    child.waitUntil(at('2026-07-10'));
    expect(duty('permanence.plan')?.status).toBe('open');
    expect(
      [...child.alerts.values()].filter((alert) => alert.ruleId === 'permanence.plan').map((alert) => alert.role),
    ).toContain('service-manager');
    const plan = {
      plan: 'adoption',
      legalRoute: 'placement order',
      parallelPlan: 'long-term-fostering',
      targetOn: '2027-01-31',
      evidence: 'report',
      childsView: 'asked',
      subjectToCourt: null,
    };
    expect(say('2026-07-15', 'ratify-plan', { on: '2026-07-15', ...plan, evidence: ' ' })).toBe('plan-incomplete');
    expect(say('2026-07-15', 'ratify-plan', { on: '2026-07-15', ...plan })).toBeNull();
    expect(duty('permanence.plan')).toMatchObject({ status: 'met', metOn: '2026-07-15', dueOn: '2026-06-27' });
  });
});

describe('who ratifies the plan for permanence', () => {
  const PLAN = {
    plan: 'adoption',
    legalRoute: 'placement order',
    targetOn: '2027-01-31',
    evidence: 'r',
    childsView: 'v',
  };
  const ratify = (by: Actor): string | null => say('2026-06-20', 'ratify-plan', { on: '2026-06-20', ...PLAN }, by);

  test.each([
    ['any IRO while none is recorded', null, IRO, null],
    ["the child's own IRO", 'demo-iro', IRO, null],
    ["no IRO but the child's own", 'iro-2', IRO, 'only-the-iro'],
    ['the IRO manager, who covers', 'iro-2', who('iro-manager'), null],
    ['nobody who books reviews', null, who('review-administrator'), 'only-the-iro'],
    ['nobody who manages the case', null, who('head-of-service'), 'only-the-iro'],
  ])('%s', (_who, appointed, by, refusal) => {
    enter();
    if (appointed !== null) say('2026-03-03', 'allocate', { on: '2026-03-03', role: 'iro', person: appointed });
    held('2026-03-20');
    expect(ratify(by)).toBe(refusal);
    expect(duty('permanence.plan')?.status).toBe(refusal === null ? 'met' : 'open');
  });

  test('a review recorded for the IRO by somebody else ratifies nothing', () => {
    enter();
    held('2026-03-20');
    const review = { on: '2026-06-19', participation: null, chairedBy: 'demo-iro', moreParts: false };
    const by = who('review-administrator');
    expect(say('2026-06-20', 'record-review', { ...review, ratified: PLAN }, by)).toBe('only-the-iro');
    expect(say('2026-06-20', 'record-review', { ...review, ratified: null }, by)).toBeNull();
    expect(duty('permanence.plan')?.status).toBe('open');
  });
});

describe('regimes', () => {
  test('short breaks have their own reviews, and no placement plan', () => {
    enter({ legalStatus: 'V4' });
    expect(due('review.shortbreak')).toBe('2026-06-02');
    held('2026-06-01');
    expect(due('review.shortbreak-subsequent')).toBe('2026-12-01');
    expect([duties('review.first'), duties('placementplan.prepare'), duties('permanence.plan')]).toEqual([[], [], []]);
    say('2026-06-15', 'change-legal-status', { on: '2026-06-15', legalStatus: 'V2' }, who('social-worker'));
    // In full from then: twenty working days after Monday 15 June.
    expect(due('review.first')).toBe('2026-07-13');
  });

  test('placed for adoption: four weeks, three months, six months; the care reviews end and come back on the day of disruption', () => {
    enter({ legalStatus: 'E1' });
    expect(due('adoption.review-unplaced')).toBe('2026-06-02');
    held('2026-03-27');
    expect(due('adoption.review-unplaced-subsequent')).toBe('2026-09-27');
    say(
      '2026-05-01',
      'record-placement',
      { on: '2026-05-01', placement: 'A5', sameCarer: false },
      who('social-worker'),
    );
    expect(duty('review.second')?.status).toBe('ended');
    expect(due('adoption.review-placed')).toBe('2026-05-29');
    held('2026-05-20');
    expect(due('adoption.review-placed-second')).toBe('2026-08-20');
    held('2026-08-20');
    expect(due('adoption.review-placed-subsequent')).toBe('2027-02-20');
    say(
      '2026-09-01',
      'record-placement',
      { on: '2026-09-01', placement: 'U6', sameCarer: false },
      who('social-worker'),
    );
    expect(duty('adoption.review-placed-subsequent')).toMatchObject({
      status: 'ended',
      endedBecause: 'the adoption placement ended',
    });
    expect(duties('review.subsequent').at(-1)).toMatchObject({ status: 'open', dueOn: '2027-02-20' });
  });

  test.each([
    [
      'remand to the authority',
      'J1',
      'K2',
      { 'careplan.remand-la': '2026-03-09', 'placementplan.remand-la': '2026-03-09' },
    ],
    ['youth detention', 'J1', 'R5', { 'placementplan.yda': '2026-03-16' }],
    ['section 20', 'V2', 'U6', { 'careplan.prepare': '2026-03-16', 'placementplan.prepare': '2026-03-09' }],
    ['an interim care order', 'C1', 'U6', { 'placementplan.prepare': '2026-03-09' }],
  ])('%s asks for its own plans', (_what, legalStatus, placement, plans) => {
    enter({ legalStatus, placement });
    const found = (child.kept?.duties ?? [])
      .map(({ duty: owed }) => owed)
      .filter((owed) => /^(careplan|placementplan)/.test(owed.ruleId));
    expect(Object.fromEntries(found.map((owed) => [owed.ruleId, owed.dueOn]))).toEqual(plans);
  });

  test('a move needs a new placement plan; a temporary placement, the same carer and the return do not', () => {
    enter();
    for (const [on, placement, sameCarer] of [
      ['2026-04-01', 'T3', false],
      ['2026-04-10', 'U4', true],
      ['2026-05-06', 'K2', false],
    ] as const) {
      say(on, 'record-placement', { on, placement, sameCarer }, who('social-worker'));
    }
    expect(duties('placementplan.prepare').map((owed) => [owed.dueOn, owed.status])).toEqual([
      ['2026-03-09', 'ended'],
      ['2026-05-13', 'open'],
    ]);
    say('2026-05-20', 'record-placement-plan', { on: '2026-05-12' }, who('social-worker'));
    expect(duty('placementplan.prepare')).toMatchObject({ status: 'met', metOn: '2026-05-12' });
  });
});

describe('the end', () => {
  test('the eighteenth birthday ends what is owed at its start, as no longer owed and never as done', () => {
    enter({ dateOfBirth: '2008-06-10' });
    child.waitUntil(at('2026-06-09T22:00:00.000Z'));
    expect(child.kept?.closed).toBe(false);
    child.waitUntil(at('2026-06-10'));
    expect(child.kept?.closed).toBe(true);
    expect(child.kept?.duties.every(({ duty: owed }) => owed.status !== 'open')).toBe(true);
    expect(duty('review.first')).toMatchObject({ status: 'ended', endedBecause: 'the child turned eighteen' });
    expect(child.coming()).toEqual([]);
  });

  test('leaving closes the period and its alerts; what comes after is refused', () => {
    enter();
    child.waitUntil(at('2026-04-15'));
    expect(say('2026-04-16', 'record-leaving', { on: '2026-04-16', reason: 'E2' }, who('social-worker'))).toBeNull();
    expect([child.kept?.closed, child.kept?.alerts, child.coming()]).toEqual([true, [], []]);
    expect(held('2026-04-20')).toBe('after-leaving');
    expect(say('2026-04-20', 'book-review', { bookedFor: '2026-05-01', time: null })).toBe('after-leaving');
    expect(say('2026-04-20', 'record-leaving', { on: '2026-04-20', reason: 'E4A' })).toBe('after-leaving');
  });

  test.each([
    ['record-review', { on: '2026-03-01', moreParts: false }, 'before-entry'],
    ['record-entry', { on: '2026-03-05', legalStatus: 'V2' }, 'already-entered'],
    ['change-legal-status', { on: '2026-03-05', legalStatus: 'Q9' }, 'unknown-code'],
    ['record-placement', { on: '2026-03-05', placement: 'Q9' }, 'unknown-code'],
    ['record-leaving', { on: '2026-03-05', reason: 'E99' }, 'unknown-code'],
    ['record-review-step', { on: '2026-03-09', step: 'record' }, 'no-review-held'],
    ['record-review-step', { on: '2026-03-09', step: 'invites' }, 'nothing-booked'],
    ['move-review', { bookedFor: '2026-04-01' }, 'nothing-booked'],
    ['cancel-booking', { reason: 'x' }, 'nothing-booked'],
    ['book-review', { bookedFor: '2026-03-01' }, 'booking-in-the-past'],
    ['book-review', { bookedFor: '2027-04-01' }, 'outside-window'],
    ['decline-early-review', { reason: 'x' }, 'no-early-review'],
    ['record-review', { on: '2026-04-01', moreParts: false }, 'in-the-future'],
    ['sing', {}, 'unknown-command'],
  ] as const)('%s with %j is refused: %s', (kind, payload, refusal) => {
    enter();
    const before = child.kept?.state;
    expect(say('2026-03-10', kind, payload)).toBe(refusal);
    expect(child.kept?.state).toEqual(before);
  });

  test('nothing is told of a child who has not come into care', () => {
    expect(child.command(at(ENTERED), 'record-care-plan', { on: ENTERED }).refusal).toBe('not-in-care');
    expect(
      child.command(at(ENTERED), 'record-entry', {
        on: ENTERED,
        dateOfBirth: '2026-03-03',
        legalStatus: 'V2',
        placement: null,
      }).refusal,
    ).toBe('before-birth');
  });
});

describe('what a return tells', () => {
  const take = (
    now: string,
    asAt: string,
    facts: readonly { readonly kind: string; readonly on: string; readonly payload: JsonObject }[],
  ): void => {
    const source = { by: 'return', importId: 'i', key: 'k', asAt };
    const told = [{ kind: 'return-read', on: now, payload: { asAt } }, ...facts].map((fact) => ({ ...fact, source }));
    child.change({
      now: at(now),
      actor: HOLDFAST,
      command: { id: `take-${now}`, kind: 'take-return', payload: { importId: 'i', told, reason: 'return' } },
    });
  };
  const ENTRY = {
    kind: 'entered-care',
    on: '2025-09-01',
    payload: { startKnown: true, legalStatus: 'C2', dateOfBirth: '2016-05-05' },
  };
  const PLACED = { kind: 'placement-started', on: '2025-09-01', payload: { code: 'U6' } };

  test('unknown is not late: what it cannot tell is not recorded, what fell due since it ends is unconfirmed, the rest is ordinary', () => {
    take('2026-06-15', '2026-03-31', [
      ENTRY,
      PLACED,
      { kind: 'review-held', on: '2025-09-25', payload: {} },
      { kind: 'review-held', on: '2025-12-12', payload: {} },
    ]);
    expect(shown('iro.appoint', '2026-06-15')).toBe('not-recorded');
    expect(shown('placementplan.prepare', '2026-06-15')).toBe('not-recorded');
    expect(shown('permanence.plan', '2026-06-15')).toBe('not-recorded');
    expect([due('review.subsequent'), shown('review.subsequent', '2026-06-15')]).toEqual(['2026-06-12', 'unconfirmed']);
    child.waitUntil(at('2026-07-15'));
    const roles = [...child.alerts.values()].map((alert) => [alert.ruleId, alert.reason, alert.role]);
    expect(roles).toEqual([
      ['review.subsequent', 'confirmation-asked', 'iro'],
      ['review.subsequent', 'confirmation-not-told', 'iro-manager'],
    ]);
  });

  test('what was overdue on its last day is overdue, and raises its highest passed step once', () => {
    take('2026-06-15', '2026-03-31', [ENTRY, PLACED]);
    expect([due('review.first'), shown('review.first', '2026-06-15')]).toEqual(['2025-09-29', 'overdue']);
    const taken = (): readonly unknown[] =>
      child.events
        .filter((event) => event.kind === 'step-taken' && event.payload['ruleId'] === 'review.first')
        .map((event) => event.payload['step']);
    child.waitUntil(at('2026-06-15T12:00:01.000Z'));
    expect(taken()).toEqual(['overdue-20']);
    child.waitUntil(at('2026-06-20'));
    expect(taken()).toEqual(['overdue-20']);
  });

  test('a start of care that no source tells is asked for, and no date is counted from it', () => {
    take('2026-06-15', '2026-03-31', [{ ...ENTRY, payload: { ...ENTRY.payload, startKnown: false } }]);
    expect(shown('review.first', '2026-06-15')).toBe('not-recorded');
    expect(duties('permanence.plan')).toEqual([]);
    expect(duties('careplan.prepare')).toEqual([]);
  });
});

describe('bookings', () => {
  test('booked and past is awaiting record: the holder is asked, then the manager, and after ten working days it is overdue', () => {
    enter();
    say('2026-03-03', 'book-review', { bookedFor: '2026-03-27', time: null });
    child.waitUntil(at('2026-04-17'));
    expect(shown('review.first', '2026-03-27')).toBe('due');
    expect(shown('review.first', '2026-03-31')).toBe('awaiting-record');
    // Ten working days after Friday 27 March, over Easter: Tuesday 14 April.
    expect(shown('review.first', '2026-04-14')).toBe('awaiting-record');
    expect(shown('review.first', '2026-04-15')).toBe('overdue');
    const told = [...child.alerts.values()]
      .filter((alert) => alert.ruleId === 'review.first')
      .map((alert) => `${alert.raisedAt.slice(0, 10)} ${alert.reason} ${alert.role}`);
    expect(told.slice(0, 2)).toEqual(['2026-03-30 record-asked iro', '2026-04-01 record-not-told iro-manager']);
    expect(told).toContain('2026-04-15 overdue team-manager');
  });

  test('a booking after the due date silences nothing', () => {
    enter();
    say('2026-03-03', 'book-review', { bookedFor: '2026-04-10', time: null });
    child.waitUntil(at('2026-04-01'));
    expect(
      [...child.alerts.values()].filter((alert) => alert.ruleId === 'review.first').map((alert) => alert.reason),
    ).toEqual(expect.arrayContaining(['nothing-booked', 'at-risk', 'overdue']));
    expect(shown('review.first', '2026-03-31')).toBe('overdue');
  });
});

describe('allocation', () => {
  test('a worker who leaves without another opens a gap, and the next allocation closes it', () => {
    enter();
    const allocate = (on: string, role: string, person: string | null): string | null =>
      say(on, 'allocate', { on, role, person }, who('team-manager'));
    allocate('2026-03-03', 'social-worker', 'worker-1');
    allocate('2026-03-04', 'iro', 'iro-1');
    expect(duty('iro.appoint')).toMatchObject({ status: 'met', metOn: '2026-03-04' });
    allocate('2026-03-16', 'social-worker', null);
    allocate('2026-03-16', 'iro', null);
    expect([due('allocation.gap-worker'), due('allocation.gap-iro')]).toEqual(['2026-03-17', '2026-03-18']);
    allocate('2026-03-17', 'social-worker', 'worker-2');
    expect(duty('allocation.gap-worker')).toMatchObject({ status: 'met', metOn: '2026-03-17' });
  });
});

describe('a date that moves', () => {
  test('and moves back tells everybody who was told, each time, and steps are taken again for each dating', () => {
    enter();
    child.waitUntil(at('2026-04-01'));
    const entry = [...child.events].find((event) => event.kind === 'entered-care')?.payload['factId'];
    const told = (reason: string): readonly string[] =>
      [...child.alerts.values()]
        .filter((alert) => alert.ruleId === 'review.first' && alert.reason === reason)
        .map((alert) => alert.role)
        .sort();
    const informed = [...new Set([...told('nothing-booked'), ...told('at-risk'), ...told('overdue')])].sort();
    expect(
      say(
        '2026-04-02',
        'correct',
        { factId: entry, on: '2026-03-01', reason: 'the night before' },
        who('social-worker'),
      ),
    ).toBeNull();
    expect(due('review.first')).toBe('2026-03-27');
    expect(told('moved')).toEqual(informed);
    expect(
      say('2026-04-02', 'correct', { factId: entry, on: '2026-03-02', reason: 'it was right' }, who('social-worker')),
    ).toBeNull();
    expect(due('review.first')).toBe('2026-03-30');
    expect(told('moved')).toEqual([...informed, ...informed].sort());
    child.waitUntil(at('2026-04-03'));
    const steps = child.events
      .filter((event) => event.kind === 'step-taken' && event.payload['ruleId'] === 'review.first')
      .map((event) => event.payload['step']);
    expect(steps).toEqual(['nothing-booked', 'at-risk', 'overdue', 'overdue']);
  });
});

describe('answers', () => {
  const asked = (): { readonly id: string; readonly role: string } | undefined =>
    [...child.alerts.values()].findLast(
      (alert) => alert.ruleId === 'review.first' && alert.status === 'open' && alert.answerBy !== null,
    );
  const answer = (day: string, kind: string, actor: Actor, more: JsonObject = {}): string | null =>
    say(day, 'answer-alert', { alertId: asked()?.id ?? '', kind, text: 'x', byOn: null, who: null, ...more }, actor);

  beforeEach(() => {
    enter();
    child.waitUntil(at('2026-03-31'));
  });

  test('"cannot" climbs at once, to the director in the end', () => {
    expect(asked()?.role).toBe('team-manager');
    expect(answer('2026-03-31', 'cannot', who('team-manager'))).toBeNull();
    expect(asked()?.role).toBe('service-manager');
    answer('2026-03-31', 'cannot', who('service-manager'));
    answer('2026-03-31', 'cannot', who('head-of-service'));
    expect(asked()?.role).toBe('director');
    answer('2026-03-31', 'cannot', who('director'));
    expect(asked()).toBeUndefined();
  });

  test('"facts are wrong" asks somebody else to put them right while the clock runs on', () => {
    expect(answer('2026-03-31', 'facts-wrong', who('team-manager'))).toBeNull();
    const correction = [...child.alerts.values()].find((alert) => alert.reason === 'facts-wrong');
    expect([correction?.role, duty('review.first')?.status]).toEqual(['review-administrator', 'open']);
  });

  test('a promise kept goes no further; one that is missed climbs', () => {
    expect(answer('2026-03-31', 'will-do', who('team-manager'), { byOn: '2026-03-30', who: 'w' })).toBe(
      'promise-in-the-past',
    );
    expect(answer('2026-03-31', 'will-do', who('team-manager'), { byOn: '2026-04-02', who: 'w' })).toBeNull();
    child.waitUntil(at('2026-04-06'));
    expect([...child.alerts.values()].filter((alert) => alert.reason === 'promise-missed')).toEqual([]);
    // Good Friday and Easter Monday lie between: the next working morning is Tuesday 7 April.
    child.waitUntil(at('2026-04-07'));
    expect(
      [...child.alerts.values()].filter((alert) => alert.reason === 'promise-missed').map((alert) => alert.role),
    ).toEqual(['service-manager']);
  });

  test('nobody answers for their own work, and an empty role is passed over', () => {
    const allocate = (role: string, person: string | null): string | null =>
      say('2026-03-31', 'allocate', { on: '2026-03-31', role, person }, who('team-manager'));
    allocate('social-worker', 'same-person');
    expect(answer('2026-03-31', 'will-do', who('team-manager', 'same-person'), { byOn: '2026-04-02', who: 'w' })).toBe(
      'own-duty',
    );
    allocate('service-manager', null);
    child.waitUntil(at('2026-04-08'));
    const roles = [...child.alerts.values()]
      .filter((alert) => alert.ruleId === 'review.first' && alert.reason === 'no-answer')
      .map((alert) => alert.role);
    expect(roles).toEqual(['head-of-service']);
  });

  test('an IRO does not answer for the authority, but records whether the answer satisfies', () => {
    expect(answer('2026-03-31', 'will-do', IRO, { byOn: '2026-04-02', who: 'w' })).toBe('iro-cannot-answer');
    expect(answer('2026-03-31', 'will-do', who('social-worker'), { byOn: '2026-04-02', who: 'w' })).toBe(
      'not-addressed-to-you',
    );
    const { id } = asked() ?? { id: '' };
    expect(
      say('2026-03-31', 'record-iro-view', { alertId: id, satisfied: false, text: 'too late' }, who('team-manager')),
    ).toBe('not-addressed-to-you');
    expect(say('2026-03-31', 'record-iro-view', { alertId: id, satisfied: false, text: 'too late' }, IRO)).toBeNull();
    const told = [...child.alerts.values()].find((alert) => alert.answerBy === null && alert.status === 'open');
    expect(
      say('2026-03-31', 'answer-alert', { alertId: told?.id ?? '', kind: 'cannot', text: 'x' }, who('social-worker')),
    ).toBe('answer-not-asked');
    expect(say('2026-03-31', 'answer-alert', { alertId: 'a0', kind: 'cannot', text: 'x' })).toBe('unknown-alert');
  });
});

describe('corrections', () => {
  test.each([
    ['correct', { factId: 'f99', on: '2026-03-03', reason: 'x' }, 'unknown-fact'],
    ['withdraw', { factId: 'f99', reason: 'x' }, 'unknown-fact'],
    ['correct', { factId: 'f2', reason: 'x' }, 'nothing-changes'],
    ['correct', { factId: 'f2', on: '2030-01-01', reason: 'x' }, 'in-the-future'],
    ['correct', { factId: 'f2', payload: { dateOfBirth: '2026-03-09' }, reason: 'x' }, 'before-birth'],
  ] as const)('%s %j is refused: %s', (kind, payload, refusal) => {
    enter();
    expect(say('2026-03-10', kind, payload)).toBe(refusal);
  });

  test('what becomes contradictory by a correction stays, and a person is asked to sort it out', () => {
    enter();
    held('2026-03-27');
    expect(say('2026-04-01', 'correct', { factId: 'f2', on: '2026-03-30', reason: 'entered later' })).toBeNull();
    expect([due('record.contradiction'), duty('record.contradiction')?.status]).toEqual(['2026-04-07', 'open']);
    expect(duty('review.first')).toMatchObject({ status: 'open', dueOn: '2026-04-29' });
    expect(say('2026-04-02', 'withdraw', { factId: 'f2', reason: 'another child' })).toBeNull();
    expect(child.kept?.closed).toBe(true);
  });

  test('a fact that a feed owns is corrected in the system it comes from', () => {
    const source = { by: 'feed', importId: 'i', key: 'k', asAt: ENTERED };
    const told = [{ kind: 'entered-care', on: ENTERED, payload: { legalStatus: 'V2' }, source }];
    child.change({
      now: at(ENTERED),
      actor: HOLDFAST,
      command: { id: 'c', kind: 'take-return', payload: { told, reason: 'feed' } },
    });
    expect(say('2026-03-03', 'correct', { factId: 'f2', on: '2026-03-01', reason: 'x' })).toBe('fact-owned-by-feed');
    expect(say('2026-03-03', 'withdraw', { factId: 'f2', reason: 'x' })).toBe('fact-owned-by-feed');
  });
});
