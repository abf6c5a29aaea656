import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { arch, cpus, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { createApiClient, type ApiClient } from '../cli/api-client.ts';
import { awaitImport, confirmImport, type ImportAnswer } from '../cli/import-return.ts';
import { calendarDate } from '../domain/calendar/calendar-date.ts';
import { londonDateOf } from '../domain/calendar/instant.ts';
import { systemClock } from '../platform/clock.ts';
import { issueToken } from '../platform/identity.ts';
import { findFreePort } from '../platform/ports.ts';
import { readEmbeddedTemporalAddress } from '../platform/temporal-server.ts';
import { synthesise } from '../samples/synthesise.ts';
import { measureFloor } from './floor.ts';

const MAIN = fileURLToPath(new URL('../cli/main.ts', import.meta.url));
const CHILDREN = Number(process.argv[2] ?? 1_400);
const AS_AT = calendarDate('2026-11-20');

type Figure = {
  readonly what: string;
  readonly measured: string;
  readonly target: string;
  readonly met: boolean | null;
};
const figures: Figure[] = [];
const say = (text: string): void => void process.stderr.write(`${text}\n`);

function quantile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

async function time<Value>(run: () => Promise<Value>): Promise<readonly [Value, number]> {
  const begun = performance.now();
  const value = await run();
  return [value, performance.now() - begun];
}

/** The import: recorded (first to last batch), then armed. */
async function importing(api: ApiClient): Promise<void> {
  const form = new FormData();
  form.set('asAt', AS_AT);
  for (const [name, text] of Object.entries(synthesise({ children: CHILDREN, seed: 1, asAt: AS_AT })))
    form.append('files', new Blob([text]), name);
  const [delivered] = await time(() => api.post<ImportAnswer>('/v1/imports', form));
  await awaitImport(api, delivered.id, { until: (answer) => answer.status === 'previewed' });
  await confirmImport(api, delivered.id);
  const begun = performance.now();
  const applied = await awaitImport(api, delivered.id, { until: (answer) => answer.status === 'applied' });
  const recordedS = (performance.now() - begun) / 1_000;
  const armed = await awaitImport(api, delivered.id, { until: (answer) => answer.armed.armed >= answer.armed.total });
  const armedS = (performance.now() - begun) / 1_000;
  const rate = armed.armed.total / armedS;
  figures.push({
    what: `${String(applied.children.total)} children recorded`,
    measured: `${recordedS.toFixed(1)} s`,
    target: '5 s for 1,400',
    met: recordedS <= (5 * applied.children.total) / 1_400,
  });
  armingRate = rate;
}
let armingRate = 0;

/** Waits until every workflow is started and the engine has nothing left to do: starting is measured by itself. */
async function quiet(api: ApiClient): Promise<void> {
  type Ready = { readonly behind: { readonly unarmed: number; readonly armedTooLate: number } };
  for (let looks = 0; looks < 600; looks += 1) {
    const { behind } = await api.get<Ready>('/readyz');
    if (behind.unarmed + behind.armedTooLate === 0) break;
    await delay(100);
  }
  await delay(15_000);
}

const TODAY = londonDateOf(systemClock.now());

async function commands(api: ApiClient): Promise<void> {
  const ids: string[] = [];
  for (let number = 0; number < 100; number += 1) {
    const payload = {
      on: TODAY,
      localReference: `bench-${String(number)}`,
      dateOfBirth: '2016-01-01',
      legalStatus: 'V2',
      placement: 'U6',
    };
    ids.push(
      (
        await api.post<{ processId: string }>('/v1/processes', {
          kind: 'period-of-care',
          command: { kind: 'record-entry', payload },
        })
      ).processId,
    );
  }
  await quiet(api);
  const steps = ['invites', 'sw-consult', 'report', 'midpoint'];
  const send = async (place: number): Promise<number> => {
    const id = ids[place % ids.length] ?? '';
    // Recorded on the day itself, as people do; what calls for an escalation at once is measured by the import.
    const kinds = [
      { kind: 'allocate', payload: { on: TODAY, role: 'iro', person: `p-${String(place)}` } },
      {
        kind: 'trigger-early-review',
        payload: { on: TODAY, trigger: 'iro-asks', urgent: false, reason: steps[place % steps.length] ?? 'x' },
      },
    ];
    const [, ms] = await time(() => api.post(`/v1/processes/${id}/commands`, kinds[place % 2] ?? {}));
    return ms;
  };
  const alone: number[] = [];
  for (let place = 0; place < 300; place += 1) alone.push(await send(place));
  figures.push({
    what: 'command, one after another, p50',
    measured: `${quantile(alone, 0.5).toFixed(1)} ms`,
    target: 'under 10 ms',
    met: quantile(alone, 0.5) < 10,
  });
  figures.push({
    what: 'command, one after another, p99',
    measured: `${quantile(alone, 0.99).toFixed(1)} ms`,
    target: 'under 50 ms',
    met: quantile(alone, 0.99) < 50,
  });
  let next = 0;
  const many: number[] = [];
  const [, tenMs] = await time(() =>
    Promise.all(
      Array.from({ length: 10 }, async () => {
        while (next < 1_000) many.push(await send((next += 1)));
      }),
    ),
  );
  const perSecond = (many.length / tenMs) * 1_000;
  figures.push({
    what: 'commands, ten at once',
    measured: `${perSecond.toFixed(0)} a second (p99 ${quantile(many, 0.99).toFixed(0)} ms)`,
    target: '200 a second',
    met: perSecond >= 200,
  });
}

async function lists(api: ApiClient): Promise<void> {
  const times: number[] = [];
  for (let asked = 0; asked < 300; asked += 1)
    times.push((await time(() => api.get('/v1/children?limit=50&inCare=true')))[1]);
  figures.push({
    what: 'list of 50 children, p99',
    measured: `${quantile(times, 0.99).toFixed(1)} ms (p50 ${quantile(times, 0.5).toFixed(1)})`,
    target: 'under 20 ms',
    met: quantile(times, 0.99) < 20,
  });
}

const dataDir = await mkdtemp(path.join(tmpdir(), 'holdfast-bench-'));
await chmod(dataDir, 0o755);
const port = await findFreePort();
const child = spawn(process.execPath, [MAIN, 'start', '--empty', '--data-dir', dataDir, '--port', String(port)], {
  stdio: 'ignore',
  env: { ...process.env, HOLDFAST_LOG_LEVEL: 'silent' },
});
const ended = new Promise((resolve) => child.once('exit', resolve));
const address = `http://127.0.0.1:${String(port)}`;
try {
  for (let looks = 0; looks < 600 && (await fetch(`${address}/readyz`).catch(() => null))?.ok !== true; looks += 1)
    await delay(100);
  const api = createApiClient(
    address,
    await issueToken(dataDir, { person: 'bench', roles: ['administrator', 'social-worker', 'iro'] }),
  );
  say(`importing ${String(CHILDREN)} synthetic children …`);
  await importing(api);
  say('the floor of a plain workflow …');
  const engine = (await readEmbeddedTemporalAddress(dataDir)) ?? '';
  const connection = await Connection.connect({ address: engine });
  const floor = await measureFloor(new Client({ connection, namespace: 'holdfast' }), engine, 400);
  await connection.close();
  figures.push({
    what: 'armed a second, beside a plain workflow started and first task done',
    measured: `${armingRate.toFixed(0)} / ${floor.toFixed(0)} = ${(armingRate / floor).toFixed(2)}`,
    target: '0.80 or more',
    met: armingRate / floor >= 0.8,
  });
  say('commands and lists over HTTP …');
  await commands(api);
  await lists(api);
} finally {
  child.kill('SIGTERM');
  await ended;
  await rm(dataDir, { recursive: true, force: true });
}
const width = Math.max(...figures.map((figure) => figure.what.length));
process.stdout.write(
  `${cpus()[0]?.model ?? arch()}, ${String(cpus().length)} cores, ${String(Math.round(totalmem() / 2 ** 30))} GiB; Node ${process.version}\n`,
);
for (const { what, measured, target, met } of figures)
  process.stdout.write(
    `${what.padEnd(width)}  ${measured.padEnd(28)} ${target.padEnd(18)} ${met === true ? 'met' : 'missed'}\n`,
  );
