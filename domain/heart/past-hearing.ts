import type { JsonObject } from '../json.ts';
import { carriesOn, entryOf } from './fold.ts';
import type { History } from './history.ts';
import type { HeardChange, Work } from './turn-input.ts';

/**
 * A closed process that asks for nothing more does not hear what came after its end: it is neither woken nor changed by it. What
 * reaches back before the end, or changes what it has heard, it hears; and before it goes on it hears what it missed.
 */
export function isPastHearing<State extends JsonObject>(
  { process, kept, input }: Work<State>,
  { key, announcement, isFirst }: HeardChange,
  history: History | null,
): boolean {
  if (!kept.closed || input.isCatchingUp === true || announcement === null) return false;
  if (kept.duties.some(({ duty }) => duty.status === 'open')) return false;
  const isUnheard = history === null ? isFirst === true : !history.heard.has(key);
  return isUnheard && carriesOn(kept, [entryOf(process, announcement)]);
}
