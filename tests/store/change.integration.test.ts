import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { instant, type Instant } from '../../domain/calendar/instant.ts';
import type { Actor } from '../../domain/heart/actor.ts';
import type { Process } from '../../domain/heart/process.ts';
import { isJsonObject } from '../../domain/json-reading.ts';
import type { JsonObject } from '../../domain/json.ts';
import { PROCESSES } from '../../domain/processes/index.ts';
import type { PrismaClient } from '../../generated/prisma/client.ts';
import { digest, newSalt } from '../../platform/digest.ts';
import { randomIds } from '../../platform/ids.ts';
import { openDatabase } from '../../platform/prisma.ts';
import type { Transact } from '../../platform/transact.ts';
import { createRecord } from '../../store/change.ts';
import { noteDeployment } from '../../store/deployments.ts';
import type { ChangeOutcome, Opening, Record } from '../../store/record.ts';
import { verifyAll } from '../../store/verify.ts';
import { LISTENER } from '../support/listening-process.ts';
import { PERIOD_RENAMED } from '../support/period-renamed.ts';
import { cloneDatabase, type ClonedDatabase } from '../support/postgres.ts';
import { LAW } from '../support/stream.ts';

const WORKER: Actor = { person: 'demo-social-worker', roles: ['social-worker'] };
const IRO: Actor = { person: 'demo-iro', roles: ['iro'] };
const KINDS = [...PROCESSES, LISTENER];

let database: ClonedDatabase;
let prisma: PrismaClient;
let transact: Transact;
let record: Record;

function recordOf(build: string, processes: readonly Process<JsonObject>[] = KINDS): Record {
  return createRecord({
    transact,
    processes,
    law: LAW,
    digest,
    newSalt,
    newRef: () => randomIds.next(),
    build,
    afterCommit: () => undefined,
  });
}

beforeAll(async () => {
  database = await cloneDatabase('change');
  ({ prisma, transact } = openDatabase(database.databaseUrl, { poolSize: 12 }));
  record = recordOf('first');
});
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

const at = (day: string): Instant => instant(`${day}T12:00:00.000Z`);
let commands = 0;
type Said = { readonly id: string; readonly kind: string; readonly payload: JsonObject };
const command = (kind: string, payload: JsonObject): Said => {
  commands += 1;
  return { id: `c${String(commands)}`, kind, payload };
};

async function enter(localReference: string, on: string, by: Record = record): Promise<string> {
  const processId = `period-of-care:${randomIds.next()}`;
  const outcome = await by.change({
    processId,
    now: at(on),
    actor: WORKER,
    opening: { kind: 'period-of-care', subject: { kind: 'child', localReference } },
    command: command('record-entry', {
      on,
      localReference,
      dateOfBirth: '2015-05-05',
      legalStatus: 'V2',
      placement: 'U6',
    }),
  });
  expect(outcome.status).toBe('accepted');
  return processId;
}

const say = (
  processId: string,
  on: string,
  [kind, payload]: readonly [string, JsonObject],
  { by = record, actor = IRO }: { readonly by?: Record; readonly actor?: Actor } = {},
): Promise<ChangeOutcome> => by.change({ processId, now: at(on), actor, command: command(kind, payload) });
const held = (on: string): readonly [string, JsonObject] => [
  'record-review',
  { on, participation: null, moreParts: false },
];

const eventsOf = async (
  processId: string,
): Promise<readonly { readonly kind: string; readonly cause: string | null }[]> =>
  prisma.event.findMany({ where: { processId }, orderBy: { sequence: 'asc' }, select: { kind: true, cause: true } });
const faults = async (): Promise<readonly unknown[]> =>
  (await verifyAll({ prisma, processes: KINDS, law: LAW, digest })).faults;

