import type { Telling } from '../../heart/fact.ts';
import type { Command, Deciding } from '../../heart/process.ts';
import { readDate } from '../../json-reading.ts';
import { accept, refuse, type Result } from '../../result.ts';
import { WENT_LIVE } from '../going-live.ts';
import type { WorkerSupervisionCommandKind, WorkerSupervisionRefusal } from './commands.ts';
import type { WorkerSupervision } from './state.ts';

const TELLS: Readonly<Record<WorkerSupervisionCommandKind, string>> = {
  'begin-worker-supervision': 'worker-supervision-began',
  'change-worker-supervisor': 'worker-supervisor-changed',
  'book-worker-supervision': 'worker-supervision-booked',
  'record-worker-supervision': 'worker-supervision-held',
  'record-worker-absence': 'worker-absent',
  'record-worker-left': 'worker-left-the-authority',
  'supervision-go-live': WENT_LIVE,
};

export const COMMAND_KINDS: readonly string[] = Object.keys(TELLS);

const KIND_TOLD: ReadonlyMap<string, string> = new Map(Object.entries(TELLS));

/** Whether it fits is seen when it is folded in its place. The worker's reference stays with the subject. */
export function decide(
  state: WorkerSupervision,
  command: Command,
  { today }: Deciding,
): Result<readonly Telling[], WorkerSupervisionRefusal> {
  const kind = KIND_TOLD.get(command.kind) ?? command.kind;
  if (state.begun === null && kind !== 'worker-supervision-began') return refuse('supervision-not-begun');
  const bookedFor = readDate(command.payload, 'bookedFor');
  if (bookedFor !== null && bookedFor < today) return refuse('supervision-booked-in-the-past');
  const { on: _on, localReference: _localReference, ...payload } = command.payload;
  return accept([{ kind, on: readDate(command.payload, 'on') ?? today, payload }]);
}
