import type { ErrorRequestHandler } from 'express';
import { z } from 'zod';
import type { Log } from '../platform/log.ts';
import { asRefused, type Refusal, type Refused } from '../use-cases/refused.ts';
import { problemOf } from './problems.ts';

/** Every error becomes a problem; what is no refusal is logged under the correlation id that the caller has too. */
export function toProblem(log: Pick<Log, 'error'>): ErrorRequestHandler {
  // Express knows an error handler by its four parameters.
  // eslint-disable-next-line max-params
  return (error: unknown, _request, response, _next) => {
    const { refusal, detail, fields } = refusalOf(error);
    const said = problemOf(refusal);
    const correlationId = String(response.getHeader('X-Correlation-Id') ?? '');
    if (said.status >= 500) log.error({ err: error, correlationId }, 'a request failed');
    if (said.status === 401) response.set('WWW-Authenticate', 'Bearer');
    response
      .status(said.status)
      .type('application/problem+json')
      .json({
        type: `urn:holdfast:refusal:${refusal}`,
        title: said.title,
        status: said.status,
        detail: detail ?? said.detail,
        refusal,
        correlationId,
        ...(fields.length === 0 ? {} : { errors: fields }),
      });
  };
}

type Described = { readonly refusal: Refusal; readonly detail: string | null; readonly fields: Refused['fields'] };

const plain = (refusal: Refusal, detail: string | null = null): Described => ({ refusal, detail, fields: [] });

function refusalOf(error: unknown): Described {
  const refused = asRefused(error);
  if (refused !== null) {
    const { refusal, message, fields } = refused;
    return { refusal, detail: message === refusal ? null : message, fields };
  }
  return byStatus(error) ?? plain(isOurFault(error) ? 'unexpected' : 'record-away');
}

/** What Express and its parsers refuse carries a status. */
function byStatus(error: unknown): Described | null {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : null;
  if (status === 413) return plain('too-large');
  if (status === 415) return plain('media-type');
  return status === 400
    ? plain('invalid-content', 'The address or the body cannot be read; a body is a JSON object.')
    : null;
}

/** An error of the code is none of the record's: "nothing happened" would be a guess. */
function isOurFault(error: unknown): boolean {
  return [TypeError, RangeError, ReferenceError, SyntaxError, z.ZodError].some((kind) => error instanceof kind);
}