describe('one door', () => {
  test('a command said twice is answered alike and told once; under the same id another one is refused', async () => {
    const id = await enter('9400001', '2026-03-02');
    const request = { processId: id, now: at('2026-03-27'), actor: IRO, command: command(...held('2026-03-27')) };
    const first = await record.change(request);
    const before = await eventsOf(id);
    const again = await record.change({ ...request, now: at('2026-04-20') });
    expect(again).toEqual({ ...first, repeated: true });
    expect(await eventsOf(id)).toEqual(before);
    const other = { ...request.command, payload: { ...request.command.payload, on: '2026-03-26' } };
    expect(await record.change({ ...request, command: other })).toEqual({ status: 'other-body' });
    expect(await record.change({ ...request, actor: WORKER })).toEqual({ status: 'other-body' });
  });

  test('twenty at once on one child are taken one after another, the same one among them once', async () => {
    const id = await enter('9400002', '2026-03-02');
    const said = Array.from({ length: 10 }, (_none, place) =>
      command('allocate', { on: '2026-03-03', role: 'social-worker', person: `person-${String(place)}` }),
    );
    const outcomes = await Promise.all(
      [...said, ...said].map((one) =>
        record.change({ processId: id, now: at('2026-03-03'), actor: WORKER, command: one }),
      ),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 'accepted'));
    const told = (await eventsOf(id)).filter(({ kind }) => kind === 'allocated');
    expect(told).toHaveLength(10);
    expect(await faults()).toEqual([]);
  });

  test('time is never before what was recorded last', async () => {
    const id = await enter('9400003', '2026-03-02');
    await say(id, '2026-03-27', held('2026-03-27'));
    await say(id, '2026-03-10', ['record-care-plan', { on: '2026-03-09' }], { actor: WORKER });
    const [last] = await prisma.event.findMany({ where: { processId: id }, orderBy: { sequence: 'desc' }, take: 1 });
    expect(last?.recordedAt.toISOString()).toBe(at('2026-03-27'));
    expect(await faults()).toEqual([]);
  });
});

describe('a process that opens', () => {
  const open = (subject: Opening['subject'], { by = record }: { readonly by?: Record } = {}): Promise<ChangeOutcome> =>
    by.change({
      processId: `listener:${randomIds.next()}`,
      now: at('2026-03-03'),
      actor: WORKER,
      opening: { kind: 'listener', subject },
      command: command('begin', {}),
    });
  const refOf = async (localReference: string): Promise<string> =>
    (await prisma.subject.findFirstOrThrow({ where: { kind: 'child', localReference }, select: { ref: true } })).ref;

  test('is about a child that is there already, and never about one that is not', async () => {
    await enter('9400005', '2026-03-02');
    const ref = await refOf('9400005');
    expect((await open({ kind: 'child', existing: ref })).status).toBe('accepted');
    expect(await open({ kind: 'child', existing: 'nobody' })).toEqual({ status: 'unknown-process' });
    expect(await open({ kind: 'household', existing: ref })).toEqual({ status: 'unknown-process' });
    expect(await prisma.subject.count({ where: { ref: 'nobody' } })).toBe(0);
  });

  test('is the only open one of its kind, unless several may be open at once', async () => {
    await enter('9400006', '2026-03-02');
    const existing = await refOf('9400006');
    await open({ kind: 'child', existing });
    expect(await open({ kind: 'child', existing })).toMatchObject({ status: 'refused', refusal: 'already-open' });
    const several = recordOf('first', [...PROCESSES, { ...LISTENER, manyAtOnce: true }]);
    expect((await open({ kind: 'child', existing }, { by: several })).status).toBe('accepted');
  });

  test('under a local reference finds its own kind of subject only', async () => {
    await enter('9400007', '2026-03-02');
    const [household] = [await open({ kind: 'household', localReference: '9400007' })];
    expect(household.status).toBe('accepted');
    const rows = await prisma.subject.findMany({ where: { localReference: '9400007' }, orderBy: { kind: 'asc' } });
    expect(rows.map(({ kind }) => kind)).toEqual(['child', 'household']);
    expect(await faults()).toEqual([]);
  });
});

