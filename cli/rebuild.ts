import { parseArgs } from 'node:util';
import type { Io } from './io.ts';
import { NotRunningError } from './own-parts.ts';
import { runRebuildEngine } from './rebuild-engine.ts';
import { runRebuildProjections } from './rebuild-projections.ts';

const HELP = `Usage: holdfast rebuild projections [--after <reference>] [--json]
       holdfast rebuild engine [--no-wait] [--json]

projections  makes state, duties, alerts, reviews and the children's overview again from the recorded events, and puts
             right what differs. Nothing is recorded anew and nothing that is right is touched; people go on working.
  --after <reference>  go on where an interrupted run said it had got to (from the start is as safe)
  --json               a line of JSON for every 200 processes, and one at the end
  Exit codes: 0 every projection equals the record; 1 something was left as it is (it is said what and why).

engine       after the engine was emptied, replaced or restored from a backup: counts every open process as without a
             workflow, so that the running workers start what is missing and nudge what runs, and waits until they have.
             Harmless beside a whole engine.
  --no-wait            do not wait for the workers
  --json               print one JSON object at the end
  Exit codes: 0 every open process has a workflow that waits (or --no-wait); 1 nobody starts them (it is said what to do).
`;

export type RebuildOptions = { readonly json: boolean; readonly wait: boolean; readonly after: string };

const REBUILDS: Readonly<Record<string, (options: RebuildOptions, io: Io) => Promise<number>>> = {
  projections: runRebuildProjections,
  engine: runRebuildEngine,
};

/** `holdfast rebuild`: exit codes 0 done, 1 not all of it, 2 asked wrongly. */
export async function runRebuild(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'boolean' },
      'no-wait': { type: 'boolean' },
      after: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  const rebuild = REBUILDS[positionals[0] ?? ''];
  if (rebuild === undefined || values.help === true) {
    (values.help === true ? io.stdout : io.stderr).write(HELP);
    return values.help === true ? 0 : 2;
  }
  const { after = '' } = values;
  try {
    return await rebuild({ json: values.json === true, wait: values['no-wait'] !== true, after }, io);
  } catch (error) {
    if (!(error instanceof NotRunningError)) throw error;
    io.stderr.write(`${error.message}\n`);
    return 1;
  }
}
