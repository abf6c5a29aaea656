import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { digest } from '../../../platform/digest.ts';
import { readCsv } from '../../../platform/csv.ts';
import { randomIds } from '../../../platform/ids.ts';
import type { Actor } from '../../../domain/heart/actor.ts';
import { createPeople, type People } from '../../../use-cases/people.ts';
import { createUseCases, type UseCases } from '../../../use-cases/index.ts';
import { LAW } from '../../support/stream.ts';
import { ADMINISTRATOR, createRecordWithImports, handWritten } from './record-with-imports.ts';

let world: Awaited<ReturnType<typeof createRecordWithImports>>;
let people: People;
let useCases: UseCases;
const IRO: Actor = { person: 'iro-1', roles: ['iro'] };

beforeAll(async () => {
  world = await createRecordWithImports('workers', '2026-05-04T09:00:00.000Z');
  const { prisma, record, now } = world;
  people = createPeople({ prisma, record, digest, now, readCsv, newRef: () => randomIds.next() });
  useCases = createUseCases({ record, queries: prisma, law: LAW, digest, now });
  await takePeople('p-anna,Test Anna,,social-worker,,01/01/2020,,SW-A');
});
afterAll(() => world.stop());

let keys = 0;
const key = (): string => `workers-${String((keys += 1))}`;

function takePeople(...rows: readonly string[]) {
  const text = ['person,name,email,role,team,from,to,code', ...rows].map((row) => `${row}\n`).join('');
  const files = [{ name: 'people.csv', bytes: new TextEncoder().encode(text) }];
  return people.importFiles({ actor: ADMINISTRATOR, key: key(), files, apply: true });
}

/** A return in which the first child has a worker whom the directory knows, and the second one whom it does not. */
const RETURN = handWritten({
  header: 'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n9100001,F,02/03/2014,WBRI,UN1,,\n9100002,M,02/03/2013,WBRI,UN1,,\n',
  episodes: [
    'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN',
    '9100001,01/09/2025,S,C1,N1,U6,PR1,,,,,,',
    '9100002,01/09/2025,S,C1,N1,U6,PR1,,,,,,',
    '',
  ].join('\n'),
  sw_episodes: [
    'CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON',
    '9100001,02/03/2014,SW-A,01/09/2025,,',
    '9100002,02/03/2013,SW-B,01/09/2025,31/12/2025,MANAGE',
    '9100002,02/03/2013,SW-C,31/12/2025,,',
    '',
  ].join('\n'),
});

const childOf = async (localReference: string) => {
  const page = await useCases.children(IRO, { localReference, limit: 5, after: null });
  return page.items[0];
};
const codeOf = async (id: string, code: string): Promise<string> => {
  const { items } = await world.imports.workers(ADMINISTRATOR, id, { limit: 50, after: null });
  return items.find((item) => item.code === code)?.ref ?? '';
};
/** Who was allocated, as the history of a child says it, the corrections last. */
const allocated = async (localReference: string): Promise<readonly unknown[]> => {
  const child = await childOf(localReference);
  const history = await useCases.history(IRO, child?.processId ?? '');
  return history
    .filter(({ class: of, kind }) => of === 'told' && (kind === 'allocated' || kind === 'fact-corrected'))
    .map(({ payload }) => (payload as { readonly payload: { readonly person: unknown } }).payload.person);
};

