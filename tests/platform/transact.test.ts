import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, type Database } from '../../platform/prisma.ts';
import { cloneDatabase, type ClonedDatabase } from '../support/postgres.ts';

const INSERT = `INSERT INTO subject (ref, kind, local_reference) VALUES ($1, 'child', $2)`;

describe('a transaction beside Prisma', () => {
  let database: ClonedDatabase;
  let open: Database;

  beforeAll(async () => {
    database = await cloneDatabase('a transaction beside Prisma');
    open = openDatabase(database.databaseUrl, { poolSize: 2 });
  });
  afterAll(async () => {
    await open.prisma.$disconnect();
    await database.drop();
  });
  beforeEach(() => open.prisma.subject.deleteMany({}));

  const known = async (): Promise<readonly string[]> =>
    (await open.prisma.subject.findMany({ orderBy: { ref: 'asc' } })).map(({ ref }) => ref);

  it('keeps what was written when it is done, and gives what it was asked for', async () => {
    const rows = await open.transact(async (queries) => {
      expect(await queries.$executeRawUnsafe(INSERT, 'r1', 'SYN-1')).toBe(1);
      return queries.$queryRawUnsafe<{ ref: string }[]>('SELECT ref FROM subject WHERE ref = ANY($1::text[])', [
        'r1',
        'r2',
      ]);
    });
    expect(rows).toEqual([{ ref: 'r1' }]);
    expect(await known()).toEqual(['r1']);
  });

  it('undoes everything when something is thrown in it', async () => {
    const failing = open.transact(async (queries) => {
      await queries.$executeRawUnsafe(INSERT, 'r1', 'SYN-1');
      throw new Error('changed its mind');
    });
    await expect(failing).rejects.toThrow('changed its mind');
    expect(await known()).toEqual([]);
  });

  it('says so when a statement had failed and nobody noticed', async () => {
    const failing = open.transact(async (queries) => {
      await queries.$executeRawUnsafe(INSERT, 'r1', 'SYN-1');
      await queries.$executeRawUnsafe(INSERT, 'r1', 'SYN-1').catch(() => undefined);
    });
    await expect(failing).rejects.toThrow('undone by the database');
    expect(await known()).toEqual([]);
  });

  it('passes on by its code what PostgreSQL refused', async () => {
    const refused = open.transact(async (queries) => {
      await queries.$executeRawUnsafe(INSERT, 'r1', 'SYN-1');
      await queries.$executeRawUnsafe(INSERT, 'r1', 'SYN-1');
    });
    await expect(refused).rejects.toMatchObject({ code: '23505' });
  });

  it('fails when its connection is cut, and the next one has another connection', async () => {
    const cut = open.transact(async (queries) => {
      await queries.$executeRawUnsafe(INSERT, 'r1', 'SYN-1');
      const [mine] = await queries.$queryRawUnsafe<{ pid: number }[]>('SELECT pg_backend_pid() AS pid');
      await open.prisma.$queryRawUnsafe('SELECT pg_terminate_backend($1)::text', mine?.pid);
      await queries.$queryRawUnsafe('SELECT 1');
    });
    await expect(cut).rejects.toThrow();
    await open.transact((queries) => queries.$executeRawUnsafe(INSERT, 'r2', 'SYN-2'));
    expect(await known()).toEqual(['r2']);
  });

  it('gives its connection back, however it ended', async () => {
    for (let time = 0; time < 5; time += 1)
      await open.transact(() => Promise.reject(new Error('no'))).catch(() => undefined);
    expect(await open.transact(() => Promise.resolve('done'))).toBe('done');
  });
});
