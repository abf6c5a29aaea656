import type { Telling } from '../../heart/fact.ts';
import type { Command, Deciding } from '../../heart/process.ts';
import { readDate } from '../../json-reading.ts';
import { accept, refuse, type Result } from '../../result.ts';
import type { VisitsAfterCareCommandKind, VisitsAfterCareRefusal } from './commands.ts';
import type { VisitsAfterCare } from './state.ts';

const BEGUN = 'visits-after-care-began';

const TELLS: Readonly<Record<VisitsAfterCareCommandKind, string>> = {
  'begin-visits-after-care': BEGUN,
  'change-visitor-after-care': 'visitor-after-care-changed',
  'record-visit-after-care': 'visited-after-care',
  'request-visit-after-care': 'visit-after-care-requested',
  'end-visits-after-care': 'visits-after-care-ended',
};

export const COMMAND_KINDS: readonly string[] = Object.keys(TELLS);

const KIND_TOLD: ReadonlyMap<string, string> = new Map(Object.entries(TELLS));

/** Whether it fits is seen when it is folded in its place. */
export function decide(
  state: VisitsAfterCare,
  { kind, payload }: Command,
  { today }: Deciding,
): Result<readonly Telling[], VisitsAfterCareRefusal> {
  const told = KIND_TOLD.get(kind) ?? kind;
  if (state.begun === null && told !== BEGUN) return refuse('visits-not-begun');
  const { on: _on, ...content } = payload;
  return accept([{ kind: told, on: readDate(payload, 'on') ?? today, payload: content }]);
}
