import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createImportActivities } from '../../../activities/import.ts';
import { calendarDate } from '../../../domain/calendar/calendar-date.ts';
import { instant } from '../../../domain/calendar/instant.ts';
import type { Actor } from '../../../domain/heart/actor.ts';
import type { JsonObject } from '../../../domain/json.ts';
import { PROCESSES } from '../../../domain/processes/index.ts';
import { csvInSteps } from '../../../platform/csv.ts';
import { digest } from '../../../platform/digest.ts';
import { randomIds } from '../../../platform/ids.ts';
import type { Upload } from '../../../store/imports/staging.ts';
import type { ImportView } from '../../../store/imports/status.ts';
import type { ChangeOutcome, Record } from '../../../store/record.ts';
import { verifyAll, type Verified } from '../../../store/verify.ts';
import { createImports } from '../../../use-cases/imports.ts';
import { createRecordOnPostgres } from '../../support/record-on-postgres.ts';
import { LAW } from '../../support/stream.ts';

const RETURNS = fileURLToPath(new URL('../../fixtures/returns/', import.meta.url));
export const ADMINISTRATOR: Actor = { person: 'demo-administrator', roles: ['administrator'] };
const WORKER: Actor = { person: 'demo-social-worker', roles: ['social-worker'] };

export function filesOf(folder: string): readonly Upload[] {
  const at = `${RETURNS}${folder}/`;
  return readdirSync(at)
    .filter((name) => name.endsWith('.csv'))
    .map((name) => ({ name, bytes: new Uint8Array(readFileSync(`${at}${name}`)) }));
}

/** Files of a delivery written by hand, by table. */
export function handWritten(files: Readonly<{ [name: string]: string }>): readonly Upload[] {
  return Object.entries(files).map(([name, text]) => ({ name: `${name}.csv`, bytes: new TextEncoder().encode(text) }));
}

