import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { calendarDate } from '../../domain/calendar/calendar-date.ts';
import { instant } from '../../domain/calendar/instant.ts';
import type { Actor } from '../../domain/heart/actor.ts';
import { isJsonObject, readTexts } from '../../domain/json-reading.ts';
import type { JsonObject } from '../../domain/json.ts';
import { PROCESSES } from '../../domain/processes/index.ts';
import type { PrismaClient } from '../../generated/prisma/client.ts';
import { digest, newSalt } from '../../platform/digest.ts';
import { randomIds } from '../../platform/ids.ts';
import { openDatabase } from '../../platform/prisma.ts';
import type { Transact } from '../../platform/transact.ts';
import { createRecord } from '../../store/change.ts';
import { createHearSoon } from '../../store/hear-soon.ts';
import { createHearing, type Hearing } from '../../store/hearing.ts';
import { rebuildProjections } from '../../store/rebuild.ts';
import type { Record } from '../../store/record.ts';
import { verifyAll } from '../../store/verify.ts';
import { cloneDatabase, type ClonedDatabase } from '../support/postgres.ts';
import { SPANNING, TOLD_OF } from '../support/spanning-process.ts';
import { LAW } from '../support/stream.ts';

const KINDS = [...PROCESSES, SPANNING, TOLD_OF];
const WORKER: Actor = { person: 'demo-social-worker', roles: ['social-worker'] };
const NOW = instant('2026-06-01T12:00:00.000Z');
/** A closing day of the council, which moves no date of law. */
const MADE_UP = {
  settings: {
    id: 'made-up',
    bankHolidays: { added: [], removed: [], publishedThrough: null },
    tighter: [],
    closureDays: [{ on: calendarDate('2030-12-27'), name: 'closed' }],
  },
  cause: 'made up',
};
const WHO = { digest, newSalt, newRef: () => randomIds.next(), law: LAW, processes: KINDS, build: 'first' };

let database: ClonedDatabase;
let prisma: PrismaClient;
let transact: Transact;
let record: Record;
let failures: unknown[];
const hearingOf = (by: Record = record): Hearing =>
  createHearing({
    prisma,
    record: by,
    processes: KINDS,
    now: () => NOW,
    onFailure: (error) => void failures.push(error),
  });

beforeAll(async () => {
  database = await cloneDatabase('hearing');
  ({ prisma, transact } = openDatabase(database.databaseUrl, { poolSize: 12 }));
  record = createRecord({ ...WHO, transact, afterCommit: () => undefined });
});
beforeEach(() => {
  failures = [];
});
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

let commands = 0;
const command = (kind: string, payload: JsonObject) => {
  commands += 1;
  return { id: `c${String(commands)}`, kind, payload };
};

type Child = { readonly ref: string; readonly period: string; readonly toldOf: string };

async function enter(localReference: string): Promise<Child> {
  const subject = { kind: 'child', localReference };
  const [period, toldOf] = [`period-of-care:${randomIds.next()}`, `told-of:${randomIds.next()}`];
  const entry = { on: '2026-03-02', localReference, dateOfBirth: '2015-05-05', legalStatus: 'V2', placement: 'U3' };
  const open = async (processId: string, kind: string, said: ReturnType<typeof command>): Promise<void> => {
    const outcome = await record.change({
      processId,
      now: NOW,
      actor: WORKER,
      opening: { kind, subject },
      command: said,
    });
    expect(outcome.status).toBe('accepted');
  };
  await open(period, 'period-of-care', command('record-entry', entry));
  await open(toldOf, 'told-of', command('begin', {}));
  const { subjectRef: ref } = await prisma.process.findUniqueOrThrow({ where: { id: period } });
  return { ref, period, toldOf };
}

async function span(...children: readonly Child[]): Promise<string> {
  const processId = `spanning:${randomIds.next()}`;
  const opening = { kind: 'spanning', subject: { kind: 'household', ref: randomIds.next() } };
  for (const { ref } of children) {
    const said = command('name', { childRef: ref });
    expect(await record.change({ processId, now: NOW, actor: WORKER, opening, command: said })).toMatchObject({
      status: 'accepted',
    });
  }
  return processId;
}

