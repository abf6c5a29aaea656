import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { MEMORY } from '../../cli/service.ts';

const FILE = fileURLToPath(new URL('../../docker-compose.yml', import.meta.url));

/** As far as the tests read it. */
export type ComposeService = {
  readonly image: string;
  readonly build?: string;
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly restart?: string;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly stop_grace_period?: string;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
};
export type Compose = {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly configs: Readonly<Record<string, { readonly content: string }>>;
  readonly volumes: Readonly<Record<string, unknown>>;
};

export function readCompose(): Compose {
  return parse(readFileSync(FILE, 'utf8'), { merge: true }) as Compose;
}

export type Variables = Readonly<Record<string, string>>;

/** What Compose makes of `${NAME}`, `${NAME:-default}`, `${NAME:+instead}`, `${NAME?fault}`, `${NAME:?fault}` and `$$`. */
export function interpolate(text: string, variables: Variables): string {
  return text.replace(
    /\$\$|\$\{(\w+)(?:(:?[-+?])([^}]*))?\}/g,
    (found, name: string | undefined, operator = '', rest = '') => {
      if (name === undefined) return '$';
      const value = variables[name];
      const isMissing = value === undefined || (String(operator).startsWith(':') && value === '');
      if (String(operator).endsWith('+')) return isMissing ? '' : String(rest);
      if (!isMissing) return value;
      if (String(operator).endsWith('-')) return String(rest);
      if (operator === '') return '';
      throw new Error(`${name}: ${String(rest)} (${found})`);
    },
  );
}

/** The environment that a service of the file gets. */
export function environmentOf(service: ComposeService, variables: Variables): Record<string, string> {
  return Object.fromEntries(
    Object.entries(service.environment ?? {}).map(([name, value]) => [name, interpolate(value, variables)]),
  );
}

/** The services that run our own image, in the order in which they are started. */
export const OUR_SERVICES = {
  migrate: ['node', 'cli/main.ts', 'migrate'],
  api: ['node', ...MEMORY, 'cli/main.ts', 'serve'],
  worker: ['node', ...MEMORY, 'cli/main.ts', 'work'],
} as const;
export type OurService = keyof typeof OUR_SERVICES;
