import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Config } from '../platform/config.ts';
import { issueToken } from '../platform/identity.ts';
import { createApiClient } from './api-client.ts';
import { importFolder } from './import.ts';
import type { Io } from './io.ts';

const SAMPLES = fileURLToPath(new URL('../samples/return', import.meta.url));
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
  const { items } = await api.get<{ readonly items: readonly unknown[] }>('/v1/processes?limit=1');
  if (items.length > 0) return;
  say(
    'This installation is empty: importing a SYNTHETIC return of 300 children (no real child is described). Start with --empty to leave it out.',
  );
  await importFolder(api, { folder: SAMPLES, asAt: SAMPLES_AS_AT, yes: true }, io);
  say('The synthetic return is imported.');
}
