import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { createAdoptionActivities } from '../../activities/adoption.ts';
import { createFeedActivities } from '../../activities/collect-feed.ts';
import { createImportActivities } from '../../activities/import.ts';
import { createKeepActivities } from '../../activities/keep.ts';
import { startUnarmed, type StarterDeps } from '../../activities/starter.ts';
import { createSweepActivities } from '../../activities/sweep.ts';
import { addMinutes, epochMs, instant, type Instant } from '../../domain/calendar/instant.ts';
import type { FeedSource } from '../../domain/feeds/source.ts';
import type { Actor } from '../../domain/heart/actor.ts';
import type { JsonObject } from '../../domain/json.ts';
import { PROCESSES } from '../../domain/processes/index.ts';
import type { Role } from '../../domain/rulebook/role.ts';
import { csvInSteps } from '../../platform/csv.ts';
import { digest, newSalt } from '../../platform/digest.ts';
import { createEngineClient, type EngineClient } from '../../platform/engine-client.ts';
import { randomIds } from '../../platform/ids.ts';
import { openDatabase } from '../../platform/prisma.ts';
import { createWorker, installRuntime, workflowBundle } from '../../platform/worker.ts';
import { createArming, type Arming } from '../../store/arming.ts';
import { createRecord } from '../../store/change.ts';
import { createHearing } from '../../store/hearing.ts';
import type { ChangeOutcome, Opening, Record, Touched } from '../../store/record.ts';
import { verifyAll, type Verified } from '../../store/verify.ts';
import { cloneDatabase } from './postgres.ts';
import { LAW } from './stream.ts';
import { makeNamespace } from './temporal.ts';
import { createTimeSkipper } from './time-skipping.ts';

const quiet = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  fatal: () => undefined,
};
let installed = false;

/** Somebody with a role. */
export function actor(role: Role, person = `demo-${role}`): Actor {
  return { person, roles: [role] };
}

export type World = Awaited<ReturnType<typeof createWorld>>;

/**
 * A whole Holdfast on real servers with virtual time: the record's clock and every workflow's clock are moved together.
 * Nudges are held back while time moves and delivered when it stands still.
 */
