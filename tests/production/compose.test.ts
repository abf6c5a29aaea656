import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { ALLOCATOR } from '../../cli/service.ts';
import { readConfig } from '../../platform/config.ts';
import { environmentOf, interpolate, OUR_SERVICES, readCompose } from '../support/compose.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
const compose = readCompose();
const services = Object.entries(compose.services);
const lasting = services.filter(([, service]) => service.restart === 'unless-stopped');
const PASSWORDS = { POSTGRES_PASSWORD: 'a1', RECORD_PASSWORD: 'b2', TEMPORAL_PASSWORD: 'c3' };
const UNDECIDED = { HOLDFAST_TOKEN_ISSUER: '', HOLDFAST_TOKEN_JWKS_URL: '', HOLDFAST_TOKEN_AUDIENCE: '' };

const seconds = (text = '0s'): number => Number(/^(\d+)s$/.exec(text)?.[1]);
const ours = (name: string): name is keyof typeof OUR_SERVICES => name in OUR_SERVICES;

describe('the production set', () => {
  test('the compose file follows the Compose Specification', () => {
    const check = new Ajv2020({ strict: false, allErrors: true }).compile(
      JSON.parse(read('tests/fixtures/compose-spec/schema.json')) as object,
    );
    check(compose);
    expect(check.errors).toBeNull();
    expect(check({ services: { api: { imagge: 'x' } } })).toBe(false);
  });

  test('every image is pinned by its exact version, and ours by the version of the product', () => {
    const { version } = JSON.parse(read('package.json')) as { version: string };
    for (const [name, { image, build }] of services) {
      if (build === undefined) expect(image, name).toMatch(/:v?\d+(\.\d+){1,2}$/);
      else expect(image, name).toBe(`holdfast:${version}`);
    }
    const bases = [...read('Dockerfile').matchAll(/^FROM (\S+)/gm)].map(([, image]) => image);
    expect(new Set(bases).size).toBe(1);
    expect(bases[0]).toMatch(/^node:24\.\d+\.\d+-/);
  });

  test('every service that stays has a health check, and every other one ends and is waited for', () => {
    const awaited = services.flatMap(([, { depends_on = {} }]) =>
      Object.entries(depends_on).map(([name, { condition }]) => `${name} ${condition}`),
    );
    for (const [name, { healthcheck, restart }] of services) {
      if (restart === 'unless-stopped') expect(healthcheck, name).toBeDefined();
      else expect({ name, restart, healthcheck }).toEqual({ name, restart: 'on-failure' });
      if (restart === 'on-failure') expect(awaited).toContain(`${name} service_completed_successfully`);
    }
    expect(lasting.map(([name]) => name).toSorted()).toEqual(
      ['api', 'mail', 'postgres', 'temporal', 'temporal-ui', 'worker'].toSorted(),
    );
    expect(awaited.filter((one) => one.endsWith('service_started'))).toEqual([]);
  });

  test('our services are started by the commands that the tests start without containers', () => {
    const built = services.filter(([, { build }]) => build !== undefined);
    expect(Object.fromEntries(built.map(([name, { command }]) => [name, command]))).toEqual(OUR_SERVICES);
    for (const [, { entrypoint }] of built) expect(entrypoint).toBeUndefined();
    expect(read('Dockerfile')).toContain(`CMD ${JSON.stringify(OUR_SERVICES.api).replaceAll(',', ', ')}`);
  });

  test('they get the same bounds of memory from the scripts of the package as here', () => {
    const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> };
    const allocator = Object.entries(ALLOCATOR).map(([name, value]) => `${name}=${value}`);
    expect(scripts['serve']).toBe(['exec env', ...allocator, ...OUR_SERVICES.api].join(' '));
    expect(scripts['work']).toBe(['exec env', ...allocator, ...OUR_SERVICES.worker].join(' '));
    for (const setting of allocator) expect(read('Dockerfile')).toMatch(new RegExp(`^ENV .*${setting}\\b`, 'm'));
  });

  test('every setting of ours is one that the configuration knows', () => {
    for (const [name, service] of services.filter(([each]) => ours(each))) {
      const environment = environmentOf(service, { ...PASSWORDS, ...UNDECIDED });
      expect(Object.keys(environment), name).toContain('HOLDFAST_DATABASE_URL');
      expect(() => readConfig(environment), name).not.toThrow();
    }
    const asked = [...read('docker-compose.yml').matchAll(/\$\{(\w+)/g)].map(([, name]) => name ?? '');
    const example = read('.env.example');
    for (const name of new Set(asked)) expect(example, name).toMatch(new RegExp(`^${name}=`, 'm'));
  });

  test('every setting of the example reaches the set, or belongs to one machine', () => {
    const whole = read('docker-compose.yml');
    const names = [...read('.env.example').matchAll(/^(\w+)=/gm)].map(([, name]) => name ?? '');
    const fixed = /^HOLDFAST_(CACHE_DIR|HOST|PORT|WORKER_PORT|DATA_DIR|DATABASE_URL|TEMPORAL_(ADDRESS|BINARY|UI))$/;
    expect(names.filter((name) => !fixed.test(name) && !whole.includes(`\${${name}`))).toEqual([]);
  });

  test('a daily feed is read by the worker from a folder of this machine, or from a database, and from nowhere unless it is named', () => {
    const worker = compose.services['worker'];
    if (worker === undefined) throw new Error('there is no worker');
    const given = (more: Readonly<Record<string, string>>) => ({
      settings: environmentOf(worker, { ...PASSWORDS, ...UNDECIDED, ...more }),
      mounted: (worker.volumes ?? []).map((volume) => interpolate(volume, more)),
    });
    const folder = given({ HOLDFAST_FEED_FOLDER: '/srv/feed' });
    expect(folder.settings['HOLDFAST_FEED_FOLDER']).toBe('/feed');
    expect(folder.mounted).toEqual(['/srv/feed:/feed:ro']);
    const sql = given({ HOLDFAST_FEED_FOLDER: '', HOLDFAST_FEED_SQL_URL: 'postgresql://reader@vendor/ssd' });
    expect(readConfig(folder.settings).feed).toEqual({ folder: '/feed' });
    expect(readConfig(sql.settings).feed).toEqual({ sqlUrl: 'postgresql://reader@vendor/ssd' });
    expect(readConfig(given({}).settings).feed).toBeNull();
    expect(sql.mounted).toEqual(['feed:/feed:ro']);
    expect(Object.keys(compose.volumes)).toContain('feed');
    const api = environmentOf(compose.services['api'] ?? worker, { ...PASSWORDS, ...UNDECIDED });
    expect(Object.keys(api).filter((name) => name.includes('FEED'))).toEqual([]);
  });

  test('no password has a default, and who signs the tokens has to be decided', () => {
    const whole = read('docker-compose.yml');
    const names = [...Object.keys(PASSWORDS), ...Object.keys(UNDECIDED)];
    for (const name of names) {
      const given = Object.fromEntries(
        Object.entries({ ...PASSWORDS, ...UNDECIDED }).filter(([other]) => other !== name),
      );
      expect(() => interpolate(whole, given), name).toThrow(name);
    }
    expect(() => interpolate(whole, { ...PASSWORDS, ...UNDECIDED, RECORD_PASSWORD: '' })).toThrow('RECORD_PASSWORD');
  });

  test('nothing is published beyond this machine, and neither the database nor the engine at all', () => {
    for (const [name, { ports = [] }] of services)
      for (const port of ports) expect(port, name).toMatch(/^127\.0\.0\.1:/);
    expect(services.flatMap(([name, { ports }]) => (ports === undefined ? [] : [name])).toSorted()).toEqual([
      'api',
      'mail',
      'temporal-ui',
    ]);
  });

  test('a worker is given the time that it needs to stop', () => {
    expect(seconds(compose.services['worker']?.stop_grace_period)).toBeGreaterThanOrEqual(45);
  });

  test('the health checks of ours ask where ours answer', () => {
    for (const [name, port] of [
      ['api', 'HOLDFAST_PORT'],
      ['worker', 'HOLDFAST_WORKER_PORT'],
    ] as const) {
      const { healthcheck, environment = {} } = compose.services[name] ?? {};
      expect(healthcheck?.test.join(' ')).toContain(`http://127.0.0.1:${environment[port] ?? ''}/readyz`);
    }
  });

  test('the image holds what runs and no secret', () => {
    const kept = [...read('.dockerignore').matchAll(/^!(\S+)$/gm)].map(([, name]) => name);
    expect(read('.dockerignore')).toMatch(/^\*$/m);
    expect(kept.filter((name) => /env|tests|bench|^\.git/.test(name ?? ''))).toEqual([]);
    expect(read('Dockerfile')).toMatch(/^USER node$/m);
    expect(read('Dockerfile')).toContain('npm ci --omit=dev');
  });
});
