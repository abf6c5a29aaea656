import { spelledOut } from '../domain/calendar/calendar-date.ts';
import type { StreamEvent } from '../domain/heart/event.ts';
import { readObject, readText, readTexts } from '../domain/json-reading.ts';
import type { JsonObject } from '../domain/json.ts';
import type { Rulebook } from '../domain/rulebook/rulebook.ts';
import { AUTHORITY_SENTENCES } from './sentences/authority.ts';
import { DISPUTE_SENTENCES } from './sentences/dispute.ts';
import { EVALUATION_SENTENCES } from './sentences/evaluation.ts';
import { MISSING_SENTENCES } from './sentences/missing.ts';
import { FAMILY_FINDING_SENTENCES } from './sentences/family-finding.ts';
import { CARER_SENTENCES } from './sentences/connected-carer.ts';
import { PERIOD_OF_CARE_SENTENCES } from './sentences/period-of-care.ts';
import { because, day, inWords, stepInWords, words, type Say } from './sentences/say.ts';
import { SUPERVISION_SENTENCES } from './sentences/supervision.ts';
import { VISITS_AFTER_CARE_SENTENCES } from './sentences/visits-after-care.ts';

const alertOf = (payload: JsonObject): string => `Alert ${readText(payload, 'alertId') ?? ''}`;

/** What brought it about: a command is said in words. */
const causeOf = ({ cause }: StreamEvent): string =>
  cause?.replace(/^command (.+)$/, (_all, kind: string) => `the command "${inWords(kind)}"`) ?? 'a cause not recorded';

/** Steps whose time had come before it, where none of them was taken by itself. */
const passedOver = (payload: JsonObject): string => {
  const before = readTexts(payload, 'steps').length - 1;
  if (before < 1) return '';
  return before === 1 ? '; one before it was passed over' : `; ${String(before)} before it were passed over`;
};

/** One plain sentence for each kind of event; a kind without one is named as it is. */
const SENTENCES: Readonly<Record<string, Say>> = {
  'process-opened': () => 'The process was opened.',
  ...PERIOD_OF_CARE_SENTENCES,
  ...MISSING_SENTENCES,
  ...DISPUTE_SENTENCES,
  ...FAMILY_FINDING_SENTENCES,
  ...EVALUATION_SENTENCES,
  ...SUPERVISION_SENTENCES,
  ...VISITS_AFTER_CARE_SENTENCES,
  ...AUTHORITY_SENTENCES,
  'return-received': () => 'The files of a return were received.',
  'feed-received': () => 'A daily feed was received.',
  'rows-decided': (payload) =>
    `A person decided about rows (${words(payload, 'decision')}). Reason: ${because(payload)}.`,
  'difference-kept': (payload) =>
    `What was recorded was kept although an import says otherwise. Reason: ${because(payload)}.`,
  'import-previewed': () => 'The import was read and its preview made.',
  'import-confirmed': () => 'The import was confirmed.',
  'import-applied': () => 'The import was applied.',
  'import-withdrawal-begun': () => 'The import is being withdrawn.',
  'import-withdrawn': () => 'The import was withdrawn.',
  ...CARER_SENTENCES,
  'fact-corrected': (payload) => `Corrected: ${words(payload, 'kind')}. Reason: ${because(payload)}.`,
  'fact-withdrawn': (payload) => `Withdrawn: ${words(payload, 'kind')}. Reason: ${because(payload)}.`,
  'derived-withdrawn': (payload) => `It no longer follows: ${words(payload, 'kind')}.`,
  'duty-opened': (payload, { duty }) => `${duty} is due on ${day(payload, 'dueOn')}.`,
  'duty-reopened': (payload, { duty }) => `${duty} is open again, due on ${day(payload, 'dueOn')}.`,
  'duty-re-dated': (payload, { duty, event }) =>
    `${duty} moved from ${day(payload, 'from')} to ${day(payload, 'to')} because of ${causeOf(event)}.`,
  'duty-practice-date-moved': (payload, { duty }) =>
    `${duty}: the authority's own date is now ${day(payload, 'to')} (was ${day(payload, 'from')}).`,
  'duty-quieted': (payload, { duty }) => `${duty} is part of the recovery plan until ${day(payload, 'until')}.`,
  'settings-adopted': (payload, { event }) =>
    payload['settings'] === null
      ? `The authority's settings were given up (${causeOf(event)}).`
      : `The authority's settings were adopted (${causeOf(event)}).`,
  'duty-met': (payload, { duty }) => `${duty} was met on ${day(payload, 'metOn')} (due ${day(payload, 'dueOn')}).`,
  'duty-ended': (payload, { duty }) => `${duty} is no longer owed: ${because(payload)}.`,
  'duty-withdrawn': (_payload, { duty, event }) => `${duty} no longer follows (${causeOf(event)}).`,
  'step-taken': (payload, { duty }) =>
    `${duty}: the step "${stepInWords(readText(payload, 'step') ?? '')}" was taken${passedOver(payload)}.`,
  'step-overtaken': () => 'A step was overtaken by what had been recorded in the meantime.',
  'alert-raised': (payload, { duty }) =>
    `${duty}: the ${words(payload, 'role')} was told (${stepInWords(readText(payload, 'reason') ?? '')}).`,
  'alert-answered': (payload) => `${alertOf(payload)} was answered: ${words(payload, 'answer')}.`,
  'alert-climbed': (payload) => `${alertOf(payload)} went to the next above: ${words(payload, 'reason')}.`,
  'alert-superseded': (payload) => `${alertOf(payload)} was superseded: ${because(payload).replaceAll('-', ' ')}.`,
  'alert-readdressed': (payload) =>
    `${alertOf(payload)} is now addressed to ${readText(payload, 'person') ?? 'whoever holds the role'}.`,
  'alert-closed': (payload) => `${alertOf(payload)} was closed: ${because(payload).replaceAll('-', ' ')}.`,
  'iro-view-recorded': (payload) => `The IRO recorded a view on alert ${readText(payload, 'alertId') ?? ''}.`,
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
