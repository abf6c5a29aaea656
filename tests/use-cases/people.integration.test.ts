import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { instant, type Instant } from '../../domain/calendar/instant.ts';
import type { Actor } from '../../domain/heart/actor.ts';
import type { JsonObject } from '../../domain/json.ts';
import { PROCESSES } from '../../domain/processes/index.ts';
import type { Role } from '../../domain/rulebook/role.ts';
import type { PrismaClient } from '../../generated/prisma/client.ts';
import { readCsv } from '../../platform/csv.ts';
import { digest } from '../../platform/digest.ts';
import { randomIds } from '../../platform/ids.ts';
import type { Record } from '../../store/record.ts';
import { verifyAll } from '../../store/verify.ts';
import { createAllocations, type Allocations } from '../../use-cases/allocations.ts';
import { createUseCases, type UseCases } from '../../use-cases/index.ts';
import { createOutOfHours, type OutOfHours } from '../../use-cases/out-of-hours.ts';
import { createPeople, type People } from '../../use-cases/people.ts';
import { createRecordOnPostgres, type RecordOnPostgres } from '../support/record-on-postgres.ts';
import { LAW } from '../support/stream.ts';

let database: RecordOnPostgres;
let prisma: PrismaClient;
let record: Record;
let useCases: UseCases;
let people: People;
let allocations: Allocations;
let outOfHours: OutOfHours;
const clock = { at: instant('2027-01-04T09:00:00.000Z') };

beforeAll(async () => {
  database = await createRecordOnPostgres('people');
  ({ prisma, record } = database);
  const now = (): Instant => clock.at;
  useCases = createUseCases({ record, queries: prisma, law: LAW, digest, now });
  people = createPeople({ prisma, record, digest, now, readCsv, newRef: () => randomIds.next() });
  allocations = createAllocations({ prisma, record, law: LAW, digest, now, readCsv });
  outOfHours = createOutOfHours({ prisma, commands: useCases, digest, now });
});
afterAll(() => database.close());

let keys = 0;
const key = (): string => `people-${String((keys += 1))}`;
const who = (role: Role, person = `demo-${role}`): Actor => ({ person, roles: [role] });
const ADMINISTRATOR = who('administrator');
const csv = (name: string, ...lines: readonly string[]) => ({
  name,
  bytes: new TextEncoder().encode(lines.map((line) => `${line}\n`).join('')),
});
const TEAMS = csv('teams.csv', 'team,name,above', 'north,North,children', 'south,South,children', 'children,Children,');
const PEOPLE_HEADING = 'person,name,email,role,team,from,to';
const PEOPLE = csv(
  'people.csv',
  PEOPLE_HEADING,
  'worker-1,Test One,worker-1@authority.example,social-worker,north,01/01/2020,',
  'worker-2,Test Two,worker-2@authority.example,social-worker,north,01/01/2020,',
  'manager-1,Test Three,manager-1@authority.example,team-manager,north,01/01/2020,',
  'manager-2,Test Four,manager-2@authority.example,team-manager,south,01/01/2020,',
  'service-1,Test Five,service-1@authority.example,service-manager,children,01/01/2020,',
  'iro-1,Test Six,iro-1@authority.example,iro,,01/01/2020,',
  'admin-1,Test Seven,admin-1@authority.example,fallback,,01/01/2020,',
);
const enter = async (localReference: string, on = '2027-01-04'): Promise<string> => {
  const payload = { on, localReference, dateOfBirth: '2016-05-05', legalStatus: 'V2', placement: 'U6' };
  return (
    await useCases.open(
      { process: 'period-of-care', childRef: null },
      { actor: who('social-worker'), key: key(), kind: 'record-entry', payload },
    )
  ).processId;
};
const childOf = async (localReference: string) => {
  const page = await useCases.children(ADMINISTRATOR, { limit: 10, after: null, localReference });
  return page.items[0];
};
/** Time passes for one process: what a waiting workflow would do. */
const passTo = async (processId: string, text: string): Promise<void> => {
  for (;;) {
    const [row] = await prisma.$queryRawUnsafe<{ standing: { steps: { at: Instant; kind: string }[] } }[]>(
      'SELECT standing FROM process WHERE id = $1',
      processId,
    );
    const step = row?.standing.steps[0];
    if (step === undefined || step.at > text) break;
    await record.change({ processId, now: step.at, actor: { person: 'holdfast', roles: [] }, step: step as never });
  }
  clock.at = instant(text);
};

