import { isJsonObject, objectOf, readText } from '../domain/json-reading.ts';

type Named = { readonly payload: unknown };

/** The child whom a command or an event names, itself or in the fact that it tells; null: none. */
export function childNamedIn(payload: unknown): string | null {
  if (!isJsonObject(payload)) return null;
  return readText(payload, 'childRef') ?? readText(objectOf(payload, 'payload'), 'childRef');
}

/** The entries of a process that are of this child: of a process about several, what names it. */
export function ofChild<Entry extends Named>(
  ref: string,
  process: { readonly subjectRef: string },
  entries: readonly Entry[],
): readonly Entry[] {
  return process.subjectRef === ref ? entries : entries.filter(({ payload }) => childNamedIn(payload) === ref);
}
