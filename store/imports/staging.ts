import type { CalendarDate } from '../../domain/calendar/calendar-date.ts';
import type { Problem } from '../../domain/feeds/problem.ts';
import type { ToldByDeliveries } from '../../domain/feeds/ssda903/compare-child.ts';
import type { ChangeLine } from '../../domain/feeds/ssda903/compare.ts';
import type { StagedReturn, StagedRow } from '../../domain/feeds/staged.ts';
import type { Telling } from '../../domain/heart/fact.ts';
import type { PrismaClient } from '../../generated/prisma/client.ts';
import type { Queries } from '../read-stream.ts';

export type Upload = { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> };

/** A period of care, an absence, a search or a stay that an import brings, with the process it would open if there is none for it yet. */
export type ImportPeriod = {
  readonly kind: ToldByDeliveries;
  readonly processId: string;
  readonly startOn: CalendarDate;
  /** Null while it lasts. */
  readonly endOn: CalendarDate | null;
  readonly facts: readonly Telling[];
  /** Every row that may be this child's was taken. */
  readonly isWhole: boolean;
};

/** What would change for a child, in numbers and fact by fact; shown before anybody confirms. */
export type ChildDifference = {
  readonly opened: number;
  readonly told: number;
  readonly corrected: number;
  readonly withdrawn: number;
  readonly conflicts: number;
  readonly lines: readonly ChangeLine[];
};

export type StagedChild = {
  readonly localReference: string;
  readonly periods: readonly ImportPeriod[];
  readonly difference: ChildDifference;
  /** Of a daily feed: what it says of the child, in short, and when the vendor thinks that the next review is due. */
  readonly fed: { readonly digest: string; readonly reviewDueOn: CalendarDate | null } | null;
};

/** Rows of one statement: below what makes PostgreSQL's parser slow, and what keeps this process from everything else. */
const ROWS_AT_ONCE = 2_000;
/** A child brings all that is told of it. */
const CHILDREN_AT_ONCE = 200;

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

export type Staging = {
  readonly staged: StagedReturn;
  /** The rows that are kept as they were read. */
  readonly rows: readonly StagedRow[];
  readonly problems: readonly Problem[];
  readonly children: readonly StagedChild[];
  /** Workers whom it names, by their references. */
  readonly workers: readonly string[];
};

/** Writes everything that was read of an import, in place of what an earlier attempt may have left. */
export async function saveStaged(prisma: PrismaClient, importId: string, staging: Staging): Promise<void> {
  await prisma.$transaction(
    async (queries) => {
      for (const table of tablesOf(staging)) {
        await queries.$executeRawUnsafe(`DELETE FROM ${table.name} WHERE import_id = $1`, importId);
        await insertRows(queries, importId, table);
      }
    },
    { timeout: 300_000 },
  );
}

type StagedTable = {
  readonly name: string;
  readonly columns: string;
  readonly rows: readonly object[];
  readonly atOnce?: number;
};

function tablesOf({ staged, rows, problems, children, workers }: Staging): readonly StagedTable[] {
  return [
    {
      name: 'import_file',
      columns: 'name text, "table" text, rows_in int, taken int, queried int, rejected int',
      rows: staged.files.map(({ file: name, in: rowsIn, ...counts }) => ({ name, rows_in: rowsIn, ...counts })),
    },
    { name: 'import_worker', columns: 'worker text', rows: workers.map((worker) => ({ worker })) },
    {
      name: 'import_row',
      columns: 'file text, line int, child text, status text, "values" jsonb',
      rows,
    },
    {
      name: 'import_problem',
      columns: 'number int, file text, line int, "column" text, code text, severity text, sentence text',
      rows: problems.map((problem, place) => ({ number: place + 1, ...problem })),
    },
    {
      name: 'import_child',
      columns: 'local_reference text, place int, content jsonb, difference jsonb, digest text, review_due_on date',
      atOnce: CHILDREN_AT_ONCE,
      rows: children.map((child, place) => ({
        local_reference: child.localReference,
        place,
        content: child.periods,
        difference: child.difference,
        digest: child.fed?.digest,
        review_due_on: child.fed?.reviewDueOn,
      })),
    },
  ];
}

async function insertRows(
  queries: Queries,
  importId: string,
  { name, columns, rows, atOnce = ROWS_AT_ONCE }: StagedTable,
): Promise<void> {
  const names = columns.replaceAll(/ (text|int|jsonb|date)\b/g, '');
  const sql = `INSERT INTO ${name} (import_id, ${names}) SELECT $1, * FROM jsonb_to_recordset($2::jsonb) AS given(${columns})`;
  for (let from = 0; from < rows.length; from += atOnce) {
    await queries.$executeRawUnsafe(sql, importId, JSON.stringify(rows.slice(from, from + atOnce)));
  }
}