describe('the directory', () => {
  test('is read from files: shown first, then changed, and the same files again change nothing', async () => {
    const files = [TEAMS, PEOPLE];
    const preview = await people.importFiles({ actor: ADMINISTRATOR, key: key(), files, apply: false });
    expect([preview.applied, preview.rows, preview.taken, preview.problems, preview.changes.length]).toEqual([
      false,
      10,
      10,
      [],
      17,
    ]);
    expect(await people.list(ADMINISTRATOR, 'person')).toEqual([]);
    const applied = await people.importFiles({ actor: ADMINISTRATOR, key: key(), files, apply: true });
    expect([applied.applied, applied.changes.length]).toEqual([true, 17]);
    expect(await people.list(ADMINISTRATOR, 'person')).toHaveLength(7);
    const again = await people.importFiles({ actor: ADMINISTRATOR, key: key(), files, apply: true });
    expect(again.changes).toEqual([]);
    expect((await people.changes(ADMINISTRATOR, { limit: 200, after: null })).items).toHaveLength(17);
  });

  test('shows addresses to administrators only, and its log as well', async () => {
    const seen = await people.list(who('iro'), 'person');
    expect(seen.map((person) => person.email)).toEqual(seen.map(() => null));
    await expect(people.changes(who('director'), { limit: 10, after: null })).rejects.toMatchObject({
      refusal: 'not-allowed',
    });
    await expect(
      people.importFiles({ actor: who('director'), key: key(), files: [PEOPLE], apply: true }),
    ).rejects.toMatchObject({ refusal: 'not-allowed' });
  });

  test('keeps who changed what, and nobody alters that', async () => {
    const body = { ref: 'north', name: 'North team', above: 'children' };
    const asked = { actor: ADMINISTRATOR, key: 'team-live', kind: 'team', body } as const;
    expect(await people.save(asked)).toEqual({ changed: [{ kind: 'team', ref: 'north' }], repeated: false });
    expect(await people.save(asked)).toEqual({ changed: [{ kind: 'team', ref: 'north' }], repeated: true });
    await expect(people.save({ ...asked, body: { ...body, name: 'other' } })).rejects.toMatchObject({
      refusal: 'key-used-otherwise',
    });
    const [latest] = (await people.changes(ADMINISTRATOR, { limit: 1, after: null })).items;
    expect(latest).toMatchObject({
      kind: 'team',
      ref: 'north',
      actor: 'demo-administrator',
      before: { name: 'North', liveFrom: null },
      after: { name: 'North team', liveFrom: null },
    });
    await expect(prisma.$executeRawUnsafe(`UPDATE directory_change SET actor = 'nobody'`)).rejects.toThrow(
      'append-only',
    );
    await expect(prisma.$executeRawUnsafe(`DELETE FROM directory_change`)).rejects.toThrow('append-only');
  });

  test('refuses what names nobody, and what ends before it begins', async () => {
    const save = (kind: 'post' | 'cover' | 'rota', body: object) =>
      people.save({ actor: ADMINISTRATOR, key: key(), kind, body });
    await expect(
      save('post', { person: 'nobody', role: 'iro', team: 'west', fromOn: '2027-01-04' }),
    ).rejects.toMatchObject({ refusal: 'invalid-content', fields: [{ field: 'person' }, { field: 'team' }] });
    await expect(
      save('cover', { person: 'worker-1', by: 'worker-2', fromOn: '2027-01-04', toOn: '2027-01-03' }),
    ).rejects.toMatchObject({ fields: [{ field: 'toOn' }] });
    await expect(
      save('rota', {
        role: 'director',
        person: 'service-1',
        fromAt: '2027-01-04T10:00:00+01:00',
        toAt: '2027-01-04T09:00:00Z',
      }),
    ).rejects.toMatchObject({ fields: [{ field: 'toAt' }] });
    await expect(save('cover', { person: 'worker-1', by: 'worker-1', fromOn: '2027-01-04' })).rejects.toMatchObject({
      fields: [{ field: 'by' }],
    });
  });

  test('refuses a team below itself, a name for a reference, and cover taken out that is not there', async () => {
    const save = (kind: 'person' | 'team', body: object) =>
      people.save({ actor: ADMINISTRATOR, key: key(), kind, body });
    await save('team', { ref: 'upper', name: 'Upper' });
    await save('team', { ref: 'lower', name: 'Lower', above: 'upper' });
    for (const above of ['upper', 'lower'])
      await expect(save('team', { ref: 'upper', name: 'Upper', above })).rejects.toMatchObject({
        fields: [{ field: 'above', message: 'would stand below the team itself' }],
      });
    await expect(
      save('person', { ref: 'Test Person', name: 'Test Person', fromOn: '2027-01-04' }),
    ).rejects.toMatchObject({ fields: [{ field: 'ref' }] });
    await expect(
      people.withdraw({ actor: ADMINISTRATOR, key: key(), kind: 'cover', ref: 'nothing' }),
    ).rejects.toMatchObject({ refusal: 'not-found' });
  });

  test('cover is arranged by the person, by a manager above them, or by an administrator; and taken out again', async () => {
    const body = { person: 'worker-1', by: 'worker-2', fromOn: '2027-06-07', toOn: '2027-06-11' };
    const save = (actor: Actor) => people.save({ actor, key: key(), kind: 'cover', body: { ...body, ref: 'leave-1' } });
    await expect(save(who('team-manager', 'manager-2'))).rejects.toMatchObject({ refusal: 'not-allowed' });
    await save(who('team-manager', 'manager-1'));
    await save(who('service-manager', 'service-1'));
    await save(who('social-worker', 'worker-1'));
    expect(await people.list(ADMINISTRATOR, 'cover')).toEqual([{ ...body, ref: 'leave-1' }]);
    await expect(
      people.withdraw({ actor: who('team-manager', 'manager-2'), key: key(), kind: 'cover', ref: 'leave-1' }),
    ).rejects.toMatchObject({ refusal: 'not-allowed' });
    const gone = { actor: who('team-manager', 'manager-1'), key: key(), kind: 'cover', ref: 'leave-1' } as const;
    const answer = await people.withdraw(gone);
    expect(await people.list(ADMINISTRATOR, 'cover')).toEqual([]);
    expect(await people.withdraw(gone)).toEqual({ ...answer, repeated: true });
  });
});

