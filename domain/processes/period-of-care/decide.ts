import type { Command, Deciding } from '../../heart/process.ts';
import { accept, refuse } from '../../result.ts';
import { ASPECTS } from './aspects.ts';
import type { Decided } from './deciding.ts';
import type { PeriodOfCare } from './state.ts';

const DECISIONS = new Map(ASPECTS.flatMap(({ decisions }) => Object.entries(decisions)));

export const COMMAND_KINDS: readonly string[] = [...DECISIONS.keys()];

/**
 * Decides a command against the present state (timescales §§0.1, 8; design §5: reality is never refused). Whether what it
 * tells fits the record is seen when it is folded in its place.
 */
export function decide(state: PeriodOfCare, command: Command, context: Deciding): Decided {
  const decideKind = DECISIONS.get(command.kind);
  if (decideKind === undefined) return accept([]);
  if (state.care.entry === null && command.kind !== 'record-entry') return refuse('not-in-care');
  return decideKind(state, command.payload, context);
}
