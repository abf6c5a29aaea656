import request from 'supertest';
import { describe, expect, test } from 'vitest';
import { createApp } from '../../api/app.ts';
import { instant } from '../../domain/calendar/instant.ts';
import { createPrisma } from '../../platform/prisma.ts';
import { digest } from '../../platform/digest.ts';
import type { ChangeOutcome } from '../../store/record.ts';
import { cursorOf } from '../../store/queries/page.ts';
import type { Imports } from '../../use-cases/imports.ts';
import { createUseCases } from '../../use-cases/index.ts';
import { Refused } from '../../use-cases/refused.ts';
import { LAW } from '../support/stream.ts';

const logged: object[] = [];

/** The API over a record that answers as told. */
function apiOver(
  change: () => Promise<ChangeOutcome>,
  verify = () => Promise.resolve({ person: 'iro-1', roles: ['iro', 'administrator'] }),
) {
  const refuse = () => Promise.reject(new Refused('not-found'));
  const imports: Imports = {
    receive: ({ files }) => Promise.reject(new Refused('no-files', { detail: files.map((file) => file.name).join() })),
    list: () => Promise.resolve([]),
    get: refuse,
    problems: refuse,
    differences: refuse,
    confirm: refuse,
    withdraw: refuse,
    rows: refuse,
    decideRows: refuse,
    decideDifference: refuse,
  };
  return createApp({
    useCases: createUseCases({
      record: { change, changeAll: () => Promise.resolve([]) },
      queries: createPrisma('postgresql://nobody@127.0.0.1:1/none', { poolSize: 1 }),
      law: LAW,
      digest,
      now: () => instant('2027-01-04T09:00:00.000Z'),
    }),
    imports,
    feeds: { expected: refuse, expect: refuse, comparison: refuse },
    adoptions: {
      propose: refuse,
      proposeBuild: refuse,
      list: () => Promise.resolve([]),
      get: refuse,
      effects: refuse,
      step: refuse,
    },
    people: {
      people: { list: refuse, changes: refuse, save: refuse, withdraw: refuse, importFiles: refuse },
      allocations: { take: refuse },
      outOfHours: { enter: refuse, identify: refuse },
    },
    goLive: { goLive: refuse, baseline: refuse, comparison: refuse, takeOldDates: refuse },
    deliveries: { list: refuse, retry: refuse, mails: refuse, mail: refuse },
    engine: { describe: () => Promise.resolve(null), history: () => Promise.resolve(null) },
    health: {
      build: 'test',
      clockToleranceMs: 5_000,
      clockDifferenceMs: () => Promise.resolve(6_000),
      isEngineThere: () => Promise.resolve(true),
      mail: () => Promise.resolve({ waiting: 0, failed: 0, oldestAt: null }),
      behind: () => Promise.resolve({ unarmed: 0, armedTooLate: 0, pastTime: 0, oldestAt: null }),
    },
    verify,
    keys: null,
    log: { error: (fields: object) => void logged.push(fields), info: () => undefined },
    version: 'test',
  });
}

const away = () => Promise.reject(new Error('connect ECONNREFUSED 127.0.0.1:5432 for child 9300001'));
const SIGNED_IN = { Authorization: 'Bearer x' };

function command(app: ReturnType<typeof createApp>) {
  return request(app).post('/v1/processes/period-of-care:1/commands').set(SIGNED_IN).set('Idempotency-Key', 'k1');
}
const booking = { kind: 'book-review', payload: { bookedFor: '2027-01-20' } };

