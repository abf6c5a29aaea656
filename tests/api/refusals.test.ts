import request from 'supertest';
import { describe, expect, test } from 'vitest';
import { createApp } from '../../api/app.ts';
import { problemOf } from '../../api/problems.ts';
import { CONNECTED_CARER_PROBLEMS } from '../../api/problems/connected-carer.ts';
import { FAMILY_FINDING_PROBLEMS } from '../../api/problems/family-finding.ts';
import { IRO_DISPUTE_PROBLEMS } from '../../api/problems/iro-dispute.ts';
import { MISSING_EPISODE_PROBLEMS } from '../../api/problems/missing-episode.ts';
import { PERIOD_OF_CARE_PROBLEMS } from '../../api/problems/period-of-care.ts';
import { PRACTICE_EVALUATION_PROBLEMS } from '../../api/problems/practice-evaluation.ts';
import { VISITS_AFTER_CARE_PROBLEMS } from '../../api/problems/visits-after-care.ts';
import { WORKER_SUPERVISION_PROBLEMS } from '../../api/problems/worker-supervision.ts';
import { instant } from '../../domain/calendar/instant.ts';
import { createPrisma } from '../../platform/prisma.ts';
import { digest } from '../../platform/digest.ts';
import type { ChangeOutcome } from '../../store/record.ts';
import { cursorOf } from '../../store/queries/page.ts';
import type { Imports } from '../../use-cases/imports.ts';
import { createUseCases } from '../../use-cases/index.ts';
import { Refused, type Refusal } from '../../use-cases/refused.ts';
import { LAW } from '../support/stream.ts';

const logged: object[] = [];

