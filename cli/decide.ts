import { parseArgs } from 'node:util';
import { ApiProblem, type ApiClient } from './api-client.ts';
import type { Io } from './io.ts';
import { clientOf } from './running-api.ts';

const HELP = `Usage: holdfast decide <import>                                         what waits for a person
       holdfast decide <import> --row <file>:<line> --as take|correct|leave-out [--set COLUMN=VALUE …] --reason <why>
       holdfast decide <import> --difference <process>:<fact> --as keep|take --reason <why>

An import is read and previewed again after rows were decided about; confirm it then, as before.
  --url <address> of the API, --token <token> of an administrator (default: the Holdfast that runs in the data directory)
`;

type Row = {
  readonly file: string;
  readonly line: number;
  readonly child: string | null;
  readonly because: readonly string[];
};
type Line = {
  readonly what: string;
  readonly processId: string;
  readonly factId: string;
  readonly kind: string;
  readonly from: string;
  readonly to: string;
};
type Difference = { readonly localReference: string; readonly difference: { readonly lines: readonly Line[] } };

/** `holdfast decide`: exit codes 0 shown or decided, 1 refused, 2 asked wrongly. */
export async function runDecide(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      row: { type: 'string', multiple: true },
      difference: { type: 'string' },
      as: { type: 'string' },
      set: { type: 'string', multiple: true },
      reason: { type: 'string' },
      url: { type: 'string' },
      token: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  const [id] = positionals;
  if (id === undefined || values.help === true) {
    (values.help === true ? io.stdout : io.stderr).write(HELP);
    return values.help === true ? 0 : 2;
  }
  const told = {
    rows: values.row ?? [],
    difference: values.difference ?? null,
    decision: values.as ?? null,
    set: values.set ?? [],
    reason: values.reason ?? null,
  };
  try {
    const api = await clientOf({ url: values.url ?? null, token: values.token ?? null });
    const at = `/v1/imports/${encodeURIComponent(id)}`;
    io.stdout.write(told.decision === null ? await waitingIn(api, at) : await decide(api, at, told));
    return 0;
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    io.stderr.write(`${error.message}\n`);
    return 1;
  }
}

/** The first page of each list: what waits is decided from the top. */
async function waitingIn(api: ApiClient, at: string): Promise<string> {
  const rows = await api.get<{ readonly items: readonly Row[] }>(`${at}/rows?status=queried&limit=200`);
  const children = await api.get<{ readonly items: readonly Difference[] }>(`${at}/differences?waiting=true&limit=200`);
  const ofRows = rows.items.map(
    ({ file, line, child, because }) =>
      `${file}:${String(line)}  ${child ?? 'no child named'}  ${because.join(', ')}\n`,
  );
  const ofFacts = children.items.flatMap(({ localReference, difference }) =>
    difference.lines
      .filter(({ what }) => what === 'waits')
      .map(
        ({ processId, factId, kind, from, to }) =>
          `${processId}:${factId}  ${localReference}  ${kind}: recorded on ${from}, the import says ${to}\n`,
      ),
  );
  return [...ofRows, ...ofFacts].join('') || 'Nothing waits for a person.\n';
}

type Told = {
  readonly rows: readonly string[];
  readonly difference: string | null;
  readonly decision: string | null;
  readonly set: readonly string[];
  readonly reason: string | null;
};

async function decide(api: ApiClient, at: string, { rows, difference, decision, set, reason }: Told): Promise<string> {
  if (difference !== null) {
    const [processId, factId] = splitLast(difference, ':');
    await api.post(`${at}/differences/decision`, { processId, factId, decision, reason });
    return 'Decided.\n';
  }
  const named = rows.map((row) => {
    const [file, line] = splitLast(row, ':');
    return { file, line: Number(line) };
  });
  const values = Object.fromEntries(set.map((pair) => [pair.split('=')[0] ?? '', pair.split('=').slice(1).join('=')]));
  await api.post(`${at}/rows/decision`, { rows: named, decision, values, reason });
  return 'Decided; the import is read and previewed again. Confirm it when its preview is right.\n';
}

function splitLast(text: string, separator: string): readonly [string, string] {
  const place = text.lastIndexOf(separator);
  return [text.slice(0, place), text.slice(place + 1)];
}
