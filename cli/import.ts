import { parseArgs } from 'node:util';
import { ApiProblem, type ApiClient } from './api-client.ts';
import { awaitImport, confirmImport, deliverFolder, previewOf, type ImportAnswer } from './import-return.ts';
import { saysYes } from './ask.ts';
import type { Io } from './io.ts';
import { createBar } from './progress.ts';
import { clientOf } from './running-api.ts';

const HELP = `Usage: holdfast import <folder> [--as-at YYYY-MM-DD] [--feed] [--yes] [--json] [--url <address>] [--token <token>]

Imports the CSV files of an SSDA903 return, or of a daily feed, into a running Holdfast: shows what was read, asks, applies.
  --as-at <day>   the day to which the return speaks (a 31 March); found from the files if not told
  --feed          the folder holds a daily feed (docs/feeds.md), which speaks to today if no day is told
  --yes           apply without asking
  --json          print one JSON object at the end
  --url <address> of the API (default: the Holdfast that runs in the data directory)
  --token <token> of an administrator (default: made by the embedded issuer)
`;

/** `holdfast import`: exit codes 0 applied, 1 refused or not applied, 2 asked wrongly. */
export async function runImport(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      'as-at': { type: 'string' },
      yes: { type: 'boolean' },
      feed: { type: 'boolean' },
      json: { type: 'boolean' },
      url: { type: 'string' },
      token: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  const [folder] = positionals;
  if (folder === undefined || values.help === true) {
    (values.help === true ? io.stdout : io.stderr).write(HELP);
    return values.help === true ? 0 : 2;
  }
  try {
    const api = await clientOf({ url: values.url ?? null, token: values.token ?? null });
    const asked = { folder, asAt: values['as-at'] ?? null, yes: values.yes === true, by: byOf(values.feed) };
    const answer = await importFolder(api, asked, io);
    if (answer === null) return 1;
    io.stdout.write(
      values.json === true
        ? `${JSON.stringify(answer)}\n`
        : `Applied: ${String(answer.children.applied)} children; ${String(answer.armed.armed)} of ${String(answer.armed.total)} open periods of care have a workflow that waits.\n`,
    );
    return 0;
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    io.stderr.write(`${error.message}\n`);
    return 1;
  }
}

/** Delivers, shows, asks, applies and waits until the workflows wait; null if the person said no. */
export async function importFolder(
  api: ApiClient,
  {
    folder,
    asAt,
    yes,
    by,
  }: {
    readonly folder: string;
    readonly asAt: string | null;
    readonly yes: boolean;
    readonly by: 'return' | 'feed';
  },
  io: Io,
): Promise<ImportAnswer | null> {
  const delivered = await deliverFolder(api, folder, { asAt, by });
  io.stderr.write('Reading …\n');
  const previewed = await awaitImport(api, delivered.id, { until: (answer) => answer.status !== 'received' });
  // A feed within its bounds confirms itself.
  const waits = previewed.status === 'previewed';
  io.stderr.write(`${await previewOf(api, previewed)}\n`);
  if (waits && !yes && !(await saysYes(io))) {
    io.stderr.write(`Nothing was applied. The import ${delivered.id} waits; confirm or withdraw it over the API.\n`);
    return null;
  }
  if (waits) await confirmImport(api, delivered.id);
  const bar = createBar(io, previewed.children.total);
  await awaitImport(api, delivered.id, {
    until: (answer) => answer.status === 'applied',
    seen: (answer) => bar.show('recorded', answer.children.applied),
  });
  const armed = await awaitImport(api, delivered.id, {
    until: (answer) => answer.armed.armed >= answer.armed.total,
    seen: (answer) => bar.show('armed', answer.armed.armed, answer.armed.total),
  });
  bar.stop();
  return armed;
}

function byOf(isFeed: unknown): 'return' | 'feed' {
  return isFeed === true ? 'feed' : 'return';
}
