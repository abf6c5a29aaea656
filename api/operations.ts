import type { Express, RequestHandler, Response } from 'express';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What the operations pages need to know; each answers from the record alone where it can. */
export type Health = {
  /** Milliseconds by which this machine's clock differs from the database's; throws when the record is away. */
  clockDifferenceMs(): Promise<number>;
  readonly clockToleranceMs: number;
  isEngineThere(): Promise<boolean>;
  behind(): Promise<{
    readonly unarmed: number;
    readonly armedTooLate: number;
    readonly pastTime: number;
    readonly oldestAt: Date | null;
  }>;
  /** Mails that wait, and those that will not be tried again by themselves. */
  mail(): Promise<{ readonly waiting: number; readonly failed: number; readonly oldestAt: Date | null }>;
  readonly build: string;
};

type Part = { readonly ok: boolean; readonly words: string };

/** `/livez`, `/readyz` and `/metrics`: without a token, and without anything of a child. */
export function mountOperations(app: Express, health: Health): RequestHandler {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: 'holdfast_http_seconds',
    help: 'Time to answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5],
    registers: [registry],
  });
  const gauges = createGauges(registry, health);
  app.get('/livez', (_request, response) => {
    response.json({ status: 'alive', build: health.build });
  });
  app.get('/readyz', async (_request, response) => {
    const { ready, parts } = await readiness(health);
    response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'not ready', build: health.build, ...parts });
  });
  app.get('/metrics', async (_request, response: Response) => {
    await gauges.refresh();
    response.type(registry.contentType).send(await registry.metrics());
  });
  return (request, response, next) => {
    const stop = duration.startTimer();
    response.on('finish', () => {
      const route: unknown = request.route;
      const path = typeof route === 'object' && route !== null && 'path' in route ? String(route.path) : 'none';
      stop({ method: request.method, route: path, status: String(response.statusCode) });
    });
    next();
  };
}

/** What waits, read when it is asked for; while the record is away the last values stand. */
function createGauges(registry: Registry, health: Health): { refresh(): Promise<void> } {
  const gauge = (name: string, help: string): Gauge => {
    return new Gauge({ name, help, labelNames: ['what'], registers: [registry] });
  };
  const behind = gauge('holdfast_behind', 'Open processes that wait for a workflow');
  const mail = gauge('holdfast_mail', 'Mails that are not sent');
  const show = (on: Gauge, counts: object): void => {
    for (const [what, count] of Object.entries(counts)) if (typeof count === 'number') on.set({ what }, count);
  };
  return {
    refresh: async () => {
      const [processes, mails] = await Promise.all([health.behind(), health.mail()]).catch(() => [{}, {}]);
      show(behind, processes);
      show(mail, mails);
    },
  };
}

async function readiness(
  health: Health,
): Promise<{ readonly ready: boolean; readonly parts: Readonly<Record<string, unknown>> }> {
  const difference = await health.clockDifferenceMs().catch(() => null);
  const record: Part =
    difference === null
      ? { ok: false, words: 'the record cannot be reached' }
      : { ok: true, words: 'the record answers' };
  const clocksAgree = difference !== null && Math.abs(difference) <= health.clockToleranceMs;
  const clock: Part = {
    ok: clocksAgree,
    words: difference === null ? 'not known' : `${String(Math.round(difference))} ms from the database's clock`,
  };
  const engineThere = await health.isEngineThere();
  const [behind, mail] = record.ok ? await Promise.all([health.behind(), health.mail()]) : [null, null];
  const engine: Part = {
    ok: engineThere,
    words: engineThere ? 'the engine answers' : 'the engine is away: commands and lists work, alerts wait',
  };
  // Without the engine people can work: it is shown, and does not take the API out of service.
  return { ready: record.ok && clock.ok, parts: { record, clock, engine, behind, mail } };
}
