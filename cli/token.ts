import { parseArgs } from 'node:util';
import { ROLES } from '../domain/rulebook/role.ts';
import { processEnvironment, readConfig } from '../platform/config.ts';
import { issueToken } from '../platform/identity.ts';
import type { Io } from './io.ts';

const HELP = `Usage: holdfast token --role <role> [--role <role> …] [--as <person>]

Prints a bearer token of the embedded issuer, good for a day.
  --role <role>   ${ROLES.join(', ')}
  --as <person>   opaque reference of the person (default: demo-<role>)
`;

/** `holdfast token`: prints the token, and nothing else, on stdout. */
export async function runToken(args: readonly string[], io: Io): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { role: { type: 'string', multiple: true }, as: { type: 'string' }, help: { type: 'boolean' } },
  });
  const roles = values.role ?? [];
  if (values.help === true || roles.length === 0) {
    (values.help === true ? io.stdout : io.stderr).write(HELP);
    return values.help === true ? 0 : 2;
  }
  const unknown = roles.filter((role) => !ROLES.some((known) => known === role));
  if (unknown.length > 0) {
    io.stderr.write(`There is no role "${unknown.join('", "')}". The roles are: ${ROLES.join(', ')}.\n`);
    return 2;
  }
  const config = readConfig(processEnvironment());
  if (config.tokens !== null) {
    io.stderr.write('Tokens come from the configured issuer; the embedded one is off.\n');
    return 1;
  }
  const person = values.as ?? `demo-${roles[0] ?? ''}`;
  io.stdout.write(`${await issueToken(config.dataDir, { person, roles })}\n`);
  return 0;
}