describe('allocations', () => {
  const FILE = csv(
    'allocations.csv',
    'child,role,who,from,to',
    '9500001,social-worker,worker-1,04/01/2027,',
    '9500001,iro,iro-1,04/01/2027,',
    '9500001,team,north,04/01/2027,',
    '9500002,social-worker,worker-9,04/01/2027,',
    '9500009,iro,iro-1,04/01/2027,',
  );
  let id: string;

  test('are told to each child once, and what cannot be taken is said with its row and field', async () => {
    id = await enter('9500001');
    await enter('9500002');
    const take = (apply: boolean) => allocations.take({ actor: ADMINISTRATOR, key: key(), file: FILE, apply });
    const preview = await take(false);
    expect(preview).toMatchObject({ applied: false, rows: 5, taken: 3, children: 1, told: 3 });
    expect(preview.problems.map(({ line, column, code }) => [line, column, code])).toEqual([
      [5, 'who', 'UNKNOWN_PERSON'],
      [6, 'child', 'CHILD_NOT_IN_CARE'],
    ]);
    expect((await childOf('9500001'))?.allocatedWorker).toBeNull();
    expect(await take(true)).toMatchObject({ applied: true, children: 1, told: 3 });
    expect(await childOf('9500001')).toMatchObject({
      allocatedWorker: 'worker-1',
      iro: 'iro-1',
      team: 'north',
      workerChanges: 0,
    });
    expect(await take(true)).toMatchObject({ children: 0, told: 0 });
    await expect(allocations.take({ actor: who('iro'), key: key(), file: FILE, apply: true })).rejects.toMatchObject({
      refusal: 'not-allowed',
    });
  });

  test('that could not be told are never said to be: what the record answers otherwise is an error', async () => {
    await enter('9500008');
    const again = key();
    const take = (worker: string) =>
      allocations.take({
        ...{ actor: ADMINISTRATOR, key: again, apply: true },
        file: csv('allocations.csv', 'child,role,who,from,to', `9500008,social-worker,${worker},04/01/2027,`),
      });
    expect(await take('worker-1')).toMatchObject({ children: 1, told: 1 });
    // The same key with another file: the command has been answered already.
    await expect(take('worker-2')).rejects.toMatchObject({ refusal: 'key-used-otherwise' });
    expect(await childOf('9500008')).toMatchObject({ allocatedWorker: 'worker-1' });
  });

  test('address alerts, follow a reallocation, and let who covers answer; a colleague of another team does not', async () => {
    // Twenty working days after Monday 4 January 2027 is Monday 1 February: overdue on the second.
    await passTo(id, '2027-02-02T10:00:00.000Z');
    const mine = async (actor: Actor, answerable?: boolean) =>
      (
        await useCases.alerts(actor, {
          limit: 100,
          after: null,
          mine: actor,
          status: 'open',
          processId: id,
          answerable,
        })
      ).items;
    const rules = async (person: string) =>
      new Set((await mine({ person, roles: ['auditor'] })).map(({ role }) => role));
    expect(await rules('iro-1')).toEqual(new Set(['iro']));
    expect(await rules('manager-1')).toContain('team-manager');
    expect(await rules('manager-2')).toEqual(new Set());
    // Nobody is a review administrator here: the fallback person is told.
    expect(await rules('admin-1')).toContain('review-administrator');
    const [asked] = await mine(who('team-manager', 'manager-1'), true);
    const answer = (actor: Actor) =>
      useCases.command(id, {
        actor,
        key: key(),
        kind: 'answer-alert',
        payload: { alertId: asked?.id, kind: 'will-do', text: 'it will be held', byOn: '2027-02-12', who: 'worker-1' },
      });
    await expect(answer(who('team-manager', 'manager-2'))).rejects.toMatchObject({ refusal: 'not-addressed-to-you' });
    await people.save({
      actor: ADMINISTRATOR,
      key: key(),
      kind: 'cover',
      body: { person: 'manager-1', by: 'service-1', fromOn: '2027-02-01', toOn: '2027-02-05' },
    });
    expect(await rules('service-1')).toContain('team-manager');
    expect((await answer(who('service-manager', 'service-1'))).processId).toBe(id);
    const reallocation = { on: '2027-02-02', role: 'social-worker', person: 'worker-2' };
    await useCases.command(id, {
      actor: who('team-manager', 'manager-1'),
      key: key(),
      kind: 'allocate',
      payload: reallocation,
    });
    expect(await rules('worker-1')).toEqual(new Set());
    expect(await rules('worker-2')).toEqual(new Set(['social-worker']));
    expect((await childOf('9500001'))?.workerChanges).toBe(1);
  });
});

