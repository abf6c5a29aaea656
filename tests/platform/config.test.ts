import path from 'node:path';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig, type Environment } from '../../platform/config.ts';

function faultsOf(environment: Environment): readonly string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

describe('configuration', () => {
  it('runs everything embedded when nothing is set', () => {
    const config = readConfig({ PATH: '/usr/bin' });
    expect(config).toMatchObject({
      dataDir: path.resolve('.holdfast'),
      http: { host: '127.0.0.1', port: 3000 },
      databaseUrl: null,
      temporal: { address: null, namespace: 'holdfast', binary: null },
      tokens: null,
      starter: true,
      sweep: true,
      clockToleranceSeconds: 5,
    });
  });

  it('takes an empty variable as not set', () => {
    expect(readConfig({ HOLDFAST_PORT: '', HOLDFAST_DATABASE_URL: '' }).http.port).toBe(3000);
  });

  it.each([
    ['false', false],
    ['off', false],
    ['0', false],
    ['yes', true],
  ])('reads the switch %s', (written, meant) => {
    expect(readConfig({ HOLDFAST_STARTER: written }).starter).toBe(meant);
  });

  it('reports every fault at once', () => {
    const faults = faultsOf({
      HOLDFAST_PORT: '99999',
      HOLDFAST_SWEEP: 'perhaps',
      HOLDFAST_LOG_LEVEL: 'loud',
      HOLDFAST_DATABASE_URL: 'mysql://example.invalid/x',
      HOLDFAST_DATBASE_URL: 'x',
      HOLDFAST_TOKEN_ISSUER: 'https://issuer.example.invalid',
    });
    expect(faults.map((fault) => fault.split(':')[0]).toSorted()).toEqual([
      'HOLDFAST_DATABASE_URL',
      'HOLDFAST_DATBASE_URL',
      'HOLDFAST_LOG_LEVEL',
      'HOLDFAST_PORT',
      'HOLDFAST_SWEEP',
      'HOLDFAST_TOKEN_AUDIENCE',
      'HOLDFAST_TOKEN_JWKS_URL',
    ]);
  });

  it('never repeats a value in a fault, because it may be a secret', () => {
    const message = faultsOf({
      HOLDFAST_DATABASE_URL: 'postgres:/user:hunter2@example',
      HOLDFAST_PORT: 'hunter2',
    }).join();
    expect(message).not.toBe('');
    expect(message).not.toContain('hunter2');
  });

  it('is described, setting by setting, in .env.example', async () => {
    const example = await readFile('.env.example', 'utf8');
    const named = [...example.matchAll(/^(HOLDFAST_\w+)=(.*)$/gm)];
    const environment: Environment = Object.fromEntries(named.map(([, name, value]) => [name ?? '', value ?? '']));
    expect(readConfig(environment)).toEqual(readConfig({}));
    const source = await readFile('platform/config.ts', 'utf8');
    const known = new Set([...source.matchAll(/^ {2}(HOLDFAST_\w+):/gm)].map(([, name]) => name));
    expect(new Set(named.map(([, name]) => name))).toEqual(known);
  });
});