/** The record on a real PostgreSQL, and what an import does with it, without an engine: the test is the workflow. */
export async function createRecordWithImports(name: string, at: string) {
  const { prisma, transact, record, close } = await createRecordOnPostgres(name);
  const clock = { at: instant(at) };
  const ids = { next: () => randomIds.next() };
  const activitiesOn = (on: Record) =>
    createImportActivities({
      prisma,
      record: on,
      clock: { now: () => clock.at },
      csvInSteps,
      digest,
      newRef: ids.next,
    });
  const activities = activitiesOn(record);
  /** The record of a worker that is killed when all of a batch is written and nothing is committed. */
  const dying: Record = {
    ...record,
    changeAll: (requests, alongside) =>
      record.changeAll(requests, async (queries, outcomes) => {
        await alongside?.(queries, outcomes);
        throw new Error('killed');
      }),
  };
  const imports = createImports({ prisma, record, digest, now: () => clock.at });
  const run = <Given, Answer>(activity: (given: Given) => Promise<Answer>, given: Given): Promise<Answer> =>
    new MockActivityEnvironment({ workflowExecution: { workflowId: 'import', runId: randomIds.next() } }).run(
      activity,
      given,
    );
  const get = (id: string): Promise<ImportView> => imports.get(ADMINISTRATOR, id);

  const preview = async (
    files: readonly Upload[],
    asAt: string | null,
    by: 'return' | 'feed' = 'return',
  ): Promise<ImportView> => {
    const day = asAt === null ? null : calendarDate(asAt);
    const { id } = await imports.receive({
      actor: ADMINISTRATOR,
      key: ids.next(),
      files: files.map((file) => ({ ...file })),
      asAt: day,
      by,
    });
    await run(activities.stageImport, { processId: id });
    return get(id);
  };
  const confirm = (id: string): Promise<ImportView> => imports.confirm(ADMINISTRATOR, id, ids.next());
  const apply = async (id: string): Promise<ImportView> => {
    for (let batch = await run(activities.applyBatch, { processId: id }); batch.done < batch.total;)
      batch = await run(activities.applyBatch, { processId: id });
    await run(activities.finish, { processId: id, command: 'finish-import' });
    return get(id);
  };
  return {
    prisma,
    transact,
    record,
    imports,
    activities,
    activitiesOn,
    dying,
    run,
    get,
    preview,
    confirm,
    apply,
    clockTo: (text: string): void => {
      clock.at = instant(text);
    },
    take: async (files: readonly Upload[], asAt: string): Promise<ImportView> => {
      const { id } = await preview(files, asAt);
      await confirm(id);
      return apply(id);
    },
    /** A daily feed: confirmed by itself, or by a person. */
    feed: async (files: readonly Upload[], asAt: string): Promise<ImportView & { readonly byItself: boolean }> => {
      const previewed = await preview(files, asAt, 'feed');
      const byItself = previewed.status === 'applying';
      if (!byItself) await confirm(previewed.id);
      return { ...(await apply(previewed.id)), byItself };
    },
    beginAuthority: async (): Promise<void> => {
      await record.change({
        processId: 'authority:own',
        now: clock.at,
        actor: ADMINISTRATOR,
        opening: { kind: 'authority', subject: { kind: 'authority', ref: 'authority' } },
        command: { id: 'begin-authority', kind: 'begin-authority', payload: {} },
      });
    },
    now: () => clock.at,
    withdraw: async (id: string): Promise<ImportView> => {
      await imports.withdraw(ADMINISTRATOR, id, { key: ids.next(), reason: 'the folder was the wrong one' });
      for (let batch = await run(activities.withdrawBatch, { processId: id }); batch.done < batch.total;)
        batch = await run(activities.withdrawBatch, { processId: id });
      await run(activities.finish, { processId: id, command: 'finish-withdrawal' });
      return get(id);
    },
    command: (processId: string, kind: string, payload: JsonObject): Promise<ChangeOutcome> =>
      record.change({ processId, now: clock.at, actor: WORKER, command: { id: ids.next(), kind, payload } }),
    enter: async (localReference: string, payload: JsonObject): Promise<string> => {
      const processId = `period-of-care:${ids.next()}`;
      const opening = { kind: 'period-of-care', subject: { kind: 'child', localReference } } as const;
      const command = {
        id: ids.next(),
        kind: 'record-entry',
        payload: { localReference, dateOfBirth: '2016-05-05', legalStatus: 'V2', placement: 'U6', ...payload },
      };
      const outcome = await record.change({ processId, now: clock.at, actor: WORKER, opening, command });
      if (outcome.status !== 'accepted') throw new Error(JSON.stringify(outcome));
      return processId;
    },
    /** Periods of care of a child: when they began and whether they are over. */
    periods: (
      localReference: string,
    ): Promise<readonly { readonly id: string; readonly from: string | null; readonly closed: boolean }[]> =>
      prisma.$queryRawUnsafe(
        `SELECT p.id, p.kept #>> '{state,care,entry,on}' AS "from", p.closed FROM process p JOIN subject s ON s.ref = p.subject_ref
          WHERE s.local_reference = $1 AND p.kind = 'period-of-care' ORDER BY 2`,
        localReference,
      ),
    /** Duties of a child under one rule. */
    duties: (
      localReference: string,
      ruleId: string,
    ): Promise<readonly { readonly status: string; readonly dueOn: string; readonly knowledge: string }[]> =>
      prisma.$queryRawUnsafe(
        `SELECT d.status, d.due_on::text AS "dueOn", d.knowledge FROM duty d JOIN subject s ON s.ref = d.subject_ref
          WHERE s.local_reference = $1 AND d.rule_id = $2 ORDER BY d.due_on`,
        localReference,
        ruleId,
      ),
    count: async (sql: string, ...values: readonly unknown[]): Promise<number> => {
      const [row] = await prisma.$queryRawUnsafe<{ count: number }[]>(
        `SELECT count(*)::int AS count FROM ${sql}`,
        ...values,
      );
      return row?.count ?? -1;
    },
    reviewsHeld: async (localReference: string): Promise<readonly string[]> => {
      const rows = await prisma.$queryRawUnsafe<{ on: string }[]>(
        `SELECT r.held_on::text AS "on" FROM review r JOIN subject s ON s.ref = r.subject_ref WHERE s.local_reference = $1 ORDER BY 1`,
        localReference,
      );
      return rows.map((row) => row.on);
    },
    verify: (): Promise<Verified> => verifyAll({ prisma, processes: PROCESSES, law: LAW, digest }),
    stop: close,
  };
}
