import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ApiProblem, type ApiClient } from './api-client.ts';
import { saysYes } from './ask.ts';
import type { Io } from './io.ts';
import { clientOf } from './running-api.ts';

/** What the API says of files of the directory. */
type Answer = {
  readonly rows: number;
  readonly taken: number;
  readonly problems: readonly {
    readonly file: string;
    readonly line: number | null;
    readonly column: string | null;
    readonly sentence: string;
  }[];
  readonly changes?: readonly object[];
  readonly children?: number;
  readonly told?: number;
};

type Files = { readonly name: string; readonly endpoint: string; readonly given: string; readonly reads: string };

const PEOPLE: Files = {
  name: 'people',
  endpoint: '/v1/people/imports',
  given: '<people.csv> [<teams.csv>]',
  reads: 'Reads people with their roles, and teams; the templates are in samples/directory.',
};
const ALLOCATIONS: Files = {
  name: 'allocations',
  endpoint: '/v1/allocations/imports',
  given: '<allocations.csv>',
  reads: 'Reads who is worker, IRO, team of each child; the template is in samples/directory. Import people first.',
};

/** `holdfast people import`: exit codes 0 applied or nothing to do, 1 refused or not applied, 2 asked wrongly. */
export function runPeople(args: readonly string[], io: Io): Promise<number> {
  return run(PEOPLE, args, io);
}

/** `holdfast allocations import`. */
export function runAllocations(args: readonly string[], io: Io): Promise<number> {
  return run(ALLOCATIONS, args, io);
}

async function run(files: Files, args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      yes: { type: 'boolean' },
      url: { type: 'string' },
      token: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  const [verb, ...names] = positionals;
  if (values.help === true || verb !== 'import' || names.length === 0) {
    (values.help === true ? io.stdout : io.stderr).write(helpOf(files));
    return values.help === true ? 0 : 2;
  }
  try {
    const api = await clientOf({ url: values.url ?? null, token: values.token ?? null });
    return await importAll(api, { ...files, names, yes: values.yes === true }, io);
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    io.stderr.write(`${error.message}\n`);
    return 1;
  }
}

async function importAll(
  api: ApiClient,
  { endpoint, names, yes }: Files & { readonly names: readonly string[]; readonly yes: boolean },
  io: Io,
): Promise<number> {
  const send = async (apply: 'yes' | 'no'): Promise<Answer> => api.post<Answer>(endpoint, await formOf(names, apply));
  const preview = await send('no');
  io.stderr.write(`${inWords(preview)}\n`);
  if (changesOf(preview) === 0) {
    io.stdout.write('Nothing to change.\n');
    return 0;
  }
  if (!yes && !(await saysYes(io))) {
    io.stderr.write('Nothing was changed.\n');
    return 1;
  }
  io.stdout.write(`Changed: ${String(changesOf(await send('yes')))}.\n`);
  return 0;
}

async function formOf(names: readonly string[], apply: string): Promise<FormData> {
  const form = new FormData();
  form.set('apply', apply);
  for (const name of names) {
    const bytes = await readFile(name).catch(() => null);
    if (bytes === null) throw new ApiProblem(`${name} cannot be read.`);
    form.append('files', new Blob([bytes]), path.basename(name));
  }
  return form;
}

function inWords({ rows, taken, problems, ...answer }: Answer): string {
  const places = problems.map(
    ({ file, line, column, sentence }) =>
      `  ${file}${line === null ? '' : `, line ${String(line)}`}${column === null ? '' : `, ${column}`}: ${sentence}`,
  );
  const ofChildren = answer.children === undefined ? '' : ` of ${String(answer.children)} children`;
  return [
    `${String(rows)} rows, ${String(taken)} taken; ${String(changesOf({ rows, taken, problems, ...answer }))} changes${ofChildren}.`,
    ...places,
  ].join('\n');
}

function changesOf({ changes, told }: Answer): number {
  return told ?? changes?.length ?? 0;
}

function helpOf({ name, given, reads }: Files): string {
  return `Usage: holdfast ${name} import ${given} [--yes] [--url <address>] [--token <token>]

${reads}
Shows what was read and what would change, asks, and changes it. The same files again change nothing.
  --yes           change without asking
  --url <address> of the API (default: the Holdfast that runs in the data directory)
  --token <token> of an administrator (default: made by the embedded issuer)
`;
}
