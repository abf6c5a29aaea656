import type { Queries } from '../read-stream.ts';
import { known } from './children.ts';

/** How many children in care an IRO is allocated to; null: children whose IRO is not recorded, or nobody. */
export type Caseload = { readonly iro: string | null; readonly children: number };

const BY_IRO = `
SELECT ${known('iro')} AS iro, count(*)::int AS children
  FROM child_overview WHERE in_care GROUP BY 1 ORDER BY children DESC, iro`;

/** Children in care by their IRO, by the allocations that are recorded. */
export function caseloadsOfIros(queries: Queries): Promise<readonly Caseload[]> {
  return queries.$queryRawUnsafe<Caseload[]>(BY_IRO);
}
