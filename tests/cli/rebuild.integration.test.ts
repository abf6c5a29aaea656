import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client, Connection } from '@temporalio/client';
import { runStarter } from '../../activities/starter.ts';
import { awaitArmed, forgetAll } from '../../cli/rearming.ts';
import { runRebuild } from '../../cli/rebuild.ts';
import { runVerify } from '../../cli/verify.ts';
import { createWorld, type World } from '../support/world.ts';
import { until } from '../workflows/kept-server.ts';

let world: World;
let connection: Connection;
let client: Client;
let ids: readonly string[];
const environment = { ...process.env };

beforeAll(async () => {
  world = await createWorld('rebuild-commands');
  connection = await Connection.connect({ address: world.address });
  client = new Client({ connection, namespace: world.namespace });
  const entered: string[] = [];
  for (const place of [1, 2, 3, 4, 5]) entered.push(await world.enter(`960000${place}`));
  ids = entered;
  await world.settle();
  process.env['HOLDFAST_DATABASE_URL'] = world.database.databaseUrl;
  process.env['HOLDFAST_TEMPORAL_ADDRESS'] = world.address;
  process.env['HOLDFAST_TEMPORAL_NAMESPACE'] = world.namespace;
});
afterAll(async () => {
  process.env = environment;
  await connection.close();
  await world.stop();
});

const engineId = (): string => world.starterDeps.engineId();
const statusOf = async (id: string): Promise<string | undefined> => (await world.engine.describe(id))?.status;
const terminate = async (some: readonly string[]): Promise<void> => {
  for (const id of some) await client.workflow.getHandle(id).terminate('the engine was restored from a backup');
};

async function run(command: typeof runRebuild, ...args: readonly string[]) {
  const said = { out: '', err: '' };
  const io = {
    stdin: process.stdin,
    stdout: { write: (text: string) => (said.out += text) },
    stderr: { write: (text: string) => (said.err += text) },
  };
  return { code: await command(args, io), ...said };
}

/** Runs a starter beside it, as the workers do. */
async function withStarter<Value>(does: () => Promise<Value>): Promise<Value> {
  const stop = new AbortController();
  const starting = runStarter(world.starterDeps, stop.signal);
  try {
    return await does();
  } finally {
    stop.abort();
    await starting;
  }
}

describe('holdfast rebuild', () => {
  it('says what can be rebuilt when it is asked wrongly, and when it is asked for help', async () => {
    expect(await run(runRebuild)).toMatchObject({ code: 2, out: '' });
    expect(await run(runRebuild, 'everything')).toMatchObject({ code: 2, out: '' });
    const help = await run(runRebuild, '--help');
    expect(help.code).toBe(0);
    expect(help.out).toContain('holdfast rebuild projections');
    expect(help.out).toContain('holdfast rebuild engine');
  });
});

