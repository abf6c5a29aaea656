import type { ApiClient } from '../cli/api-client.ts';
import { londonDateOf } from '../domain/calendar/instant.ts';
import { systemClock } from '../platform/clock.ts';
import { atOnce, quantile, timed, type Figures } from './figures.ts';
import { quiet } from './import.ts';

const TODAY = londonDateOf(systemClock.now());
const CHILDREN = 100;
const STEPS = ['invites', 'sw-consult', 'report', 'midpoint'];

/** Commands of people over HTTP, on children who came into care today. */
export async function measureCommands(api: ApiClient, figures: Figures): Promise<void> {
  const ids: string[] = [];
  for (let number = 0; number < CHILDREN; number += 1) ids.push(await enter(api, number));
  await quiet(api, 15_000);
  const send = async (place: number): Promise<number> => {
    // Recorded on the day itself, as people do; what calls for an escalation at once is measured by the burst.
    const payload =
      place % 2 === 0
        ? { on: TODAY, role: 'iro', person: `p-${String(place)}` }
        : { on: TODAY, trigger: 'iro-asks', urgent: false, reason: STEPS[place % STEPS.length] };
    const kind = place % 2 === 0 ? 'allocate' : 'trigger-early-review';
    const id = ids[place % ids.length] ?? '';
    return (await timed(() => api.post(`/v1/processes/${id}/commands`, { kind, payload })))[1];
  };
  const alone: number[] = [];
  for (let place = 0; place < 300; place += 1) alone.push(await send(place));
  for (const [share, name, most] of [
    [0.5, 'p50', 10],
    [0.99, 'p99', 50],
  ] as const) {
    const ms = quantile(alone, share);
    const target = `under ${String(most)} ms`;
    figures.add({
      what: `command, one after another, ${name}`,
      measured: `${ms.toFixed(1)} ms`,
      target,
      met: ms < most,
    });
  }
  const many: number[] = [];
  const places = Array.from({ length: 1_000 }, (_none, place) => place);
  const [, tenMs] = await timed(() => atOnce(places, 10, async (place) => many.push(await send(place))));
  const perSecond = (many.length / tenMs) * 1_000;
  figures.add({
    what: 'commands, ten at once',
    measured: `${perSecond.toFixed(0)} a second (p99 ${quantile(many, 0.99).toFixed(0)} ms)`,
    target: '200 a second',
    met: perSecond >= 200,
  });
}

async function enter(api: ApiClient, number: number): Promise<string> {
  const payload = {
    on: TODAY,
    localReference: `bench-${String(number)}`,
    dateOfBirth: '2016-01-01',
    legalStatus: 'V2',
    placement: 'U6',
  };
  const command = { kind: 'record-entry', payload };
  return (await api.post<{ processId: string }>('/v1/processes', { kind: 'period-of-care', command })).processId;
}