describe('an entry out of hours', () => {
  const night = { place: 'with a foster carer', legalBasis: 'l2', at: '2027-02-01T23:40:00Z' };
  const enterAtNight = (localReference: string | null) =>
    outOfHours.enter({ actor: who('social-worker'), key: key(), body: { ...night, localReference } });

  test('of a child whom nobody knows is named by day, and then found under its reference', async () => {
    await enterAtNight(null);
    const [unknown] = (await useCases.children(ADMINISTRATOR, { limit: 200, after: null })).items.filter(
      (row) => row.toBeCompleted,
    );
    expect(unknown).toMatchObject({ enteredOn: '2027-02-01', legalStatus: 'L2', toBeCompleted: true });
    const identify = () =>
      outOfHours.identify({
        actor: who('social-worker'),
        key: key(),
        childRef: unknown?.childRef ?? '',
        body: { localReference: '9500003' },
      });
    expect((await identify()).outcome).toBe('named');
    expect(await childOf('9500003')).toMatchObject({ childRef: unknown?.childRef, toBeCompleted: true });
    expect((await identify()).outcome).toBe('nothing');
  });

  test('of a child who stands there already is taken back, and stays visible', async () => {
    const at = await enterAtNight(null);
    const [unknown] = (await useCases.children(ADMINISTRATOR, { limit: 200, after: null })).items.filter(
      (row) => row.processId === at.processId,
    );
    const identified = await outOfHours.identify({
      actor: who('social-worker'),
      key: key(),
      childRef: unknown?.childRef ?? '',
      body: { localReference: '9500001' },
    });
    expect(identified).toEqual({ childRef: (await childOf('9500001'))?.childRef, outcome: 'withdrawn' });
    expect((await useCases.process(ADMINISTRATOR, at.processId)).closed).toBe(true);
    expect((await useCases.history(ADMINISTRATOR, at.processId)).map(({ kind }) => kind)).toContain('fact-withdrawn');
  });

  test('names nobody who is known: an entry that has nothing to do with it stays', async () => {
    const known = await childOf('9500001');
    for (const localReference of ['9500003', '9500099'])
      await expect(
        outOfHours.identify({
          actor: who('social-worker'),
          key: key(),
          childRef: known?.childRef ?? '',
          body: { localReference },
        }),
      ).rejects.toMatchObject({ refusal: 'child-is-known' });
    expect(await childOf('9500001')).toEqual(known);
  });

  test('of a child who is in care is refused', async () => {
    await expect(enterAtNight('9500001')).rejects.toMatchObject({ refusal: 'already-open' });
  });
});

