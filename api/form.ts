import busboy from 'busboy';
import type { Request } from 'express';
import { z } from 'zod';
import { parsed } from '../use-cases/parsed.ts';
import { Refused } from '../use-cases/refused.ts';

const MOST_BYTES = 64 * 1024 * 1024;
const MOST_FILES = 30;

type FormFile = { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> };

type Form = {
  readonly files: readonly FormFile[];
  readonly fields: ReadonlyMap<string, string>;
};

/** Reads a form within its limits; nothing is written to disk. */
export async function readForm(request: Request): Promise<Form> {
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

/** The one file of a form; of a second nothing would be read. */
export async function readFile(request: Request): Promise<{ readonly file: FormFile; readonly apply: boolean }> {
  const { files, fields } = await readForm(request);
  const [file, second] = files;
  if (file === undefined) throw new Refused('no-files');
  if (second !== undefined) throw unreadable('files', 'must be one file');
  return { file, apply: isApplied(fields) };
}

/** Without `apply` a file is only looked at: nothing changes. */
export const APPLIED = z.strictObject({ apply: z.enum(['yes', 'no']).default('no') });

export function isApplied(fields: Form['fields']): boolean {
  return parsed(APPLIED, Object.fromEntries(fields)).apply === 'yes';
}
