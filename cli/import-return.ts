import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ApiProblem, type ApiClient } from './api-client.ts';

/** What the API says of an import. */
export type ImportAnswer = {
  readonly id: string;
  readonly status: string;
  readonly asAt: string | null;
  readonly reason: string | null;
  readonly files: readonly {
    readonly name: string;
    readonly table: string | null;
    readonly use: 'used' | 'kept' | null;
    readonly in: number;
    readonly taken: number;
    readonly queried: number;
    readonly rejected: number;
  }[];
  readonly children: { readonly total: number; readonly applied: number };
  readonly armed: { readonly total: number; readonly armed: number };
  readonly waiting: { readonly rows: number; readonly differences: number; readonly workers: number };
  readonly problems: number;
};

type Problem = {
  readonly file: string;
  readonly line: number | null;
  readonly column: string | null;
  readonly code: string;
  readonly severity: string;
  readonly sentence: string;
};

/** Counting a large import takes its time: looking takes at most a thirtieth of the machine's. */
const LOOK_EVERY_MS = 250;
const PAUSES_FOR_A_LOOK = 29;

/** Delivers the CSV files of a folder. */
export async function deliverFolder(
  api: ApiClient,
  folder: string,
  { asAt, by }: { readonly asAt: string | null; readonly by: 'return' | 'feed' },
): Promise<ImportAnswer> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.toLowerCase().endsWith('.csv'));
  if (names.length === 0) throw new ApiProblem(`There are no CSV files in ${folder}.`);
  const form = new FormData();
  form.set('by', by);
  if (asAt !== null) form.set('asAt', asAt);
  for (const name of names) form.append('files', new Blob([await readFile(path.join(folder, name))]), name);
  return api.post<ImportAnswer>('/v1/imports', form);
}

/** Waits until an import is at one of the stages; tells of each look. */
export async function awaitImport(
  api: ApiClient,
  id: string,
  {
    until,
    seen = () => undefined,
  }: { readonly until: (answer: ImportAnswer) => boolean; readonly seen?: (answer: ImportAnswer) => void },
): Promise<ImportAnswer> {
  for (;;) {
    const begun = performance.now();
    const answer = await api.get<ImportAnswer>(`/v1/imports/${encodeURIComponent(id)}`);
    seen(answer);
    if (until(answer)) return answer;
    if (answer.status === 'withdrawn')
      throw new ApiProblem(`The import was withdrawn: ${answer.reason ?? 'no reason recorded'}.`);
    await delay(Math.max(LOOK_EVERY_MS, PAUSES_FOR_A_LOOK * (performance.now() - begun)));
  }
}

export function confirmImport(api: ApiClient, id: string): Promise<ImportAnswer> {
  return api.post<ImportAnswer>(`/v1/imports/${encodeURIComponent(id)}/confirmation`, {});
}

/** The preview in words: counts per file, and what was noticed by code with its first place. */
export async function previewOf(api: ApiClient, answer: ImportAnswer): Promise<string> {
  const { items } = await api.get<{ readonly items: readonly Problem[] }>(
    `/v1/imports/${encodeURIComponent(answer.id)}/problems?limit=200`,
  );
  const width = Math.max(...answer.files.map((file) => file.name.length), 4);
  const files = answer.files.map(
    (file) =>
      `  ${file.name.padEnd(width)} ${[file.in, file.taken, file.queried, file.rejected].map((count) => String(count).padStart(8)).join(' ')}${file.use === 'kept' ? '  kept, not used yet' : ''}`,
  );
  const head = `  ${'file'.padEnd(width)} ${['in', 'taken', 'queried', 'rejected'].map((word) => word.padStart(8)).join(' ')}`;
  const first = new Map<string, { count: number; problem: Problem }>();
  for (const problem of items)
    first.set(problem.code, {
      problem: first.get(problem.code)?.problem ?? problem,
      count: (first.get(problem.code)?.count ?? 0) + 1,
    });
  const noticed = [...first.values()].map(
    ({ count, problem }) =>
      `  ${String(count)} × ${problem.code} (first: ${problem.file}${problem.line === null ? '' : `, line ${String(problem.line)}`}): ${problem.sentence}`,
  );
  const more =
    answer.problems > items.length
      ? [`  … and ${String(answer.problems - items.length)} more; the API lists them all.`]
      : [];
  return [
    `As at ${answer.asAt ?? 'not known'}: ${String(answer.children.total)} children.`,
    head,
    ...files,
    ...(noticed.length === 0 ? [] : ['Noticed:', ...noticed, ...more]),
    ...waitingOf(answer),
  ].join('\n');
}

/** What an import waits for, or asks. */
function waitingOf({ id, waiting: { rows, differences, workers } }: ImportAnswer): readonly string[] {
  const decisions = `Waiting for a person: ${String(rows)} rows, ${String(differences)} differences (holdfast decide ${id}).`;
  const unknown = `Workers of whom nobody has said who they are: ${String(workers)} (docs/people.md).`;
  return [...(rows + differences === 0 ? [] : [decisions]), ...(workers === 0 ? [] : [unknown])];
}
