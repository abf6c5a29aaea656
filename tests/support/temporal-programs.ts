import { execFile } from 'node:child_process';
import { access, mkdtemp, mkdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { readCompose } from './compose.ts';

const run = promisify(execFile);

/** Under the names they have in the images. */
export type TemporalPrograms = { readonly folder: string; readonly server: string; readonly sqlTool: string };

const MODULES = { server: 'go.temporal.io/server/cmd/server', sql: 'go.temporal.io/server/cmd/tools/sql' } as const;

/** The release that the compose file runs. */
export function temporalRelease(): string {
  return readCompose().services['temporal']?.image.split(':')[1] ?? '';
}

/**
 * The programs of the images `temporalio/server` and `temporalio/admin-tools`, built from the same release and kept in
 * TEST_CACHE_DIR (default ~/.cache/holdfast-tests) for the next run. Null where there is no Go to build them with.
 */
export async function findTemporalPrograms(say: (text: string) => void): Promise<TemporalPrograms | null> {
  const cache = process.env['TEST_CACHE_DIR'] ?? path.join(homedir(), '.cache', 'holdfast-tests');
  const folder = path.join(cache, `temporal-${temporalRelease()}`);
  const programs = {
    folder,
    server: path.join(folder, 'temporal-server'),
    sqlTool: path.join(folder, 'temporal-sql-tool'),
  };
  if ((await exists(programs.server)) && (await exists(programs.sqlTool))) return programs;
  if (
    !(await run('go', ['version']).then(
      () => true,
      () => false,
    ))
  )
    return null;
  say(`Building Temporal ${temporalRelease()}; this takes some minutes, once.`);
  await build(cache, folder);
  return programs;
}

/** Elsewhere and renamed when whole: a build that was broken off leaves nothing that looks like a program. */
async function build(cache: string, folder: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  const unfinished = await mkdtemp(`${folder}.new-`);
  const at = `@v${temporalRelease()}`;
  const modules = Object.values(MODULES).map((name) => `${name}${at}`);
  // The machine has other things to do: a build takes all it can get.
  await run('nice', ['-n', '10', 'go', 'install', ...modules], {
    env: { ...process.env, GOBIN: unfinished },
    cwd: unfinished,
    maxBuffer: 16 * 1024 * 1024,
  });
  await rename(path.join(unfinished, 'server'), path.join(unfinished, 'temporal-server'));
  await rename(path.join(unfinished, 'sql'), path.join(unfinished, 'temporal-sql-tool'));
  await rm(folder, { recursive: true, force: true });
  await rename(unfinished, folder);
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );
