import type { ChangeLine } from '../../domain/feeds/ssda903/compare.ts';
import { conditions, cursorValues, pageOf, type Page, type PageWish } from '../queries/page.ts';
import type { Queries } from '../read-stream.ts';

/** A row of an import as it was read, with the codes of what was noticed about it. */
export type ImportRowView = {
  readonly file: string;
  readonly table: string | null;
  readonly line: number;
  readonly child: string | null;
  readonly status: string;
  readonly values: Readonly<Record<string, string>>;
  /** Codes of problems that reject the row or have it wait. */
  readonly because: readonly string[];
};

export type RowFilter = PageWish & { readonly status?: string | undefined; readonly table?: string | undefined };

const ROWS = `
SELECT r.file, f."table", r.line, r.child, r.status, r."values",
       coalesce((SELECT jsonb_agg(DISTINCT p.code) FROM import_problem p
                  WHERE p.import_id = r.import_id AND p.file = r.file AND p.line = r.line AND p.severity IN ('query', 'reject-row')), '[]') AS because
  FROM import_row r JOIN import_file f ON f.import_id = r.import_id AND f.name = r.file`;

export async function listRows(queries: Queries, importId: string, wish: RowFilter): Promise<Page<ImportRowView>> {
  const after = wish.after === null ? null : cursorValues(wish.after, ['text', 'text']);
  const { where, values } = conditions([
    ['r.import_id = ?', importId],
    ['r.status = ?', wish.status],
    ['f."table" = ?', wish.table],
  ]);
  const place = (number: number): string => `$${String(values.length + number)}`;
  const from = after === null ? '' : ` AND (r.file, r.line) > (${place(1)}, ${place(2)}::int)`;
  const sql = `${ROWS} WHERE ${where}${from} ORDER BY r.file, r.line LIMIT ${String(wish.limit + 1)}`;
  const rows = await queries.$queryRawUnsafe<ImportRowView[]>(sql, ...values, ...(after ?? []));
  return pageOf(rows, wish.limit, (row) => [row.file, String(row.line)]);
}

/** The rows named, of files that were read at all: those of a refused file are delivered again. */
export async function findRows(
  queries: Queries,
  importId: string,
  rows: readonly { readonly file: string; readonly line: number }[],
): Promise<readonly ImportRowView[]> {
  const sql = `${ROWS} WHERE r.import_id = $1 AND (r.file, r.line) IN (SELECT * FROM jsonb_to_recordset($2::jsonb) AS asked(file text, line int))
     AND NOT EXISTS (SELECT FROM import_problem p WHERE p.import_id = $1 AND p.file = r.file AND p.severity = 'reject-file')`;
  return queries.$queryRawUnsafe<ImportRowView[]>(sql, importId, JSON.stringify(rows));
}

type OfLine = { readonly processId: string; readonly factId: string };

/** The difference of a fact that waits for a person; null: none does. */
export async function waitingLine(queries: Queries, importId: string, of: OfLine): Promise<ChangeLine | null> {
  const [row] = await queries.$queryRawUnsafe<{ line: ChangeLine }[]>(
    `SELECT line FROM import_child c, jsonb_array_elements(c.difference -> 'lines') AS line
      WHERE c.import_id = $1 AND line @> $2::jsonb LIMIT 1`,
    importId,
    JSON.stringify({ what: 'waits', ...of }),
  );
  return row?.line ?? null;
}

/** Notes on a difference what a person decided, so that it waits no more. */
export async function markLine(
  queries: Queries,
  importId: string,
  { decided, ...of }: OfLine & { readonly decided: 'kept' | 'taken' },
): Promise<void> {
  await queries.$executeRawUnsafe(
    `UPDATE import_child c SET difference = jsonb_set(c.difference, '{lines}',
        (SELECT jsonb_agg(CASE WHEN line @> $2::jsonb THEN line || jsonb_build_object('what', $3::text) ELSE line END ORDER BY place)
           FROM jsonb_array_elements(c.difference -> 'lines') WITH ORDINALITY AS each(line, place)))
      WHERE c.import_id = $1 AND EXISTS (SELECT FROM jsonb_array_elements(c.difference -> 'lines') AS line WHERE line @> $2::jsonb)`,
    importId,
    JSON.stringify({ what: 'waits', ...of }),
    decided,
  );
}
