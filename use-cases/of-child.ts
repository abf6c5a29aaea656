import { isJsonObject, objectOf, readText } from '../domain/json-reading.ts';

type Named = { readonly payload: unknown };

/** The entries of a process that are of this child: of a process about several, what names it. */
export function ofChild<Entry extends Named>(
  ref: string,
  process: { readonly subjectRef: string },
  entries: readonly Entry[],
): readonly Entry[] {
  return process.subjectRef === ref ? entries : entries.filter(({ payload }) => names(payload, ref));
}

function names(payload: unknown, childRef: string): boolean {
  if (!isJsonObject(payload)) return false;
  return [payload, objectOf(payload, 'payload')].some((content) => readText(content, 'childRef') === childRef);
}
