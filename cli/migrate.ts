import { processEnvironment, readConfig } from '../platform/config.ts';
import { readEmbeddedDatabaseUrl } from '../platform/embedded-postgres.ts';
import { install } from './install.ts';
import type { Io } from './io.ts';

/** `holdfast migrate`: applies the migrations that the database does not have yet, and notes the build as installed. */
export async function runMigrate(_args: readonly string[], io: Io): Promise<number> {
  const config = readConfig(processEnvironment());
  const databaseUrl = config.databaseUrl ?? (await readEmbeddedDatabaseUrl(config.dataDir));
  if (databaseUrl === null) {
    io.stderr.write(
      `No database runs in ${config.dataDir}. Start Holdfast there (npm start), or set HOLDFAST_DATABASE_URL.\n`,
    );
    return 1;
  }
  const applied = await install(databaseUrl);
  io.stdout.write(applied.length === 0 ? 'The database is up to date.\n' : `Applied: ${applied.join(', ')}\n`);
  return 0;
}