describe('holdfast rebuild projections', () => {
  it('says that nothing had to be put right, or what was', async () => {
    const whole = await run(runRebuild, 'projections');
    expect(whole.code).toBe(0);
    expect(whole.out).toContain('5 processes');
    expect(whole.out).toContain('Nothing had to be put right.');
    await world.prisma.$executeRawUnsafe('TRUNCATE duty');
    await world.prisma.$executeRawUnsafe(
      `INSERT INTO review (process_id, fact_id, subject_ref, held_on, kind) VALUES ('nobody', 'f1', 'nobody', '2026-01-01', 'review')`,
    );
    expect((await run(runVerify)).code).toBe(1);
    const repaired = await run(runRebuild, 'projections');
    expect(repaired.code).toBe(0);
    expect(repaired.out).toContain(
      'Put right for 5 children or imports:\n  5 × the projection duty is not what the stream gives\n',
    );
    expect(repaired.out).toContain('1 × rows of processes or children that the record does not know');
    expect((await run(runVerify)).code).toBe(0);
  });

  it('goes on after what an interrupted run had done, and speaks JSON', async () => {
    const subjects = await world.prisma.subject.findMany({ orderBy: { ref: 'asc' } });
    await world.prisma.$executeRawUnsafe('TRUNCATE child_overview');
    const rest = await run(runRebuild, 'projections', '--json', '--after', subjects[1]?.ref ?? '');
    expect(rest.code).toBe(0);
    expect(JSON.parse(rest.out)).toMatchObject({ processes: 3, repaired: 3, isComplete: true, left: [] });
    expect(await run(runRebuild, 'projections', '--json')).toMatchObject({ code: 0 });
    expect((await world.verify()).faults).toEqual([]);
  });

  it('says what it left as it is, and that it is not all done', async () => {
    await world.prisma.$executeRawUnsafe(`UPDATE process SET chain_head = 'altered' WHERE id = $1`, ids[0]);
    const { code, out } = await run(runRebuild, 'projections');
    expect(code).toBe(1);
    expect(out).toContain(
      `1 faults were left as they are:\n  ${ids[0] ?? ''}: its chain does not end where the process says`,
    );
    await world.prisma.$executeRawUnsafe(
      `UPDATE process p SET chain_head = (SELECT hash FROM event e WHERE e.process_id = p.id ORDER BY sequence DESC LIMIT 1) WHERE id = $1`,
      ids[0],
    );
  });
});

describe('holdfast rebuild engine', () => {
  it('has every workflow started that is missing in the engine of the same name, and the others look', async () => {
    await terminate(ids.slice(0, 3));
    expect((await world.arming.behind(engineId())).unarmed).toBe(0);
    const { code, out } = await withStarter(() => run(runRebuild, 'engine'));
    expect(out).toMatch(/^5 open processes have a workflow that waits, after [\d.]+ s \(\d+ a second\)\.\n$/);
    expect(code).toBe(0);
    for (const id of ids) expect(await statusOf(id)).toBe('RUNNING');
    await world.settle();
    expect(await world.arming.behind(engineId())).toMatchObject({ unarmed: 0, armedTooLate: 0 });
  });

  it('does no harm beside a whole engine, as often as it is asked', async () => {
    const runs = await Promise.all(ids.map((id) => world.skipper.read(id)));
    for (let times = 0; times < 2; times += 1)
      expect((await withStarter(() => run(runRebuild, 'engine', '--json'))).code).toBe(0);
    await world.settle();
    const after = await Promise.all(ids.map((id) => world.skipper.read(id)));
    expect(after.map(({ runId }) => runId)).toEqual(runs.map(({ runId }) => runId));
  });

  it('does not wait for the workers if it need not', async () => {
    const { code, out } = await run(runRebuild, 'engine', '--no-wait', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ open: 5, status: 'not-awaited' });
    expect((await world.arming.behind(engineId())).unarmed).toBe(5);
  });

  it('sees that no worker arms anything, and that workers arm for an engine that is gone', async () => {
    expect(await forgetAll(world.arming)).toBe(5);
    const wish = { engineId: engineId(), stalledAfterMs: 1_200 };
    expect(await awaitArmed(world.arming, wish, () => undefined)).toEqual({ status: 'stalled', unarmed: 5 });
    for (const id of ids) await world.arming.armed(id, { for: null, by: 'emptied' });
    expect(await awaitArmed(world.arming, wish, () => undefined)).toEqual({ status: 'armed-elsewhere', unarmed: 5 });
    expect(await withStarter(() => awaitArmed(world.arming, wish, () => undefined))).toMatchObject({ status: 'armed' });
    await until('all are armed in time', async () => (await world.arming.behind(engineId())).armedTooLate === 0);
  });

  it('says so when the engine does not answer', async () => {
    process.env['HOLDFAST_TEMPORAL_ADDRESS'] = '127.0.0.1:9';
    const { code, err } = await run(runRebuild, 'engine');
    expect([code, err]).toEqual([1, 'The engine at 127.0.0.1:9 does not answer. Start it, then ask again.\n']);
    process.env['HOLDFAST_TEMPORAL_ADDRESS'] = world.address;
  });
});
