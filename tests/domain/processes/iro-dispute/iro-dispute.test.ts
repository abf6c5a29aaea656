import { beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '../../../../domain/heart/actor.ts';
import { IRO_DISPUTE } from '../../../../domain/processes/iro-dispute/index.ts';
import { NO_DISPUTE, type IroDispute } from '../../../../domain/processes/iro-dispute/state.ts';
import { STAGES } from '../../../../domain/processes/iro-dispute/commands.ts';
import type { JsonObject } from '../../../../domain/json.ts';
import { LADDERS } from '../../../../domain/rulebook/ladders.ts';
import { RULEBOOK } from '../../../../domain/rulebook/published.ts';
import { who } from '../../../support/child.ts';
import { heard, Kept, moment } from '../../../support/episode.ts';

const IRO = who('iro');
let dispute: Kept<IroDispute>;
beforeEach(() => {
  dispute = new Kept(IRO_DISPUTE);
});

const say = (on: string, kind: string, payload: JsonObject = {}, actor: Actor = IRO): string | null =>
  dispute.say(on, kind, { on, ...payload }, actor);
const raised = (on: string, stage: string, actor: Actor = IRO): string | null =>
  say(on, 'raise-dispute', { stage, concern: 'care-plan', summary: 'made up' }, actor);
const moved = (on: string, stage: string): string | null => say(on, 'move-dispute', { stage, reason: 'made up' });
const responded = (on: string, stage: string): string | null =>
  say(on, 'record-dispute-response', { stage, response: 'made up' }, who('service-manager'));
const considered = (on: string, refer = false): string | null =>
  say(on, 'consider-cafcass', { refer, reason: 'made up' });
const childTold = (on: string): string | null => say(on, 'tell-child-of-dispute', { told: 'child' });
const closed = (on: string, actor: Actor = IRO): string | null =>
  say(on, 'close-dispute', { outcome: 'resolved', summary: 'made up' }, actor);

describe('dates of a dispute, by the table (timescales §8 iro.dispute, iro.cafcass)', () => {
  // Monday 11 May 2026; the spring bank holiday is Monday 25 May.
  test('the informal stage has five working days of its own', () => {
    raised('2026-05-11', 'informal');
    expect(dispute.duty('iro.dispute-informal')?.dueOn).toBe('2026-05-18');
    expect(dispute.duty('iro.dispute')).toBeUndefined();
    expect(dispute.stage).toBe('informal');
  });

  test('twenty working days run from the formal date, not from the concern', () => {
    raised('2026-05-11', 'informal');
    moved('2026-05-18', 'team-manager');
    expect(dispute.duty('iro.dispute-informal')).toMatchObject({ status: 'met', metOn: '2026-05-18' });
    expect(dispute.duty('iro.dispute')?.dueOn).toBe('2026-06-16');
    expect(dispute.duty('iro.dispute-child')?.dueOn).toBe('2026-05-26');
    expect(dispute.stage).toBe('formal, with the team manager');
  });

  test('each stage has five working days for its response, and Cafcass is considered anew', () => {
    raised('2026-05-18', 'team-manager');
    moved('2026-05-22', 'service-manager');
    moved('2026-06-01', 'head-of-service');
    moved('2026-06-08', 'director');
    const due = Object.fromEntries(STAGES.slice(1).map((stage) => [stage, dispute.duty(`dispute.${stage}`)?.dueOn]));
    expect(due).toEqual({
      'team-manager': '2026-05-26',
      'service-manager': '2026-06-01',
      'head-of-service': '2026-06-08',
      director: '2026-06-15',
    });
    expect(dispute.duties('iro.cafcass').map(({ dueOn }) => dueOn)).toEqual(Object.values(due));
    expect(dispute.duty('iro.dispute')?.dueOn).toBe('2026-06-16');
  });
});

describe('a dispute that bypasses stages', () => {
  test('begins at any stage, and is formal from that day', () => {
    raised('2026-05-11', 'head-of-service');
    expect(dispute.duty('iro.dispute')?.dueOn).toBe('2026-06-09');
    expect([dispute.duty('dispute.team-manager'), dispute.duty('iro.dispute-informal')]).toEqual([
      undefined,
      undefined,
    ]);
  });

  test('goes on to any later stage and never back', () => {
    raised('2026-05-11', 'informal');
    expect(moved('2026-05-12', 'service-manager')).toBeNull();
    expect(moved('2026-05-13', 'service-manager')).toBe('not-a-later-stage');
    expect(moved('2026-05-13', 'team-manager')).toBe('not-a-later-stage');
    expect(moved('2026-05-13', 'director')).toBeNull();
    expect(dispute.duty('dispute.service-manager')).toMatchObject({
      status: 'ended',
      endedBecause: 'the dispute went on to director',
    });
    expect(dispute.duty('iro.dispute')?.dueOn).toBe('2026-06-10');
  });
});

describe('responses', () => {
  test('are the authority’s: they climb the line of the case, and everything else the IRO line', () => {
    raised('2026-05-11', 'service-manager');
    const line = (ruleId: string): string | undefined => dispute.duty(ruleId)?.line;
    expect(line('dispute.service-manager')).toBe('case');
    for (const ruleId of ['iro.dispute', 'iro.dispute-child', 'iro.cafcass'])
      expect([ruleId, line(ruleId)]).toEqual([ruleId, 'iro']);
    dispute.stream.waitUntil(moment('2026-06-30'));
    expect(dispute.told('dispute.service-manager')).toEqual([
      'service-manager at-risk',
      ...['service-manager', 'head-of-service', 'iro', 'iro-manager'].map((role) => `${role} overdue`),
    ]);
    for (const told of ['iro.dispute', 'iro.dispute-child', 'iro.cafcass'].flatMap((ruleId) => dispute.told(ruleId)))
      expect(told).toMatch(/^iro/);
  });

  test('in time and recorded late were in time; given after the next stage began they still count', () => {
    raised('2026-05-11', 'service-manager');
    dispute.stream.waitUntil(moment('2026-05-27'));
    expect(dispute.shown('dispute.service-manager', '2026-05-27')).toBe('overdue');
    expect(
      say(
        '2026-05-27',
        'record-dispute-response',
        { on: '2026-05-18', stage: 'service-manager' },
        who('service-manager'),
      ),
    ).toBeNull();
    expect(dispute.duty('dispute.service-manager')).toMatchObject({ metOn: '2026-05-18', dueOn: '2026-05-18' });
    moved('2026-05-28', 'director');
    expect(dispute.duty('dispute.service-manager')?.status).toBe('met');
  });

  test('of a stage that was not reached, or a second one, are refused', () => {
    raised('2026-05-11', 'team-manager');
    expect(responded('2026-05-12', 'director')).toBe('stage-not-reached');
    expect(responded('2026-05-12', 'team-manager')).toBeNull();
    expect(responded('2026-05-13', 'team-manager')).toBe('already-responded');
  });

  test.each(STAGES.slice(1))('of %s are owed by that role, and the IRO reads of those that are late', (stage) => {
    const rule = RULEBOOK.rules.find(({ id }) => id === `dispute.${stage}`);
    expect(rule).toMatchObject({ owner: stage, line: 'case' });
    const late = LADDERS[rule?.ladder ?? 'information'].steps.at(-1);
    expect(late?.tells.map(({ role }) => role)).toEqual(expect.arrayContaining([stage, 'iro']));
  });
});

describe('Cafcass', () => {
  test('is considered at each stage until it is referred to, and a referral stops no clock', () => {
    raised('2026-05-11', 'team-manager');
    considered('2026-05-13');
    expect(dispute.duty('iro.cafcass')).toMatchObject({ status: 'met', metOn: '2026-05-13' });
    moved('2026-05-18', 'service-manager');
    expect(dispute.duty('iro.cafcass')?.status).toBe('open');
    considered('2026-05-20', true);
    moved('2026-05-26', 'director');
    expect(dispute.duty('iro.cafcass')).toMatchObject({
      status: 'ended',
      endedBecause: 'referred to Cafcass on 2026-05-20',
    });
    expect(dispute.duty('iro.dispute')).toMatchObject({ status: 'open', dueOn: '2026-06-09' });
    considered('2026-05-27', true);
    expect(dispute.state.cafcassReferredOn).toBe('2026-05-20');
  });

  test('may be referred to on the first day, and while the dispute is informal', () => {
    raised('2026-05-11', 'informal');
    expect(considered('2026-05-11', true)).toBeNull();
    moved('2026-05-11', 'team-manager');
    expect(dispute.duty('iro.cafcass')).toMatchObject({ status: 'met', metOn: '2026-05-11' });
  });
});

describe('a dispute ends', () => {
  test('only when the child or an advocate was told', () => {
    raised('2026-05-11', 'team-manager');
    expect(closed('2026-05-20')).toBe('child-not-told');
    childTold('2026-05-20');
    childTold('2026-05-21');
    expect(dispute.duty('iro.dispute-child')?.metOn).toBe('2026-05-20');
    expect(closed('2026-05-19')).toBe('child-not-told');
    expect(closed('2026-05-22')).toBeNull();
    expect([dispute.closed, dispute.stage]).toEqual([true, 'dispute closed']);
    expect(dispute.duty('iro.dispute')).toMatchObject({ status: 'met', metOn: '2026-05-22' });
    expect(dispute.duty('dispute.team-manager')?.endedBecause).toBe('the IRO closed the dispute');
    expect(closed('2026-05-25')).toBe('already-closed');
    expect(moved('2026-05-25', 'director')).toBe('already-closed');
  });

  test('informally, when the IRO is satisfied', () => {
    raised('2026-05-11', 'informal');
    childTold('2026-05-12');
    closed('2026-05-13');
    expect(dispute.duty('iro.dispute-informal')).toMatchObject({ status: 'met', metOn: '2026-05-13' });
    expect(dispute.closed).toBe(true);
  });

  test('when it is withdrawn by the IRO', () => {
    raised('2026-05-11', 'informal');
    const factId = dispute.factId('dispute-raised');
    const withdraw = (actor: Actor) => dispute.say('2026-05-12', 'withdraw', { factId, reason: 'made up' }, actor);
    expect(withdraw(who('service-manager'))).toBe('only-the-iro');
    expect(withdraw(IRO)).toBeNull();
    expect([dispute.closed, dispute.stage]).toEqual([true, 'dispute withdrawn']);
  });

  test('late, for ever', () => {
    raised('2026-05-11', 'team-manager');
    childTold('2026-05-11');
    closed('2026-06-10');
    expect(dispute.duty('iro.dispute')).toMatchObject({ status: 'met', metOn: '2026-06-10', dueOn: '2026-06-09' });
  });
});

describe('only the IRO', () => {
  test.each([
    ['a service manager', who('service-manager'), 'only-the-iro'],
    ['a director', who('director'), 'only-the-iro'],
    ['an administrator', who('administrator'), 'only-the-iro'],
    ['the IRO', IRO, null],
    ['another IRO', who('iro', 'another-iro'), 'only-the-iro'],
    ['the IRO manager', who('iro-manager'), null],
  ])('closes: %s', (_who, actor, refusal) => {
    raised('2026-05-11', 'team-manager');
    dispute.stream.heard(moment('2026-05-11'), [heard('allocated', '2026-03-02', { role: 'iro', person: 'demo-iro' })]);
    childTold('2026-05-12');
    expect(closed('2026-05-13', actor)).toBe(refusal);
    expect(dispute.stream.process.people(dispute.state)).toEqual({ iro: 'demo-iro' });
  });

  test('raises, and nothing else comes before that', () => {
    expect(raised('2026-05-11', 'informal', who('team-manager'))).toBe('only-the-iro');
    expect(closed('2026-05-11')).toBe('no-dispute');
    raised('2026-05-11', 'informal');
    expect(raised('2026-05-12', 'informal')).toBe('already-raised');
    expect(moved('2026-05-10', 'team-manager')).toBe('no-dispute');
  });

  test('puts right what the IRO told; the authority puts right its own responses', () => {
    raised('2026-05-11', 'team-manager');
    responded('2026-05-13', 'team-manager');
    const correct = (kind: string, actor: Actor) =>
      dispute.say(
        '2026-05-14',
        'correct',
        { factId: dispute.factId(kind), on: '2026-05-12', reason: 'made up' },
        actor,
      );
    expect(correct('dispute-raised', who('team-manager'))).toBe('only-the-iro');
    expect(correct('dispute-responded', who('team-manager'))).toBeNull();
    expect(dispute.duty('dispute.team-manager')?.metOn).toBe('2026-05-12');
  });
});

test('there is no way to pause a dispute', () => {
  expect(IRO_DISPUTE.commandKinds.filter((kind) => /pause|suspend|extend|stay/.test(kind))).toEqual([]);
  raised('2026-05-11', 'team-manager');
  const before = dispute.duty('iro.dispute')?.dueOn;
  considered('2026-05-12', true);
  responded('2026-05-13', 'team-manager');
  moved('2026-05-14', 'director');
  expect(dispute.duty('iro.dispute')?.dueOn).toBe(before);
});

test('a private note changes nothing, and its words are not in the state', () => {
  raised('2026-05-11', 'team-manager');
  const before = dispute.state;
  expect(dispute.say('2026-05-12', 'note-privately', { what: 'draft', text: 'made-up secret' }, IRO)).toBeNull();
  expect(dispute.state).toEqual(before);
  expect(JSON.stringify(dispute.state)).not.toContain('made-up secret');
  expect(IRO_DISPUTE.confidential).toEqual({ kinds: ['private-note'], to: ['iro', 'iro-manager'] });
});

test('a stage or an event that nobody knows changes nothing', () => {
  const fact = { id: 'f1', on: '2026-05-11', payload: { stage: 'minister' }, source: { by: 'person' } };
  const odd = IRO_DISPUTE.evolve(NO_DISPUTE, { ...fact, kind: 'dispute-raised' } as never);
  expect(odd.contradictory).toMatchObject([{ reason: 'not-a-later-stage' }]);
  raised('2026-05-11', 'informal');
  expect(IRO_DISPUTE.evolve(dispute.state, { ...fact, kind: 'unknown' } as never)).toEqual(dispute.state);
});
