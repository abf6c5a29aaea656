import type { StreamEvent } from '../domain/heart/event.ts';
import type { Process } from '../domain/heart/process.ts';
import type { JsonObject } from '../domain/json.ts';
import { unknownKindIn } from '../domain/record/known-kinds.ts';
import type { KeptRow } from './read.ts';

/** A newer build wrote something that this one cannot read: it changes nothing and answers 503. */
export class NewerBuildError extends Error {
  override readonly name = 'NewerBuildError';
}

/** The description of a row's process; throws if the row was written by a newer build. */
export function processOfRow(row: KeptRow, processes: readonly Process<JsonObject>[]): Process<JsonObject> {
  const process = processes.find((candidate) => candidate.kind === row.kind);
  if (process === undefined) throw new NewerBuildError(`${row.id}: its kind is not known to this build`);
  if (row.stateVersion > process.stateVersion) throw new NewerBuildError(`${row.id}: its state is of a newer build`);
  return process;
}

/** Whether a row has to be folded again: another build wrote it, or one of the same name whose states had an earlier shape. */
export function isStale(
  row: Pick<KeptRow, 'build' | 'stateVersion'>,
  process: Process<JsonObject>,
  { build }: { readonly build: string },
): boolean {
  return row.build !== build || row.stateVersion < process.stateVersion;
}

/** Throws if a stream holds a kind of event that this build would pass over. */
export function refuseUnknownKinds(id: string, process: Process<JsonObject>, events: readonly StreamEvent[]): void {
  if (unknownKindIn(process, events) !== null)
    throw new NewerBuildError(`${id}: it holds a kind of event that this build does not know`);
}
