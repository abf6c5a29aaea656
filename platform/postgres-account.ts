import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The account PostgreSQL runs as: it refuses to run as root. Empty when we are not root. */
export type Account = { readonly uid: number; readonly gid: number } | Record<string, never>;

/** As root: the account `postgres`, made where it is missing. */
export async function findAccount(): Promise<Account> {
  if (process.getuid?.() !== 0) return {};
  try {
    return await readAccount();
  } catch {
    // useradd makes the group of the same name as well.
    await run('useradd', ['--system', '--user-group', '--no-create-home', 'postgres']);
    return readAccount();
  }
}

async function readAccount(): Promise<Account> {
  const [uid, gid] = await Promise.all([run('id', ['-u', 'postgres']), run('id', ['-g', 'postgres'])]);
  return { uid: Number.parseInt(uid.stdout, 10), gid: Number.parseInt(gid.stdout, 10) };
}
