import { isDutyDifference } from '../heart/duty-differences.ts';
import type { StreamEvent } from '../heart/event.ts';
import {
  DERIVED_WITHDRAWN,
  FACT_CORRECTED,
  FACT_WITHDRAWN,
  HEARD,
  HEARD_WITHDRAWN,
  PROCESS_OPENED,
  SETTINGS_ADOPTED,
} from '../heart/history.ts';
import type { Process } from '../heart/process.ts';
import { textOf } from '../json-reading.ts';
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
  'alert-closed',
  'iro-view-recorded',
];

/** The first kind of event in a stream that this build does not know; null: it knows them all, and may fold it. */
export function unknownKindIn<State extends JsonObject>(
  process: Process<State>,
  events: readonly StreamEvent[],
): string | null {
  return events.find((event) => !isKnown(process, event))?.kind ?? null;
}

function isKnown<State extends JsonObject>(
  process: Process<State>,
  { class: eventClass, kind, payload }: StreamEvent,
): boolean {
  if (eventClass === 'done') return DONE.includes(kind);
  if (eventClass === 'told') {
    const isEdit = kind === FACT_CORRECTED || kind === FACT_WITHDRAWN;
    return process.factKinds.includes(isEdit ? textOf(payload, 'kind') : kind);
  }
  const ofHeart = isDutyDifference(kind) || [HEARD, HEARD_WITHDRAWN, DERIVED_WITHDRAWN].includes(kind);
  // What a process derives it derives again when the stream is folded: what it does not know, it does not derive.
  return ofHeart || payload['derived'] === true;
}
