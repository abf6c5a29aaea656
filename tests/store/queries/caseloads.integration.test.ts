import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { instant } from '../../../domain/calendar/instant.ts';
import type { Role } from '../../../domain/rulebook/role.ts';
import { createPrisma } from '../../../platform/prisma.ts';
import { createMeasures } from '../../../use-cases/measures.ts';
import { cloneDatabase, type ClonedDatabase } from '../../support/postgres.ts';

let database: ClonedDatabase;
let prisma: ReturnType<typeof createPrisma>;

/** So many children of each IRO; a child who has left counts no more, and a code of a delivery is nobody yet. */
const CHILDREN: readonly (readonly [iro: string | null, children: number, inCare: boolean])[] = [
  ['person-one-too-many', 71, true],
  ['person-most', 70, true],
  ['person-fewest', 50, true],
  ['person-few', 49, true],
  ['person-few', 30, false],
  ['worker-not-identified', 4, true],
  [null, 3, true],
];

beforeAll(async () => {
  database = await cloneDatabase('caseloads');
  prisma = createPrisma(database.databaseUrl, { poolSize: 2 });
  await prisma.$executeRawUnsafe(
    `INSERT INTO subject (ref, kind, local_reference) VALUES ('worker-not-identified', 'worker', 'W1')`,
  );
  for (const [place, [iro, children, inCare]] of CHILDREN.entries())
    await prisma.$executeRawUnsafe(
      `INSERT INTO child_overview (child_ref, local_reference, process_id, stage, regime, in_care, iro)
       SELECT $1 || n, n, $1 || n, 'looked after', 'looked-after', $3, $4 FROM generate_series(1, $2) n`,
      `${String(place)}-`,
      children,
      inCare,
      iro,
    );
});
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

const measures = () => createMeasures({ queries: prisma, now: () => instant('2026-05-04T10:00:00.000Z') });
const read = (role: Role) => measures().iroCaseloads({ person: 'person-1', roles: [role] });

describe('the children of each IRO (guidance: 50 to 70)', () => {
  test('are counted in care, the most first, and more than seventy is said', async () => {
    const { items, withoutIro, asOf, what } = await read('iro-manager');
    expect(items.map(({ iro, children, compared }) => [iro, children, compared])).toEqual([
      ['person-one-too-many', 71, 'more than 70'],
      ['person-most', 70, '50 to 70'],
      ['person-fewest', 50, '50 to 70'],
      ['person-few', 49, 'fewer than 50'],
    ]);
    expect([withoutIro, asOf]).toEqual([7, '2026-05-04']);
    expect(what).toContain('hours of work are not recorded');
  });

  test.each(['iro', 'team-manager', 'director', 'auditor'] as const)('are read by the %s', async (role) => {
    expect((await read(role)).items).toHaveLength(4);
  });

  test.each(['social-worker', 'fostering-worker'] as const)('are not for the %s', async (role) => {
    await expect(read(role)).rejects.toMatchObject({ refusal: 'not-allowed' });
  });
});
