import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client, Connection } from '@temporalio/client';
import { startUnarmed } from '../../activities/starter.ts';
import { calendarDate } from '../../domain/calendar/calendar-date.ts';
import { HOLDFAST } from '../../domain/heart/actor.ts';
import { OWN_AUTHORITY } from '../../domain/processes/authority/index.ts';
import { digest } from '../../platform/digest.ts';
import { createFeeds } from '../../use-cases/feeds.ts';
import { createImports, type Imports } from '../../use-cases/imports.ts';
import type { ImportView } from '../../store/imports/status.ts';
import { changedRows, feedFiles } from '../domain/feeds/ssd-feed.ts';
import { actor, createWorld, type World } from '../support/world.ts';
import { untilImport } from './until-import.ts';

const ADMINISTRATOR = actor('administrator');
let world: World;
let imports: Imports;
let client: Client;
let connection: Connection;
beforeAll(async () => {
  world = await createWorld('feed-story');
  world.clockTo('2027-01-04T02:30:00.000Z');
  const deps = { prisma: world.prisma, record: world.record, digest, now: () => world.now() };
  imports = createImports(deps);
  connection = await Connection.connect({ address: world.address });
  client = new Client({ connection, namespace: world.namespace });
  await world.record.change({
    processId: OWN_AUTHORITY,
    now: world.now(),
    actor: HOLDFAST,
    opening: { kind: 'authority', subject: { kind: 'authority', ref: 'authority' } },
    command: { id: 'begin-authority', kind: 'begin-authority', payload: {} },
  });
  const bounds = { opened: 5, changed: 50, withdrawn: 5, absent: 0, notTaken: 0 };
  await createFeeds(deps).expect(ADMINISTRATOR, { key: 'expect', body: { bounds, reason: 'the extract is live' } });
});
afterAll(async () => {
  await connection.close();
  await world.stop();
});

/** What the Schedule does each night: the workflow asks the source, and the import takes its way. */
async function collect(asAt: string, changed: Parameters<typeof feedFiles>[0] = {}): Promise<string | null> {
  world.feedSource.read = () => Promise.resolve({ asAt: calendarDate(asAt), files: feedFiles(changed) });
  return client.workflow.execute('collectFeed', {
    taskQueue: 'holdfast',
    workflowId: `collect-${asAt}-${String(Math.random())}`,
  });
}

const until = (id: string, stage: string): Promise<ImportView> =>
  untilImport({ world, imports }, id, ({ status }) => status === stage);

/** The authority learns of an applied feed just after it is. */
async function owedUntil(dueOn: string): Promise<void> {
  for (let looks = 0; looks < 200; looks += 1) {
    if ((await world.duty(OWN_AUTHORITY, 'feed.daily'))?.dueOn === dueOn) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the next feed is not owed until ${dueOn}`);
}

test('a feed is collected, confirms itself within its bounds and is applied; the same files again are nothing', async () => {
  const id = (await collect('2027-01-04')) ?? '';
  expect(await until(id, 'applied')).toMatchObject({ children: { total: 1, applied: 1 } });
  expect(await collect('2027-01-04')).toBeNull();
  const [confirmed] = await world.prisma.$queryRawUnsafe<{ actor: string }[]>(
    `SELECT actor FROM event WHERE process_id = $1 AND kind = 'import-confirmed'`,
    id,
  );
  expect(confirmed?.actor).toBe('holdfast');
  await owedUntil('2027-01-05');
});

test('the next night a re-keyed row is a correction, and the moment moves on', async () => {
  world.clockTo('2027-01-05T02:30:00.000Z');
  const id =
    (await collect(
      '2027-01-05',
      changedRows('ssd_cla_reviews', (row) => row.replace('R1,', 'R7,')),
    )) ?? '';
  await until(id, 'applied');
  const [{ payload } = { payload: '' }] = await world.prisma.$queryRawUnsafe<{ payload: string }[]>(
    `SELECT c.payload FROM event e JOIN event_content c USING (process_id, sequence) WHERE e.kind = 'fact-corrected'`,
  );
  expect(payload).toContain('feed as at 2027-01-05: re-keyed');
  await owedUntil('2027-01-06');
});

test('a feed that stops is told the administrator a day later', async () => {
  await world.moveTo('2027-01-06T12:00:00.000Z');
  expect(await world.alerts(OWN_AUTHORITY)).toMatchObject([
    { ruleId: 'feed.daily', role: 'administrator', status: 'open' },
  ]);
  const id = (await collect('2027-01-06')) ?? '';
  await until(id, 'applied');
  await owedUntil('2027-01-07');
  const alerts = await world.alerts(OWN_AUTHORITY);
  expect(alerts.find(({ reason }) => reason === 'overdue')).toMatchObject({ status: 'superseded' });
  expect((await world.verify()).faults).toEqual([]);
});

test('an absence in the feed is waited for by a workflow of its own, and its end in the next feed owes an interview', async () => {
  const missing = (end: string) => ({
    ssd_missing: [
      'miss_table_id,miss_person_id,miss_missing_episode_start_date,miss_missing_episode_type,miss_missing_episode_end_date',
      `M9,9970001,2027-01-06,M,${end}`,
    ],
  });
  world.clockTo('2027-01-07T02:30:00.000Z');
  await until((await collect('2027-01-07', missing(''))) ?? '', 'applied');
  const [{ id } = { id: '' }] = await world.prisma.$queryRawUnsafe<{ id: string }[]>(
    `SELECT id FROM process WHERE kind = 'missing-episode' AND NOT closed`,
  );
  await startUnarmed(world.starterDeps);
  expect((await client.workflow.getHandle(id).describe()).status.name).toBe('RUNNING');
  world.clockTo('2027-01-08T02:30:00.000Z');
  await until((await collect('2027-01-08', missing('2027-01-07'))) ?? '', 'applied');
  // 72 hours after a return of which only the day is known: the end of Sunday 10 January.
  expect(await world.duty(id, 'missing.rhi')).toMatchObject({ status: 'open', dueOn: '2027-01-10' });
  expect((await world.verify()).faults).toEqual([]);
});
