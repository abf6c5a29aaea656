import { spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { ApiProblem, createApiClient } from '../../cli/api-client.ts';

const MAIN = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));

describe('holdfast', () => {
  test.each([
    [['token', '--role', 'iro', '--bogus'], '--bogus'],
    [['import', 'folder', '--feeds'], '--feeds'],
    [['people', 'import', 'people.csv', '--apply'], '--apply'],
    [['decide', 'an-import', '--as'], '--as'],
    [['rebuild', 'engine', '--wait'], '--wait'],
    [['recompute', '--all'], '--all'],
    [['start', '--prot', '4100'], '--prot'],
  ])('%s: an option that is not there is said in a line, and nothing is done', (args, option) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], { encoding: 'utf8' });
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr.trim().split('\n')).toEqual([expect.stringContaining(option)]);
  });

  test('what the API refuses names each field that is wrong', async () => {
    const problem = {
      title: 'The content cannot be used',
      detail: 'Put the fields right that are listed under errors and send it again.',
      errors: [{ field: 'asAt', message: 'must be a day written YYYY-MM-DD' }],
    };
    const server = createServer((_request, response) => {
      response.writeHead(422, { 'Content-Type': 'application/problem+json' }).end(JSON.stringify(problem));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = server.address() as AddressInfo;
      const asking = createApiClient(`http://127.0.0.1:${String(port)}`, 'token').get('/v1/imports');
      await expect(asking).rejects.toThrow(
        new ApiProblem(`${problem.title}. ${problem.detail}\n  asAt: must be a day written YYYY-MM-DD`),
      );
    } finally {
      server.close();
    }
  });
});
