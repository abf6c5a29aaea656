import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres } from '../platform/embedded-postgres.ts';
import { writeMigration } from '../platform/migrate.ts';

/** Writes the next migration with a PostgreSQL of its own, so that no database of anybody is touched. */
async function writeNext(name: string): Promise<string | null> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'holdfast-migration-'));
  // PostgreSQL may run as another account, which has to be able to enter.
  await chmod(dataDir, 0o755);
  const postgres = await startEmbeddedPostgres({ dataDir });
  try {
    return await writeMigration(name, { databaseUrl: postgres.databaseUrl, now: new Date() });
  } finally {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

const name = process.argv[2];
if (name === undefined) {
  process.stderr.write('Say what the migration does: npm run migration:new -- <name>\n');
  process.exitCode = 1;
} else {
  const place = await writeNext(name);
  process.stdout.write(place === null ? 'The schema has not changed.\n' : `${place}\n`);
}
