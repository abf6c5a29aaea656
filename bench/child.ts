import type { ApiClient } from '../cli/api-client.ts';
import { quantile, timed, type Figures } from './figures.ts';

type Processes = { readonly items: readonly { readonly kind: string }[] };
type Children = { readonly items: readonly { readonly childRef: string }[] };

const CHILDREN = 200;
const TIMES = 300;

/** All processes of a child in one call, one child after another: its period of care, household, search and episodes. */
export async function measureChild(
  api: ApiClient,
  { children, underMs }: { readonly children: number; readonly underMs: number },
  figures: Figures,
): Promise<void> {
  const { items } = await api.get<Children>(`/v1/children?limit=${String(CHILDREN)}`);
  const times: number[] = [];
  let [asked, most] = [0, 0];
  for (const { childRef } of Array.from({ length: Math.ceil(TIMES / items.length) + 1 }, () => items).flat()) {
    const [found, ms] = await timed(() => api.get<Processes>(`/v1/processes?child=${childRef}&limit=200`));
    most = Math.max(most, found.items.length);
    asked += 1;
    // The first round warms what is measured.
    if (asked > items.length) times.push(ms);
    if (times.length === TIMES) break;
  }
  figures.add({
    what: `all processes of a child (up to ${String(most)}), of ${String(children)} children, p99`,
    measured: `${quantile(times, 0.99).toFixed(1)} ms (p50 ${quantile(times, 0.5).toFixed(1)})`,
    target: `under ${String(underMs)} ms`,
    met: quantile(times, 0.99) < underMs,
  });
}
