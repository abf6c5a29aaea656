import { setTimeout as delay } from 'node:timers/promises';

export type Part = 'work' | 'serve' | 'postgres' | 'temporal';

/** A Holdfast whose parts are started again when they are killed, whatever they are made of. */
export type Installation = {
  readonly address: string;
  /** Where the key of its embedded issuer lies. */
  readonly dataDir: string;
  databaseUrl(): Promise<string>;
  temporalAddress(): Promise<string>;
  /** Null while the part is being started again. */
  pidOf(part: Part): Promise<number | null>;
  /** All that the engine keeps, as text. */
  engineText(): Promise<string>;
  stop(): Promise<void>;
};

/** Its engine can be emptied while everything else runs on. */
export type Emptiable = Installation & {
  /** Throws away all that the engine keeps. */
  emptyEngine(): Promise<void>;
};

export async function until(isSo: () => Promise<boolean>, boundMs: number, what = 'it'): Promise<void> {
  const end = Date.now() + boundMs;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`${what} did not come about in time`);
    await delay(100);
  }
}
