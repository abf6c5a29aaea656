import { homedir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';

/** Variables by name, as a process has them. */
export type Environment = { readonly [name: string]: string | undefined };

const port = z.coerce.number().int().min(1).max(65_535);
const address = z.string().regex(/^[^\s/@]+:\d{1,5}$/, 'must be host:port');
const postgresUrl = z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgresql:// address' });
const webUrl = z.url({ protocol: /^https?$/, error: 'must be an http(s) address' });

const settings = z.object({
  HOLDFAST_DATA_DIR: z.string().default('.holdfast'),
  HOLDFAST_CACHE_DIR: z.string().optional(),
  HOLDFAST_HOST: z.string().default('127.0.0.1'),
  HOLDFAST_PORT: port.default(3000),
  HOLDFAST_WORKER_PORT: port.optional(),
  HOLDFAST_DATABASE_URL: postgresUrl.optional(),
  HOLDFAST_POOL_SIZE: z.coerce.number().int().min(2).max(200).default(12),
  HOLDFAST_TEMPORAL_ADDRESS: address.optional(),
  HOLDFAST_TEMPORAL_NAMESPACE: z.string().min(1).default('holdfast'),
  HOLDFAST_TEMPORAL_BINARY: z.string().optional(),
  HOLDFAST_TEMPORAL_UI: z.stringbool().default(true),
  HOLDFAST_TOKEN_ISSUER: webUrl.optional(),
  HOLDFAST_TOKEN_JWKS_URL: webUrl.optional(),
  HOLDFAST_TOKEN_AUDIENCE: z.string().optional(),
  HOLDFAST_PUBLIC_URL: webUrl.optional(),
  HOLDFAST_DELIVERY: z.stringbool().default(true),
  HOLDFAST_SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must be an smtp(s):// address' }).optional(),
  HOLDFAST_MAIL_FROM: z
    .string()
    .regex(/^[^<>]*<[^\s@<>]+@[^\s@<>]+>$|^[^\s@<>]+@[^\s@<>]+$/, 'must be an address, or a name and <address>')
    .default('Holdfast <holdfast@localhost>'),
  HOLDFAST_NOTIFY_KEY: z.string().optional(),
  HOLDFAST_NOTIFY_URGENT_TEMPLATE: z.string().optional(),
  HOLDFAST_NOTIFY_DIGEST_TEMPLATE: z.string().optional(),
  HOLDFAST_NOTIFY_URL: webUrl.optional(),
  HOLDFAST_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  HOLDFAST_STARTER: z.stringbool().default(true),
  HOLDFAST_SWEEP: z.stringbool().default(true),
  HOLDFAST_FEED_FOLDER: z.string().optional(),
  HOLDFAST_FEED_SQL_URL: postgresUrl.optional(),
  HOLDFAST_CLOCK_TOLERANCE_SECONDS: z.coerce.number().positive().max(60).default(5),
});
type Settings = z.output<typeof settings>;

/** The way by which mail leaves. */
export type MailConfig =
  | { readonly channel: 'smtp'; readonly url: string }
  | {
      readonly channel: 'notify';
      readonly key: string;
      readonly urgentTemplate: string;
      readonly digestTemplate: string;
      readonly url: string | null;
    };

export type Config = {
  readonly dataDir: string;
  /** Downloads that several data directories share. */
  readonly cacheDir: string;
  readonly http: { readonly host: string; readonly port: number };
  /** Null: a worker answers nobody. */
  readonly workerPort: number | null;
  /** Null: the embedded PostgreSQL. */
  readonly databaseUrl: string | null;
  readonly poolSize: number;
  readonly temporal: {
    /** Null: the embedded server. */
    readonly address: string | null;
    readonly namespace: string;
    readonly binary: string | null;
    readonly ui: boolean;
  };
  /** Null: the embedded issuer. */
  readonly tokens: { readonly issuer: string; readonly jwksUrl: string; readonly audience: string } | null;
  /** Where people reach Holdfast, for links in mails; without a slash at the end. */
  readonly publicUrl: string;
  /** Null: no way to send mail is configured. */
  readonly mail: MailConfig | null;
  readonly mailFrom: string;
  readonly delivery: boolean;
  readonly logLevel: Settings['HOLDFAST_LOG_LEVEL'];
  readonly starter: boolean;
  readonly sweep: boolean;
  /** Where the daily feed comes from; null: nowhere. */
  readonly feed: { readonly folder: string } | { readonly sqlUrl: string } | null;
  readonly clockToleranceSeconds: number;
};

/** Its message lists every fault and never holds a value: a value may be a secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`The configuration cannot be used:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.faults = faults;
  }
}

/** The one place that reads the environment of the process. */
export function processEnvironment(): Environment {
  return process.env;
}

/** Reads the whole configuration or throws one ConfigError that names every fault. */
export function readConfig(environment: Environment): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([name, value]) => name.startsWith('HOLDFAST_') && value !== ''),
  );
  const parsed = settings.safeParse(given);
  const faults = [
    ...unknownNames(given),
    ...(parsed.success ? [] : parsed.error.issues.map(describeFault)),
    ...incomplete(given),
    ...twoFeeds(given),
  ];
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults);
  return toConfig(parsed.data);
}

