import busboy from 'busboy';
import type { Request } from 'express';
import { z } from 'zod';
import type { Imports } from '../use-cases/imports.ts';
import { calendarDay } from '../use-cases/fields.ts';
import { Refused } from '../use-cases/refused.ts';
import { pageQuery, problemQuery } from './queries.ts';
import type { Route } from './route.ts';

const MOST_BYTES = 64 * 1024 * 1024;
const MOST_FILES = 30;
const withdrawalBody = z.strictObject({ reason: z.string().trim().min(1).max(1_000) });

/** Operations of imports. */
export function importRoutes(imports: Imports): readonly Route[] {
  return [
    {
      method: 'post',
      path: '/v1/imports',
      tag: 'Imports',
      summary:
        'Deliver the CSV files of an SSDA903 return (multipart/form-data: files, and asAt if it is not to be found)',
      isMultipart: true,
      status: 202,
      handle: async ({ actor, key, request }) => {
        const { files, fields } = await readForm(request);
        const asAt = calendarDay.nullable().safeParse(fields.get('asAt') ?? null);
        if (!asAt.success)
          throw new Refused('invalid-content', {
            fields: [{ field: 'asAt', message: 'must be a day written YYYY-MM-DD' }],
          });
        return imports.receive({ actor, key, files, asAt: asAt.data });
      },
    },
    {
      method: 'get',
      path: '/v1/imports',
      tag: 'Imports',
      summary: 'Imports, the latest first',
      handle: async ({ actor }) => ({ items: await imports.list(actor) }),
    },
    {
      method: 'get',
      path: '/v1/imports/{id}',
      tag: 'Imports',
      summary: 'An import: status, counts per file, progress',
      handle: ({ actor, params }) => imports.get(actor, params['id'] ?? ''),
    },
    {
      method: 'get',
      path: '/v1/imports/{id}/problems',
      tag: 'Imports',
      summary: 'What was noticed: file, line, column, code and a sentence',
      query: problemQuery,
      handle: ({ actor, params, query }) => imports.problems(actor, params['id'] ?? '', problemQuery.parse(query)),
    },
    {
      method: 'get',
      path: '/v1/imports/{id}/differences',
      tag: 'Imports',
      summary: 'What would change or has changed, child by child',
      query: pageQuery,
      handle: ({ actor, params, query }) => imports.differences(actor, params['id'] ?? '', pageQuery.parse(query)),
    },
    {
      method: 'post',
      path: '/v1/imports/{id}/confirmation',
      tag: 'Imports',
      summary: 'Confirm a previewed import: it is applied',
      status: 202,
      handle: ({ actor, params, key }) => imports.confirm(actor, params['id'] ?? '', key),
    },
    {
      method: 'post',
      path: '/v1/imports/{id}/withdrawal',
      tag: 'Imports',
      summary: 'Take an import back',
      status: 202,
      body: withdrawalBody,
      examples: { withdrawal: { summary: 'the wrong folder', value: { reason: 'the folder of last year' } } },
      handle: ({ actor, params, key, body }) => {
        const asked = withdrawalBody.safeParse(body);
        if (!asked.success) throw new Refused('invalid-content', { fields: [{ field: 'reason', message: 'say why' }] });
        return imports.withdraw(actor, params['id'] ?? '', { key, reason: asked.data.reason });
      },
    },
  ];
}

type Form = {
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }[];
  readonly fields: ReadonlyMap<string, string>;
};

/** Reads a form within its limits; nothing is written to disk. */
async function readForm(request: Request): Promise<Form> {
  if (request.is('multipart/form-data') !== 'multipart/form-data') throw new Refused('media-type');
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const fields = new Map<string, string>();
  const parser = parserOf(request);
  try {
    await new Promise<void>((resolve, reject) => {
      let bytes = 0;
      parser.on('file', (_field, stream, { filename = '' }) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes > MOST_BYTES) reject(new Refused('too-large'));
          else chunks.push(chunk);
        });
        stream.on('end', () => {
          if (files.has(filename)) reject(unreadable('files', `${filename} was sent twice`));
          files.set(filename, new Uint8Array(Buffer.concat(chunks)));
        });
      });
      parser.on('field', (name, value) => void fields.set(name, value));
      parser.on('filesLimit', () => {
        reject(unreadable('files', `must be at most ${String(MOST_FILES)} files`));
      });
      parser.on('error', () => {
        reject(unreadable('files', 'the form is cut short or malformed'));
      });
      parser.on('close', resolve);
      request.pipe(parser);
    });
  } finally {
    // What is left of a refused form is read and dropped, so that its sender hears the answer.
    request.unpipe(parser);
    request.resume();
  }
  return { files: [...files].map(([name, bytes]) => ({ name, bytes })), fields };
}

function parserOf(request: Request): busboy.Busboy {
  try {
    return busboy({
      headers: request.headers,
      limits: { fileSize: MOST_BYTES + 1, files: MOST_FILES, fieldSize: 1_000 },
    });
  } catch {
    throw unreadable('files', 'the Content-Type names no boundary');
  }
}

function unreadable(field: string, message: string): Refused {
  return new Refused('invalid-content', { fields: [{ field, message }] });
}
