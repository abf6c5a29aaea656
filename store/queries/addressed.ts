import type { AddressedTo } from '../../domain/people/addressees.ts';
import type { Queries } from '../read-stream.ts';

/** Who holds the role that owes a duty, as far as a child's overview tells. */
export const OWNER = `CASE d.owner WHEN 'social-worker' THEN o.allocated_worker WHEN 'iro' THEN o.iro END`;

/** Whom an open alert is for; null: there is no such alert. */
export async function addressedTo(
  queries: Queries,
  { processId, alertId }: { readonly processId: string; readonly alertId: string },
): Promise<AddressedTo | null> {
  const [row] = await queries.$queryRawUnsafe<AddressedTo[]>(
    `SELECT a.role, a.person, o.team, ${OWNER} AS "notBy"
       FROM alert a LEFT JOIN duty d ON d.process_id = a.process_id AND d.id = a.duty_id
       LEFT JOIN child_overview o ON o.child_ref = a.subject_ref
      WHERE a.process_id = $1 AND a.id = $2`,
    processId,
    alertId,
  );
  return row ?? null;
}