describe('an extension of a temporary approval', () => {
  const extended = async (approvedBy: string, correctedTo?: string): Promise<unknown> => {
    const actor = who('fostering-manager');
    const named = { on: '2027-01-04', localReference: null, carers: ['carer-1'] };
    const { processId } = await useCases.open(
      { process: 'connected-carer', childRef: null },
      { actor, key: key(), kind: 'name-connected-carer', payload: named },
    );
    const child = { childRef: (await childOf('9500001'))?.childRef ?? '', on: '2027-01-04' };
    const say = (kind: string, payload: JsonObject) =>
      useCases.command(processId, { actor, key: key(), kind, payload: { ...child, ...payload } });
    await say('give-temporary-approval', { approvedBy: 'officer-1' });
    await say('extend-temporary-approval', { approvedBy, approvedAs: 'nominated-officer' });
    const recorded = async (): Promise<JsonObject | undefined> => {
      const rows = await prisma.$queryRawUnsafe<{ extensions: readonly JsonObject[] }[]>(
        `SELECT kept #> '{state,children,0,approvals,0,extensions}' AS extensions FROM process WHERE id = $1`,
        processId,
      );
      return rows[0]?.extensions[0];
    };
    if (correctedTo !== undefined) {
      const correction = { factId: (await recorded())?.['factId'] ?? '', on: child.on, reason: 'a slip' };
      const payload = { ...correction, payload: { approvedBy: correctedTo } };
      await useCases.command(processId, { actor, key: key(), kind: 'correct', payload });
    }
    return (await recorded())?.['byNominatedOfficer'];
  };

  test('is taken as told while nobody is known to hold the post; then only the holder approves it', async () => {
    expect(await extended('somebody')).toBe(true);
    const officer = csv(
      'people.csv',
      PEOPLE_HEADING,
      'officer-1,Test Eight,o-1@authority.example,nominated-officer,,01/01/2020,',
    );
    await people.importFiles({ actor: ADMINISTRATOR, key: key(), files: [officer], apply: true });
    expect([await extended('somebody'), await extended('officer-1')]).toEqual([false, true]);
    expect([await extended('somebody', 'officer-1'), await extended('officer-1', 'somebody')]).toEqual([true, false]);
  });
});

test('what was recorded of all this is whole, and equals a rebuild', async () => {
  expect((await verifyAll({ prisma, processes: PROCESSES, law: LAW, digest })).faults).toEqual([]);
});

test('the sample files are templates that can be imported', async () => {
  const sample = (name: string) => ({
    name,
    bytes: new Uint8Array(readFileSync(fileURLToPath(new URL(`../../samples/directory/${name}`, import.meta.url)))),
  });
  const preview = await people.importFiles({
    actor: ADMINISTRATOR,
    key: key(),
    files: [sample('teams.csv'), sample('people.csv')],
    apply: false,
  });
  expect([preview.problems, preview.taken]).toEqual([[], preview.rows]);
});
