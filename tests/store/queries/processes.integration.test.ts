import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPrisma } from '../../../platform/prisma.ts';
import { listProcesses } from '../../../store/queries/processes.ts';
import type { Queries } from '../../../store/read-stream.ts';
import { cloneDatabase, type ClonedDatabase } from '../../support/postgres.ts';

const CHILDREN = 14_000;
const PAGE = 200;
let database: ClonedDatabase;
let prisma: ReturnType<typeof createPrisma>;

// Each child is in care, every third was missing, and every fifth lives with the next one in a household of connected carers.
// The first of all was missing 250 times more.
const processes = (id: string, subject: string, which: string): string =>
  `INSERT INTO process (id, kind, subject_ref, kept, standing, stage, state_version, build, sequence, chain_head, opened_at, changed_at)
   SELECT ${id}, split_part(${id}, ':', 1), ${subject}, '{}', '{}', 'open', 1, 'test', 1, '', now(), now() FROM ${which}`;
const every = (step: number): string => `generate_series(1, ${String(CHILDREN)}, ${String(step)}) n`;
const SYNTHESISE = [
  `INSERT INTO subject (ref, kind) SELECT 'child-' || n, 'child' FROM ${every(1)}`,
  `INSERT INTO subject (ref, kind) SELECT 'household-' || n, 'household' FROM ${every(5)}`,
  processes(`'period-of-care:' || n`, `'child-' || n`, every(1)),
  processes(`'missing-episode:' || n`, `'child-' || n`, every(3)),
  processes(`'connected-carer:' || n`, `'household-' || n`, every(5)),
  processes(`'missing-episode:again-' || n`, `'child-1'`, 'generate_series(1, 250) n'),
  `INSERT INTO process_child (process_id, child_ref) SELECT 'connected-carer:' || n, 'child-' || n + other FROM ${every(5)}, generate_series(0, 1) other`,
  'ANALYZE',
];

beforeAll(async () => {
  database = await cloneDatabase('processes');
  prisma = createPrisma(database.databaseUrl, { poolSize: 2 });
  for (const sql of SYNTHESISE) await prisma.$executeRawUnsafe(sql);
});
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

const of = async (childRef: string): Promise<readonly string[]> =>
  (await listProcesses(prisma, { childRef, limit: PAGE, after: null })).items.map(({ id }) => id);

describe('the processes of a child', () => {
  test('are hers and those of the household that she lives in, of no other child', async () => {
    expect(await of('child-16')).toEqual(['connected-carer:16', 'missing-episode:16', 'period-of-care:16']);
    expect(await of('child-17')).toEqual(['connected-carer:16', 'period-of-care:17']);
    expect(await of('child-18')).toEqual(['period-of-care:18']);
  });

  test('are read to the last one, page by page', async () => {
    const first = await listProcesses(prisma, { childRef: 'child-1', limit: PAGE, after: null });
    const second = await listProcesses(prisma, { childRef: 'child-1', limit: PAGE, after: first.next });
    const ids = [...first.items, ...second.items].map(({ id }) => id);
    expect([first.items.length, second.items.length, second.next]).toEqual([PAGE, 53, null]);
    expect(new Set(ids).size).toBe(253);
  });

  test(`are found among those of ${String(CHILDREN)} by indexes alone`, async () => {
    const plans: string[] = [];
    const explaining = {
      $queryRawUnsafe: async (sql: string, ...values: unknown[]) => {
        const plan = await prisma.$queryRawUnsafe<{ 'QUERY PLAN': string }[]>(`EXPLAIN ${sql}`, ...values);
        plans.push(plan.map((row) => row['QUERY PLAN']).join('\n'));
        return [];
      },
    } as unknown as Queries;
    await listProcesses(explaining, { childRef: 'child-16', limit: PAGE, after: null });
    expect(plans.join('\n')).toContain('process_subject_ref_idx');
    expect(plans.join('\n')).toContain('process_child_child_ref_idx');
    expect(plans.join('\n')).not.toContain('Seq Scan');
    expect(plans.join('\n')).toContain('process_pkey');
  });
});
