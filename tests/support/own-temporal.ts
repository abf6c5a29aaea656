import { startTemporalServer } from '../../platform/temporal-server.ts';

/** A process of its own that starts the Temporal server, says its process id and stays until it is killed. */
const [program, dataDir] = process.argv.slice(2);
if (program === undefined || dataDir === undefined) throw new Error('which program, which data directory?');
const { pid } = await startTemporalServer({ program, dataDir, namespace: 'holdfast', ui: false });
process.stdout.write(`${String(pid)}\n`);
setInterval(() => undefined, 60_000);
