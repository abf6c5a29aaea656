import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { actor, createWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld('first months');
});
afterAll(async () => {
  await world.stop();
});

const review = (steps: readonly string[]): readonly string[] => steps.filter((said) => / review\./.test(said));

describe('a child who comes into care', () => {
  test('without a booked review each step comes once, in order, to the right line, for eight months', async () => {
    // Monday 4 January 2027; twenty working days on: Monday 1 February (no bank holiday between).
    const id = await world.enter('9100001');
    await world.moveTo('2027-09-06T09:00:00.000Z');
    const steps = review(await world.steps(id)).filter((said) => said.includes(' review.first '));
    expect(steps).toEqual([
      '2027-01-18 review.first nothing-booked',
      '2027-01-25 review.first at-risk',
      '2027-02-02 review.first overdue',
      '2027-02-09 review.first overdue-5',
      '2027-02-16 review.first overdue-10',
      '2027-03-02 review.first overdue-20',
    ]);
    const alerts = (await world.alerts(id)).filter((alert) => alert.ruleId === 'review.first');
    expect(alerts.filter((alert) => alert.reason === 'nothing-booked').map((alert) => alert.role)).toEqual([
      'iro',
      'review-administrator',
    ]);
    expect(alerts.filter((alert) => alert.reason === 'overdue' && alert.asked).map((alert) => alert.role)).toEqual([
      'team-manager',
    ]);
    expect(alerts.filter((alert) => alert.reason === 'no-answer').map((alert) => alert.role)).toEqual([
      'service-manager',
      'head-of-service',
    ]);
    expect(alerts.filter((alert) => alert.reason === 'overdue-20').map((alert) => alert.role)).toEqual(['director']);
    expect((await world.verify()).faults).toEqual([]);
  });

  test('a review held in time and recorded three weeks later takes the overdue back and tells those who were told', async () => {
    const id = await world.enter('9100002');
    // Entered Monday 6 September 2027: due Monday 4 October.
    await world.moveTo('2027-10-20T09:00:00.000Z');
    expect((await world.duty(id, 'review.first'))?.status).toBe('open');
    const recorded = await world.command(
      id,
      'record-review',
      { on: '2027-10-01', participation: 'PN1', chairedBy: 'demo-iro', moreParts: false },
      actor('iro'),
    );
    expect(recorded.status).toBe('accepted');
    await world.settle();
    expect(await world.duty(id, 'review.first')).toEqual({ status: 'met', dueOn: '2027-10-04', metOn: '2027-10-01' });
    const news = (await world.alerts(id)).filter(
      (alert) => alert.ruleId === 'review.first' && alert.reason === 'done-in-time',
    );
    expect(news.map((alert) => alert.role)).toContain('team-manager');
    expect((await world.duty(id, 'review.second'))?.dueOn).toBe('2028-01-01');
    expect((await world.duty(id, 'permanence.plan'))?.dueOn).toBe('2028-01-01');
  });

  test('a review held on its last day at 23:30 in British Summer Time is in time', async () => {
    await world.moveTo('2028-05-02T08:00:00.000Z');
    const id = await world.enter('9100003');
    // Tuesday 2 May 2028 and the spring bank holiday of 29 May: twenty working days end on Wednesday 31 May.
    await world.moveTo('2028-05-31T22:30:00.000Z');
    const recorded = await world.command(
      id,
      'record-review',
      { on: '2028-05-31', participation: null, chairedBy: 'demo-iro', moreParts: false },
      actor('iro'),
    );
    expect(recorded.status).toBe('accepted');
    expect(await world.duty(id, 'review.first')).toEqual({ status: 'met', dueOn: '2028-05-31', metOn: '2028-05-31' });
  });

  test('the placement for adoption switches the rules, and its disruption brings the care reviews back that day', async () => {
    await world.moveTo('2028-05-31T23:30:00.000Z');
    const id = await world.enter('9100004', { legalStatus: 'E1', on: '2028-05-10' });
    await world.command(
      id,
      'record-review',
      { on: '2028-05-31', participation: null, chairedBy: 'demo-iro', moreParts: false },
      actor('iro'),
    );
    await world.moveTo('2028-07-03T09:00:00.000Z');
    await world.command(id, 'record-placement', { on: '2028-07-03', placement: 'A5', sameCarer: false });
    expect((await world.duty(id, 'adoption.review-placed'))?.dueOn).toBe('2028-07-31');
    expect((await world.duty(id, 'review.second'))?.status).toBe('ended');
    await world.moveTo('2028-07-20T09:00:00.000Z');
    await world.command(id, 'record-placement', { on: '2028-07-20', placement: 'U6', sameCarer: false });
    await world.settle();
    expect((await world.duty(id, 'adoption.review-placed'))?.status).toBe('ended');
    expect(await world.duty(id, 'review.second')).toEqual({ status: 'open', dueOn: '2028-08-31', metOn: null });
  });

  test('a wrong date corrected after an alert moves what was due, with its cause, and everybody told is told', async () => {
    await world.moveTo('2028-09-04T09:00:00.000Z');
    const id = await world.enter('9100005');
    await world.moveTo('2028-10-05T09:00:00.000Z');
    const before = await world.duty(id, 'review.first');
    expect(before?.dueOn).toBe('2028-10-02');
    const entry = await world.prisma.$queryRawUnsafe<{ fact: string }[]>(
      `SELECT c.payload::jsonb ->> 'factId' AS fact FROM event e JOIN event_content c USING (process_id, sequence) WHERE e.process_id = $1 AND e.kind = 'entered-care'`,
      id,
    );
    const corrected = await world.command(id, 'correct', {
      factId: entry[0]?.fact ?? '',
      on: '2028-09-01',
      reason: 'came on Friday night',
    });
    expect(corrected.status).toBe('accepted');
    await world.settle();
    expect((await world.duty(id, 'review.first'))?.dueOn).toBe('2028-09-29');
    const moved = (await world.alerts(id)).filter(
      (alert) => alert.ruleId === 'review.first' && alert.reason === 'moved',
    );
    expect(moved.map((alert) => alert.role)).toEqual(
      expect.arrayContaining(['social-worker', 'team-manager', 'iro', 'review-administrator']),
    );
    const cause = await world.prisma.$queryRawUnsafe<{ cause: string; sentence: string }[]>(
      `SELECT e.cause, c.payload AS sentence FROM event e JOIN event_content c USING (process_id, sequence) WHERE e.process_id = $1 AND e.kind = 'duty-re-dated' AND c.payload LIKE '%review.first%'`,
      id,
    );
    expect(cause[0]?.cause).toBe('command correct');
    expect((await world.verify()).faults).toEqual([]);
  });

  test('what a person or a workflow does reaches Temporal without names, numbers or free text', async () => {
    const id = await world.enter('9199999');
    await world.command(id, 'trigger-early-review', {
      on: world.now().slice(0, 10),
      trigger: 'child-asks',
      urgent: false,
      reason: 'Seeded free text zebra',
    });
    await world.settle();
    const history = (await world.engine.history(id)) ?? '';
    const plain = history.replace(/"data": ?"([A-Za-z0-9+/=]+)"/g, (_all, data: string) =>
      Buffer.from(data, 'base64').toString('utf8'),
    );
    // What it waits by stands in the history as plain text, so that the search below would find what must not be there.
    expect(plain).toContain('"dutyId":"');
    for (const seeded of ['9199999', 'zebra', '2016-05-05', 'demo-social-worker']) expect(plain).not.toContain(seeded);
  });
});
