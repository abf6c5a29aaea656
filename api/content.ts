import { isUtf8 } from 'node:buffer';
import express, { type Request, type RequestHandler } from 'express';
import { Refused } from '../use-cases/refused.ts';
import type { Route } from './route.ts';

const MOST_LEVELS = 32;

const json = express.json({
  limit: '64kb',
  verify: (...[, , bytes, encoding]) => {
    // In another alphabet it would be recorded, for ever, with signs in it that nobody wrote.
    if (encoding === 'utf-8' && !isUtf8(bytes)) throw new Refused('media-type');
  },
});

/** Reads the body of an operation that takes JSON. */
export function bodyReader(route: Route): readonly RequestHandler[] {
  if (route.form !== undefined) return [];
  const isRead: RequestHandler = (request, _response, next) => {
    const isOther = request.get('Content-Length') !== '0' && request.is('application/json') === false;
    next(isOther && route.body !== undefined ? new Refused('media-type') : undefined);
  };
  return [isRead, json];
}

/** Refuses what the record cannot keep. */
export function refuseUnkeepable({ params, query, body }: Pick<Request, 'params' | 'query' | 'body'>): void {
  const sent: readonly unknown[] = [params, query, body];
  if (isDeeperThan(sent, MOST_LEVELS))
    throw new Refused('invalid-content', { detail: `It is nested in more than ${String(MOST_LEVELS)} levels.` });
  // PostgreSQL keeps no such character: it would look as if the record were away.
  if (JSON.stringify(sent).includes(String.raw`\u0000`))
    throw new Refused('invalid-content', { detail: 'It holds a character that no text has (U+0000).' });
}

/** Level by level, because what is nested too deeply for a stack is just what is looked for. */
function isDeeperThan(sent: unknown, most: number): boolean {
  let level: readonly unknown[] = [sent];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > most) return true;
    level = level.flatMap((one): readonly unknown[] =>
      typeof one === 'object' && one !== null ? Object.values(one) : [],
    );
  }
  return false;
}