function unknownNames(given: Environment): string[] {
  return Object.keys(given)
    .filter((name) => !(name in settings.shape))
    .map((name) => `${name}: there is no such setting (see .env.example)`);
}

/** Settings that make sense only together. */
const TOGETHER: readonly { readonly names: readonly string[]; readonly what: string }[] = [
  {
    names: ['HOLDFAST_TOKEN_ISSUER', 'HOLDFAST_TOKEN_JWKS_URL', 'HOLDFAST_TOKEN_AUDIENCE'],
    what: 'issuer, JWKS URL and audience',
  },
  {
    names: ['HOLDFAST_NOTIFY_KEY', 'HOLDFAST_NOTIFY_URGENT_TEMPLATE', 'HOLDFAST_NOTIFY_DIGEST_TEMPLATE'],
    what: 'key and both templates',
  },
];

function incomplete(given: Environment): string[] {
  return TOGETHER.flatMap(({ names, what }) => {
    const absent = names.filter((name) => given[name] === undefined);
    if (absent.length === 0 || absent.length === names.length) return [];
    return absent.map((name) => `${name}: is missing; ${what} are set together`);
  });
}

function twoFeeds(given: Environment): string[] {
  const isBoth = given['HOLDFAST_FEED_FOLDER'] !== undefined && given['HOLDFAST_FEED_SQL_URL'] !== undefined;
  return isBoth ? ['HOLDFAST_FEED_SQL_URL: the daily feed comes from a folder or from a database, not from both'] : [];
}

function feedOf({ HOLDFAST_FEED_FOLDER: folder, HOLDFAST_FEED_SQL_URL: sqlUrl }: Settings): Config['feed'] {
  if (folder !== undefined) return { folder: path.resolve(folder) };
  return sqlUrl === undefined ? null : { sqlUrl };
}

function describeFault(issue: z.core.$ZodIssue): string {
  const name = issue.path.map(String).join('.');
  switch (issue.code) {
    case 'invalid_type':
      return `${name}: must be a ${issue.expected}`;
    case 'too_small':
      return `${name}: is below ${String(issue.minimum)}`;
    case 'too_big':
      return `${name}: is above ${String(issue.maximum)}`;
    case 'invalid_value':
      return `${name}: must be one of ${issue.values.map(String).join(', ')}`;
    default:
      return `${name}: ${issue.message}`;
  }
}

function toConfig(read: Settings): Config {
  const issuer = read.HOLDFAST_TOKEN_ISSUER;
  const jwksUrl = read.HOLDFAST_TOKEN_JWKS_URL;
  const audience = read.HOLDFAST_TOKEN_AUDIENCE;
  return {
    dataDir: path.resolve(read.HOLDFAST_DATA_DIR),
    cacheDir: path.resolve(read.HOLDFAST_CACHE_DIR ?? path.join(homedir(), '.cache', 'holdfast')),
    http: { host: read.HOLDFAST_HOST, port: read.HOLDFAST_PORT },
    workerPort: read.HOLDFAST_WORKER_PORT ?? null,
    databaseUrl: read.HOLDFAST_DATABASE_URL ?? null,
    poolSize: read.HOLDFAST_POOL_SIZE,
    temporal: {
      address: read.HOLDFAST_TEMPORAL_ADDRESS ?? null,
      namespace: read.HOLDFAST_TEMPORAL_NAMESPACE,
      binary: read.HOLDFAST_TEMPORAL_BINARY ?? null,
      ui: read.HOLDFAST_TEMPORAL_UI,
    },
    tokens:
      issuer === undefined || jwksUrl === undefined || audience === undefined ? null : { issuer, jwksUrl, audience },
    publicUrl: (read.HOLDFAST_PUBLIC_URL ?? `http://${read.HOLDFAST_HOST}:${String(read.HOLDFAST_PORT)}`).replace(
      /\/+$/,
      '',
    ),
    mail: mailOf(read),
    mailFrom: read.HOLDFAST_MAIL_FROM,
    delivery: read.HOLDFAST_DELIVERY,
    logLevel: read.HOLDFAST_LOG_LEVEL,
    starter: read.HOLDFAST_STARTER,
    sweep: read.HOLDFAST_SWEEP,
    feed: feedOf(read),
    clockToleranceSeconds: read.HOLDFAST_CLOCK_TOLERANCE_SECONDS,
  };
}

function mailOf(read: Settings): MailConfig | null {
  const [key, urgentTemplate, digestTemplate] = [
    read.HOLDFAST_NOTIFY_KEY,
    read.HOLDFAST_NOTIFY_URGENT_TEMPLATE,
    read.HOLDFAST_NOTIFY_DIGEST_TEMPLATE,
  ];
  if (key !== undefined && urgentTemplate !== undefined && digestTemplate !== undefined)
    return { channel: 'notify', key, urgentTemplate, digestTemplate, url: read.HOLDFAST_NOTIFY_URL ?? null };
  return read.HOLDFAST_SMTP_URL === undefined ? null : { channel: 'smtp', url: read.HOLDFAST_SMTP_URL };
}
