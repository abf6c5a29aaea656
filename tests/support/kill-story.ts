import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { createApiClient, type ApiClient } from '../../cli/api-client.ts';
import { confirmImport, deliverFolder, type ImportAnswer } from '../../cli/import-return.ts';
import { PROCESSES } from '../../domain/processes/index.ts';
import { digest } from '../../platform/digest.ts';
import { issueToken } from '../../platform/identity.ts';
import { createPrisma } from '../../platform/prisma.ts';
import { verifyAll } from '../../store/verify.ts';
import { LAW } from './stream.ts';

const RETURN = fileURLToPath(new URL('../fixtures/returns/clean-2026', import.meta.url));
/** How often each part is killed; in which order, chance decides. */
const KILLS = { work: 10, serve: 10, postgres: 6, temporal: 6 } as const;

export type Part = keyof typeof KILLS;

/** A Holdfast whose parts are started again when they are killed, whatever they are made of. */
export type Installation = {
  readonly address: string;
  /** Where the key of its embedded issuer lies. */
  readonly dataDir: string;
  databaseUrl(): Promise<string>;
  /** Null while the part is being started again. */
  pidOf(part: Part): Promise<number | null>;
  /** All that the engine keeps, as text. */
  engineText(): Promise<string>;
  stop(): Promise<void>;
};

export async function until(isSo: () => Promise<boolean>, boundMs: number): Promise<void> {
  const end = Date.now() + boundMs;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error('it did not come about in time');
    await delay(100);
  }
}

function inRandomOrder(times: typeof KILLS): readonly Part[] {
  const parts = ['work', 'serve', 'postgres', 'temporal'] as const;
  return parts
    .flatMap((part) => Array.from({ length: times[part] }, () => ({ part, place: Math.random() })))
    .toSorted((one, other) => one.place - other.place)
    .map(({ part }) => part);
}

type Behind = { readonly unarmed: number; readonly armedTooLate: number; readonly pastTime: number };

/** Every open process has a workflow that waits, and none is past its time. */
export async function isAllArmed(address: string): Promise<boolean> {
  const ready = await fetch(`${address}/readyz`)
    .then(async (answer) => (await answer.json()) as { readonly behind: Behind | null })
    .catch(() => null);
  return ready?.behind?.unarmed === 0 && ready.behind.armedTooLate === 0 && ready.behind.pastTime === 0;
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

/** Parts killed at random during an import and commands lose nothing, double nothing, and are all armed again. */
export async function killAtRandom({ address, dataDir, databaseUrl, pidOf, engineText }: Installation): Promise<void> {
  const administrator = createApiClient(address, await issueToken(dataDir, { person: 'a', roles: ['administrator'] }));
  const worker: ApiClient = createApiClient(
    address,
    await issueToken(dataDir, { person: 'w', roles: ['social-worker', 'iro'] }),
  );
  const delivered = await insist(() => deliverFolder(administrator, RETURN, '2026-03-31'));
  const see = (): Promise<ImportAnswer> =>
    insist(() => administrator.get<ImportAnswer>(`/v1/imports/${encodeURIComponent(delivered.id)}`));
  const killed = { work: 0, serve: 0, postgres: 0, temporal: 0 };
  const ending = new AbortController();

  const killing = (async () => {
    for (const part of inRandomOrder(KILLS)) {
      await delay(300 + Math.random() * 1_500);
      await until(async () => {
        const target = await pidOf(part);
        if (target === null) return false;
        process.kill(target, 'SIGKILL');
        return true;
      }, 60_000);
      killed[part] += 1;
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
  const killedAt = Date.now();
  await until(() => isAllArmed(address), 150_000);
  const armedAfter = (Date.now() - killedAt) / 1_000;

  const prisma = createPrisma(await databaseUrl(), { poolSize: 2 });
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
      `\nkills: ${JSON.stringify(killed)}; armed after the last: ${armedAfter.toFixed(1)} s; commands answered: ${String(children.length * 2)}; lost: ${String(lost)}; doubled: ${String(doubled)}; steps doubled: ${String(steps?.doubled)}; periods imported: ${String(imported?.periods)}; faults: ${String(verified.faults.length)}\n`,
    );
    const engine = await engineText();
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
}
