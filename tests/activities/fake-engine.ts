import type { EngineClient } from '../../platform/engine-client.ts';

/** An engine that only remembers what it was asked. */
export function createFakeEngine() {
  const running = new Set<string>();
  const calls = { started: [] as string[], nudged: [] as string[], revived: [] as string[] };
  const broken = new Set<string>();
  const state = { backlog: 0, whileStarting: async (_id: string): Promise<void> => Promise.resolve() };
  const engine = {
    startKept: async (_kind, processId, standing) => {
      if (broken.has(processId) || broken.has('all')) throw new Error('the engine is away');
      if (standing.processId !== processId) throw new Error('started with the standing of another process');
      if (running.has(processId)) return 'already-running';
      running.add(processId);
      calls.started.push(processId);
      await state.whileStarting(processId);
      return 'started';
    },
    nudge: (processId) => {
      calls.nudged.push(processId);
      return Promise.resolve(running.has(processId) ? 'nudged' : 'not-running');
    },
    revive: (_kind, { processId }) => {
      if (broken.has(processId)) return Promise.reject(new Error('the engine is away'));
      running.add(processId);
      calls.revived.push(processId);
      return Promise.resolve();
    },
    backlog: () => Promise.resolve(state.backlog),
    countRunning: () => Promise.resolve(running.size),
    listRunning: () => Promise.resolve(new Set(running)),
  } satisfies Pick<EngineClient, 'startKept' | 'nudge' | 'revive' | 'backlog' | 'countRunning' | 'listRunning'>;
  return { engine, running, calls, broken, state };
}
