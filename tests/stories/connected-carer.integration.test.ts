import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ENGLAND_AND_WALES } from '../../domain/calendar/calendar.ts';
import { lawOf } from '../../domain/heart/law.ts';
import { RULEBOOK } from '../../domain/rulebook/published.ts';
import { digest } from '../../platform/digest.ts';
import { randomIds } from '../../platform/ids.ts';
import { createUseCases } from '../../use-cases/index.ts';
import { actor, createWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld('connected carer');
});
afterAll(async () => {
  await world.stop();
});

const worker = actor('fostering-worker');
const officer = actor('nominated-officer');

async function household(): Promise<string> {
  const payload = { on: world.now().slice(0, 10), localReference: null, carers: ['carer-a', 'carer-b'] };
  const opening = { command: 'name-connected-carer', payload, by: worker };
  return world.open('connected-carer', { kind: 'household', ref: randomIds.next() }, opening);
}

async function say(id: string, kind: string, payload: Record<string, string | boolean | null>): Promise<void> {
  const said = { on: world.now().slice(0, 10), ...payload };
  expect(await world.command(id, kind, said, officer)).toMatchObject({ status: 'accepted' });
}

async function place(id: string, childRef: string): Promise<void> {
  await say(id, 'record-suitability', { childRef, suitable: true });
  await say(id, 'give-temporary-approval', { childRef });
  await say(id, 'place-with-carer', { childRef });
}

async function extend(id: string, childRef: string, on: string): Promise<void> {
  await say(id, 'record-panel-views', { on: '2027-04-20', childRef });
  await say(id, 'record-iro-informed', { on: '2027-04-20', childRef });
  await say(id, 'extend-temporary-approval', {
    ...{ on, childRef, pending: 'assessment', until: null },
    ...{ approvedBy: 'demo-nominated-officer', approvedAs: 'nominated-officer' },
  });
}

const derived = async (processId: string): Promise<readonly string[]> => {
  const rows = await world.prisma.event.findMany({
    where: { processId, class: 'derived' },
    orderBy: { sequence: 'asc' },
  });
  return rows
    .map(({ kind, occurredOn }) => `${occurredOn.toISOString().slice(0, 10)} ${kind}`)
    .filter((said) => /approv/.test(said));
};
const stageOf = async (id: string): Promise<string> =>
  (await world.prisma.process.findUniqueOrThrow({ where: { id } })).stage;

