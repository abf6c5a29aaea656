import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

export type TestDataDir = { readonly dataDir: string; remove: () => Promise<void> };

/** A data directory of its own, which the account that PostgreSQL runs as may enter. */
export async function makeDataDir(): Promise<TestDataDir> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'holdfast-test-'));
  await chmod(dataDir, 0o755);
  return { dataDir, remove: () => rm(dataDir, { recursive: true, force: true }) };
}
