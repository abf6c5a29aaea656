import { setTimeout as delay } from 'node:timers/promises';
import type { ApiClient } from '../cli/api-client.ts';
import { awaitImport, confirmImport, type ImportAnswer } from '../cli/import-return.ts';
import { calendarDate } from '../domain/calendar/calendar-date.ts';
import { synthesise } from '../samples/synthesise.ts';
import type { EngineClient } from '../platform/engine-client.ts';
import { untilTaken } from './floor.ts';
import { timed, type Figures } from './figures.ts';

const AS_AT = calendarDate('2026-11-20');

/**
 * A return of so many children: staged, recorded (first to last batch), then armed (until a workflow waits for each and what was
 * due is taken). Gives what was armed a second.
 */
export async function importChildren(
  { api, engine }: { readonly api: ApiClient; readonly engine: Pick<EngineClient, 'backlog'> },
  children: number,
  figures: Figures,
): Promise<number> {
  const form = new FormData();
  form.set('asAt', AS_AT);
  for (const [name, text] of Object.entries(synthesise({ children, seed: 1, asAt: AS_AT })))
    form.append('files', new Blob([text]), name);
  const [delivered, stagedMs] = await timed(async () => {
    const answer = await api.post<ImportAnswer>('/v1/imports', form);
    return awaitImport(api, answer.id, { until: ({ status }) => status === 'previewed' });
  });
  figures.add({ what: `${String(children)} children staged`, measured: `${(stagedMs / 1_000).toFixed(1)} s` });
  await confirmImport(api, delivered.id);
  const begun = performance.now();
  const seconds = (): number => (performance.now() - begun) / 1_000;
  const applied = await awaitImport(api, delivered.id, { until: ({ status }) => status === 'applied' });
  const recordedS = seconds();
  const target = (5 * children) / 1_400;
  figures.add({
    what: `${String(applied.children.total)} children recorded`,
    measured: `${recordedS.toFixed(1)} s`,
    target: `${target.toFixed(0)} s (5 s for 1,400)`,
    met: recordedS <= target,
  });
  const { armed } = await awaitImport(api, delivered.id, {
    until: (answer) => answer.armed.armed >= answer.armed.total,
  });
  await untilTaken(() => engine.backlog());
  const armedS = seconds() - recordedS;
  figures.add({
    what: `${String(armed.total)} armed after that, and what was due taken`,
    measured: `${armedS.toFixed(0)} s`,
  });
  return armed.total / armedS;
}

/** Waits until every workflow is started and the engine has nothing left to do: what follows is measured by itself. */
export async function quiet(api: ApiClient, forMs: number): Promise<void> {
  type Ready = { readonly behind: { readonly unarmed: number; readonly armedTooLate: number } };
  for (let looks = 0; looks < 600; looks += 1) {
    const { behind } = await api.get<Ready>('/readyz');
    if (behind.unarmed + behind.armedTooLate === 0) break;
    await delay(100);
  }
  await delay(forMs);
}
