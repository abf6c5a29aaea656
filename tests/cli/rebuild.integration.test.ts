import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runRebuild } from '../../cli/rebuild.ts';
import { runVerify } from '../../cli/verify.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let ids: readonly string[];
const environment = { ...process.env };

beforeAll(async () => {
  world = await createWorld('rebuild-commands');
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
  await world.stop();
});

async function run(command: typeof runRebuild, ...args: readonly string[]) {
  const said = { out: '', err: '' };
  const io = {
    stdin: process.stdin,
    stdout: { write: (text: string) => (said.out += text) },
    stderr: { write: (text: string) => (said.err += text) },
  };
  return { code: await command(args, io), ...said };
}

describe('holdfast rebuild', () => {
  it('says what can be rebuilt when it is asked wrongly, and when it is asked for help', async () => {
    expect(await run(runRebuild)).toMatchObject({ code: 2, out: '' });
    expect(await run(runRebuild, 'everything')).toMatchObject({ code: 2, out: '' });
    const help = await run(runRebuild, '--help');
    expect(help.code).toBe(0);
    expect(help.out).toContain('holdfast rebuild projections');
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
