import type { LookInput } from '../workflows/contract.ts';

type Instant = LookInput['now'];

/** What time it is. A dependency everywhere outside domain and workflows, so that a test can set it. */
export type Clock = { now(): Instant };

export const systemClock: Clock = { now: () => instantOf(new Date()) };

export function instantOf(moment: Date): Instant {
  const text = moment.toISOString();
  if (!isInstant(text)) throw new RangeError('a moment outside the years 0000 to 9999');
  return text;
}

function isInstant(text: string): text is Instant {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(text);
}
