import { setTimeout as delay } from 'node:timers/promises';
import type { BatchProgress } from '../workflows/contract.ts';

const HELD_UP_MS = 200;

/** Pauses where all that is left is held by others, so that it is not asked for in circles. */
export async function patient(batch: Promise<BatchProgress & { readonly isHeldUp: boolean }>): Promise<BatchProgress> {
  const { done, total, isHeldUp } = await batch;
  if (isHeldUp) await delay(HELD_UP_MS);
  return { done, total };
}