describe('workers of a return', () => {
  let id = '';

  test('whom the directory knows by their code are allocated; of the others it is not recorded who they are, and no gap opens', async () => {
    const applied = await world.take(RETURN, '2026-03-31');
    id = applied.id;
    expect(applied.waiting).toMatchObject({ workers: 2 });
    expect(await childOf('9100001')).toMatchObject({ allocatedWorker: 'p-anna', workersToIdentify: [] });
    const other = await childOf('9100002');
    expect(other).toMatchObject({ allocatedWorker: null, workerChanges: 1 });
    expect(other?.workersToIdentify).toEqual([await codeOf(id, 'SW-C')]);
    expect(await world.duties('9100002', 'allocation.gap-worker')).toEqual([]);
  });

  test('are listed with their import, and how many children each is responsible for', async () => {
    const all = await world.imports.workers(ADMINISTRATOR, id, { limit: 50, after: null });
    expect(all.items.map(({ code, person, children }) => [code, person, children])).toEqual([
      ['SW-A', 'p-anna', 1],
      ['SW-B', null, 0],
      ['SW-C', null, 1],
    ]);
    const [first, second] = [
      await world.imports.workers(ADMINISTRATOR, id, { limit: 1, after: null, identified: false }),
      await world.imports.workers(ADMINISTRATOR, id, { limit: 1, after: all.next, identified: true }),
    ];
    expect([first.items[0]?.code, second.items[0]?.code]).toEqual(['SW-B', 'SW-A']);
    const next = await world.imports.workers(ADMINISTRATOR, id, { limit: 1, after: first.next, identified: false });
    expect([next.items.map(({ code }) => code), next.next]).toEqual([['SW-C'], null]);
    await expect(world.imports.workers(IRO, id, { limit: 1, after: null })).rejects.toMatchObject({
      refusal: 'not-allowed',
    });
  });

  test('are told again with the person once somebody says who they are, in the past too; twice is once', async () => {
    await takePeople('p-carl,Test Carl,,social-worker,,01/01/2020,,', 'p-beth,Test Beth,,social-worker,,01/01/2020,,');
    const worker = await codeOf(id, 'SW-C');
    const asked = {
      actor: ADMINISTRATOR,
      key: 'say',
      kind: 'worker',
      body: { ref: worker, person: 'p-carl' },
    } as const;
    expect(await people.save(asked)).toMatchObject({ changed: [{ kind: 'worker', ref: worker }], repeated: false });
    expect(await people.save(asked)).toMatchObject({ repeated: true });
    expect(await childOf('9100002')).toMatchObject({
      allocatedWorker: 'p-carl',
      workersToIdentify: [],
      workerChanges: 1,
    });
    const before = await codeOf(id, 'SW-B');
    await people.save({ ...asked, key: key(), body: { ref: before, person: 'p-beth' } });
    expect(await allocated('9100002')).toEqual([before, worker, 'p-carl', 'p-beth']);
    expect(await world.get(id)).toMatchObject({ waiting: { workers: 0 } });
  });

  test('say nothing new with the same return again', async () => {
    const { id: again } = await world.preview(RETURN, '2026-03-31');
    const { items } = await world.imports.differences(ADMINISTRATOR, again, { limit: 50, after: null });
    expect(items.flatMap(({ difference }) => (difference as { lines: readonly unknown[] }).lines)).toEqual([]);
    await world.withdraw(again);
  });

  test('are somebody else, or nobody known, when it was said wrongly; the log keeps it', async () => {
    const worker = await codeOf(id, 'SW-C');
    const said = { actor: ADMINISTRATOR, kind: 'worker', body: { ref: worker, person: 'p-beth' } } as const;
    await people.save({ ...said, key: key() });
    expect(await childOf('9100002')).toMatchObject({ allocatedWorker: 'p-beth', workerChanges: 0 });
    await people.withdraw({ actor: ADMINISTRATOR, key: key(), kind: 'worker', ref: worker });
    expect(await childOf('9100002')).toMatchObject({ allocatedWorker: null, workersToIdentify: [worker] });
    expect((await allocated('9100002')).slice(-2)).toEqual(['p-beth', worker]);
    const { items } = await people.changes(ADMINISTRATOR, { limit: 2, after: null });
    expect(items.map(({ kind, ref, after }) => [kind, ref, after])).toEqual([
      ['worker', worker, null],
      ['worker', worker, { ref: worker, person: 'p-beth' }],
    ]);
    expect((await world.verify()).faults).toEqual([]);
  });

  test('stay as a person recorded it, and what was said of a code agrees with it', async () => {
    const child = await childOf('9100002');
    const worker = await codeOf(id, 'SW-C');
    await world.command(child?.processId ?? '', 'allocate', {
      on: '2026-05-01',
      role: 'social-worker',
      person: 'p-anna',
    });
    await people.save({ actor: ADMINISTRATOR, key: key(), kind: 'worker', body: { ref: worker, person: 'p-carl' } });
    expect(await childOf('9100002')).toMatchObject({ allocatedWorker: 'p-anna' });
    expect((await allocated('9100002')).slice(-2)).toEqual(['p-anna', 'p-carl']);
  });

  test('only who an import names can be said to be somebody, and only somebody of the directory', async () => {
    const worker = await codeOf(id, 'SW-C');
    const save = (body: object, actor = ADMINISTRATOR) => people.save({ actor, key: key(), kind: 'worker', body });
    await expect(save({ ref: 'nobody', person: 'p-anna' })).rejects.toMatchObject({
      fields: [{ field: 'ref', message: 'must be a worker whom an import names' }],
    });
    await expect(save({ ref: worker, person: 'p-nobody' })).rejects.toMatchObject({
      fields: [{ field: 'person', message: 'must be a person of the directory' }],
    });
    await expect(save({ ref: worker, person: 'p-anna' }, IRO)).rejects.toMatchObject({ refusal: 'not-allowed' });
  });
});
