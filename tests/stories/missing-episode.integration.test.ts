import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { instant } from '../../domain/calendar/instant.ts';
import type { JsonObject } from '../../domain/json.ts';
import { actor, createWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld('missing episodes');
});
afterAll(async () => {
  await world.stop();
});

const report = (child: string, at: string, payload: JsonObject = {}): Promise<string> =>
  world.open(
    'missing-episode',
    { kind: 'child', existing: child },
    { command: 'report-missing', payload: { at, absence: 'M', ...payload }, by: actor('out-of-hours') },
  );
const say = async (id: string, kind: string, payload: JsonObject): Promise<void> => {
  expect(await world.command(id, kind, payload)).toMatchObject({ status: 'accepted' });
};
/** Missing on Friday 29 October 2027 for two hours, and back at seven in the evening, British Summer Time. */
async function backOnFriday(reference: string): Promise<string> {
  const child = await world.childOf(await world.enter(reference));
  const id = await report(child, '2027-10-29T15:00:00.000Z');
  await world.moveTo('2027-10-29T18:00:00.000Z');
  await say(id, 'record-found', { at: '2027-10-29T18:00:00.000Z' });
  return id;
}
/** The moments at which steps were taken, as `moment rule step`. */
const takenAt = (id: string) =>
  world.prisma.$queryRawUnsafe<{ said: string }[]>(
    `SELECT to_char(e.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI') || ' ' || (c.payload::jsonb ->> 'ruleId') AS said
       FROM event e JOIN event_content c USING (process_id, sequence) WHERE e.process_id = $1 AND e.kind = 'step-taken' ORDER BY e.sequence`,
    id,
  );

describe('children who go missing', () => {
  test('managers are told at the hour over the October clock change, and interviews after 71 and 73 hours differ', async () => {
    // Friday 29 October 2027; the clock goes back in the night to Sunday the 31st.
    await world.moveTo('2027-10-29T15:00:00.000Z');
    const period = await world.enter('9300001');
    const child = await world.childOf(period);
    // Two who are back on Friday at seven in the evening: 72 hours later it is Monday at six by the clock on the wall.
    const [early71, late73] = [await backOnFriday('9300003'), await backOnFriday('9300004')];
    await world.moveTo('2027-10-29T21:30:00.000Z');
    const id = await report(child, '2027-10-29T21:30:00.000Z');
    const interview = { outcome: 'carried-out', interviewer: 'person-23', independent: true };
    for (const [episode, at] of [
      [early71, '2027-11-01T17:00:00.000Z'],
      [late73, '2027-11-01T19:00:00.000Z'],
    ] as const) {
      await world.moveTo(at);
      await say(episode, 'record-return-interview', { at, ...interview });
    }
    await world.moveTo('2027-11-01T22:00:00.000Z');
    const taken = (await takenAt(id)).map(({ said }) => said);
    expect(taken).toContain('2027-10-30T21:30 missing.senior-manager');
    expect(taken).toContain('2027-11-01T21:30 missing.director');
    // Longer than 24 hours: at the end of that day the child counts as persistently absent, and the review is opened.
    const early = await world.duty(period, 'review.early');
    expect(early).toEqual({ status: 'open', dueOn: '2027-11-12', metOn: null });

    await say(id, 'record-found', { at: '2027-11-01T22:00:00.000Z' });
    await world.moveTo('2027-11-04T21:00:00.000Z');
    await say(id, 'record-return-interview', { at: '2027-11-04T21:00:00.000Z', ...interview });
    const other = await report(child, '2027-11-04T21:00:00.000Z');
    await say(other, 'record-found', { at: '2027-11-04T21:00:00.000Z' });
    await world.moveTo('2027-11-07T22:00:00.000Z');
    await say(other, 'record-return-interview', { at: '2027-11-07T22:00:00.000Z', ...interview });
    const inTime = await world.prisma.$queryRawUnsafe<{ id: string; inTime: boolean }[]>(
      `SELECT process_id AS id, met_at <= due_at AS "inTime" FROM duty WHERE rule_id = 'missing.rhi' AND status = 'met'`,
    );
    expect(new Map(inTime.map((row) => [row.id, row.inTime]))).toEqual(
      new Map([
        [early71, true],
        [late73, false],
        [id, true],
        [other, false],
      ]),
    );
    const due = await world.prisma.duty.findFirstOrThrow({ where: { processId: late73, ruleId: 'missing.rhi' } });
    expect(due.dueAt?.toISOString()).toBe('2027-11-01T18:00:00.000Z');
    expect((await world.verify()).faults).toEqual([]);
  });

  test('the third absence in ninety days opens one early review in the same transaction; a repeat and a withdrawal are exact', async () => {
    const period = await world.enter('9300002');
    const child = await world.childOf(period);
    await world.moveTo('2027-11-08T20:00:00.000Z');
    const at = world.now();
    await report(child, at);
    await report(child, at);
    const third = {
      processId: 'missing-episode:third-of-9300002',
      now: at,
      actor: actor('out-of-hours'),
      opening: { kind: 'missing-episode', subject: { kind: 'child', existing: child } },
      command: { id: 'third-of-9300002', kind: 'report-missing', payload: { at, absence: 'M' } },
    };
    expect(await world.record.change(third)).toMatchObject({ status: 'accepted', repeated: false });
    expect((await world.duty(period, 'review.early'))?.status).toBe('open');
    expect(await world.record.change(third)).toMatchObject({ status: 'accepted', repeated: true });
    const reviews = () =>
      world.prisma.$queryRawUnsafe(`SELECT id FROM duty WHERE process_id = $1 AND rule_id = 'review.early'`, period);
    expect(await reviews()).toHaveLength(1);
    const [told] = await world.prisma.$queryRawUnsafe<{ factId: string }[]>(
      `SELECT c.payload::jsonb ->> 'factId' AS "factId" FROM event e JOIN event_content c USING (process_id, sequence)
        WHERE e.process_id = $1 AND e.kind = 'went-missing'`,
      third.processId,
    );
    await say(third.processId, 'withdraw', { factId: told?.factId ?? '', reason: 'another child' });
    expect(await reviews()).toEqual([]);
    await world.settle();
    expect((await world.verify()).faults).toEqual([]);
    expect(instant(world.now())).toBe(at);
  });
});
