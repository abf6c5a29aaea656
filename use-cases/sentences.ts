import { spelledOut } from '../domain/calendar/calendar-date.ts';
import type { StreamEvent } from '../domain/heart/event.ts';
import { numberOf, readObject, readText, readTexts } from '../domain/json-reading.ts';
import type { JsonObject } from '../domain/json.ts';
import type { Rulebook } from '../domain/rulebook/rulebook.ts';
import { DISPUTE_SENTENCES } from './sentences/dispute.ts';
import { MISSING_SENTENCES } from './sentences/missing.ts';
import { FAMILY_FINDING_SENTENCES } from './sentences/family-finding.ts';
import { CARER_SENTENCES } from './sentences/connected-carer.ts';

type Say = (payload: JsonObject, about: { readonly duty: string; readonly event: StreamEvent }) => string;

const day = (payload: JsonObject, key: string): string => readText(payload, key) ?? 'a day not recorded';
const because = (payload: JsonObject): string =>
  readText(payload, 'because') ?? readText(payload, 'reason') ?? 'no reason recorded';
const alertOf = (payload: JsonObject): string => `alert ${readText(payload, 'alertId') ?? ''}`;

/** One plain sentence for each kind of event; a kind without one is named as it is. */
const SENTENCES: Readonly<Record<string, Say>> = {
  'process-opened': () => 'The process was opened.',
  'entered-care': (payload) =>
    payload['outOfHours'] === true
      ? 'The child came into care out of hours; the rest is still to be told.'
      : 'The child came into care.',
  'legal-status-changed': (payload) => `The legal status became ${readText(payload, 'code') ?? 'one not recorded'}.`,
  'placement-started': (payload) => `A placement began (${readText(payload, 'code') ?? 'not recorded'}).`,
  allocated: (payload) =>
    readText(payload, 'person') === null
      ? `Nobody is allocated as ${readText(payload, 'role') ?? ''} any more.`
      : `${readText(payload, 'person') ?? ''} was allocated as ${readText(payload, 'role') ?? ''}.`,
  'team-assigned': (payload) => `The team ${readText(payload, 'team') ?? ''} became responsible.`,
  'care-plan-prepared': () => 'The care plan was prepared.',
  'placement-plan-prepared': () => 'The placement plan was prepared.',
  'return-read': (payload) => `A return that speaks up to ${day(payload, 'asAt')} was read.`,
  'return-withdrawn': () => 'An import of a return was withdrawn.',
  'review-booked': (payload) => `A review was booked for ${day(payload, 'bookedFor')}.`,
  'review-moved': (payload) => `The booked review was moved to ${day(payload, 'bookedFor')}.`,
  'booking-cancelled': () => 'The booking was cancelled.',
  'review-held': (payload) =>
    payload['withoutIro'] === true
      ? 'A review was held without an IRO: recorded, without lawful effect.'
      : 'A review was held.',
  'review-adjourned': () => 'A review was opened and adjourned.',
  'review-part-held': () => 'A further part of the review was held.',
  'review-step-recorded': (payload) => `Around the review: ${(readText(payload, 'step') ?? '').replaceAll('-', ' ')}.`,
  'early-review-triggered': (payload) =>
    `An early review was called for (${(readText(payload, 'trigger') ?? '').replaceAll('-', ' ')}).`,
  'early-review-declined': () => 'The IRO recorded why an early review is not justified.',
  'plan-ratified': (payload) =>
    `The plan for permanence was ratified: ${(readText(payload, 'plan') ?? '').replaceAll('-', ' ')}.`,
  'plan-not-ratified': () => 'It was recorded why the plan for permanence is not ratified.',
  'planning-meeting-held': () => 'A permanence planning meeting was held.',
  'permanence-panel-held': () => 'The child was discussed at the permanence panel.',
  'plan-decision-set': (payload) =>
    `The ${readText(payload, 'side') ?? ''} plan is to be decided by ${day(payload, 'byOn')}.`,
  'plan-decision-taken': (payload) => `A decision on the ${readText(payload, 'side') ?? ''} plan was taken.`,
  'permanence-achieved': () => 'The plan for permanence is achieved.',
  'brothers-and-sisters-told': (payload) =>
    payload['inCare'] === true ? 'The child has brothers or sisters in care.' : 'No brothers or sisters are in care.',
  'together-apart-assessed': (payload) =>
    `Brothers and sisters were assessed: ${(readText(payload, 'outcome') ?? '').replaceAll('-', ' ')}.`,
  'life-story-begun': () => 'Life-story work began.',
  'legal-gateway-held': () => 'The legal route was decided with lawyers.',
  'child-discussed': () => 'The child was discussed in supervision.',
  'supervision-decided': (payload) =>
    `Supervision decided something that ${readText(payload, 'owner') ?? ''} does by ${day(payload, 'byOn')}.`,
  'supervision-frequency-set': (payload) =>
    `The child is to be discussed every ${String(numberOf(payload, 'weeks'))} weeks.`,
  'decision-moved': (payload) =>
    `A decision of supervision was put off to ${day(payload, 'byOn')}: ${because(payload)}.`,
  'decision-done': () => 'A decision of supervision was carried out.',
  'decision-dropped': (payload) => `A decision of supervision was dropped: ${because(payload)}.`,
  'left-care': (payload) =>
    `The child ceased to be looked after (${readText(payload, 'reason') ?? 'no reason recorded'}).`,
  'turned-eighteen': () => 'The child turned eighteen on the next day.',
  'decisions-agreed': () => 'Five working days without objection: the decisions are agreed.',
  'early-review-called': () => 'Persistent absence opened an early review.',
  ...MISSING_SENTENCES,
  ...DISPUTE_SENTENCES,
  ...FAMILY_FINDING_SENTENCES,
  'return-received': () => 'The files of a return were received.',
  'feed-received': () => 'A daily feed was received.',
  'rows-decided': (payload) =>
    `A person decided about rows (${(readText(payload, 'decision') ?? '').replaceAll('-', ' ')}). Reason: ${because(payload)}.`,
  'difference-kept': (payload) =>
    `What was recorded was kept although an import says otherwise. Reason: ${because(payload)}.`,
  'import-previewed': () => 'The import was read and its preview made.',
  'import-confirmed': () => 'The import was confirmed.',
  'import-applied': () => 'The import was applied.',
  'import-withdrawal-begun': () => 'The import is being withdrawn.',
  'import-withdrawn': () => 'The import was withdrawn.',
  ...CARER_SENTENCES,
  'fact-corrected': (payload) =>
    `Corrected: ${(readText(payload, 'kind') ?? '').replaceAll('-', ' ')}. Reason: ${because(payload)}.`,
  'fact-withdrawn': (payload) =>
    `Withdrawn: ${(readText(payload, 'kind') ?? '').replaceAll('-', ' ')}. Reason: ${because(payload)}.`,
  'derived-withdrawn': (payload) => `It no longer follows: ${(readText(payload, 'kind') ?? '').replaceAll('-', ' ')}.`,
  'duty-opened': (payload, { duty }) => `${duty} is due on ${day(payload, 'dueOn')}.`,
  'duty-reopened': (payload, { duty }) => `${duty} is open again, due on ${day(payload, 'dueOn')}.`,
  'duty-re-dated': (payload, { duty, event }) =>
    `${duty} moved from ${day(payload, 'from')} to ${day(payload, 'to')} because of ${event.cause ?? 'a cause not recorded'}.`,
  'duty-practice-date-moved': (payload, { duty }) =>
    `${duty}: the authority's own date is now ${day(payload, 'to')} (was ${day(payload, 'from')}).`,
  'settings-adopted': (payload, { event }) =>
    payload['settings'] === null
      ? `The authority's settings were given up (${event.cause ?? 'cause not recorded'}).`
      : `The authority's settings were adopted (${event.cause ?? 'cause not recorded'}).`,
  'duty-met': (payload, { duty }) => `${duty} was met on ${day(payload, 'metOn')} (due ${day(payload, 'dueOn')}).`,
  'duty-ended': (payload, { duty }) => `${duty} is no longer owed: ${because(payload)}.`,
  'duty-withdrawn': (_payload, { duty, event }) =>
    `${duty} no longer follows (${event.cause ?? 'cause not recorded'}).`,
  'step-taken': (payload, { duty }) =>
    `${duty}: the step "${(readText(payload, 'step') ?? '').replaceAll('-', ' ')}" was taken (${String(readTexts(payload, 'steps').length)} passed).`,
  'step-overtaken': () => 'A step was overtaken by what had been recorded in the meantime.',
  'alert-raised': (payload, { duty }) =>
    `${duty}: ${(readText(payload, 'role') ?? '').replaceAll('-', ' ')} was told (${(readText(payload, 'reason') ?? '').replaceAll('-', ' ')}).`,
  'alert-answered': (payload) =>
    `${alertOf(payload)} was answered: ${(readText(payload, 'answer') ?? '').replaceAll('-', ' ')}.`,
  'alert-climbed': (payload) =>
    `${alertOf(payload)} went to the next above: ${(readText(payload, 'reason') ?? '').replaceAll('-', ' ')}.`,
  'alert-superseded': (payload) => `${alertOf(payload)} was superseded: ${because(payload).replaceAll('-', ' ')}.`,
  'alert-readdressed': (payload) =>
    `${alertOf(payload)} is now addressed to ${readText(payload, 'person') ?? 'whoever holds the role'}.`,
  'alert-closed': (payload) => `${alertOf(payload)} was closed: ${because(payload).replaceAll('-', ' ')}.`,
  'iro-view-recorded': (payload) => `The IRO recorded a view on ${alertOf(payload)}.`,
};

/** An event as one sentence for a reader, with its day. */
export function sentenceOf(event: StreamEvent, rules: Rulebook): string {
  const say = SENTENCES[event.kind];
  const payload =
    event.class === 'done' ? event.payload : { ...event.payload, ...readObject(event.payload, 'payload') };
  const ruleId = readText(event.payload, 'ruleId') ?? (readText(event.payload, 'dutyId') ?? '').split('@')[0];
  const duty = rules.rules.find((rule) => rule.id === ruleId)?.title ?? 'A duty';
  const said = say === undefined ? `${event.kind.replaceAll('-', ' ')}.` : say(payload, { duty, event });
  return `${spelledOut(event.occurredOn)}: ${said}`;
}
