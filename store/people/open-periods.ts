import { isJsonObject } from '../../domain/json-reading.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { Queries } from '../read-stream.ts';

export type OpenPeriod = {
  readonly processId: string;
  readonly localReference: string;
  readonly stateVersion: number;
  readonly state: JsonObject;
};

/** Children in care by their local references, with what is known of each, for looking only. */
export async function openPeriods(
  queries: Queries,
  localReferences: readonly string[],
): Promise<ReadonlyMap<string, OpenPeriod>> {
  const rows = await queries.$queryRawUnsafe<
    { processId: string; localReference: string; stateVersion: number; state: unknown }[]
  >(
    `SELECT p.id AS "processId", s.local_reference AS "localReference", p.state_version AS "stateVersion", p.kept -> 'state' AS state
       FROM process p JOIN subject s ON s.ref = p.subject_ref
      WHERE p.kind = 'period-of-care' AND NOT p.closed AND s.kind = 'child' AND s.local_reference = ANY($1::text[])`,
    localReferences,
  );
  return new Map(
    rows.map((row) => [row.localReference, { ...row, state: isJsonObject(row.state) ? row.state : {} }] as const),
  );
}
