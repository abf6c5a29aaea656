import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Config } from '../platform/config.ts';
import { issueToken } from '../platform/identity.ts';
import { createApiClient, type ApiClient } from './api-client.ts';
import { importFolder } from './import.ts';
import type { Io } from './io.ts';

const SAMPLES = fileURLToPath(new URL('../samples/return', import.meta.url));
const DIRECTORY = fileURLToPath(new URL('../samples/directory', import.meta.url));
const LIVE_TEAMS = ['north', 'east', 'south'];
/** The day to which the synthetic return speaks. */
export const SAMPLES_AS_AT = '2026-11-20';

/** An empty installation gets the synthetic return, so that there is something to look at; it says that it is synthetic. */
export async function importSamples(
  address: string,
  { config, io, say }: { readonly config: Config; readonly io: Io; readonly say: (text: string) => void },
): Promise<void> {
  if (config.tokens !== null || !existsSync(SAMPLES)) return;
  const api = createApiClient(
    address,
    await issueToken(config.dataDir, { person: 'first-start', roles: ['administrator'] }),
  );
  const { items } = await api.get<{ readonly items: readonly unknown[] }>('/v1/processes?kind=period-of-care&limit=1');
  if (items.length > 0) return;
  say(
    'This installation is empty: importing a SYNTHETIC return of 300 children (no real child is described). Start with --empty to leave it out.',
  );
  await importFolder(api, { folder: SAMPLES, asAt: SAMPLES_AS_AT, yes: true, by: 'return' }, io);
  await tellDirectory(api);
  say(`The synthetic return and its people are imported; the teams ${LIVE_TEAMS.join(', ')} are live.`);
}

/** Who works there, who is allocated, and all teams but one live, so that there is mail to look at and a team in shadow to compare. */
async function tellDirectory(api: ApiClient): Promise<void> {
  const send = async (path: string, names: readonly string[]): Promise<void> => {
    const form = new FormData();
    form.set('apply', 'yes');
    for (const name of names) form.append('files', new Blob([await readFile(`${DIRECTORY}/${name}`)]), name);
    await api.post(path, form);
  };
  await send('/v1/people/imports', ['teams.csv', 'people.csv']);
  await send('/v1/allocations/imports', ['allocations.csv']);
  for (const team of LIVE_TEAMS) await api.post(`/v1/teams/${team}/go-live`, {});
}