describe('connected carers', () => {
  test('extended a day early or a day late, with a sibling who joins: what runs out is told at midnight, once', async () => {
    // Monday 4 January 2027: sixteen weeks end on Monday 26 April, twenty-four on Monday 21 June.
    const [early, late] = [await household(), await household()];
    await place(early, 'child-1');
    await place(late, 'child-2');
    await world.moveTo('2027-02-01T09:00:00.000Z');
    await place(late, 'child-3');
    await world.moveTo('2027-04-25T10:00:00.000Z');
    await extend(early, 'child-1', '2027-04-25');
    // Somebody terminates the workflow by hand just before; it is started again.
    await world.terminate(late);
    expect(await world.sweeping.compare()).toBe(1);
    await world.moveTo('2027-04-27T09:00:00.000Z');
    expect([await stageOf(early), await stageOf(late)]).toEqual(['temporarily approved', 'unlawful placement']);
    const raised = (await world.alerts(late)).filter(({ ruleId }) => ruleId === 'connected.unlawful');
    expect(raised.map(({ role }) => role)).toEqual(expect.arrayContaining(['director', 'lawyer', 'iro']));
    const alerts = await world.prisma.alert.findMany({ where: { processId: late, ruleId: 'connected.unlawful' } });
    // Midnight in London, British Summer Time.
    expect(new Set(alerts.map(({ raisedAt }) => raisedAt.toISOString().slice(0, 19)))).toEqual(
      new Set(['2027-04-26T23:00:00']),
    );
    // A day late: recorded, without effect; and the sibling has more time.
    await extend(late, 'child-2', '2027-04-27');
    expect([await stageOf(late), (await world.duty(late, 'connected.extension'))?.status]).toEqual([
      'unlawful placement',
      'ended',
    ]);
    expect(await world.duty(early, 'connected.extension')).toMatchObject({ dueOn: '2027-06-20', status: 'open' });
    await world.moveTo('2027-05-25T09:00:00.000Z');
    expect(await derived(late)).toEqual([
      '2027-04-26 temporary-approval-expired',
      '2027-04-26 temporary-approval-ended',
      '2027-05-24 temporary-approval-expired',
      '2027-05-24 temporary-approval-ended',
    ]);
    await say(late, 'record-fostering-decision', { outcome: 'approved' });
    await world.moveTo('2027-05-26T09:00:00.000Z');
    expect(await stageOf(late)).toBe('approved');
    expect((await derived(late)).slice(4)).toEqual([
      '2027-05-25 carer-fully-approved',
      '2027-05-25 carer-fully-approved',
    ]);
    expect(await derived(early)).toEqual([]);
    expect((await world.steps(late)).filter((said) => said.includes('at-once'))).toHaveLength(2);
    expect((await world.verify()).faults).toEqual([]);
  }, 240_000);

  test('hear what becomes of the child, and take it back when it was not so', async () => {
    const period = await world.enter('9200001', { placement: 'U3' });
    const childRef = await world.childOf(period);
    expect((await world.duty(period, 'connected.approval-told'))?.status).toBe('open');
    const id = await household();
    await place(id, childRef);
    await world.moveTo('2027-05-28T09:00:00.000Z');
    // That the carers are approved the child's own process has heard of the household: it no longer asks.
    expect(await world.duty(period, 'connected.approval-told')).toBeNull();
    const on = '2027-05-28';
    // What the household owes for the child is listed with the child, what it owes for the assessment is not.
    const [mine, checks] = await Promise.all(
      ['connected.temp-approval', 'connected.checks'].map((ruleId) =>
        world.prisma.duty.findFirstOrThrow({ where: { processId: id, ruleId } }),
      ),
    );
    expect([mine?.subjectRef, checks?.subjectRef === childRef]).toEqual([childRef, false]);
    const useCases = createUseCases({
      ...{ record: world.record, queries: world.prisma, digest, now: world.now },
      law: lawOf({ rules: RULEBOOK, calendar: ENGLAND_AND_WALES }),
    });
    // What is told of a brother there is no part of the child's own timeline.
    const brother = await world.childOf(await world.enter('9200002', { placement: 'U3' }));
    await place(id, brother);
    const timeline = await useCases.timeline(actor('iro'), childRef);
    const told = timeline.filter(({ processId, class: kind }) => processId === id && kind === 'told');
    expect(told.map(({ kind }) => kind)).toEqual([
      'carer-suitability-assessed',
      'temporary-approval-given',
      'child-joined-carer',
    ]);
    expect(JSON.stringify(timeline)).not.toContain(brother);
    await world.command(period, 'allocate', { on, role: 'iro', person: 'person-17' }, actor('iro-manager'));
    await world.settle();
    await world.command(period, 'record-leaving', { on, reason: 'E4A' });
    await say(id, 'record-child-left-carer', { childRef: brother, because: 'moved' });
    await world.settle();
    expect(await stageOf(id)).toBe('ended');
    const left = await world.prisma.event.findFirstOrThrow({ where: { processId: period, kind: 'left-care' } });
    await world.command(period, 'withdraw', { factId: `f${String(left.sequence)}`, reason: 'another child' });
    await world.settle();
    expect(await stageOf(id)).toBe('temporarily approved');
    const about = await world.prisma.processChild.findMany({ where: { processId: id } });
    expect(about.map((row) => row.childRef).toSorted()).toEqual([childRef, brother].toSorted());
    expect((await world.verify()).faults).toEqual([]);
  }, 120_000);
});