describe('a process of the same child that listens', () => {
  const begin = async (on: string, localReference: string): Promise<string> => {
    const processId = `listener:${randomIds.next()}`;
    const outcome = await record.change({
      processId,
      now: at(on),
      actor: WORKER,
      opening: { kind: 'listener', subject: { kind: 'child', localReference } },
      command: command('begin', {}),
    });
    expect(outcome.status).toBe('accepted');
    return processId;
  };
  const stateOf = async (id: string): Promise<unknown> => {
    const row = await prisma.process.findUniqueOrThrow({ where: { id }, select: { kept: true } });
    return isJsonObject(row.kept) ? row.kept['state'] : null;
  };

  test('hears in the same transaction, hears what was told before it opened, and takes back what was corrected', async () => {
    const child = await enter('9400010', '2026-03-02');
    await say(child, '2026-03-20', held('2026-03-20'));
    const listener = await begin('2026-03-25', '9400010');
    expect(await stateOf(listener)).toMatchObject({ held: ['2026-03-20'] });
    await say(child, '2026-06-15', held('2026-06-15'));
    expect(await stateOf(listener)).toMatchObject({ held: ['2026-03-20', '2026-06-15'], quiet: ['2026-04-19'] });
    const [first] = await prisma.$queryRawUnsafe<{ fact: string }[]>(
      `SELECT c.payload::jsonb ->> 'factId' AS fact FROM event e JOIN event_content c USING (process_id, sequence)
        WHERE e.process_id = $1 AND e.kind = 'review-held' ORDER BY e.sequence LIMIT 1`,
      child,
    );
    await say(child, '2026-06-16', ['correct', { factId: first?.fact ?? '', on: '2026-03-23', reason: 'a slip' }]);
    expect(await stateOf(listener)).toMatchObject({ held: ['2026-03-23', '2026-06-15'], quiet: ['2026-04-22'] });
    await say(child, '2026-06-17', ['withdraw', { factId: first?.fact ?? '', reason: 'another child' }]);
    expect(await stateOf(listener)).toMatchObject({ held: ['2026-06-15'], quiet: [] });
    expect((await eventsOf(listener)).map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['heard', 'noted-review-held', 'quiet-month', 'derived-withdrawn', 'heard-withdrawn']),
    );
    expect(await faults()).toEqual([]);
  });

  test('and one of another child hears nothing', async () => {
    const child = await enter('9400011', '2026-03-02');
    await enter('9400012', '2026-03-02');
    const listener = await begin('2026-03-02', '9400012');
    await say(child, '2026-03-20', held('2026-03-20'));
    expect(await stateOf(listener)).toMatchObject({ held: [] });
  });
});

