import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { environmentOf, readCompose, type OurService, type Variables } from './compose.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Passwords of the compose file for a test; nobody has decided who signs tokens, so the embedded issuer does. */
export const TRIAL: Variables = {
  POSTGRES_PASSWORD: 'owner0of0the0server',
  RECORD_PASSWORD: 'owner0of0the0record',
  TEMPORAL_PASSWORD: 'owner0of0the0engine',
  HOLDFAST_TOKEN_ISSUER: '',
  HOLDFAST_TOKEN_JWKS_URL: '',
  HOLDFAST_TOKEN_AUDIENCE: '',
};

export type ServiceProcess = {
  readonly pid: number;
  /** Its exit code; null after a kill. */
  readonly ended: Promise<number | null>;
  /** Asks it to end, as Docker does, and answers the exit code. */
  stop(): Promise<number | null>;
};

/**
 * One of our services as the compose file starts it, without its container: that command, that environment and nothing of
 * ours. `places` says where things are on this machine instead; it can only change what the file sets.
 */
export function startService(name: OurService, places: Variables, logFile?: string): ServiceProcess {
  const service = readCompose().services[name];
  const [program, ...args] = service?.command ?? [];
  if (service === undefined || program !== 'node') throw new Error(`${name} is not started by node`);
  const set = environmentOf(service, TRIAL);
  const moved = Object.fromEntries(Object.entries(places).filter(([setting]) => setting in set));
  return startProcess([process.execPath, ...args], {
    environment: { ...set, ...moved },
    ...(logFile === undefined ? {} : { logFile }),
  });
}

/** A process in the folder of the sources, with nothing of our own environment; what it says goes to a file or nowhere. */
export function startProcess(
  [program = '', ...args]: readonly string[],
  { environment, logFile }: { readonly environment: Variables; readonly logFile?: string },
): ServiceProcess {
  const log = logFile === undefined ? 'ignore' : openSync(logFile, 'a');
  const child = spawn(program, args, {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], TZ: 'UTC', ...environment },
    stdio: ['ignore', log, log],
  });
  if (typeof log === 'number') closeSync(log);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  const stop = (): Promise<number | null> => {
    child.kill('SIGTERM');
    return ended;
  };
  return { pid: child.pid ?? 0, ended, stop };
}
