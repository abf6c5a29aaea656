import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { digest } from '../../platform/digest.ts';
import { createUseCases } from '../../use-cases/index.ts';
import { LAW } from '../support/stream.ts';
import { actor, createWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld('evaluations');
});
afterAll(async () => {
  await world.stop();
});

const action = { what: 'made up', owner: 'person-4', role: 'social-worker', grade: 'inadequate', byOn: '2027-05-12' };

async function evaluate(child: string, grade: string, actions: readonly object[]): Promise<string> {
  const said = { theme: 'theme-1', grade, experience: 'made up', progress: 'made up', findings: 'made up' };
  const payload = { at: world.now(), ...said, actions: actions.map((each) => ({ ...each })) };
  const subject = { kind: 'child', existing: child };
  return world.open('practice-evaluation', subject, {
    command: 'record-evaluation',
    payload,
    by: actor('iro-manager'),
  });
}

describe('evaluations of practice', () => {
  test('that recur open their action again and count, are closed by another person, and come to results by theme', async () => {
    // Monday 10 May 2027; the spring bank holiday is Monday 31 May.
    await world.moveTo('2027-05-10T09:00:00.000Z');
    const child = await world.childOf(await world.enter('9320001'));
    const id = await evaluate(child, 'inadequate', [action]);
    await evaluate(child, 'good', []);
    const useCases = createUseCases({
      ...{ record: world.record, queries: world.prisma, law: LAW, digest, now: world.now },
    });
    const results = () => useCases.evaluations(actor('director'), { theme: 'theme-1', limit: 1, after: null });
    expect((await results()).totals).toEqual({
      ...{ evaluations: 2, closed: 0, byGrade: { inadequate: 1, good: 1 }, actions: 1 },
      ...{ openActions: 1, overdueActions: 0, recurrences: 0 },
    });
    await world.moveTo('2027-05-18T10:00:00.000Z');
    expect((await results()).totals).toMatchObject({ openActions: 1, overdueActions: 1 });
    expect(await world.steps(id)).toContain('2027-05-18 audit.inadequate overdue');

    const [agreed] = await world.prisma.$queryRawUnsafe<{ action: string }[]>(
      `SELECT kept #>> '{state,actions,0,factId}' AS action FROM process WHERE id = $1`,
      id,
    );
    const said = async (kind: string, payload: object, by = actor('social-worker', 'person-4')) =>
      world.command(id, kind, { ...payload }, by);
    const done = () => said('complete-action', { at: world.now(), action: agreed?.action, evidence: 'made up' });
    expect(await done()).toMatchObject({ status: 'accepted' });
    const again = { at: world.now(), action: agreed?.action, finding: 'made up' };
    expect(await said('record-recurrence', again, actor('iro'))).toMatchObject({ status: 'accepted' });
    expect((await results()).totals).toMatchObject({ actions: 1, openActions: 1, overdueActions: 0, recurrences: 1 });
    await world.moveTo('2027-05-19T10:00:00.000Z');
    expect(await done()).toMatchObject({ status: 'accepted' });
    await world.moveTo('2027-06-30T10:00:00.000Z');
    await said('record-follow-up', { on: '2027-06-30', findings: 'made up' }, actor('iro'));
    const close = { on: '2027-06-30', summary: 'made up' };
    expect(await said('close-evaluation', close, actor('service-manager', 'person-4'))).toMatchObject({
      refusal: 'same-person',
    });
    expect(await said('close-evaluation', close, actor('director'))).toMatchObject({ status: 'accepted' });
    const first = await results();
    expect(first.totals).toMatchObject({ evaluations: 2, closed: 1, openActions: 0, recurrences: 1 });
    const rest = await useCases.evaluations(actor('director'), { theme: 'theme-1', limit: 1, after: first.next });
    expect(new Set([...first.items, ...rest.items].map(({ grade }) => grade))).toEqual(new Set(['inadequate', 'good']));
    expect([...first.items, ...rest.items].every(({ childRef }) => childRef === child)).toBe(true);
    const other = await useCases.evaluations(actor('director'), { theme: 'theme-2', limit: 1, after: null });
    expect([other.items, other.totals.evaluations, other.totals.byGrade]).toEqual([[], 0, {}]);
    await world.settle();
    expect((await world.verify()).faults).toEqual([]);
  });
});
