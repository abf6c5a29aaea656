import { startEmbeddedPostgres } from '../../platform/embedded-postgres.ts';

/** A process of its own that starts the embedded PostgreSQL, says its process id and stays until it is killed. */
const dataDir = process.argv[2];
if (dataDir === undefined) throw new Error('which data directory?');
const { pid } = await startEmbeddedPostgres({ dataDir });
process.stdout.write(`${String(pid)}\n`);
setInterval(() => undefined, 60_000);
