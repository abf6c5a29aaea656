import { isJsonObject, readText } from '../../domain/json-reading.ts';
import { settingsOf, type Settings } from '../../domain/rulebook/settings.ts';
import type { Queries } from '../read-stream.ts';
import { NO_SETTINGS } from '../kept-rows.ts';

/** An adoption as its batches need it: where it stands, and what it takes processes to. */
export type Adoption = {
  readonly id: string;
  readonly stage: string;
  readonly settings: Settings | null;
  /** What was in force when it was proposed, to go back to: it opened under these, as every process does. */
  readonly before: Settings | null;
  readonly ofBuild: string | null;
};

/** Processes that settings and builds do not date. */
export const NOT_DATED: readonly string[] = ['feed-import', 'rule-adoption'];

export async function readAdoption(queries: Queries, id: string): Promise<Adoption | null> {
  const [row] = await queries.$queryRawUnsafe<{ stage: string; state: unknown; before: unknown }[]>(
    `SELECT stage, kept -> 'state' AS state, kept -> 'settings' AS before FROM process WHERE id = $1 AND kind = 'rule-adoption'`,
    id,
  );
  if (row === undefined || !isJsonObject(row.state)) return null;
  const { stage, state, before } = row;
  return {
    id,
    stage,
    settings: settingsOf(state['settings']),
    before: settingsOf(before),
    ofBuild: readText(state, 'ofBuild'),
  };
}

/** What the authority has adopted; null: nothing. */
export async function settingsInForce(queries: Queries): Promise<Settings | null> {
  const [row] = await queries.$queryRawUnsafe<{ settings: unknown }[]>('SELECT settings FROM settings_in_force');
  return settingsOf(row?.settings);
}

/** From then on processes open under these settings; says how many rows that changed: where they are in force, none. */
export function putInForce(queries: Queries, settings: Settings | null): Promise<number> {
  return queries.$executeRawUnsafe(
    'UPDATE settings_in_force SET settings = $1::jsonb WHERE settings <> $1::jsonb',
    JSON.stringify(settings),
  );
}

/** A process that is not yet where an adoption takes it: dated under other settings, or by another build. */
export type Target =
  { readonly column: 'settings_id'; readonly value: string } | { readonly column: 'build'; readonly value: string };

export function targetOf({ ofBuild }: Adoption, settings: Settings | null): Target {
  return ofBuild === null
    ? { column: 'settings_id', value: settings?.id ?? NO_SETTINGS }
    : { column: 'build', value: ofBuild };
}

/** The next processes in order of id that are not at the target. */
export async function remaining(
  queries: Queries,
  { column, value }: Target,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<readonly string[]> {
  const rows = await queries.$queryRawUnsafe<{ id: string }[]>(
    `SELECT id FROM process WHERE NOT closed AND kind <> ALL($1) AND ${column} <> $2 AND id > $3 ORDER BY id LIMIT $4`,
    NOT_DATED,
    value,
    after,
    limit,
  );
  return rows.map((row) => row.id);
}

export async function countOpen(
  queries: Queries,
  { column, value }: Target,
): Promise<{ readonly done: number; readonly total: number }> {
  const [row] = await queries.$queryRawUnsafe<{ done: number; total: number }[]>(
    `SELECT count(*) FILTER (WHERE ${column} = $2)::int AS done, count(*)::int AS total FROM process WHERE NOT closed AND kind <> ALL($1)`,
    NOT_DATED,
    value,
  );
  return row ?? { done: 0, total: 0 };
}
