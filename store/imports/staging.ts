import type { CalendarDate } from '../../domain/calendar/calendar-date.ts';
import type { Problem } from '../../domain/feeds/ssda903/problem.ts';
import type { StagedReturn } from '../../domain/feeds/ssda903/staged.ts';
import type { Telling } from '../../domain/heart/fact.ts';
import type { PrismaClient } from '../../generated/prisma/client.ts';

export type Upload = { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> };

/** A period of care that an import brings, with the process it would open if there is none for it yet. */
export type ImportPeriod = {
  readonly processId: string;
  readonly startOn: CalendarDate;
  readonly facts: readonly Telling[];
};

/** What would change for a child, in numbers and kinds; shown before anybody confirms. */
export type ChildDifference = {
  readonly opened: number;
  readonly told: number;
  readonly corrected: number;
  readonly withdrawn: number;
  readonly conflicts: number;
};

export type StagedChild = {
  readonly localReference: string;
  readonly periods: readonly ImportPeriod[];
  readonly difference: ChildDifference;
};

/** Rows of one statement: below what makes PostgreSQL's parser slow. */
const ROWS_AT_ONCE = 5_000;

/** Keeps the files until they are staged; the same import again changes nothing. */
export async function saveUploads(prisma: PrismaClient, importId: string, files: readonly Upload[]): Promise<void> {
  await prisma.importUpload.createMany({ data: files.map((file) => ({ importId, ...file })), skipDuplicates: true });
}

export async function readUploads(prisma: PrismaClient, importId: string): Promise<readonly Upload[]> {
  return prisma.importUpload.findMany({
    where: { importId },
    select: { name: true, bytes: true },
    orderBy: { name: 'asc' },
  });
}

/** Writes everything that was read of an import, in place of what an earlier attempt may have left. */
export async function saveStaged(
  prisma: PrismaClient,
  importId: string,
  {
    staged,
    problems,
    children,
  }: {
    readonly staged: StagedReturn;
    readonly problems: readonly Problem[];
    readonly children: readonly StagedChild[];
  },
): Promise<void> {
  await prisma.$transaction(
    async (queries) => {
      await Promise.all([
        queries.importFile.deleteMany({ where: { importId } }),
        queries.importRow.deleteMany({ where: { importId } }),
        queries.importProblem.deleteMany({ where: { importId } }),
        queries.importChild.deleteMany({ where: { importId } }),
      ]);
      const insert = async (table: string, columns: string, rows: readonly object[]): Promise<void> => {
        const names = columns
          .split(', ')
          .map((column) => column.split(' ')[0])
          .join(', ');
        for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
          const sql = `INSERT INTO ${table} (import_id, ${names}) SELECT $1, * FROM jsonb_to_recordset($2::jsonb) AS given(${columns})`;
          await queries.$executeRawUnsafe(sql, importId, JSON.stringify(rows.slice(from, from + ROWS_AT_ONCE)));
        }
      };
      const files = staged.files.map(({ file: name, table, in: rowsIn, taken, queried, rejected }) => ({
        name,
        table,
        rows_in: rowsIn,
        taken,
        queried,
        rejected,
      }));
      await insert('import_file', 'name text, "table" text, rows_in int, taken int, queried int, rejected int', files);
      await insert('import_row', 'file text, line int, child text, status text, "values" jsonb', staged.rows);
      await insert(
        'import_problem',
        'number int, file text, line int, "column" text, code text, severity text, sentence text',
        problems.map((problem, place) => ({ number: place + 1, ...problem })),
      );
      await insert(
        'import_child',
        'local_reference text, place int, content jsonb, difference jsonb',
        children.map(({ localReference, periods, difference }, place) => ({
          local_reference: localReference,
          place,
          content: periods,
          difference,
        })),
      );
    },
    { timeout: 300_000 },
  );
}
