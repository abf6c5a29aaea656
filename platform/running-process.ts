import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** True while a process of this id exists and is not a zombie. */
export async function isRunning(pid: number): Promise<boolean> {
  return existsAsProcess(pid) && !(await isZombie(pid));
}

/** True also for a zombie. */
export function existsAsProcess(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it exists and belongs to another account.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** The arguments a process was started with, joined by spaces; '' when it is gone. A process id alone may be another's by now. */
export async function commandLineOf(pid: number): Promise<string> {
  try {
    return (await readFile(`/proc/${String(pid)}/cmdline`, 'utf8')).split('\0').join(' ').trim();
  } catch {
    return commandLineByPs(pid);
  }
}

/** Asks a process to end, waits, and ends it by force after the bound. */
export async function endProcess(pid: number, boundMs: number): Promise<void> {
  send(pid, 'SIGTERM');
  if (await hasEnded(pid, boundMs)) return;
  send(pid, 'SIGKILL');
  if (!(await hasEnded(pid, 5_000))) throw new Error(`process ${String(pid)} does not end`);
}

export async function hasEnded(pid: number, boundMs: number): Promise<boolean> {
  const until = Date.now() + boundMs;
  while (await isRunning(pid)) {
    if (Date.now() > until) return false;
    await delay(20);
  }
  return true;
}

function send(pid: number, signal: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has gone in the meantime.
  }
}

/** The first thread of a killed process is a zombie before the others have let go of its ports and files. */
async function isZombie(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${String(pid)}/stat`, 'utf8').catch(() => '');
  const fields = status.slice(status.lastIndexOf(')') + 2).split(' ');
  const [state, threads] = [fields[0], fields[17]];
  return state === 'Z' && Number(threads) <= 1;
}

/** macOS has no /proc. */
async function commandLineByPs(pid: number): Promise<string> {
  if (process.platform === 'linux') return '';
  try {
    return (await run('ps', ['-o', 'args=', '-p', String(pid)])).stdout.trim();
  } catch {
    return '';
  }
}
