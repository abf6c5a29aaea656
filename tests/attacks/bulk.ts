import { setTimeout as delay } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { createApiClient, type ApiClient } from '../../cli/api-client.ts';
import { deliverFolder } from '../../cli/import-return.ts';
import { issueToken } from '../../platform/identity.ts';
import { until, type Installation } from '../support/installation.ts';
import type { Attack, Scene } from './withstand.ts';

const RETURN = fileURLToPath(new URL('../fixtures/returns/clean-2026', import.meta.url));
export const PERIODS_OF_RETURN = 415;
const BOUND_MS = 180_000;

const clientOf = async ({ address, dataDir }: Installation, person: string): Promise<ApiClient> =>
  createApiClient(address, await issueToken(dataDir, { person, roles: ['administrator'] }));
const pathOf = (kind: string, id: string, step = ''): string => `/v1/${kind}/${encodeURIComponent(id)}${step}`;

/** Asked until it is answered. A repeat of what was done before its answer got lost is refused as done already: that is an answer too. */
const step = (
  { people }: Scene,
  api: ApiClient,
  { path, key }: { readonly path: string; readonly key: string },
): Promise<unknown> => people.insist(() => api.post(path, { reason: 'attacked' }, key));

/** Delivers the return of 300 children and has it applied; gives its id. */
export async function importReturn(scene: Scene): Promise<string> {
  const api = await clientOf(scene.installation, 'administrator-1');
  const { id } = await scene.people.insist(() => deliverFolder(api, RETURN, { asAt: '2026-03-31', by: 'return' }));
  await awaitStatus(scene, api, { path: pathOf('imports', id), status: 'previewed' });
  await step(scene, api, { path: pathOf('imports', id, '/confirmation'), key: `confirm-${id}` });
  await awaitStatus(scene, api, { path: pathOf('imports', id), status: 'applied' });
  return id;
}

async function withdrawImport(scene: Scene, id: string): Promise<void> {
  const api = await clientOf(scene.installation, 'administrator-1');
  await step(scene, api, { path: pathOf('imports', id, '/withdrawal'), key: `withdraw-${id}` });
  await awaitStatus(scene, api, { path: pathOf('imports', id), status: 'withdrawn' });
}

async function awaitStatus(
  { people }: Scene,
  api: ApiClient,
  { path, status }: { readonly path: string; readonly status: string },
): Promise<void> {
  const look = () => api.get<{ readonly status: string }>(path);
  await until(async () => (await people.insist(look)).status === status, BOUND_MS, `${path} ${status}`);
}

/** One more bank holiday for everybody, shown and approved by a second person; gives its id once it is being applied. */
async function beginAdoption(scene: Scene): Promise<string> {
  const first = await clientOf(scene.installation, 'administrator-1');
  const second = await clientOf(scene.installation, 'administrator-2');
  const body = {
    title: 'a one-off bank holiday',
    settings: { bankHolidays: { added: [{ on: '2027-06-07', name: 'one-off bank holiday' }] } },
  };
  const key = randomUUID();
  const { id } = await scene.people.insist(() => first.post<{ readonly id: string }>('/v1/adoptions', body, key));
  await awaitStatus(scene, second, { path: pathOf('adoptions', id), status: 'previewed' });
  await step(scene, second, { path: pathOf('adoptions', id, '/approval'), key: `approve-${id}` });
  return id;
}

async function rollBack(scene: Scene, id: string): Promise<void> {
  const api = await clientOf(scene.installation, 'administrator-1');
  await awaitStatus(scene, api, { path: pathOf('adoptions', id), status: 'adopted' });
  await step(scene, api, { path: pathOf('adoptions', id, '/roll-back'), key: `roll-back-${id}` });
  await awaitStatus(scene, api, { path: pathOf('adoptions', id), status: 'rolled-back' });
}

/** The server is restarted as an administrator would do it, in the middle of a batch over all processes. */
export const POSTGRES_RESTARTED: Attack = {
  fault: 'PostgreSQL restarted in the middle of a batch',
  takesRecordAway: true,
  strike: async (scene) => {
    const { installation, parts } = scene;
    const id = await beginAdoption(scene);
    await until(
      async () => {
        const [row] = await parts.prisma.$queryRawUnsafe<{ inTheMiddle: boolean }[]>(
          `SELECT count(DISTINCT settings_id) > 1 AS "inTheMiddle" FROM process WHERE NOT closed AND kind = 'period-of-care'`,
        );
        return row?.inTheMiddle === true;
      },
      60_000,
      'the middle of a batch',
    );
    const pid = await installation.pidOf('postgres');
    if (pid === null) throw new Error('no database runs');
    process.kill(pid, 'SIGINT');
    await until(async () => ![null, pid].includes(await installation.pidOf('postgres')), 60_000, 'the database');
    const endedAt = Date.now();
    await rollBack(scene, id);
    return endedAt;
  },
};

const imports = new WeakMap<Installation, string>();

/** A return is taken back and taken again while people work on its very children and a change of settings passes over all of them. */
export const BULK: Attack = {
  fault: 'import, commands and a change of settings on the same children',
  takesRecordAway: false,
  strike: async (scene) => {
    const { installation } = scene;
    const before = imports.get(installation);
    let ended = false;
    const working = workOnReturn(scene, () => ended);
    try {
      const adoption = await beginAdoption(scene);
      await Promise.all([rollBack(scene, adoption), before === undefined ? undefined : withdrawImport(scene, before)]);
      const [id, next] = await Promise.all([importReturn(scene), beginAdoption(scene)]);
      imports.set(installation, id);
      await rollBack(scene, next);
    } finally {
      ended = true;
      await working;
    }
    return undefined;
  },
};

/** What is said of a child that an import takes away is refused, and that is an answer like another. */
async function workOnReturn({ parts, people }: Scene, hasEnded: () => boolean): Promise<void> {
  while (!hasEnded()) {
    const some = await parts.prisma.$queryRawUnsafe<{ id: string }[]>(
      `SELECT id FROM process WHERE kind = 'period-of-care' AND NOT closed ORDER BY random() LIMIT 3`,
    );
    await Promise.all(
      some.map(({ id }) => people.tell(id, 'record-care-plan', { on: '2026-04-20' }, { mayBeRefused: true })),
    );
    await delay(250);
  }
}
