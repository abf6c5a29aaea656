import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApiClient, type ApiClient } from '../../cli/api-client.ts';
import { confirmImport, deliverFolder, type ImportAnswer } from '../../cli/import-return.ts';
import { PROCESSES } from '../../domain/processes/index.ts';
import { digest } from '../../platform/digest.ts';
import { readEmbeddedDatabaseUrl } from '../../platform/embedded-postgres.ts';
import { issueToken } from '../../platform/identity.ts';
import { findFreePort } from '../../platform/ports.ts';
import { createPrisma } from '../../platform/prisma.ts';
import { verifyAll } from '../../store/verify.ts';
import { LAW } from '../support/stream.ts';

const MAIN = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));
const RETURN = fileURLToPath(new URL('../fixtures/returns/clean-2026', import.meta.url));
const KILLS = 32;
const SERVERS = { postgres: 'bin/postgres -D', temporal: 'start-dev' } as const;

let dataDir: string;
let address: string;
let pid: number;
let stop: () => Promise<void>;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'holdfast-kills-'));
  await chmod(dataDir, 0o755);
  const port = await findFreePort();
  address = `http://127.0.0.1:${String(port)}`;
  const child = spawn(process.execPath, [MAIN, 'start', '--empty', '--data-dir', dataDir, '--port', String(port)], {
    stdio: 'ignore',
    env: { ...process.env, HOLDFAST_TEMPORAL_UI: 'false', HOLDFAST_LOG_LEVEL: 'silent' },
  });
  pid = child.pid ?? 0;
  stop = async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
    await rm(dataDir, { recursive: true, force: true });
  };
  await until(async () => (await fetch(`${address}/readyz`).catch(() => null))?.ok === true, 90_000);
}, 120_000);
afterAll(async () => {
  await stop();
}, 60_000);

async function until(isSo: () => Promise<boolean>, boundMs: number): Promise<void> {
  const end = Date.now() + boundMs;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error('it did not come about in time');
    await delay(100);
  }
}

