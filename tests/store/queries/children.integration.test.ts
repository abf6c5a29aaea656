import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { instant } from '../../../domain/calendar/instant.ts';
import { dutyState } from '../../../domain/heart/duty-state.ts';
import { createPrisma } from '../../../platform/prisma.ts';
import { listChildren, type ChildFilter, type ChildRow } from '../../../store/queries/children.ts';
import { cloneDatabase, type ClonedDatabase } from '../../support/postgres.ts';

const CHILDREN = 100_000;
const now = instant('2027-01-04T12:00:00.000Z');
let database: ClonedDatabase;
let prisma: ReturnType<typeof createPrisma>;

// Every tenth child has left and has no review; the days, states and workers of the others repeat.
const SYNTHESISE = `INSERT INTO child_overview (child_ref, local_reference, process_id, stage, regime, in_care, allocated_worker,
    next_review_due_on, review_booked_on, review_overdue_from, review_knowledge)
 SELECT 'ref-' || lpad(n::text, 6, '0'), n::text, 'period-of-care:' || n, 'in-care', 'ordinary', n % 10 <> 0, 'worker-' || n % 5000,
        CASE WHEN n % 10 <> 0 THEN DATE '2026-10-01' + n % 180 END, CASE WHEN n % 4 = 1 THEN DATE '2026-12-30' + n % 12 END,
        CASE WHEN n % 10 <> 0 AND n % 3 <> 0 THEN DATE '2026-10-02' + n % 180 END,
        CASE WHEN n % 10 = 0 THEN NULL WHEN n % 3 <> 0 THEN 'recorded' WHEN n % 2 = 0 THEN 'not-recorded' ELSE 'unconfirmed' END
   FROM generate_series(1, ${String(CHILDREN)}) n`;

beforeAll(async () => {
  database = await cloneDatabase('children');
  prisma = createPrisma(database.databaseUrl, { poolSize: 2 });
  await prisma.$executeRawUnsafe(SYNTHESISE);
  await prisma.$executeRawUnsafe('ANALYZE child_overview');
});
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

async function every(filter: Omit<ChildFilter, 'limit' | 'after' | 'now'>, limit = 200): Promise<readonly ChildRow[]> {
  const rows: ChildRow[] = [];
  for (let after: string | null = null, first = true; first || after !== null; first = false) {
    const page = await listChildren(prisma, { ...filter, now, limit, after });
    rows.push(...page.items);
    after = page.next;
  }
  return rows;
}

describe('the list of children', () => {
  test('pages go over from those with a review to those without, none left out and none twice', async () => {
    const rows = await every({ worker: 'worker-10' }, 3);
    const left = await every({ worker: 'worker-11' }, 3);
    // 20 children of each worker; those of worker-10 have all left, those of worker-11 none.
    expect([rows.length, left.length]).toEqual([20, 20]);
    expect(new Set([...rows, ...left].map((row) => row.childRef)).size).toBe(40);
    const days = left.map((row) => row.nextReviewDueOn ?? '');
    expect(days).toEqual([...days].sort());
    const last = await listChildren(prisma, { now, limit: 200, after: null, localReference: '10' });
    expect([last.items.map((row) => row.nextReviewDueOn), last.next]).toEqual([[null], null]);
  });

  test.each(['due', 'overdue', 'awaiting-record', 'not-recorded', 'unconfirmed'])(
    'those whose review is %s are those of whom the domain says so',
    async (state) => {
      const { items } = await listChildren(prisma, { now, limit: 200, after: null, state });
      expect(items.length).toBe(200);
      for (const row of items)
        expect(
          dutyState(
            {
              status: 'open',
              knowledge: row.reviewKnowledge ?? 'recorded',
              overdueFrom: row.reviewOverdueFrom,
              bookedOn: row.reviewBookedOn,
            },
            now,
          ),
        ).toBe(state);
    },
  );

  test('a page deep in 100,000 children takes the time of the first: an index is read in order', async () => {
    const first = await listChildren(prisma, { now, limit: 50, after: null });
    const plan = await prisma.$queryRawUnsafe<{ 'QUERY PLAN': string }[]>(
      `EXPLAIN SELECT * FROM child_overview WHERE TRUE AND (next_review_due_on, child_ref) > (DATE '2027-02-01', 'ref-050000')
        ORDER BY next_review_due_on, child_ref LIMIT 51`,
    );
    const text = plan.map((row) => row['QUERY PLAN']).join('\n');
    expect(text).toContain('Index Scan using child_overview_next_review_due_on_child_ref_idx');
    expect(text).not.toContain('Sort');
    expect(first.items).toHaveLength(50);
  });
});
