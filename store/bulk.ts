import type { Queries } from './read-stream.ts';

/** How far bulk work got, and whether this call could change anything: what is held by others is come back to after a pause. */
export type Progress = { readonly done: number; readonly total: number; readonly isHeldUp: boolean };

/** Nothing is left to do here: the work is at another stage. */
export const NOT_ASKED: Progress = { done: 0, total: 0, isHeldUp: false };

/** Existing children are held for a moment only (design §3.5). */
export const EXISTING_AT_ONCE = 20;

class NoLongerAsked extends Error {
  override readonly name = 'NoLongerAsked';
}

/** Within the transaction of a batch: undoes it if the import or adoption it belongs to has left its stage. */
export async function refuseIfLeft(queries: Queries, processId: string, stage: string): Promise<void> {
  const [row] = await queries.$queryRawUnsafe<{ stage: string }[]>(
    'SELECT stage FROM process WHERE id = $1 FOR SHARE',
    processId,
  );
  if (row?.stage !== stage) throw new NoLongerAsked();
}

/** How many a batch changed; none if it was undone because it is no longer asked for. */
export async function unlessLeft(batch: () => Promise<number>): Promise<number> {
  try {
    return await batch();
  } catch (error) {
    if (error instanceof NoLongerAsked) return 0;
    throw error;
  }
}

export function batchesOf<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_none, place) => items.slice(place * size, (place + 1) * size));
}