const say = async (processId: string, kind: string, payload: JsonObject): Promise<void> => {
  const said = await record.change({ processId, now: NOW, actor: WORKER, command: command(kind, payload) });
  expect(said.status).toBe('accepted');
};
const leave = (child: Child) => say(child.period, 'record-leaving', { on: '2026-05-01', reason: 'E4A' });
const textsOf = async (id: string, key: string): Promise<readonly string[]> => {
  const { kept } = await prisma.process.findUniqueOrThrow({ where: { id } });
  const state = isJsonObject(kept) ? kept['state'] : null;
  return isJsonObject(state) ? readTexts(state, key) : [];
};
const kindsOf = async (processId: string): Promise<readonly string[]> =>
  (await prisma.event.findMany({ where: { processId }, orderBy: { sequence: 'asc' } })).map(({ kind }) => kind);
const factOf = async (processId: string, kind: string): Promise<string> => {
  const { sequence } = await prisma.event.findFirstOrThrow({ where: { processId, kind } });
  return `f${String(sequence)}`;
};
const faults = async () => (await verifyAll({ prisma, processes: KINDS, law: LAW, digest })).faults;

describe('a process that spans several children', () => {
  test('hears each of them, also what was told before, and each child hears what is said of it alone', async () => {
    const [one, other] = [await enter('9600001'), await enter('9600002')];
    await leave(one);
    const spanning = await span(one, other);
    expect(await textsOf(spanning, 'left')).toEqual([]);
    await hearingOf().deliver(null);
    expect(await textsOf(spanning, 'left')).toEqual([one.ref]);
    expect(await textsOf(one.toldOf, 'noted')).toEqual([`noted-saw-leave ${one.ref}`, `noted-named ${one.ref}`]);
    expect(await textsOf(other.toldOf, 'noted')).toEqual([`noted-named ${other.ref}`]);
    await leave(other);
    await hearingOf().deliver([other.period]);
    // Both left on one day: the order of such facts is that of their content, and refs are random.
    expect((await textsOf(spanning, 'left')).toSorted()).toEqual([one.ref, other.ref].toSorted());
    expect([failures, await faults()]).toEqual([[], []]);
  });

  test('takes back what is corrected or withdrawn at its source, both ways, also where a child is no longer named', async () => {
    const [child, sibling] = [await enter('9600010'), await enter('9600011')];
    await leave(child);
    const spanning = await span(child);
    await hearingOf().deliver(null);
    const withdraw = { factId: await factOf(child.period, 'left-care'), reason: 'made up' };
    await say(child.period, 'withdraw', withdraw);
    await hearingOf().deliver(null);
    expect(await textsOf(spanning, 'left')).toEqual([]);
    expect(await textsOf(child.toldOf, 'noted')).toEqual([`noted-named ${child.ref}`]);
    expect(await kindsOf(spanning)).toEqual(expect.arrayContaining(['heard-withdrawn', 'derived-withdrawn']));
    const factId = await factOf(spanning, 'named');
    await say(spanning, 'correct', { factId, payload: { childRef: sibling.ref }, reason: 'the other one' });
    await hearingOf().deliver(null);
    expect(await textsOf(child.toldOf, 'noted')).toEqual([]);
    expect(await textsOf(sibling.toldOf, 'noted')).toEqual([`noted-named ${sibling.ref}`]);
    expect(await prisma.processChild.findMany({ where: { processId: spanning } })).toEqual([
      { processId: spanning, childRef: sibling.ref },
    ]);
    expect([failures, await faults()]).toEqual([[], []]);
  });

  test('hears everything once, whoever delivers how often, and goes on where one was killed half-way', async () => {
    const [one, other] = [await enter('9600020'), await enter('9600021')];
    await Promise.all([leave(one), leave(other)]);
    const spanning = await span(one, other);
    let changes = 0;
    const killed: Record = {
      ...record,
      changeAll: (requests, alongside) =>
        record.changeAll(requests, async (queries, outcomes) => {
          changes += 1;
          // Killed between what was made of it and the cursor, or right after the first commit.
          if (changes !== 2) throw new Error('killed');
          await alongside?.(queries, outcomes);
        }),
    };
    await hearingOf(killed).deliver(null);
    expect(failures.length).toBeGreaterThan(0);
    failures = [];
    await Promise.all([1, 2, 3, 4].map(() => hearingOf().deliver(null)));
    expect(await hearingOf().deliver(null)).toBe(0);
    expect(failures).toEqual([]);
    expect([...(await textsOf(spanning, 'left'))].sort()).toEqual([one.ref, other.ref].sort());
    const heard = (await kindsOf(spanning)).filter((kind) => kind === 'heard');
    expect(heard).toHaveLength(2);
    // A cursor that is lost brings nothing twice either.
    await prisma.hearing.deleteMany({});
    expect(await hearingOf().deliver(null)).toBeGreaterThan(0);
    expect((await kindsOf(spanning)).filter((kind) => kind === 'heard')).toEqual(heard);
    expect([failures, await faults()]).toEqual([[], []]);
  });

  test('those of many children hear in one transaction, and one that cannot hear holds up no other', async () => {
    const children = [await enter('9600080'), await enter('9600081'), await enter('9600082')];
    const spanning: string[] = [];
    for (const child of children) spanning.push(await span(child));
    await hearingOf().deliver(null);
    for (const child of children) await leave(child);
    let transactions = 0;
    const stuck = spanning[1];
    const watched: Record = {
      ...record,
      changeAll: (requests, alongside) => {
        transactions += 1;
        if (requests.some(({ processId }) => processId === stuck)) throw new Error('cannot hear');
        return record.changeAll(requests, alongside);
      },
    };
    expect(await hearingOf(watched).deliver(spanning)).toBeGreaterThanOrEqual(2);
    const left = () => Promise.all(spanning.map((id) => textsOf(id, 'left')));
    expect(await left()).toEqual([[children[0]?.ref], [], [children[2]?.ref]]);
    expect(failures).toHaveLength(1);
    failures = [];
    for (const child of children)
      await say(child.period, 'withdraw', { factId: await factOf(child.period, 'left-care'), reason: 'made up' });
    const whole: Record = {
      ...record,
      changeAll: (requests, alongside) => {
        transactions += 1;
        return record.changeAll(requests, alongside);
      },
    };
    transactions = 0;
    await hearingOf(whole).deliver(children.map(({ period }) => period));
    // One for the three households, and one for what each child hears of its own in turn.
    expect(transactions).toBeLessThanOrEqual(2);
    expect(await left()).toEqual([[], [], []]);
    expect([failures, await faults()]).toEqual([[], []]);
  });

  test('passes over what concerns nobody else: the cursor moves on, and no process takes a turn', async () => {
    const child = await enter('9600070');
    const spanning = await span(child);
    await hearingOf().deliver(null);
    const heardThrough = async (): Promise<number> =>
      (await prisma.hearing.findFirstOrThrow({ where: { listenerId: spanning, sourceId: child.period } })).heardThrough;
    const before = await heardThrough();
    const outcome = await record.change({ processId: child.period, now: NOW, actor: WORKER, adopt: MADE_UP });
    expect(outcome).toMatchObject({ status: 'accepted', events: [{ kind: 'settings-adopted' }] });
    const turns: string[] = [];
    const watched: Record = {
      ...record,
      changeAll: (requests, alongside) => {
        turns.push(...requests.map(({ processId }) => processId));
        return record.changeAll(requests, alongside);
      },
    };
    // Right after the commit nothing is read for it; the sweep moves the cursor on.
    expect([await hearingOf(watched).deliver([child.period]), await heardThrough()]).toEqual([0, before]);
    expect([await hearingOf(watched).deliver(null), await heardThrough()]).toEqual([0, before + 1]);
    expect(turns).toEqual([]);
    // What is told afterwards is heard.
    await leave(child);
    await hearingOf().deliver([child.period]);
    expect(await textsOf(spanning, 'left')).toEqual([child.ref]);
    expect([failures, await faults()]).toEqual([[], []]);
  });

  test('is told soon after the commit, by whoever committed', async () => {
    const child = await enter('9600030');
    const soon = createHearSoon(hearingOf(), (error) => void failures.push(error));
    const telling = createRecord({ ...WHO, transact, afterCommit: soon.afterCommit });
    const spanning = await span(child);
    const said = command('record-leaving', { on: '2026-05-01', reason: 'E4A' });
    await telling.change({ processId: child.period, now: NOW, actor: WORKER, command: said });
    await soon.settle();
    expect(await textsOf(spanning, 'left')).toEqual([child.ref]);
    expect(failures).toEqual([]);
  });

  test('does not hear a source that a newer build has told something this one does not know; nothing is lost by it', async () => {
    const child = await enter('9600040');
    const spanning = await span(child);
    await leave(child);
    const older = KINDS.map((process) =>
      process.kind === 'period-of-care' ? { ...process, factKinds: ['entered-care', 'placement-started'] } : process,
    );
    const hearing = createHearing({
      ...{ prisma, record, processes: older, now: () => NOW },
      onFailure: (error) => void failures.push(error),
    });
    await hearing.deliver([child.period]);
    expect(String(failures[0])).toContain('NewerBuildError');
    expect(await textsOf(spanning, 'left')).toEqual([]);
    failures = [];
    await hearingOf().deliver(null);
    expect(await textsOf(spanning, 'left')).toEqual([child.ref]);
  });

  test('and its projection is put right by a rebuild', async () => {
    const child = await enter('9600050');
    const spanning = await span(child);
    await prisma.processChild.deleteMany({ where: { processId: spanning } });
    await prisma.processChild.create({ data: { processId: spanning, childRef: 'nobody' } });
    expect((await faults()).map(({ fault }) => fault)).toEqual([
      'the projection process_child is not what the stream gives',
    ]);
    await rebuildProjections({ ...WHO, prisma });
    expect(await prisma.processChild.findMany({ where: { processId: spanning } })).toEqual([
      { processId: spanning, childRef: child.ref },
    ]);
    expect(await faults()).toEqual([]);
  });
});