export async function createWorld(
  name: string,
  { build = 'test', starter = true }: { readonly build?: string; readonly starter?: boolean } = {},
) {
  const database = await cloneDatabase(name);
  const { address, namespace } = await makeNamespace();
  const { prisma, transact } = openDatabase(database.databaseUrl, { poolSize: 12 });
  const engine: EngineClient = createEngineClient({ address, namespace, boundMs: 10_000 });
  const id = await engine.engineId();
  const engineId = (): string => id;
  const arming: Arming = createArming(prisma);
  const held: Touched[] = [];
  const clock = { at: instant('2027-01-04T09:00:00.000Z') };
  const record: Record = createRecord({
    transact,
    processes: PROCESSES,
    law: LAW,
    digest,
    newSalt,
    newRef: () => randomIds.next(),
    build,
    afterCommit: (touched) => void held.push(...touched.filter((item) => item.by !== 'engine')),
  });
  const hearing = createHearing({
    prisma,
    record,
    processes: PROCESSES,
    now: () => clock.at,
    onFailure: (error) => {
      throw error;
    },
  });
  const folder = await mkdtemp(path.join(tmpdir(), 'holdfast-world-'));
  if (!installed) installRuntime(quiet);
  installed = true;
  const feedSource: { read: FeedSource['read'] } = { read: () => Promise.resolve(null) };
  const bundle = await workflowBundle(folder);
  const sweeping = createSweepActivities({ arming, hearing, engine, engineId, log: quiet });
  const activities = {
    ...createKeepActivities({ record, arming, engineId }),
    ...sweeping,
    ...createAdoptionActivities({
      prisma,
      record,
      processes: PROCESSES,
      law: LAW,
      clock: { now: () => clock.at },
      build,
    }),
    ...createFeedActivities({
      prisma,
      record,
      digest,
      now: () => clock.at,
      source: { read: () => feedSource.read() },
      log: quiet,
    }),
    ...createImportActivities({
      prisma,
      record,
      clock: { now: () => clock.at },
      csvInSteps,
      digest,
      newRef: () => randomIds.next(),
    }),
  };
  const { worker, close } = await createWorker({ address, namespace, bundle, activities });
  const running = worker.run();
  const connection = await Connection.connect({ address });
  const skipper = createTimeSkipper({ connection, namespace });
  const starterDeps: StarterDeps = { arming, engine, engineId, log: quiet, record, now: () => clock.at };
  let commands = 0;

  const openRows = async (): Promise<readonly { readonly id: string; readonly next: string | null }[]> =>
    prisma.$queryRawUnsafe(
      `SELECT id, to_char(next_change_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS next FROM process WHERE NOT closed AND kind <> 'feed-import' ORDER BY id`,
    );

  /** Delivers what is to be heard and held nudges, and waits until every workflow is idle. */
  const settle = async (): Promise<void> => {
    await hearing.deliver(null);
    for (const { processId } of held.splice(0)) await engine.nudge(processId, 'test');
    if (starter) await startUnarmed(starterDeps);
    for (const { id } of await openRows()) await skipper.settle(id).catch(() => undefined);
  };

  const moveWorkflows = async (to: Instant): Promise<void> => {
    const ids = (await openRows()).map((row) => row.id);
    if (starter) await skipper.moveAllTo(ids, epochMs(to));
  };

  /** Waits until the step that was next has been seen to. */
  const awaitChange = async (next: string): Promise<void> => {
    for (let looks = 0; looks < 400; looks += 1) {
      await settle();
      const after = (await openRows()).flatMap((row) => (row.next === null ? [] : [row.next])).sort()[0];
      if (after !== next) return;
      await delay(25);
    }
    throw new Error(`nothing happened at ${next}`);
  };

  return {
    prisma,
    record,
    hearing,
    engine,
    arming,
    sweeping,
    starterDeps,
    skipper,
    namespace,
    address,
    database,
    held,
    /** What the source of the daily feed has: a story puts it there. */
    feedSource,
    now: (): Instant => clock.at,
    settle,
    /** Moves time on: each step of each process at its own instant, then to the end. */
    moveTo: async (text: string): Promise<void> => {
      const to = instant(text);
      await settle();
      for (let turns = 0; turns < 2_000; turns += 1) {
        const next = (await openRows()).flatMap((row) => (row.next === null ? [] : [row.next])).sort()[0];
        if (next === undefined || next > to) break;
        const at = next > clock.at ? instant(next) : clock.at;
        clock.at = at;
        // A timer is set from the moment its task began: a second later it has surely fired.
        await moveWorkflows(addMinutes(at, 0.05));
        await awaitChange(next);
      }
      clock.at = to;
      await moveWorkflows(to);
      await settle();
    },
    /** Moves only the record's clock: people go on working while the worker sleeps. */
    clockTo: (text: string): void => {
      clock.at = instant(text);
    },
    command: async (
      processId: string,
      kind: string,
      payload: JsonObject = {},
      by: Actor = actor('social-worker'),
    ): Promise<ChangeOutcome> => {
      commands += 1;
      return record.change({
        processId,
        now: clock.at,
        actor: by,
        command: { id: `${name}-${String(commands)}`, kind, payload },
      });
    },
    enter: async (localReference: string, payload: JsonObject = {}): Promise<string> => {
      const processId = `period-of-care:${randomIds.next()}`;
      const on = clock.at.slice(0, 10);
      const outcome = await record.change({
        processId,
        now: clock.at,
        actor: actor('social-worker'),
        opening: { kind: 'period-of-care', subject: { kind: 'child', localReference } },
        command: {
          id: `${name}-enter-${localReference}-${processId}`,
          kind: 'record-entry',
          payload: { on, localReference, dateOfBirth: '2016-05-05', legalStatus: 'V2', placement: 'U6', ...payload },
        },
      });
      if (outcome.status !== 'accepted') throw new Error(`entry: ${JSON.stringify(outcome)}`);
      return processId;
    },
    /** Ends a workflow by hand and waits until the engine no longer lists it: its list is written a moment after the end. */
    terminate: async (processId: string): Promise<void> => {
      await new Client({ connection, namespace }).workflow.getHandle(processId).terminate('by hand');
      while ((await engine.listRunning()).has(processId)) await delay(25);
    },
    /** The child that a process is about. */
    childOf: async (processId: string): Promise<string> => {
      const [row] = await prisma.$queryRawUnsafe<{ ref: string }[]>(
        'SELECT subject_ref AS ref FROM process WHERE id = $1',
        processId,
      );
      return row?.ref ?? '';
    },
    /** Opens a process of any kind with its first command. */
    open: async (
      kind: string,
      subject: Opening['subject'],
      { command, payload, by }: { readonly command: string; readonly payload: JsonObject; readonly by: Actor },
    ): Promise<string> => {
      const processId = `${kind}:${randomIds.next()}`;
      const outcome = await record.change({
        processId,
        now: clock.at,
        actor: by,
        opening: { kind, subject },
        command: { id: `${name}-open-${processId}`, kind: command, payload },
      });
      if (outcome.status !== 'accepted') throw new Error(`${command}: ${JSON.stringify(outcome)}`);
      return processId;
    },
    /** Steps taken, in order, as `day rule step`. */
    steps: async (processId: string): Promise<readonly string[]> => {
      const rows = await prisma.$queryRawUnsafe<{ said: string }[]>(
        `SELECT e.occurred_on::text || ' ' || (c.payload::jsonb ->> 'ruleId') || ' ' || (c.payload::jsonb ->> 'step') AS said
           FROM event e JOIN event_content c USING (process_id, sequence) WHERE e.process_id = $1 AND e.kind = 'step-taken' ORDER BY e.sequence`,
        processId,
      );
      return rows.map((row) => row.said);
    },
    duty: async (
      processId: string,
      ruleId: string,
    ): Promise<{ readonly status: string; readonly dueOn: string; readonly metOn: string | null } | null> => {
      const rows = await prisma.$queryRawUnsafe<{ status: string; dueOn: string; metOn: string | null }[]>(
        `SELECT status, due_on::text AS "dueOn", met_on::text AS "metOn" FROM duty WHERE process_id = $1 AND rule_id = $2 ORDER BY dated_by DESC LIMIT 1`,
        processId,
        ruleId,
      );
      return rows[0] ?? null;
    },
    alerts: async (
      processId: string,
    ): Promise<
      readonly {
        readonly id: string;
        readonly ruleId: string;
        readonly reason: string;
        readonly role: string;
        readonly status: string;
        readonly asked: boolean;
      }[]
    > =>
      prisma.$queryRawUnsafe(
        `SELECT id, rule_id AS "ruleId", reason, role, status, answer_by IS NOT NULL AS asked FROM alert WHERE process_id = $1 ORDER BY substr(id, 2)::int`,
        processId,
      ),
    verify: (): Promise<Verified> => verifyAll({ prisma, processes: PROCESSES, law: LAW, digest }),
    stop: async (): Promise<void> => {
      worker.shutdown();
      await running;
      await close();
      await connection.close();
      await engine.close();
      await prisma.$disconnect();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
