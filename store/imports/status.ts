import { useOf } from '../../domain/feeds/use-of.ts';
import { conditions, pageOf, readCursor, type Page, type PageWish } from '../queries/page.ts';
import type { Queries } from '../read-stream.ts';

export type ImportFileCount = {
  readonly name: string;
  readonly table: string | null;
  /** Whether facts are made of its rows, or they are only kept with the child until a process asks for them. */
  readonly use: 'used' | 'kept' | null;
  readonly in: number;
  readonly taken: number;
  readonly queried: number;
  readonly rejected: number;
};

export type ImportView = {
  readonly id: string;
  readonly status: string;
  readonly asAt: string | null;
  readonly reason: string | null;
  readonly receivedAt: string;
  readonly files: readonly ImportFileCount[];
  readonly children: { readonly total: number; readonly applied: number; readonly withdrawn: number };
  /** Rows and differences that wait for a person, and workers of whom nobody has said who they are. */
  readonly waiting: { readonly rows: number; readonly differences: number; readonly workers: number };
  /** Open processes of the children whom this import was applied to, and how many of them a workflow waits for. */
  readonly armed: { readonly total: number; readonly armed: number };
  readonly problems: number;
};

const VIEW = `
SELECT p.id, p.stage AS status, p.kept #>> '{state,asAt}' AS "asAt", p.kept #>> '{state,reason}' AS reason,
       to_char(p.opened_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "receivedAt",
       coalesce((SELECT jsonb_agg(jsonb_build_object('name', f.name, 'table', f."table", 'in', f.rows_in, 'taken', f.taken, 'queried', f.queried, 'rejected', f.rejected) ORDER BY f.name)
                   FROM import_file f WHERE f.import_id = p.id), '[]') AS files,
       (SELECT jsonb_build_object('total', count(*), 'applied', count(applied_at), 'withdrawn', count(withdrawn_at)) FROM import_child c WHERE c.import_id = p.id) AS children,
       (SELECT jsonb_build_object('total', count(*), 'armed', count(q.armed_for))
          FROM (WITH own AS (SELECT s.ref FROM import_child c JOIN subject s ON s.kind = 'child' AND s.local_reference = c.local_reference
                              WHERE c.import_id = p.id AND c.applied_at IS NOT NULL)
                SELECT q.id, q.armed_for FROM own JOIN process q ON q.subject_ref = own.ref WHERE NOT q.closed
                UNION SELECT q.id, q.armed_for FROM own JOIN process_child h ON h.child_ref = own.ref JOIN process q ON q.id = h.process_id WHERE NOT q.closed) q) AS armed,
       jsonb_build_object('rows', (SELECT coalesce(sum(f.queried), 0) FROM import_file f WHERE f.import_id = p.id),
         'differences', (SELECT count(*) FROM import_child c, jsonb_array_elements(c.difference -> 'lines') line WHERE c.import_id = p.id AND line ->> 'what' = 'waits'),
         'workers', (SELECT count(*) FROM import_worker i WHERE i.import_id = p.id AND NOT EXISTS (SELECT FROM worker w WHERE w.ref = i.worker))) AS waiting,
       (SELECT count(*)::int FROM import_problem r WHERE r.import_id = p.id) AS problems
  FROM process p WHERE p.kind = 'feed-import'`;

export async function findImport(queries: Queries, id: string): Promise<ImportView | null> {
  const [row] = await queries.$queryRawUnsafe<ImportView[]>(`${VIEW} AND p.id = $1`, id);
  return row === undefined ? null : withUse(row);
}

export async function listImports(queries: Queries): Promise<readonly ImportView[]> {
  const rows = await queries.$queryRawUnsafe<ImportView[]>(`${VIEW} ORDER BY p.opened_at DESC LIMIT 50`);
  return rows.map(withUse);
}

function withUse(view: ImportView): ImportView {
  return { ...view, files: view.files.map((file) => ({ ...file, use: useOf(file.table) })) };
}

export type ProblemRow = {
  readonly number: number;
  readonly file: string;
  readonly line: number | null;
  readonly column: string | null;
  readonly code: string;
  readonly severity: string;
  readonly sentence: string;
};

export async function listProblems(
  queries: Queries,
  importId: string,
  wish: PageWish & { readonly severity?: string | undefined; readonly code?: string | undefined },
): Promise<Page<ProblemRow>> {
  const { where, values } = conditions([
    ['import_id = ?', importId],
    ['severity = ?', wish.severity],
    ['code = ?', wish.code],
    ['number > ?::int', wish.after === null ? null : Number(readCursor(wish.after)?.[0] ?? 0)],
  ]);
  const sql = `SELECT number, file, line, "column", code, severity, sentence FROM import_problem WHERE ${where} ORDER BY number LIMIT ${String(wish.limit + 1)}`;
  return pageOf(await queries.$queryRawUnsafe<ProblemRow[]>(sql, ...values), wish.limit, (row) => [String(row.number)]);
}

export type DifferenceRow = {
  readonly localReference: string;
  readonly place: number;
  readonly difference: unknown;
  readonly applied: boolean;
};

export async function listDifferences(
  queries: Queries,
  importId: string,
  wish: PageWish & { readonly waiting?: boolean | undefined },
): Promise<Page<DifferenceRow>> {
  const { where, values } = conditions([
    ['import_id = ?', importId],
    [`(difference -> 'lines') @> ?::jsonb`, wish.waiting === true ? '[{"what":"waits"}]' : undefined],
    ['place > ?::int', wish.after === null ? null : Number(readCursor(wish.after)?.[0] ?? -1)],
  ]);
  const sql = `SELECT local_reference AS "localReference", place, difference, applied_at IS NOT NULL AS applied FROM import_child WHERE ${where} ORDER BY place LIMIT ${String(wish.limit + 1)}`;
  return pageOf(await queries.$queryRawUnsafe<DifferenceRow[]>(sql, ...values), wish.limit, (row) => [
    String(row.place),
  ]);
}
