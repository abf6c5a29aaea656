import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ApiProblem, type ApiClient } from './api-client.ts';
import type { Io } from './io.ts';
import { createBar } from './progress.ts';
import { clientOf } from './running-api.ts';

const HELP = `Usage: holdfast recompute [--json] [--url <address>] [--token <token>]

After an upgrade: recomputes every open process by the running build. What would move is worked out first; above 20 moved
dates a second person approves it over the API (POST /v1/adoptions/{id}/approval), and this command ends and says so.
  --json          print one JSON object at the end
  --url <address> of the API (default: the Holdfast that runs in the data directory)
  --token <token> of an administrator (default: made by the embedded issuer)
`;

type Answer = {
  readonly id: string;
  readonly status: string;
  readonly effects: { readonly processes: number; readonly moved: number; readonly overdue: number } | null;
  readonly done: number;
  readonly total: number;
};

const LOOK_EVERY_MS = 250;
/** What few dates move is approved at once; what still waits after this waits for a person. */
const APPROVED_WITHIN_MS = 3_000;

/** `holdfast recompute`: exit codes 0 done, 1 refused, 2 asked wrongly, 3 not done: it waits for a person. */
export async function runRecompute(args: readonly string[], io: Io): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'boolean' },
      url: { type: 'string' },
      token: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help === true) {
    io.stdout.write(HELP);
    return 0;
  }
  try {
    const api = await clientOf({ url: values.url ?? null, token: values.token ?? null });
    const answer = await follow(api, await api.post<Answer>('/v1/adoptions/build', {}), io);
    io.stdout.write(`${values.json === true ? JSON.stringify(answer) : wordsOf(answer)}\n`);
    return answer.status === 'adopted' ? 0 : 3;
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    io.stderr.write(`${error.message}\n`);
    return 1;
  }
}

/** Follows it until it is done, or until it is seen to wait for a person. */
async function follow(api: ApiClient, proposed: Answer, io: Io): Promise<Answer> {
  const bar = createBar(io, proposed.total);
  let answer = proposed;
  for (
    let waited = 0;
    answer.status !== 'adopted';
    waited = answer.status === 'previewed' ? waited + LOOK_EVERY_MS : 0
  ) {
    if (waited >= APPROVED_WITHIN_MS || answer.status === 'stopped' || answer.status === 'withdrawn') break;
    await delay(LOOK_EVERY_MS);
    answer = await api.get<Answer>(`/v1/adoptions/${encodeURIComponent(proposed.id)}`);
    bar.show(answer.status === 'applying' ? 'recomputed' : answer.status, answer.done, answer.total);
  }
  bar.stop();
  return answer;
}

function wordsOf({ id, status, effects, done, total }: Answer): string {
  if (effects === null) return `${id} is ${status}; what it would move is not worked out.`;
  const moved = `${String(effects.moved)} dates move in ${String(effects.processes)} processes`;
  if (status === 'adopted') return `Recomputed: ${String(done)} of ${String(total)} open processes; ${moved}.`;
  const waits = status === 'previewed' ? ' and waits for a second person' : '';
  return `${moved}, ${String(effects.overdue)} tasks would be overdue: ${id} is ${status}${waits}.`;
}
