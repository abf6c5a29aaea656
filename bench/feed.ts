import type { ApiClient } from '../cli/api-client.ts';
import { awaitImport, confirmImport, type ImportAnswer } from '../cli/import-return.ts';
import { calendarDate } from '../domain/calendar/calendar-date.ts';
import { synthesiseFeed } from '../samples/synthesise-feed.ts';

export type FeedTimes = {
  readonly children: number;
  readonly changedChildren: number;
  readonly firstS: number;
  /** The second feed: received, read and compared, then applied. */
  readonly stagedS: number;
  readonly appliedS: number;
};

const seconds = (since: number): number => (performance.now() - since) / 1_000;

/** A daily feed of so many children, and the one of the next day, of which two of a hundred have changed. */
export async function measureFeed(
  api: ApiClient,
  children: number,
  asAt = calendarDate('2026-11-20'),
): Promise<FeedTimes> {
  const bounds = { opened: 0, changed: 100_000, withdrawn: 0, absent: 0, notTaken: 0 };
  await api.post('/v1/feeds/expectation', { bounds, reason: 'measured' });
  const firstBegun = performance.now();
  const first = await deliver(api, children, { asAt, changed: 0 });
  await awaitImport(api, first.id, { until: ({ status }) => status === 'previewed' });
  await confirmImport(api, first.id);
  await awaitImport(api, first.id, { until: ({ status }) => status === 'applied' });
  const firstS = seconds(firstBegun);
  // The workflow of the next feed would wait behind those of the children.
  await awaitImport(api, first.id, { until: ({ armed }) => armed.armed >= armed.total });
  const begun = performance.now();
  const second = await deliver(api, children, { asAt, changed: 2 });
  await awaitImport(api, second.id, { until: ({ status }) => status !== 'received' });
  const stagedS = seconds(begun);
  const applied = await awaitImport(api, second.id, { until: ({ status }) => status === 'applied' });
  return { children, changedChildren: applied.children.total, firstS, stagedS, appliedS: seconds(begun) };
}

async function deliver(
  api: ApiClient,
  children: number,
  { asAt, changed }: { readonly asAt: ReturnType<typeof calendarDate>; readonly changed: number },
): Promise<ImportAnswer> {
  const form = new FormData();
  form.set('by', 'feed');
  form.set('asAt', asAt);
  for (const [name, text] of Object.entries(synthesiseFeed({ children, seed: 2, asAt }, changed)))
    form.append('files', new Blob([text]), name);
  return api.post<ImportAnswer>('/v1/imports', form);
}