/** The API over a record that answers as told. */
function apiOver(
  change: () => Promise<ChangeOutcome>,
  verify: Parameters<typeof createApp>[0]['verify'] = () =>
    Promise.resolve({ person: 'iro-1', roles: ['iro', 'administrator'] }),
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
    workers: refuse,
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

  test('a body that is not JSON, not UTF-8 or nested without end is refused for what it is, before anything is recorded', async () => {
    const app = apiOver(away);
    const send = async (type: string, body: string | Buffer) => {
      const answer = await command(app).set('Content-Type', type).send(body);
      return [answer.status, answer.body.refusal];
    };
    expect(await send('text/plain', JSON.stringify(booking))).toEqual([415, 'media-type']);
    expect(await send('application/x-www-form-urlencoded', 'kind=book-review')).toEqual([415, 'media-type']);
    // In Latin 1: as UTF-8 it would be kept with a sign in it that nobody wrote.
    const latin = Buffer.from('{"kind":"book-review","payload":{"note":"Zo\u00eb"}}', 'latin1');
    const bytes = command(app)
      .set('Content-Type', 'application/json')
      .serialize((sent) => sent as never);
    expect((await bytes.send(latin)).body.refusal).toBe('media-type');
    const deep = `{"kind":"book-review","payload":${'['.repeat(30_000)}${']'.repeat(30_000)}}`;
    expect(await send('application/json', deep)).toEqual([422, 'invalid-content']);
    const shallow = `{"kind":"book-review","payload":{"of":${'['.repeat(28)}${']'.repeat(28)}}}`;
    const known = await command(app).set('Content-Type', 'application/json').send(shallow);
    expect(known.body.errors.map(({ field }: { field: string }) => field)).toContain('payload.of');
  });

  test('what is asked in another way than it is offered is answered with how it is offered', async () => {
    const app = apiOver(away);
    const put = await request(app).put('/v1/children').set(SIGNED_IN).send({});
    expect([put.status, put.body.refusal, put.headers['allow']]).toEqual([405, 'method-not-offered', 'GET']);
    const both = await request(app).delete('/v1/imports').set(SIGNED_IN);
    expect([both.status, both.headers['allow']]).toEqual([405, 'POST, GET']);
    expect((await request(app).get('/v1/nothing').set(SIGNED_IN)).status).toBe(404);
  });

  test('who is not signed in is told by which scheme', async () => {
    const answer = await request(apiOver(away, () => Promise.resolve(null))).get('/v1/children');
    expect([answer.status, answer.headers['www-authenticate']]).toEqual([401, 'Bearer']);
  });

  test.each([
    ['/v1/children?dueBefor=2027-01-01', 'dueBefor', 'is not known here'],
    ['/v1/duties?status=overdue', 'status', 'is not known here'],
    ['/v1/children?limit=many', 'limit', 'must be a number'],
    ['/v1/children?limit=1.5', 'limit', 'must be a whole number'],
    ['/v1/children?limit=0', 'limit', 'must be at least 1'],
    ['/v1/children?limit=500', 'limit', 'must be at most 200'],
    ['/v1/children?team=', 'team', 'must not be empty'],
    [`/v1/children?team=${'x'.repeat(201)}`, 'team', 'must have at most 200 characters'],
    ['/v1/children?inCare=perhaps', 'inCare', 'must be true or false'],
    ['/v1/alerts?of=them', 'of', 'must be one of me, everybody'],
    ['/v1/processes?overdue=false', 'overdue', 'must be true'],
  ])(
    '%s is refused with what was expected, and not answered as if it had not been asked',
    async (path, field, message) => {
      const answer = await request(apiOver(away)).get(path).set(SIGNED_IN);
      expect([answer.status, answer.body.errors]).toEqual([422, [{ field, message }]]);
    },
  );

  test('each field that is wrong is named with what was expected, and not what was sent', async () => {
    const sent = { on: 5, chairedBy: { name: 'made up' }, moreParts: 'perhaps', childs: 'made up' };
    const answer = await command(apiOver(away)).send({ kind: 'record-review', payload: sent });
    expect(answer.body.errors).toEqual(
      expect.arrayContaining([
        { field: 'payload.on', message: 'must be text' },
        { field: 'payload.moreParts', message: 'must be true or false' },
        { field: 'payload.childs', message: 'is not known here' },
      ]),
    );
    expect(JSON.stringify(answer.body)).not.toContain('made up');
    const missing = await command(apiOver(away)).send({ kind: 'book-review', payload: {} });
    expect(missing.body.errors).toEqual([{ field: 'payload.bookedFor', message: 'must be given' }]);
    const nothing = await command(apiOver(away));
    expect(nothing.body.errors).toEqual([{ field: 'body', message: 'must be given' }]);
  });

  test('a refusal that several processes give is said in the same words by each', () => {
    const tables = [CONNECTED_CARER_PROBLEMS, FAMILY_FINDING_PROBLEMS, IRO_DISPUTE_PROBLEMS, MISSING_EPISODE_PROBLEMS];
    const more = [PERIOD_OF_CARE_PROBLEMS, PRACTICE_EVALUATION_PROBLEMS, WORKER_SUPERVISION_PROBLEMS];
    const besides = [VISITS_AFTER_CARE_PROBLEMS];
    const said = [...tables, ...more, ...besides].flatMap((table) => Object.entries(table));
    for (const [refusal, words] of said) expect(problemOf(refusal as Refusal)).toEqual(words);
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

  test.each(['/v1/allocations/imports', '/v1/old-dates/imports'])(
    '%s takes one file: a second would vanish',
    async (path) => {
      const post2 = () => request(apiOver(away)).post(path).set(SIGNED_IN).set('Idempotency-Key', 'k3');
      const answer = await post2()
        .attach('files', Buffer.from('a'), 'a.csv')
        .attach('files', Buffer.from('b'), 'b.csv');
      expect([answer.status, answer.body.errors]).toEqual([422, [{ field: 'files', message: 'must be one file' }]]);
      const misspelt = await post2().field('aply', 'yes').attach('files', Buffer.from('a'), 'a.csv');
      expect([misspelt.status, misspelt.body.errors]).toEqual([422, [{ field: 'aply', message: 'is not known here' }]]);
    },
  );

  test('fields of its form that nobody reads are refused', async () => {
    const answer = await post()
      .field('asat', '2026-03-31')
      .field('by', 'pigeon')
      .attach('files', Buffer.from('a'), 'a.csv');
    expect(answer.body.errors).toEqual([
      { field: 'by', message: 'must be one of return, feed' },
      { field: 'asat', message: 'is not known here' },
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
