import express from 'express';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp, routesOf } from '../../api/app.ts';
import { openApiDocument } from '../../api/openapi.ts';
import { readCsv } from '../../platform/csv.ts';
import { digest } from '../../platform/digest.ts';
import { randomIds } from '../../platform/ids.ts';
import { COMMANDS } from '../../use-cases/offers/index.ts';
import { createAdoptions, PROPOSAL_EXAMPLE } from '../../use-cases/adoptions.ts';
import { mailsIn } from '../../platform/mail/sink.ts';
import { mailBehind } from '../../store/queries/deliveries.ts';
import { createDeliveries } from '../../use-cases/deliveries.ts';
import { createFeeds } from '../../use-cases/feeds.ts';
import { createGoLive } from '../../use-cases/go-live.ts';
import { createImports } from '../../use-cases/imports.ts';
import { createAllocations } from '../../use-cases/allocations.ts';
import { createOutOfHours } from '../../use-cases/out-of-hours.ts';
import { createPeople } from '../../use-cases/people.ts';
import { createUseCases } from '../../use-cases/index.ts';
import { answersOf, heldToDescription, published, type Answer } from '../support/as-published.ts';
import { LAW } from '../support/stream.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let app: ReturnType<typeof createApp>;
const answers: Answer[] = [];
let deps: Parameters<typeof createApp>[0];
let engineAway = false;

beforeAll(async () => {
  world = await createWorld('api');
  const now = () => world.now();
  const useCases = createUseCases({ record: world.record, queries: world.prisma, law: LAW, digest, now });
  const directory = { prisma: world.prisma, digest, now, readCsv };
  deps = {
    useCases,
    people: {
      people: createPeople({ ...directory, record: world.record, newRef: () => randomIds.next() }),
      allocations: createAllocations({ ...directory, record: world.record, law: LAW }),
      outOfHours: createOutOfHours({ prisma: world.prisma, commands: useCases, digest, now }),
    },
    imports: createImports({ prisma: world.prisma, record: world.record, digest, now }),
    feeds: createFeeds({ prisma: world.prisma, record: world.record, digest, now }),
    adoptions: createAdoptions({ prisma: world.prisma, record: world.record, law: LAW, digest, now }),
    goLive: createGoLive({ ...directory, record: world.record, law: LAW }),
    deliveries: createDeliveries({ queries: world.prisma, now, mails: mailsIn('/nowhere') }),
    engine: {
      describe: (id) => (engineAway ? Promise.reject(new Error('away')) : world.engine.describe(id)),
      history: (id) => world.engine.history(id),
    },
    health: {
      build: 'test',
      clockToleranceMs: 5_000,
      clockDifferenceMs: () => Promise.resolve(3),
      isEngineThere: () => Promise.resolve(!engineAway),
      mail: () => mailBehind(world.prisma),
      behind: () => world.arming.behind(null),
    },
    // The tests' own issuer: a token names person and roles.
    verify: (token) =>
      Promise.resolve(
        token.includes(':')
          ? { person: token.split(':')[0] ?? '', roles: (token.split(':')[1] ?? '').split(',') }
          : null,
      ),
    keys: null,
    log: { error: () => undefined, info: () => undefined },
    version: 'test',
  };
  const document = published(openApiDocument(routesOf(deps), 'test'));
  app = express()
    .use(heldToDescription(document, (answer) => answers.push(answer)))
    .use(createApp(deps));
});
afterAll(async () => {
  await world.stop();
});

let keys = 0;
const key = (): string => `key-${String((keys += 1))}`;
const as = (who: string) => ({ Authorization: `Bearer ${who}` });
const WORKER = as('worker-1:social-worker');
const IRO = as('iro-1:iro');
const entry = (localReference: string, on = '2027-01-04') => ({
  kind: 'period-of-care',
  command: {
    kind: 'record-entry',
    payload: { on, localReference, dateOfBirth: '2016-05-05', legalStatus: 'v2', placement: 'U6' },
  },
});

async function open(localReference: string): Promise<string> {
  const answer = await request(app)
    .post('/v1/processes')
    .set(WORKER)
    .set('Idempotency-Key', key())
    .send(entry(localReference))
    .expect(201);
  return answer.body.processId as string;
}