describe('a closed process', () => {
  const by = (role: Actor['roles'][number], person: string): Actor => ({ person, roles: [role] });
  const tell = async (processId: string, actor: Actor, said: ReturnType<typeof command>): Promise<string> => {
    const outcome = await record.change({ processId, now: NOW, actor, command: said });
    return outcome.status === 'refused' ? outcome.refusal : outcome.status;
  };
  const allocate = (child: Child, person: string, on: string) =>
    tell(child.period, WORKER, command('allocate', { on, role: 'iro', person }));

  test('is left alone by what comes after its end, and knows it when somebody speaks to it or it is open again', async () => {
    const child = await enter('9600031');
    await allocate(child, 'first-iro', '2026-04-01');
    const [dispute, first] = [`iro-dispute:${randomIds.next()}`, by('iro', 'first-iro')];
    const raised = { on: '2026-05-01', stage: 'informal', concern: 'review', summary: 'made up' };
    const opening = { kind: 'iro-dispute', subject: { kind: 'child', existing: child.ref } };
    const said = command('raise-dispute', raised);
    await record.change({ processId: dispute, now: NOW, actor: first, opening, command: said });
    await tell(dispute, first, command('tell-child-of-dispute', { on: '2026-05-04', told: 'child', whyNot: null }));
    const close = { on: '2026-05-05', outcome: 'resolved', summary: 'made up' };
    expect(await tell(dispute, first, command('close-dispute', close))).toBe('accepted');
    const events = await kindsOf(dispute);
    expect(await allocate(child, 'second-iro', '2026-05-20')).toBe('accepted');
    expect(await kindsOf(dispute)).toEqual(events);
    const note = command('note-privately', { what: 'note', text: 'made up' });
    expect(await tell(dispute, by('iro', 'second-iro'), note)).toBe('accepted');
    expect((await kindsOf(dispute)).slice(events.length)).toEqual(['heard', 'allocation-heard', 'private-note']);
    await allocate(child, 'third-iro', '2026-05-25');
    const withdrawn = { factId: await factOf(dispute, 'dispute-closed'), reason: 'made up' };
    expect(await tell(dispute, by('iro-manager', 'x'), command('withdraw', withdrawn))).toBe('accepted');
    const { kept } = await prisma.process.findUniqueOrThrow({ where: { id: dispute } });
    expect(kept).toMatchObject({ closed: false, state: { people: { iro: 'third-iro' } } });
    expect(await faults()).toEqual([]);
  });
});
