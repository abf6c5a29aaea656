import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Parts } from '../cli/own-parts.ts';
import { addDays } from '../domain/calendar/calendar-date.ts';
import { londonDateOf } from '../domain/calendar/instant.ts';
import { HOLDFAST } from '../domain/heart/actor.ts';
import type { Telling } from '../domain/heart/fact.ts';
import type { Standing } from '../domain/heart/standing.ts';
import type { JsonObject } from '../domain/json.ts';
import { instantOf, systemClock } from '../platform/clock.ts';
import { randomIds } from '../platform/ids.ts';
import { batchesOf } from '../store/bulk.ts';
import type { ChangeRequest } from '../store/record.ts';
import { whenCommitted } from './commits.ts';
import { dueAt, untilDue, type Floor } from './floor.ts';
import { atOnce, quantile, timed, type Figures } from './figures.ts';
import type { Installation, Service } from './installation.ts';

const TODAY = londonDateOf(systemClock.now());
const STARTS_AT_ONCE = 16;
/** Days since the last review: its next is overdue for ten working days and more, so one step of one ladder is due, and no other. */
const LAST_REVIEW = 200;

/** So many children each with one step of a ladder that is due, whom no workflow waits for yet and no starter takes. */
async function recordOverdue(parts: Parts, count: number): Promise<readonly Standing[]> {
  const { record, engine } = parts;
  const engineId = await engine.engineId();
  const importId = `bench-${randomUUID()}`;
  const requests = Array.from({ length: count }, (_none, number) => requestFor(importId, number));
  const standings: Standing[] = [];
  for (const batch of batchesOf(requests, 100)) {
    const outcomes = await record.changeAll(batch, async (queries) => {
      await queries.$executeRawUnsafe(
        `UPDATE process SET armed_for = next_change_at, armed_by = $1, revive_after = now() + interval '1 hour' WHERE id = ANY($2::text[])`,
        engineId,
        batch.map(({ processId }) => processId),
      );
    });
    for (const outcome of outcomes) if (outcome.status === 'accepted') standings.push(outcome.standing);
  }
  if (standings.length < count) throw new Error('the children of the burst were not recorded');
  return standings;
}

function requestFor(importId: string, number: number): ChangeRequest {
  const tell = (kind: string, daysAgo: number, payload: JsonObject): Telling => {
    const on = addDays(TODAY, -daysAgo);
    return { kind, on, payload, source: { by: 'return', importId, key: `${kind}:${on}`, asAt: TODAY } };
  };
  const placement = { code: 'U6', sameCarer: false, temporary: false, returned: false };
  const told = [
    tell('entered-care', 500, { startKnown: true, legalStatus: 'C2', dateOfBirth: '2016-01-01' }),
    tell('placement-started', 500, placement),
    ...[480, 395, LAST_REVIEW].map((daysAgo) => tell('review-held', daysAgo, { participation: 'PN1' })),
    tell('return-read', 0, { asAt: TODAY }),
  ];
  const payload: JsonObject = { importId, asAt: TODAY, reason: 'bench', told, corrected: [], withdrawn: [] };
  const processId = `period-of-care:${randomIds.next()}`;
  return {
    processId,
    now: systemClock.now(),
    actor: HOLDFAST,
    command: { id: `${importId}:${String(number)}`, kind: 'take-return', payload },
    opening: { kind: 'period-of-care', subject: { kind: 'child', localReference: `${importId}-${String(number)}` } },
  };
}

/** Starts their workflows to wait until one and the same second; what they then take is due in the record already. */
async function startAll({ engine }: Parts, standings: readonly Standing[], at: number): Promise<void> {
  const until = instantOf(new Date(at));
  await atOnce(standings, STARTS_AT_ONCE, async (standing) => {
    const [first, ...later] = standing.steps;
    if (first === undefined || first.at >= until) throw new Error('nothing of it is due');
    await engine.startKept('period-of-care', standing.processId, {
      ...standing,
      steps: [{ ...first, at: until }, ...later],
    });
  });
}

function taken(parts: Parts, standings: readonly Standing[], due: number): Promise<readonly number[]> {
  const pool = new pg.Pool({ connectionString: parts.databaseUrl, max: 1 });
  return whenCommitted(pool, {
    count: standings.length,
    dueAt: due,
    sql: `SELECT pg_xact_commit_timestamp(xmin) AS at FROM event WHERE kind = 'step-taken' AND process_id = ANY($1::text[])`,
    values: [standings.map(({ processId }) => processId)],
  }).finally(() => pool.end());
}

/** So many ladder steps due in one second, beside as many plain timers with one activity and one row each. */
export async function measureBurst(
  { parts, floor, startsASecond }: { readonly parts: Parts; readonly floor: Floor; readonly startsASecond: number },
  count: number,
  figures: Figures,
): Promise<void> {
  const plain = await floor.lagsOfBurst(count, startsASecond);
  const standings = await recordOverdue(parts, count);
  const at = dueAt(count, startsASecond);
  await startAll(parts, standings, at);
  await untilDue(at);
  const lags = await taken(parts, standings, at);
  for (const [name, share] of [
    ['p50', 0.5],
    ['max', 1],
  ] as const) {
    const [ours, theirs] = [quantile(lags, share), quantile(plain, share)];
    figures.add({
      what: `${String(count)} ladder steps due in one second: lag to row, ${name}`,
      measured: `${(ours / 1_000).toFixed(1)} s = ${(ours / theirs).toFixed(2)} of the floor`,
      floor: `${(theirs / 1_000).toFixed(1)} s`,
      target: 'within 1.25 of the floor',
      met: ours / theirs <= 1.25,
    });
  }
}

/** The worker is away while steps fall due; how long until it has taken all of them. */
export async function measureRestart(
  { installation, startsASecond }: { readonly installation: Installation; readonly startsASecond: number },
  count: number,
  figures: Figures,
): Promise<Service> {
  const { parts, worker, startWorker } = installation;
  const standings = await recordOverdue(parts, count);
  const at = dueAt(count, startsASecond);
  await startAll(parts, standings, at);
  await worker.stop();
  await untilDue(at);
  await delay(3_000);
  const begun = Date.now();
  const [again, readyMs] = await timed(startWorker);
  const lags = await taken(parts, standings, begun);
  figures.add({
    what: `worker started again with ${String(count)} steps overdue: all taken after`,
    measured: `${(quantile(lags, 1) / 1_000).toFixed(1)} s (polling after ${(readyMs / 1_000).toFixed(1)} s)`,
  });
  return again;
}
