import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { createLog } from '../../platform/log.ts';

function write(use: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  use(createLog({ level: 'info', destination }));
  return lines.join('');
}

it('logs of a request neither query string nor headers nor body', () => {
  const line = write((log) => {
    log.info({
      req: {
        method: 'GET',
        originalUrl: '/v1/children?localReference=SEEDED-NUMBER',
        headers: { authorization: 'Bearer SEEDED-TOKEN' },
        body: { note: 'SEEDED-TEXT' },
      },
      body: 'SEEDED-BODY',
    });
  });
  expect(line).toContain('/v1/children');
  expect(line).not.toContain('SEEDED');
});

it('logs of a fault neither passwords in addresses nor the row in question', () => {
  const fault = Object.assign(new Error('cannot reach postgresql://holdfast:SEEDED-PASSWORD@127.0.0.1/holdfast'), {
    detail: 'Key (local_reference)=(SEEDED-NUMBER) already exists.',
    code: '23505',
  });
  const line = write((log) => {
    log.error({ err: fault }, 'change failed');
  });
  expect(line).toContain('23505');
  expect(line).not.toContain('SEEDED');
});
