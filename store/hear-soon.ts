import type { Hearing } from './hearing.ts';
import type { Touched } from './record.ts';

export type HearSoon = {
  /** Called after a commit; never fails and never waits. */
  readonly afterCommit: (touched: readonly Touched[]) => void;
  /** Waits until what is under way is done: for a clean stop. */
  settle(): Promise<void>;
};

/** Lets others hear at once what was committed: best effort and coalesced, because the sweep heals what is lost. */
export function createHearSoon({ deliver }: Pick<Hearing, 'deliver'>, onFailure: (error: unknown) => void): HearSoon {
  const waiting = new Set<string>();
  let delivering: Promise<void> | null = null;
  const drain = async (): Promise<void> => {
    while (waiting.size > 0) {
      const ids = [...waiting];
      waiting.clear();
      await deliver(ids).catch(onFailure);
    }
    delivering = null;
  };
  return {
    afterCommit: (touched) => {
      for (const { processId } of touched) waiting.add(processId);
      if (waiting.size > 0) delivering ??= drain();
    },
    settle: async () => {
      await delivering;
    },
  };
}
