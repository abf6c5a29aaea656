import type { Telling } from '../../heart/fact.ts';
import type { Actor } from '../../heart/actor.ts';
import type { Command, Deciding } from '../../heart/process.ts';
import { readDate } from '../../json-reading.ts';
import { accept, refuse, type Result } from '../../result.ts';
import type { IroDisputeCommandKind, IroDisputeRefusal } from './commands.ts';
import type { IroDispute } from './state.ts';

/** Kind of the facts that only the IRO service reads. */
export const PRIVATE_NOTE = 'private-note';
/** What the authority says; everything else in a dispute is the IRO's to tell. */
export const RESPONDED = 'dispute-responded';

const TELLS: Readonly<Record<IroDisputeCommandKind, string>> = {
  'raise-dispute': 'dispute-raised',
  'move-dispute': 'dispute-moved',
  'record-dispute-response': RESPONDED,
  'consider-cafcass': 'cafcass-considered',
  'tell-child-of-dispute': 'child-told-of-dispute',
  'note-privately': PRIVATE_NOTE,
  'close-dispute': 'dispute-closed',
};

export const COMMAND_KINDS: readonly string[] = Object.keys(TELLS);

const KIND_TOLD: ReadonlyMap<string, string> = new Map(Object.entries(TELLS));

/** Whether it fits is seen when it is folded in its place; who may say it is seen here. */
export function decide(
  state: IroDispute,
  command: Command,
  { actor, today }: Deciding,
): Result<readonly Telling[], IroDisputeRefusal> {
  const kind = KIND_TOLD.get(command.kind) ?? command.kind;
  if (state.stages.length === 0 && kind !== 'dispute-raised') return refuse('no-dispute');
  if (kind !== RESPONDED && !isTheIro(state, actor)) return refuse('only-the-iro');
  const { on: _on, ...payload } = command.payload;
  return accept([{ kind, on: readDate(command.payload, 'on') ?? today, payload }]);
}

/** The child's IRO, or who covers: the IRO manager, and any IRO while none is known. */
function isTheIro({ people }: IroDispute, { roles, person }: Actor): boolean {
  if (roles.includes('iro-manager')) return true;
  return roles.includes('iro') && (people['iro'] ?? person) === person;
}