describe('another build', () => {
  /** The same process with a state of another shape, as a later release might have it. */
  const period = KINDS.find(({ kind }) => kind === 'period-of-care');
  const later: Process<JsonObject> | undefined = period && {
    ...period,
    stateVersion: period.stateVersion + 1,
    initial: { ...period.initial, shape: 'new' },
  };
  const laterKinds = KINDS.map((process) => (process.kind === later?.kind ? later : process));

  test('recomputes the rows of a child before it reads them, with the build as cause, those beside the one asked for too', async () => {
    const earlier = await enter('9400020', '2024-03-04');
    await say(earlier, '2024-06-03', ['record-leaving', { on: '2024-06-03', reason: 'E4A' }], { actor: WORKER });
    const current = await enter('9400020', '2026-03-02');
    const second = recordOf('second', laterKinds);
    expect(await say(current, '2026-03-27', held('2026-03-27'), { by: second })).toMatchObject({ status: 'accepted' });
    for (const id of [earlier, current]) {
      const row = await prisma.process.findUniqueOrThrow({ where: { id } });
      expect(row).toMatchObject({ build: 'second', stateVersion: later?.stateVersion });
      expect(row.kept).toMatchObject({ state: { shape: 'new' } });
    }
    const found = await verifyAll({ prisma, processes: laterKinds, law: LAW, digest });
    expect(found.faults.filter(({ processId }) => [earlier, current].includes(processId))).toEqual([]);
  });

  test('that derives what the one before did not lets the processes of the child hear of it', async () => {
    const silent = period && { ...period, nextChangeOn: () => null, elapse: () => [] };
    const hearing = { ...LISTENER, hears: ['turned-eighteen'] };
    const processes = (own: typeof period) => (own === undefined ? [] : [own, hearing]);
    const before = recordOf('silent', processes(silent));
    const child = await enter('9400030', '2026-03-02', before);
    const listener = `listener:${randomIds.next()}`;
    await before.change({
      processId: listener,
      now: at('2026-03-03'),
      actor: WORKER,
      opening: { kind: 'listener', subject: { kind: 'child', localReference: '9400030' } },
      command: command('begin', {}),
    });
    // Born on 5 May 2015: eighteen on 5 May 2033, by the end of the day before.
    const after = recordOf('speaking', processes(period));
    expect(await after.change({ processId: child, now: at('2033-06-01'), actor: WORKER })).toMatchObject({
      status: 'accepted',
    });
    expect((await eventsOf(listener)).map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['heard', 'noted-turned-eighteen']),
    );
  });

  test('whose rows hold less than this one keeps is recomputed without a word where nothing differs', async () => {
    const id = await enter('9400025', '2026-03-02');
    const before = await eventsOf(id);
    await prisma.$executeRawUnsafe(
      `UPDATE process SET build = 'before settings', kept = jsonb_set(kept - 'settings', '{duties}',
         (SELECT jsonb_agg(jsonb_set(d, '{duty}', (d -> 'duty') - 'practiceOn')) FROM jsonb_array_elements(kept -> 'duties') d))
        WHERE id = $1`,
      id,
    );
    expect(await record.change({ processId: id, now: at('2026-03-02'), actor: WORKER })).toMatchObject({ events: [] });
    expect(await eventsOf(id)).toEqual(before);
    expect(await prisma.process.findUniqueOrThrow({ where: { id } })).toMatchObject({ build: 'first' });
  });

  test('that is older answers that a newer one is at work, and writes nothing', async () => {
    const id = await enter('9400021', '2026-03-02', recordOf('second', laterKinds));
    const before = [await eventsOf(id), await prisma.command.count()];
    expect(await say(id, '2026-03-27', held('2026-03-27'))).toEqual({ status: 'newer-build' });
    expect([await eventsOf(id), await prisma.command.count()]).toEqual(before);
  });

  test('of the same name, but with states of another shape, folds again what it reads, and the earlier one leaves it alone', async () => {
    const id = await enter('9400029', '2026-03-02');
    await say(id, '2026-03-20', held('2026-03-20'));
    const same = recordOf('first', laterKinds);
    expect(await same.change({ processId: id, now: at('2026-03-21'), actor: IRO })).toMatchObject({
      status: 'accepted',
    });
    const row = await prisma.process.findUniqueOrThrow({ where: { id } });
    expect(row).toMatchObject({ build: 'first', stateVersion: later?.stateVersion, kept: { state: { shape: 'new' } } });
    const found = await verifyAll({ prisma, processes: laterKinds, law: LAW, digest });
    expect(found.faults.filter(({ processId }) => processId === id)).toEqual([]);
    const before = await eventsOf(id);
    expect(await say(id, '2026-03-27', ['record-care-plan', { on: '2026-03-27' }])).toEqual({ status: 'newer-build' });
    expect(await eventsOf(id)).toEqual(before);
  });

  test('that tells a fact under another name reads what was recorded before, and without its upcaster leaves it alone', async () => {
    const id = await enter('9400026', '2026-03-02');
    await say(id, '2026-03-20', held('2026-03-20'));
    const renamed = KINDS.map((process) => (process.kind === PERIOD_RENAMED.kind ? PERIOD_RENAMED : process));
    const fourth = recordOf('fourth', renamed);
    const told = await say(id, '2026-03-27', ['record-care-plan', { on: '2026-03-10' }], { by: fourth });
    expect(told).toMatchObject({ status: 'accepted' });
    expect((await eventsOf(id)).filter(({ kind }) => kind === 'review-held')).toHaveLength(1);
    const found = await verifyAll({ prisma, processes: renamed, law: LAW, digest });
    expect(found.faults.filter(({ processId }) => processId === id)).toEqual([]);
    const without = recordOf('fourth', [{ ...PERIOD_RENAMED, upcasters: {} }]);
    expect(await say(id, '2026-03-27', ['record-care-plan', { on: '2026-03-11' }], { by: without })).toEqual({
      status: 'newer-build',
    });
  });

  test('that was installed before the one that wrote a row leaves it alone, until it is installed again', async () => {
    const id = await enter('9400024', '2026-03-02', recordOf('spring', KINDS));
    for (const build of ['first', 'first', 'spring']) await noteDeployment(prisma, build);
    expect(await say(id, '2026-03-20', held('2026-03-20'))).toEqual({ status: 'newer-build' });
    await noteDeployment(prisma, 'first');
    expect(await say(id, '2026-03-20', held('2026-03-20'))).toMatchObject({ status: 'accepted' });
    expect(await prisma.deployment.count()).toBe(3);
  });

  test('that does not know a kind of fact, or of process, leaves the child alone', async () => {
    const id = await enter('9400022', '2026-03-02');
    await say(id, '2026-03-20', held('2026-03-20'));
    const forgetful = period && { ...period, factKinds: period.factKinds.filter((kind) => kind !== 'review-held') };
    const without = recordOf('third', forgetful === undefined ? [] : [forgetful]);
    expect(await say(id, '2026-03-27', ['record-care-plan', { on: '2026-03-27' }], { by: without })).toEqual({
      status: 'newer-build',
    });
    const listening = recordOf('first', PROCESSES);
    const child = await enter('9400023', '2026-03-02');
    await record.change({
      processId: `listener:${randomIds.next()}`,
      now: at('2026-03-03'),
      actor: WORKER,
      opening: { kind: 'listener', subject: { kind: 'child', localReference: '9400023' } },
      command: command('begin', {}),
    });
    expect(await say(child, '2026-03-27', held('2026-03-27'), { by: listening })).toEqual({ status: 'newer-build' });
  });
});
