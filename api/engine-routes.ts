import type { UseCases } from '../use-cases/index.ts';
import { INSPECTORS, requireRole } from '../use-cases/access.ts';
import { engineQuery } from './queries.ts';
import { ENGINE_VIEW } from './measure-answers.ts';
import type { Route } from './route.ts';
import { parsed } from '../use-cases/parsed.ts';

/** What Temporal says of a workflow; both throw when the engine is away. */
export type EnginePort = {
  describe(processId: string): Promise<object | null>;
  history(processId: string): Promise<string | null>;
};

/** The engine's own view of a process, for administrators. */
export function engineRoutes(engine: EnginePort, useCases: UseCases): readonly Route[] {
  return [
    {
      method: 'get',
      path: '/v1/processes/{id}/engine',
      tag: 'Processes',
      summary:
        'What Temporal says of the workflow: run, state, pending activities, reported problems; ?raw=true adds its history',
      query: engineQuery,
      answer: ENGINE_VIEW,
      handle: async ({ actor, params, query }) => {
        requireRole(actor, INSPECTORS, 'The view of the engine');
        const { raw } = parsed(engineQuery, query);
        const row = await useCases.process(actor, params['id'] ?? '');
        const armed = { armedFor: row.armedFor, nextChangeAt: row.nextChangeAt };
        try {
          const view = await engine.describe(row.id);
          const history: unknown = raw === true ? JSON.parse((await engine.history(row.id)) ?? 'null') : undefined;
          return { ...armed, engine: 'there', workflow: view, ...(raw === true ? { history } : {}) };
        } catch {
          return { ...armed, engine: 'away', workflow: null };
        }
      },
    },
  ];
}
