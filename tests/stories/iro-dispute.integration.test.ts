import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ENGLAND_AND_WALES } from '../../domain/calendar/calendar.ts';
import { RULEBOOK } from '../../domain/rulebook/published.ts';
import { lawOf } from '../../domain/heart/law.ts';
import { digest } from '../../platform/digest.ts';
import { createUseCases } from '../../use-cases/index.ts';
import { actor, createWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld('disputes');
});
afterAll(async () => {
  await world.stop();
});

const IRO = actor('iro');

describe('a dispute of the IRO', () => {
  test('that bypasses stages is due twenty working days from its formal date, climbs by itself, and only the IRO ends it', async () => {
    // Monday 10 May 2027; the spring bank holiday is Monday 31 May.
    await world.moveTo('2027-05-10T09:00:00.000Z');
    const period = await world.enter('9310001');
    await world.command(
      period,
      'allocate',
      { on: '2027-05-10', role: 'iro', person: IRO.person },
      actor('iro-manager'),
    );
    const child = await world.childOf(period);
    const payload = { on: '2027-05-10', stage: 'informal', concern: 'care-plan', summary: 'made up' };
    const id = await world.open(
      'iro-dispute',
      { kind: 'child', existing: child },
      { command: 'raise-dispute', payload, by: IRO },
    );
    const say = async (kind: string, content: object, by = IRO) => world.command(id, kind, { ...content }, by);
    await world.moveTo('2027-05-14T10:00:00.000Z');
    await say('move-dispute', { on: '2027-05-14', stage: 'service-manager', reason: 'made up' });
    await say('consider-cafcass', { on: '2027-05-14', refer: true, reason: 'made up' });
    await say('note-privately', { what: 'draft', text: 'made-up secret' });
    expect(await world.duty(id, 'iro.dispute')).toEqual({ status: 'open', dueOn: '2027-06-14', metOn: null });
    expect(await world.duty(id, 'dispute.team-manager')).toBeNull();

    await world.moveTo('2027-06-15T10:00:00.000Z');
    const steps = await world.steps(id);
    expect(steps).toContain('2027-05-24 dispute.service-manager overdue');
    expect(steps).toContain('2027-06-15 iro.dispute overdue');
    const told = (await world.alerts(id)).filter(({ ruleId }) => ruleId === 'iro.dispute').map(({ role }) => role);
    expect(new Set(told)).toEqual(new Set(['iro', 'iro-manager']));

    const closing = { on: '2027-06-15', outcome: 'resolved', summary: 'made up' };
    expect(await say('close-dispute', closing, actor('service-manager'))).toMatchObject({ refusal: 'only-the-iro' });
    expect(await say('close-dispute', closing, actor('iro', 'another-iro'))).toMatchObject({ refusal: 'only-the-iro' });
    expect(await say('close-dispute', closing)).toMatchObject({ refusal: 'child-not-told' });
    await say('tell-child-of-dispute', { on: '2027-06-15', told: 'child', whyNot: null });
    expect(await say('close-dispute', closing)).toMatchObject({ status: 'accepted' });
    expect(await world.duty(id, 'iro.dispute')).toEqual({ status: 'met', dueOn: '2027-06-14', metOn: '2027-06-15' });

    const useCases = createUseCases({
      ...{ record: world.record, queries: world.prisma, digest, now: world.now },
      law: lawOf({ rules: RULEBOOK, calendar: ENGLAND_AND_WALES }),
    });
    for (const role of ['administrator', 'auditor', 'director', 'social-worker'] as const) {
      const read = JSON.stringify([
        await useCases.history(actor(role), id),
        await useCases.timeline(actor(role), child),
        await useCases.child(actor(role), child),
        await useCases.process(actor(role), id),
      ]);
      expect(read).not.toContain('made-up secret');
      expect(read).toContain('The IRO service made a private note.');
    }
    expect(JSON.stringify(await useCases.history(IRO, id))).toContain('made-up secret');
    await world.settle();
    expect((await world.verify()).faults).toEqual([]);
  });
});
