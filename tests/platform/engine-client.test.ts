import { Client, Connection } from '@temporalio/client';
import proto from '@temporalio/proto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { instant } from '../../domain/calendar/instant.ts';
import { createEngineClient, type EngineClient } from '../../platform/engine-client.ts';
import type { KeepInput } from '../../workflows/contract.ts';
import { makeNamespace } from '../support/temporal.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const { EventType } = proto.temporal.api.enums.v1;

const standingOf = (processId: string): KeepInput['standing'] => ({
  processId,
  stage: 'in care',
  duties: [],
  steps: [],
  overdue: 0,
  closed: false,
});

describe('the engine, as the rest of the product asks it', () => {
  let engine: EngineClient;
  let connection: Connection;
  let client: Client;

  beforeAll(async () => {
    const { address, namespace } = await makeNamespace();
    engine = createEngineClient({ address, namespace, boundMs: 5_000 });
    connection = await Connection.connect({ address });
    client = new Client({ connection, namespace });
  });

  afterAll(async () => {
    await engine.close();
    await connection.close();
  });

  const signalsOf = async (processId: string): Promise<number> => {
    const { events } = await client.workflow.getHandle(processId).fetchHistory();
    const signalled = EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED;
    return (events ?? []).filter((event) => event.eventType === signalled).length;
  };

  it('keeps history for 400 days and finds workflows by next date, next rule and number overdue', async () => {
    await engine.prepare();
    const { namespace } = client.options;
    const described = await connection.workflowService.describeNamespace({ namespace });
    expect(Number(described.config?.workflowExecutionRetentionTtl?.seconds)).toBe(400 * 24 * 3600);
    const known = await connection.operatorService.listSearchAttributes({ namespace });
    expect(Object.keys(known.customAttributes)).toEqual(expect.arrayContaining(['NextAt', 'NextRule', 'Overdue']));
  });

  it('starts a process once, and says so when it already runs', async () => {
    expect(await engine.startKept('period-of-care', 'period-of-care:a', standingOf('period-of-care:a'))).toBe(
      'started',
    );
    expect(await engine.startKept('period-of-care', 'period-of-care:a', standingOf('period-of-care:a'))).toBe(
      'already-running',
    );
  });

  it('starts a kept process with what it is found by, and a dialogue without', async () => {
    const step: KeepInput['standing']['steps'][number] = {
      kind: 'remind',
      at: instant('2027-01-04T09:00:00.000Z'),
      dutyId: 'review.second@f1',
      datedBy: 1,
      step: 'at-risk',
      ruleTitle: 'second review',
      dueOn: null,
      roles: [],
    };
    for (const kind of ['period-of-care', 'feed-import'] as const)
      await engine.startKept(kind, `${kind}:s`, { ...standingOf(`${kind}:s`), steps: [step], overdue: 2 });
    const found = async (id: string) => {
      const { typedSearchAttributes } = await client.workflow.getHandle(id).describe();
      return typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value]);
    };
    expect(Object.fromEntries(await found('period-of-care:s'))).toEqual({
      NextAt: new Date('2027-01-04T09:00:00.000Z'),
      NextRule: 'review.second',
      Overdue: 2,
    });
    expect(await found('feed-import:s')).toEqual([]);
  });

  it('says what runs, under the name of the field and without a direct identifier', async () => {
    await engine.startKept('period-of-care', 'period-of-care:b', standingOf('period-of-care:b'));
    expect(await engine.describe('period-of-care:b')).toMatchObject({
      type: 'periodOfCare',
      status: 'RUNNING',
      closedAt: null,
      pendingActivities: [],
      reportedProblems: [],
    });
    expect(await engine.describe('period-of-care:never')).toBeNull();
  });

  it('gives the raw history as JSON', async () => {
    await engine.startKept('period-of-care', 'period-of-care:c', standingOf('period-of-care:c'));
    const history: unknown = JSON.parse((await engine.history('period-of-care:c')) ?? '');
    expect(history).toMatchObject({ events: [{ eventType: 'EVENT_TYPE_WORKFLOW_EXECUTION_STARTED' }, {}] });
    expect(await engine.history('period-of-care:never')).toBeNull();
  });

  it('nudges what runs, and tells when nothing does', async () => {
    await engine.startKept('period-of-care', 'period-of-care:d', standingOf('period-of-care:d'));
    expect(await engine.nudge('period-of-care:d', 'review booked')).toBe('nudged');
    expect(await signalsOf('period-of-care:d')).toBe(1);
    expect(await engine.nudge('period-of-care:never', 'review booked')).toBe('not-running');
  });

  it('revives a workflow that was terminated by hand, and only nudges one that runs', async () => {
    const id = 'period-of-care:e';
    await engine.startKept('period-of-care', id, standingOf(id));
    const first = await engine.describe(id);
    await engine.revive('period-of-care', standingOf(id), 'armed too late');
    expect((await engine.describe(id))?.runId).toBe(first?.runId);
    await client.workflow.getHandle(id).terminate('by hand');
    expect(await engine.nudge(id, 'review booked')).toBe('not-running');
    await engine.revive('period-of-care', standingOf(id), 'armed too late');
    const revived = await engine.describe(id);
    expect(revived).toMatchObject({ status: 'RUNNING' });
    expect(revived?.runId).not.toBe(first?.runId);
    expect(await signalsOf(id)).toBe(1);
  });

  it('lists what runs and leaves out what has ended', async () => {
    await engine.startKept('period-of-care', 'period-of-care:f', standingOf('period-of-care:f'));
    await engine.startKept('period-of-care', 'period-of-care:g', standingOf('period-of-care:g'));
    await client.workflow.getHandle('period-of-care:g').terminate('by hand');
    await vi.waitFor(
      async () => {
        const running = await engine.listRunning();
        expect(running).toContain('period-of-care:f');
        expect(running).not.toContain('period-of-care:g');
      },
      { timeout: 10_000 },
    );
  });

  it('counts the tasks that wait when no worker takes them', async () => {
    await engine.startKept('period-of-care', 'period-of-care:h', standingOf('period-of-care:h'));
    await vi.waitFor(async () => {
      expect(await engine.backlog()).toBeGreaterThan(0);
    }, 10_000);
  });

  it('has an id of its own that stays, and another in another engine', async () => {
    const id = await engine.engineId();
    expect(await engine.engineId()).toBe(id);
    const elsewhere = await makeNamespace();
    const other = createEngineClient({ ...elsewhere, boundMs: 5_000 });
    const ids = await Promise.all([other.engineId(), other.engineId(), other.engineId()]);
    expect(new Set(ids).size).toBe(1);
    expect(ids).not.toContain(id);
    await other.close();
  });

  it('answers within the bound when it is away', async () => {
    const away = createEngineClient({ address: '127.0.0.1:1', namespace: 'holdfast', boundMs: 300 });
    const begun = Date.now();
    await expect(away.nudge('period-of-care:a', 'review booked')).rejects.toThrow();
    expect(Date.now() - begun).toBeLessThan(2_000);
    await away.close();
  });
});
