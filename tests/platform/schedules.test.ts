import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ensureSchedules } from '../../platform/schedules.ts';
import { makeNamespace } from '../support/temporal.ts';

const ALL = { sweep: true, delivery: true, feed: null };

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

describe('the Schedules that heal what was lost', () => {
  let connection: Connection;
  let client: Client;

  beforeAll(async () => {
    const { address, namespace } = await makeNamespace();
    connection = await Connection.connect({ address });
    client = new Client({ connection, namespace });
    await ensureSchedules(client, ALL);
  });
  afterAll(() => connection.close());

  const describeOne = (id: string) => client.schedule.getHandle(id).describe();

  it('sweep each minute and compare each hour, one after another', async () => {
    const [sweep, compare] = await Promise.all([describeOne('holdfast-sweep'), describeOne('holdfast-compare')]);
    expect(sweep.spec.intervals?.map(({ every }) => every)).toEqual([60_000]);
    expect(compare.spec.intervals?.map(({ every }) => every)).toEqual([3_600_000]);
    expect(sweep.action).toMatchObject({ workflowType: 'sweep', taskQueue: 'holdfast' });
    expect(compare.action).toMatchObject({ workflowType: 'compare', taskQueue: 'holdfast' });
    expect([sweep.policies.overlap, compare.policies.overlap]).toEqual(['SKIP', 'SKIP']);
  });

  it('deliver what is urgent each minute, and the digest each morning in London', async () => {
    const [urgent, digest] = await Promise.all([
      describeOne('holdfast-deliver-urgent'),
      describeOne('holdfast-deliver-digest'),
    ]);
    expect(urgent.spec.intervals?.map(({ every }) => every)).toEqual([60_000]);
    expect(urgent.action).toMatchObject({ workflowType: 'deliver', args: [{ digest: false }] });
    expect(digest.action).toMatchObject({ workflowType: 'deliver', args: [{ digest: true }] });
    expect([digest.spec.timezone, digest.policies.overlap]).toEqual(['Europe/London', 'SKIP']);
    // Whatever the clocks do: a quarter to nine as people see it.
    const mornings = digest.info.nextActionTimes.map((at) =>
      at.toLocaleTimeString('en-GB', { timeZone: 'Europe/London', hour: '2-digit', minute: '2-digit' }),
    );
    expect(new Set(mornings)).toEqual(new Set(['08:45']));
  });

  it('are made once by several workers, and are as the latest release wants them', async () => {
    await client.schedule.getHandle('holdfast-sweep').update((before) => ({
      ...before,
      spec: { intervals: [{ every: '7 hours' }] },
    }));
    await Promise.all([ensureSchedules(client, ALL), ensureSchedules(client, ALL)]);
    expect((await describeOne('holdfast-sweep')).spec.intervals?.map(({ every }) => every)).toEqual([60_000]);
  });

  it('stay paused when an administrator has paused them', async () => {
    await client.schedule.getHandle('holdfast-compare').pause('while the engine is moved');
    await ensureSchedules(client, ALL);
    expect((await describeOne('holdfast-compare')).state).toMatchObject({
      paused: true,
      note: 'while the engine is moved',
    });
  });
});