describe('commands over HTTP', () => {
  test('an entry opens a period of care, and its repeat under the same key is the same', async () => {
    const [once, again] = [
      await request(app).post('/v1/processes').set(WORKER).set('Idempotency-Key', 'same').send(entry('9300001')),
      await request(app).post('/v1/processes').set(WORKER).set('Idempotency-Key', 'same').send(entry('9300001')),
    ];
    expect([once.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual({ ...once.body, repeated: true });
    const other = await request(app)
      .post('/v1/processes')
      .set(WORKER)
      .set('Idempotency-Key', 'same')
      .send(entry('9300001', '2027-01-03'));
    expect(other.status).toBe(422);
    expect(other.body.refusal).toBe('key-used-otherwise');
  });

  test('a household is opened for a child who is known here, and stands among the processes of the child', async () => {
    const childRef = await world.childOf(await open('9300091'));
    const send = (path: string, body: object, who = as('worker-2:fostering-worker')) =>
      request(app).post(path).set(who).set('Idempotency-Key', key()).send(body);
    const payload = { on: '2027-01-04', localReference: 'F-1', carers: ['carer-17'] };
    const opened = await send('/v1/processes', {
      kind: 'connected-carer',
      command: { kind: 'name-connected-carer', payload },
    }).expect(201);
    const id = opened.body.processId as string;
    const place = (ref: string) =>
      send(`/v1/processes/${id}/commands`, { kind: 'place-with-carer', payload: { on: '2027-01-04', childRef: ref } });
    const unknown = await place('nobody');
    expect([unknown.status, unknown.body.errors]).toEqual([
      422,
      [{ field: 'payload.childRef', message: 'must name a child who is known here' }],
    ]);
    expect((await place(childRef)).status).toBe(200);
    const page = await request(app).get(`/v1/children/${childRef}`).set(WORKER).expect(200);
    const kinds = (page.body.processes as { kind: string; id: string }[]).map(({ kind }) => kind).sort();
    expect(kinds).toEqual(['connected-carer', 'period-of-care']);
    const listed = await request(app).get(`/v1/processes?child=${childRef}`).set(WORKER).expect(200);
    expect((listed.body.items as { kind: string }[]).map(({ kind }) => kind)).toEqual(kinds);
    expect((await place(childRef)).body.refusal).toBe('child-in-household');
  });

  test.each([
    ['without a token', {}, '/v1/children', 401, 'not-signed-in'],
    ['with a role that may not read', as('x:nothing'), '/v1/children', 403, 'not-allowed'],
    ['of what is not there', WORKER, '/v1/processes/period-of-care:none', 404, 'not-found'],
    ['with a query that is none', WORKER, '/v1/children?limit=1000', 422, 'invalid-content'],
  ])('a request %s is refused with a problem', async (_what, headers, path, status, refusal) => {
    const answer = await request(app).get(path).set(headers);
    expect([answer.status, answer.body.refusal]).toEqual([status, refusal]);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.body.detail.length).toBeGreaterThan(10);
  });

  test('a refusal names the field, what was expected, and nothing of the child', async () => {
    const id = await open('9300002');
    const send = (who: Record<string, string>, kind: string, payload: object) =>
      request(app).post(`/v1/processes/${id}/commands`).set(who).set('Idempotency-Key', key()).send({ kind, payload });
    const wrong = await send(IRO, 'book-review', { bookedFor: '31/02/2027' });
    expect(wrong.status).toBe(422);
    expect(wrong.body.errors).toEqual([{ field: 'payload.bookedFor', message: 'must be a day written YYYY-MM-DD' }]);
    expect((await send(WORKER, 'book-review', { bookedFor: '2027-01-20' })).body.refusal).toBe('not-allowed');
    expect((await send(IRO, 'book-review', { bookedFor: '2026-12-01' })).body.refusal).toBe('booking-in-the-past');
    expect((await send(IRO, 'record-review', { on: '2027-02-01' })).body.refusal).toBe('in-the-future');
    expect((await send(IRO, 'record-review', { on: '2027-01-03' })).body.refusal).toBe('before-entry');
    expect((await send(IRO, 'dance', {})).body.refusal).toBe('unknown-command');
    expect(
      (await request(app).post(`/v1/processes/${id}/commands`).set(IRO).send({ kind: 'book-review', payload: {} })).body
        .refusal,
    ).toBe('key-missing');
    expect(JSON.stringify((await send(IRO, 'record-review', { on: '2027-01-03' })).body)).not.toContain('9300002');
  });

  test('commands and lists go on while the engine is away, and the view of the engine says so', async () => {
    const id = await open('9300003');
    engineAway = true;
    try {
      const booked = await request(app)
        .post(`/v1/processes/${id}/commands`)
        .set(IRO)
        .set('Idempotency-Key', key())
        .send({ kind: 'book-review', payload: { bookedFor: '2027-01-20' } });
      expect(booked.status).toBe(200);
      const view = await request(app).get(`/v1/processes/${id}/engine`).set(as('a:administrator')).expect(200);
      expect(view.body.engine).toBe('away');
      const ready = await request(app).get('/readyz');
      expect([ready.status, ready.body.engine.ok]).toEqual([200, false]);
    } finally {
      engineAway = false;
    }
  });
});

describe('lists', () => {
  test('a child is found by the local reference, with duties, their words and their derivation', async () => {
    await open('0300004');
    const list = await request(app).get('/v1/children?localReference=0300004').set(WORKER).expect(200);
    expect(list.body.items).toHaveLength(1);
    await request(app).get('/v1/children/nobody/kept').set(WORKER).expect(404);
    const child = await request(app)
      .get(`/v1/children/${list.body.items[0].childRef as string}`)
      .set(WORKER)
      .expect(200);
    const first = child.body.duties.find((duty: { ruleId: string }) => duty.ruleId === 'review.first');
    expect(first).toMatchObject({
      status: 'open',
      state: 'due',
      dueOn: '2027-02-01',
      earliestOn: null,
      citation: expect.stringContaining('33(1)'),
    });
    expect(first.derivation.sentences.length).toBeGreaterThan(0);
  });

  test('pages follow each other by cursor without a gap or a repeat', async () => {
    for (let number = 0; number < 7; number += 1) await open(`94000${String(number)}`);
    const seen: string[] = [];
    for (let after: string | null = ''; after !== null;) {
      const page: { body: { items: { childRef: string }[]; next: string | null } } = await request(app)
        .get(`/v1/children?limit=3${after === '' ? '' : `&after=${after}`}`)
        .set(WORKER)
        .expect(200);
      seen.push(...page.body.items.map((item) => item.childRef));
      after = page.body.next;
    }
    const all = await request(app).get('/v1/children?limit=200').set(WORKER);
    expect(seen).toEqual(all.body.items.map((item: { childRef: string }) => item.childRef));
  });

  test('the history reads as sentences and the alerts are those addressed to me', async () => {
    const id = await open('9300005');
    const history = await request(app).get(`/v1/processes/${id}/history`).set(as('au:auditor')).expect(200);
    expect(history.body.items.map((item: { sentence: string }) => item.sentence).join('\n')).toMatch(
      /4 January 2027: The child came into care\./,
    );
    const alerts = await request(app).get('/v1/alerts').set(IRO).expect(200);
    expect(alerts.body.items.every((alert: { role: string }) => alert.role === 'iro')).toBe(true);
    const tracker = await request(app).get('/v1/tracker').set(WORKER).expect(200);
    const { byRule } = tracker.body as {
      readonly byRule: readonly { readonly ruleId: string; readonly title: string }[];
    };
    expect(byRule.find(({ ruleId }) => ruleId === 'review.first')?.title).toBe('First review');
    await request(app).get('/v1/rulebook').set(WORKER).expect(200);
    await request(app).get('/v1/calendar').set(WORKER).expect(200);
  });
});

describe('answers', () => {
  test('an alert is answered by whom it is addressed to, and by nobody else', async () => {
    const id = await open('9300006');
    await world.moveTo('2027-02-03T09:00:00.000Z');
    const alert = (await world.alerts(id)).find((item) => item.ruleId === 'review.first' && item.asked);
    expect(alert?.role).toBe('team-manager');
    const answer = (who: Record<string, string>, body: object) =>
      request(app)
        .post(`/v1/alerts/${id}~${alert?.id ?? ''}/answer`)
        .set(who)
        .set('Idempotency-Key', key())
        .send(body);
    const willDo = { kind: 'will-do', text: 'on Friday', byOn: '2027-02-05', who: 'worker-1' };
    expect((await answer(IRO, willDo)).body.refusal).toBe('iro-cannot-answer');
    expect((await answer(WORKER, willDo)).body.refusal).toBe('not-addressed-to-you');
    expect((await answer(as('tm:team-manager'), { ...willDo, byOn: null })).body.errors[0].field).toBe('payload.byOn');
    expect((await answer(as('tm:team-manager'), willDo)).status).toBe(200);
    expect((await answer(as('tm:team-manager'), willDo)).body.refusal).toBe('alert-not-open');
    await world.moveTo('2027-02-09T09:00:00.000Z');
    const climbed = (await world.alerts(id)).filter(
      (item) => item.ruleId === 'review.first' && item.reason === 'promise-missed',
    );
    expect(climbed.map((item) => item.role)).toEqual(['service-manager']);
  });
});

describe('the description', () => {
  test('holds every operation and only those, with an example of each command that its schema accepts', async () => {
    const document = (await request(app).get('/openapi.json').expect(200)).body;
    const described = Object.entries(document.paths as Record<string, object>).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(described.sort()).toEqual(
      routesOf(deps)
        .map((route) => `${route.method} ${route.path}`)
        .sort(),
    );
    const examples =
      document.paths['/v1/processes/{id}/commands'].post.requestBody.content['application/json'].examples;
    for (const [kind, { content, example: payload }] of COMMANDS) {
      expect(content.safeParse(payload).success, kind).toBe(true);
      expect(examples[kind].value).toEqual({ kind, payload });
    }
    expect(openApiDocument(routesOf(deps), 'x').openapi).toBe('3.1.0');
  });

  test('says of each operation what it takes, answers and refuses, and of each body an example', async () => {
    const document = (await request(app).get('/openapi.json').expect(200)).body;
    expect(document.servers).toEqual([{ url: '/', description: 'this installation' }]);
    const tags = document.tags.map(({ name }: { readonly name: string }) => name);
    expect([...new Set(routesOf(deps).map(({ tag }) => tag))].sort()).toEqual([...tags].sort());
    expect(JSON.stringify(document)).not.toContain(String(Number.MAX_SAFE_INTEGER));
    type Operation = {
      readonly summary?: string;
      readonly parameters?: readonly { readonly name: string; readonly description?: string }[];
      readonly requestBody?: { readonly content: Record<string, { readonly examples?: object }> };
      readonly responses: Record<string, { readonly description: string }>;
    };
    for (const [path, methods] of Object.entries(document.paths as Record<string, Record<string, Operation>>))
      for (const [method, { summary, parameters = [], requestBody, responses }] of Object.entries(methods)) {
        const said = `${method} ${path}`;
        expect([said, summary]).toEqual([said, expect.stringMatching(/\S{3}/)]);
        for (const { name, description } of parameters)
          expect([said, name, description]).toEqual([said, name, expect.stringMatching(/\S{3}/)]);
        const json = requestBody?.content['application/json'];
        if (json !== undefined) expect([said, Object.keys(json.examples ?? {})]).not.toEqual([said, []]);
        expect([said, Object.keys(responses)]).toEqual([
          said,
          expect.arrayContaining(['401', '403', '404', '422', '503']),
        ]);
      }
  });

  test('gives examples of the directory that can be sent one after another', async () => {
    const send = (path: string, body: object) =>
      request(app).post(path).set(as('admin:administrator')).set('Idempotency-Key', key()).send(body);
    await send('/v1/teams', { ref: 'children', name: 'Children in care' }).expect(200);
    const manager = { ref: 'manager-north', name: 'Test manager', fromOn: '2026-01-01' };
    await send('/v1/people', manager).expect(200);
    const document = (await request(app).get('/openapi.json').expect(200)).body;
    for (const path of ['/v1/people', '/v1/teams', '/v1/posts', '/v1/cover', '/v1/rota']) {
      const { examples } = document.paths[path].post.requestBody.content['application/json'];
      for (const { value } of Object.values<{ value: object }>(examples)) {
        const answer = await send(path, value);
        expect([path, answer.status, answer.body.changed]).toEqual([path, 200, [expect.anything()]]);
      }
    }
  });

  test('is browsable and loads nothing from elsewhere', async () => {
    const page = await request(app).get('/docs/').expect(200);
    expect(page.text).not.toMatch(/(src|href)="https?:/);
    expect(page.text).toContain('<html lang="en-GB">');
    expect(page.text).toContain('<title>API - Holdfast</title>');
    for (const [, file = ''] of page.text.matchAll(/(?:src|href)="(\/docs\/[^"]+)"/g))
      await request(app).get(file).expect(200);
    await request(app).get('/').expect(302);
    await request(app).get('/metrics').expect(200);
    await request(app).get('/livez').expect(200);
  });
});

describe('the link of a mail', () => {
  test('leads to where its alert is answered, whatever the alert', async () => {
    const link = `/alerts/${encodeURIComponent('period-of-care:883e7bba69b5ca80~a40')}`;
    const page = await request(app).get(link).expect(200);
    expect(page.text).toContain('<code>period-of-care:883e7bba69b5ca80~a40</code>');
    for (const [, anchor = ''] of page.text.matchAll(/href="\/docs\/#\/Alerts\/([^"]+)"/g)) {
      const { paths } = openApiDocument(routesOf(deps), 'x');
      expect(JSON.stringify(paths)).toContain(`"operationId":"${anchor}"`);
    }
  });

  test.each(['nothing', '<script>~a1', 'period-of-care:1~'])('/alerts/%s is not found', async (id) => {
    await request(app)
      .get(`/alerts/${encodeURIComponent(id)}`)
      .expect(404);
  });
});

describe('answers', () => {
  const ADMIN = as('admin-1:administrator,social-worker');
  const get = (path: string) => request(app).get(path).set(ADMIN);
  const post = (path: string) => request(app).post(path).set(ADMIN).set('Idempotency-Key', key());

  test('of all that is listed and shown are there', async () => {
    const processId = await open('0300091');
    const child = await world.childOf(processId);
    await post('/v1/teams').send({ ref: 'east', name: 'East' }).expect(200);
    const imported = await post('/v1/imports').attach('files', Buffer.from('CHILD,DOB\n'), 'header.csv').expect(202);
    const adopted = await post('/v1/adoptions').send(PROPOSAL_EXAMPLE).expect(202);
    const ids: Readonly<Record<string, string>> = {
      children: child,
      processes: processId,
      teams: 'east',
      imports: imported.body.id as string,
      adoptions: adopted.body.id as string,
    };
    const shown = routesOf(deps).filter(({ method, path }) => method === 'get' && !/mails|deliveries/.test(path));
    for (const { path } of shown) {
      const [, , listed = ''] = path.split('/');
      await get(path.replaceAll(/\{\w+\}/g, ids[listed] ?? '')).expect(200);
    }
    const file = (name: string, text: string) => ({ bytes: Buffer.from(text), name });
    const people = file('people.csv', 'person,name,email,role,team,from,to\np-9,Test Nine,,iro,,01/01/2026,\n');
    const allocations = file(
      'allocations.csv',
      'child,role,who,from,to\n0300091,iro,p-9,04/01/2027,\nnobody,iro,p-9,,\n',
    );
    const old = file('old.csv', 'child,rule,due\n0300091,review.first,01/02/2027\n');
    for (const [path, { bytes, name }] of [
      ['/v1/people/imports', people],
      ['/v1/allocations/imports', allocations],
      ['/v1/old-dates/imports', old],
    ] as const)
      await post(path).field('apply', 'yes').attach('files', bytes, name).expect(200);
    await get('/v1/teams/east/comparison').expect(200);
    await post('/v1/out-of-hours')
      .send({ localReference: null, place: 'with a foster carer', legalBasis: 'L2', at: '2027-01-04T03:40:00Z' })
      .expect(201);
    await post(`/v1/imports/${imported.body.id as string}/withdrawal`)
      .send({ reason: 'a test' })
      .expect(202);
    await post(`/v1/adoptions/${adopted.body.id as string}/withdrawal`)
      .send({ reason: 'a test' })
      .expect(202);
    await get('/v1/directory/changes').expect(200);
  });

  test('are what their operation publishes, and refusals problems', () => {
    expect(answers.filter(({ faults }) => faults.length > 0)).toEqual([]);
    const succeeded = new Set(answers.filter(({ status }) => status < 300).map(({ operation }) => operation));
    expect(succeeded.size).toBeGreaterThan(35);
    expect(answers.filter(({ status }) => status >= 400).length).toBeGreaterThan(10);
  });

  test('that held anything else would be noticed', () => {
    const document = openApiDocument(routesOf(deps), 'x');
    const faultsOf = (operation: string, body: object): boolean =>
      answersOf(published(document)).get(operation)?.(body) !== true;
    expect(faultsOf('get /v1/calendar 200', { version: 'x', publishedThrough: '2028-12-31', bankHolidays: [] })).toBe(
      false,
    );
    expect(faultsOf('get /v1/calendar 200', { version: 'x', publishedThrough: 'soon', bankHolidays: [] })).toBe(true);
    expect(
      faultsOf('get /v1/calendar 200', { version: 'x', publishedThrough: '2028-12-31', bankHolidays: [], more: 1 }),
    ).toBe(true);
  });
});