/** The process of a part of this installation: our own children, and the servers that name this data directory. */
async function pidOf(part: 'work' | 'serve' | 'postgres' | 'temporal'): Promise<number | null> {
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const line = (await readFile(`/proc/${entry}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ');
    const stat = await readFile(`/proc/${entry}/stat`, 'utf8').catch(() => '');
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    const isPart =
      part === 'work' || part === 'serve'
        ? parent === pid && line.includes(`main.ts ${part}`)
        : line.includes(dataDir) && line.includes(SERVERS[part]);
    if (isPart) return Number(entry);
  }
  return null;
}

/** A command repeated with its key until it is answered: what was answered is what must be found. */
async function insist<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      if (tries > 300 || (error instanceof Error && /already|not-allowed/.test(error.message))) throw error;
      await delay(200);
    }
  }
}

test(
  'parts killed at random during an import and commands lose nothing, double nothing, and are all armed again',
  { timeout: 420_000 },
  async () => {
    const administrator = createApiClient(
      address,
      await issueToken(dataDir, { person: 'a', roles: ['administrator'] }),
    );
    const worker: ApiClient = createApiClient(
      address,
      await issueToken(dataDir, { person: 'w', roles: ['social-worker', 'iro'] }),
    );
    const delivered = await insist(() => deliverFolder(administrator, RETURN, '2026-03-31'));
    const see = (): Promise<ImportAnswer> =>
      insist(() => administrator.get<ImportAnswer>(`/v1/imports/${encodeURIComponent(delivered.id)}`));
    const killed: Record<string, number> = { work: 0, serve: 0, postgres: 0, temporal: 0 };
    const ending = new AbortController();

    const killing = (async () => {
      for (let kills = 0; kills < KILLS;) {
        const parts = ['work', 'serve', 'work', 'serve', 'postgres', 'temporal'] as const;
        const part = parts[Math.floor(Math.random() * parts.length)] ?? 'work';
        const target = await pidOf(part);
        if (target !== null) {
          process.kill(target, 'SIGKILL');
          killed[part] = (killed[part] ?? 0) + 1;
          kills += 1;
        }
        await delay(300 + Math.random() * 1_500);
      }
      ending.abort();
    })();

    const children: string[] = [];
    const commands = (async () => {
      for (let number = 0; !ending.signal.aborted; number += 1) {
        const localReference = `zq-${String(number)}-synthetic`;
        const payload = {
          on: '2026-11-02',
          localReference,
          dateOfBirth: '2016-01-01',
          legalStatus: 'V2',
          placement: 'U6',
        };
        const opened = await insist(() =>
          worker.post<{ processId: string }>(
            '/v1/processes',
            { kind: 'period-of-care', command: { kind: 'record-entry', payload } },
            `open-${localReference}`,
          ),
        );
        await insist(() =>
          worker.post(
            `/v1/processes/${opened.processId}/commands`,
            { kind: 'record-care-plan', payload: { on: '2026-11-05' } },
            `plan-${localReference}`,
          ),
        );
        children.push(opened.processId);
      }
    })();

    await until(async () => (await see()).status !== 'received', 120_000);
    await insist(() => confirmImport(administrator, delivered.id)).catch(() => undefined);
    await Promise.all([killing, commands]);
    await until(async () => (await see()).status === 'applied', 120_000);
    await until(async () => {
      const ready = await fetch(`${address}/readyz`)
        .then(
          async (answer) =>
            (await answer.json()) as { behind: { unarmed: number; armedTooLate: number; pastTime: number } | null },
        )
        .catch(() => null);
      return ready?.behind?.unarmed === 0 && ready.behind.armedTooLate === 0 && ready.behind.pastTime === 0;
    }, 150_000);

    const prisma = createPrisma((await readEmbeddedDatabaseUrl(dataDir)) ?? '', { poolSize: 2 });
    try {
      const rows = await prisma.$queryRawUnsafe<{ id: string; plans: number }[]>(
        `SELECT process_id AS id, count(*)::int AS plans FROM event WHERE kind = 'care-plan-prepared' GROUP BY process_id`,
      );
      const found = new Map(rows.map((row) => [row.id, row.plans]));
      const lost = children.filter((id) => !found.has(id)).length;
      const doubled = rows.filter((row) => row.plans > 1).length;
      const [steps] = await prisma.$queryRawUnsafe<{ doubled: number }[]>(
        `SELECT count(*)::int AS doubled FROM (SELECT e.process_id, c.payload::jsonb ->> 'dutyId', c.payload::jsonb ->> 'datedBy', c.payload::jsonb ->> 'step'
         FROM event e JOIN event_content c USING (process_id, sequence) WHERE e.kind = 'step-taken' GROUP BY 1, 2, 3, 4 HAVING count(*) > 1) d`,
      );
      const [imported] = await prisma.$queryRawUnsafe<{ periods: number }[]>(
        `SELECT count(*)::int AS periods FROM process WHERE kind = 'period-of-care' AND NOT id = ANY($1::text[])`,
        children,
      );
      const verified = await verifyAll({ prisma, processes: PROCESSES, law: LAW, digest });
      process.stdout.write(
        `\nkills: ${JSON.stringify(killed)}; commands answered: ${String(children.length * 2)}; lost: ${String(lost)}; doubled: ${String(doubled)}; steps doubled: ${String(steps?.doubled)}; periods imported: ${String(imported?.periods)}; faults: ${String(verified.faults.length)}\n`,
      );
      const engine = (
        await Promise.all(
          ['temporal.db', 'temporal.db-wal'].map((file) =>
            readFile(path.join(dataDir, 'temporal', file)).catch(() => Buffer.alloc(0)),
          ),
        )
      )
        .map(String)
        .join('');
      // Of our commands and of the return: references, a date of birth, a number, a postcode.
      const seeded = ['-synthetic', '2016-01-01', 'X941330638745', 'BD13 9HW'];
      expect(engine).toContain('period-of-care:');
      expect(seeded.filter((text) => engine.includes(text))).toEqual([]);
      expect({ lost, doubled, steps: steps?.doubled, faults: verified.faults }).toEqual({
        lost: 0,
        doubled: 0,
        steps: 0,
        faults: [],
      });
      expect(children.length).toBeGreaterThan(5);
      expect(imported?.periods).toBe(415);
    } finally {
      await prisma.$disconnect();
    }
  },
);