describe('what goes wrong', () => {
  test('a record that is away is said without a word of what it held, and found again in the log', async () => {
    const answer = await command(apiOver(away)).set('X-Correlation-Id', 'correlation-1').send(booking);
    expect([answer.status, answer.body.refusal]).toEqual([503, 'record-away']);
    expect(answer.body.detail).toContain('Nothing happened');
    expect(answer.body.correlationId).toBe('correlation-1');
    expect(JSON.stringify(answer.body)).not.toMatch(/9300001|ECONNREFUSED|at /);
    expect(logged.at(-1)).toMatchObject({ correlationId: 'correlation-1' });
  });

  test.each<[string, () => Promise<ChangeOutcome>, number, string]>([
    ['an error of the code', () => Promise.reject(new TypeError('x is not a function')), 500, 'unexpected'],
    ['a process nobody knows', () => Promise.resolve({ status: 'unknown-process' }), 404, 'not-found'],
    ['a record written by a newer build', () => Promise.resolve({ status: 'newer-build' }), 503, 'newer-build'],
    ['a key used for another body', () => Promise.resolve({ status: 'other-body' }), 422, 'key-used-otherwise'],
  ])('%s has its own status and word', async (_what, change, status, refusal) => {
    const answer = await command(apiOver(change)).send(booking);
    expect([answer.status, answer.body.refusal]).toEqual([status, refusal]);
  });

  test('an issuer that does not answer is not the fault of the token', async () => {
    const app = apiOver(away, () => Promise.reject(new TypeError('fetch failed')));
    const answer = await request(app).get('/v1/children').set(SIGNED_IN);
    expect([answer.status, answer.body.refusal]).toEqual([503, 'issuer-away']);
  });

  test('a body that is too large, no JSON, in another alphabet or holds U+0000 is refused for what it is', async () => {
    const app = apiOver(away);
    const send = async (type: string, body: string) => {
      const answer = await command(app).set('Content-Type', type).send(body);
      return [answer.status, answer.body.refusal];
    };
    expect(await send('application/json', JSON.stringify({ kind: 'x'.repeat(70_000) }))).toEqual([413, 'too-large']);
    expect(await send('application/json', '{"kind":')).toEqual([422, 'invalid-content']);
    expect(await send('application/json; charset=latin1', '{}')).toEqual([415, 'media-type']);
    expect(await send('application/json', '{"kind":"\\u0000"}')).toEqual([422, 'invalid-content']);
    const address = await request(app).get('/v1/children/%00').set(SIGNED_IN);
    expect([address.status, address.body.refusal]).toEqual([422, 'invalid-content']);
  });

  test.each([
    ['/v1/children', 'garbage'],
    ['/v1/children', cursorOf(['2027-13-01', 'a'])],
    ['/v1/duties', cursorOf(['2027-01-01'])],
    ['/v1/alerts', cursorOf(['yesterday', 'a', 'b'])],
    ['/v1/processes', cursorOf([])],
  ])('a cursor that %s did not give is refused, not read as the first page', async (path, after) => {
    const answer = await request(apiOver(away)).get(path).query({ after }).set(SIGNED_IN);
    expect([answer.status, answer.body.errors?.[0].field]).toEqual([422, 'after']);
  });

  test('clocks more than five seconds apart take the API out of service', async () => {
    const ready = await request(apiOver(away)).get('/readyz');
    expect([ready.status, ready.body.record.ok, ready.body.clock.ok]).toEqual([503, true, false]);
  });
});

describe('a return over HTTP', () => {
  const post = () => request(apiOver(away)).post('/v1/imports').set(SIGNED_IN).set('Idempotency-Key', 'k2');

  test('its files arrive under their names', async () => {
    const answer = await post()
      .attach('files', Buffer.from('a'), 'header.csv')
      .attach('files', Buffer.from('b'), 'b.csv');
    expect(answer.body.detail).toBe('header.csv,b.csv');
  });

  test('two files of one name are refused, because one would be lost', async () => {
    const answer = await post().attach('files', Buffer.from('a'), 'a.csv').attach('files', Buffer.from('b'), 'a.csv');
    expect([answer.status, answer.body.errors?.[0]]).toEqual([
      422,
      { field: 'files', message: 'a.csv was sent twice' },
    ]);
  });

  test('64 MB is the limit of all files together', async () => {
    const half = Buffer.alloc(33 * 1024 * 1024, 'x');
    const answer = await post().attach('files', half, 'a.csv').attach('files', half, 'b.csv');
    expect([answer.status, answer.body.refusal]).toEqual([413, 'too-large']);
  });

  test('what is no form is refused', async () => {
    const json = await post().send({ files: [] });
    expect([json.status, json.body.refusal]).toEqual([415, 'media-type']);
    const unbounded = await post().set('Content-Type', 'multipart/form-data').send('x');
    expect([unbounded.status, unbounded.body.refusal]).toEqual([422, 'invalid-content']);
  });
});
