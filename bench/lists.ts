import type pg from 'pg';
import type { ApiClient } from '../cli/api-client.ts';
import { withClient } from '../platform/pg-client.ts';
import { quantile, timed, type Figures } from './figures.ts';

const LISTS = [
  ['list of 50 children in care', '/v1/children?limit=50&inCare=true'],
  ['list of 50 children with an overdue review', '/v1/children?limit=50&state=overdue'],
  ['list of 50 duties that are due', '/v1/duties?limit=50&state=due'],
  ['list of 50 duties that are overdue', '/v1/duties?limit=50&state=overdue'],
  ['list of 50 open alerts', '/v1/alerts?limit=50&of=everybody&status=open'],
] as const;
const TIMES = 300;

/** Lists one after another over HTTP; the counts of the tracker have no target. */
export async function measureLists(
  api: ApiClient,
  { children, underMs }: { readonly children: number; readonly underMs: number },
  figures: Figures,
): Promise<void> {
  for (const [name, place] of LISTS) {
    const times = await timesOf(api, place, TIMES);
    figures.add({
      what: `${name}, of ${String(children)}, p99`,
      measured: `${quantile(times, 0.99).toFixed(1)} ms (p50 ${quantile(times, 0.5).toFixed(1)})`,
      target: `under ${String(underMs)} ms`,
      met: quantile(times, 0.99) < underMs,
    });
  }
  const times = await timesOf(api, '/v1/tracker', TIMES / 3);
  figures.add({
    what: `tracker counts, of ${String(children)}, p99`,
    measured: `${quantile(times, 0.99).toFixed(0)} ms (p50 ${quantile(times, 0.5).toFixed(0)})`,
  });
}

async function timesOf(api: ApiClient, place: string, count: number): Promise<readonly number[]> {
  for (let warm = 0; warm < 20; warm += 1) await api.get(place);
  const times: number[] = [];
  for (let asked = 0; asked < count; asked += 1) times.push((await timed(() => api.get(place)))[1]);
  return times;
}

/** Columns that name a child or a process: each copy has names of its own. */
const NAMES = ['ref', 'id', 'child_ref', 'subject_ref', 'process_id', 'local_reference'];
const TABLES = [
  ['subject', `kind IN ('child', 'household')`],
  ['process', `kind IN ('period-of-care', 'missing-episode', 'family-finding', 'connected-carer')`],
  ['process_child', 'TRUE'],
  ['duty', 'TRUE'],
  ['alert', 'TRUE'],
  ['child_overview', 'TRUE'],
] as const;

/** A copy of the database with every line of its projections as many times as it takes to reach so many children. */
export async function synthesiseRows(databaseUrl: string, database: string, children: number): Promise<number> {
  await asked(databaseUrl, '/postgres', (client) =>
    client.query(`CREATE DATABASE "${database}" TEMPLATE "${new URL(databaseUrl).pathname.slice(1)}"`),
  );
  return asked(databaseUrl, `/${database}`, async (client) => {
    const count = async (): Promise<number> =>
      Number((await client.query('SELECT count(*) AS children FROM child_overview')).rows[0].children);
    const copies = Math.ceil(children / Math.max(1, await count())) - 1;
    for (const [table, which] of copies < 1 ? [] : TABLES) {
      const { rows } = await client.query<{ name: string }>(
        'SELECT column_name AS name FROM information_schema.columns WHERE table_name = $1 ORDER BY ordinal_position',
        [table],
      );
      const names = rows.map(({ name }) => `"${name}"`).join(', ');
      // An id of a duty or an alert is one within its process.
      const isName = (name: string): boolean => NAMES.includes(name) && !(name === 'id' && table !== 'process');
      const values = rows.map(({ name }) => (isName(name) ? `"${name}" || '-' || copy` : `"${name}"`)).join(', ');
      await client.query(
        `INSERT INTO "${table}" (${names}) SELECT ${values} FROM "${table}", generate_series(1, $1::int) AS copy WHERE ${which}`,
        [copies],
      );
    }
    await client.query('VACUUM ANALYZE');
    return count();
  });
}

async function asked<Value>(
  databaseUrl: string,
  pathname: string,
  run: (client: pg.Client) => Promise<Value>,
): Promise<Value> {
  const url = new URL(databaseUrl);
  url.pathname = pathname;
  return withClient({ connectionString: url.href }, run);
}
