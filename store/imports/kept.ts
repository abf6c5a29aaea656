import type { Queries } from '../read-stream.ts';

/** A row that an import brought of a child and no process uses yet. */
export type KeptImportRow = {
  readonly importId: string;
  readonly asAt: string | null;
  readonly table: string;
  readonly file: string;
  readonly line: number;
  readonly values: Readonly<Record<string, string>>;
};

/** What a later process opens from: of each table of the return the rows that the latest applied one which brought it has of the child. */
export async function keptRowsOf(
  queries: Queries,
  childRef: string,
  tables: readonly string[],
): Promise<readonly KeptImportRow[]> {
  return queries.$queryRawUnsafe<KeptImportRow[]>(
    `WITH latest AS (
       SELECT DISTINCT ON (f."table") f."table", f.import_id, f.name, p.kept #>> '{state,asAt}' AS as_at
         FROM import_file f JOIN process p ON p.id = f.import_id
        WHERE p.stage = 'applied' AND f."table" = ANY($2::text[]) AND p.kept #>> '{state,by}' IS DISTINCT FROM 'feed'
        ORDER BY f."table", p.kept #>> '{state,asAt}' DESC, p.opened_at DESC)
     SELECT r.import_id AS "importId", l.as_at AS "asAt", l."table", r.file, r.line, r."values"
       FROM subject s JOIN import_row r ON r.child = s.local_reference
       JOIN latest l ON l.import_id = r.import_id AND l.name = r.file
      WHERE s.ref = $1 AND s.kind = 'child' AND r.status = 'taken'
      ORDER BY 3, 5`,
    childRef,
    tables,
  );
}
