import { isDutyDifference } from '../heart/duty-differences.ts';
import type { StreamEvent } from '../heart/event.ts';
import {
  DERIVED_WITHDRAWN,
  HEARD,
  HEARD_WITHDRAWN,
  kindsToldBy,
  PROCESS_OPENED,
  readHistory,
  SETTINGS_ADOPTED,
} from '../heart/history.ts';
import type { Process } from '../heart/process.ts';
import type { JsonObject } from '../json.ts';

const DONE: readonly string[] = [
  PROCESS_OPENED,
  SETTINGS_ADOPTED,
  'step-taken',
  'step-overtaken',
  'alert-raised',
  'alert-answered',
  'alert-climbed',
  'alert-superseded',
  'alert-readdressed',
  'alert-closed',
  'iro-view-recorded',
];

/** The first kind of event in a stream that this build does not know; null: it knows them all, and may fold it. */
export function unknownKindIn<State extends JsonObject>(
  process: Process<State>,
  events: readonly StreamEvent[],
): string | null {
  const odd = events.find((event) => event.class !== 'told' && !isKnown(event));
  if (odd !== undefined) return odd.kind;
  // Facts under today's names: what an earlier release called otherwise is known.
  return kindsToldBy(readHistory(events, process)).find((kind) => !process.factKinds.includes(kind)) ?? null;
}

function isKnown({ class: eventClass, kind, payload }: StreamEvent): boolean {
  if (eventClass === 'done') return DONE.includes(kind);
  const ofHeart = isDutyDifference(kind) || [HEARD, HEARD_WITHDRAWN, DERIVED_WITHDRAWN].includes(kind);
  // What a process derives it derives again when the stream is folded: what it does not know, it does not derive.
  return ofHeart || payload['derived'] === true;
}
