import { processEnvironment, readConfig } from '../platform/config.ts';
import { issueToken } from '../platform/identity.ts';
import { createApiClient, type ApiClient } from './api-client.ts';
import { readRunning } from './running.ts';

/** A client of the Holdfast that runs in the data directory, or at the address given, as an administrator. */
export async function clientOf({
  url,
  token,
}: {
  readonly url: string | null;
  readonly token: string | null;
}): Promise<ApiClient> {
  const config = readConfig(processEnvironment());
  const address =
    url ?? (await readRunning(config.dataDir)) ?? `http://${config.http.host}:${String(config.http.port)}`;
  return createApiClient(
    address,
    token ?? (await issueToken(config.dataDir, { person: 'cli-import', roles: ['administrator'] })),
  );
}
