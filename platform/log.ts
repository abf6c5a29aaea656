import { pino, type DestinationStream, type Logger } from 'pino';

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error' | 'fatal'>;

type LogSettings = { readonly level: string; readonly destination?: DestinationStream };

/**
 * Personal data and secrets live in bodies, query strings, headers and connection addresses;
 * these never reach a line, whatever object a caller hands over.
 */
const REDACTED = [
  'authorization',
  'cookie',
  'password',
  'token',
  'secret',
  'databaseUrl',
  'connectionString',
  'body',
  'query',
  'payload',
  'parameters',
].flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

export function createLog({ level, destination }: LogSettings): Logger {
  const options = {
    level,
    base: { name: 'holdfast' },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: [...REDACTED, 'headers', '*.headers'], remove: true },
    serializers: { req: describeRequest, res: describeResponse, err: describeError, error: describeError },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

function describeRequest(request: unknown): object {
  return {
    method: readText(request, 'method'),
    path: withoutQuery(readText(request, 'originalUrl') ?? readText(request, 'url')),
  };
}

function describeResponse(response: unknown): object {
  return { status: isObject(response) && 'statusCode' in response ? response['statusCode'] : undefined };
}

/** An error of a database driver carries the row in `detail` and `meta`: type, code, message and stack are enough. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  return {
    type: error.name,
    code: readText(error, 'code'),
    message: withoutQueries(error.message),
    stack: withoutQueries(error.stack ?? ''),
  };
}

function withoutQuery(url: string | undefined): string | undefined {
  return url?.split('?', 1)[0];
}

function withoutQueries(text: string): string {
  return text.replace(/\b([a-z][a-z+.-]*:\/\/)[^\s/@]*@/gi, '$1').replace(/(\/[^\s?]*)\?\S*/g, '$1');
}

function readText(value: unknown, key: string): string | undefined {
  if (!isObject(value)) return undefined;
  const found = value[key];
  return typeof found === 'string' ? found : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
