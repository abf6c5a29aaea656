import { readText, readTexts } from '../../domain/json-reading.ts';
import type { JsonObject } from '../../domain/json.ts';
import { by, day, words } from './say.ts';

const decided = (payload: JsonObject): string =>
  readText(payload, 'decidedBy') === null ? '' : ` (decided${by(payload, 'decidedBy')})`;

/** Where it was not asked in which role, the nominated officer approved it. */
const approverRole = (payload: JsonObject): string =>
  readText(payload, 'approvedAs') === null ? 'nominated officer' : words(payload, 'approvedAs');

/** Who it is, by the reference under which the carer is known. */
const carerIn = (payload: JsonObject, unknown: string): string => readText(payload, 'carer') ?? unknown;

const namedCarers = (payload: JsonObject): string => {
  const carers = readTexts(payload, 'carers');
  return carers.length === 0 ? '' : ` (${carers.join(', ')})`;
};

/** Of one carer, or where none is named of them all. */
const CHECKS: Readonly<Record<string, (whose: string) => string>> = {
  checks: (whose) => `The checks of ${whose} are complete.`,
  references: (whose) => `The references of ${whose} are there.`,
  medical: (whose) => `The medical report on ${whose} is there.`,
};

/** Steps whose name alone does not say who did what. */
const STEPS: Readonly<Record<string, string>> = {
  viability: 'The viability assessment of the carers was made.',
  'first-stage-refused': 'The carers were told that they are not suitable.',
  midpoint: 'The mid-point of the assessment was reached.',
  report: 'The report on the carers is complete.',
  'report-sent': 'The report was sent to the carers for their comments.',
  'observations-received': 'The carers commented on the report.',
  'minutes-received': 'The recommendation and the final minutes of the panel were received.',
  'decision-told-orally': 'The carers were told of the decision orally.',
  'decision-told-in-writing': 'The carers were told of the decision in writing.',
  representations: 'The carers made representations.',
  'review-applied': 'The carers applied for an independent review.',
  'review-notified': 'The independent review notified the authority.',
  'review-papers': 'The papers were sent to the independent review.',
  'review-outcome': 'The outcome of the independent review is known.',
  'carer-reviewed': 'The approval of the carers was reviewed.',
  'review-to-panel': 'The report of the review went to the panel.',
};

/** What is said of a household of connected persons. */
export const CARER_SENTENCES: Readonly<Record<string, (payload: JsonObject) => string>> = {
  'connected-carer-named': (payload) => `Connected persons were named as carers${namedCarers(payload)}.`,
  'carer-added': (payload) => `${carerIn(payload, 'A carer')} joined the household as a carer.`,
  'carer-removed': (payload) => `${carerIn(payload, 'A carer')} left the household.`,
  'carer-allocated': (payload) =>
    readText(payload, 'person') === null
      ? `Nobody is allocated to the household as ${words(payload, 'role')} any more.`
      : `${readText(payload, 'person') ?? ''} was allocated to the household as ${words(payload, 'role')}.`,
  'carer-suitability-assessed': (payload) =>
    payload['suitable'] === true
      ? `The carers were assessed as suitable for the child${decided(payload)}.`
      : `The carers were assessed as not suitable for the child${decided(payload)}.`,
  'temporary-approval-given': (payload) =>
    `The carers were temporarily approved for the child${by(payload, 'approvedBy')}.`,
  'adopter-approval-given': (payload) =>
    `The prospective adopters were approved as foster carers of the child${by(payload, 'approvedBy')}.`,
  'child-joined-carer': () => 'The child was placed with the carers.',
  'child-left-carer': (payload) => `The child left the carers (${words(payload, 'because')}).`,
  'extension-panel-views-sought': () => "The fostering panel's views on an extension were sought.",
  'extension-iro-informed': () => 'The IRO was informed of the extension.',
  'temporary-approval-extended': (payload) =>
    `An extension of the temporary approval was approved${by(payload, 'approvedBy')} as ${approverRole(payload)}, pending the ${words(payload, 'pending')}${readText(payload, 'until') === null ? '' : `, until ${day(payload, 'until')}`}${payload['heldPost'] === false ? '; by the directory that person did not hold the post then' : ''}.`,
  'carer-assessment-step': (payload) =>
    CHECKS[readText(payload, 'step') ?? '']?.(carerIn(payload, 'the carers')) ??
    STEPS[readText(payload, 'step') ?? ''] ??
    `Of the assessment of the carers: ${words(payload, 'step')}.`,
  'fostering-panel-booked': (payload) => `A fostering panel was booked for ${day(payload, 'bookedFor')}.`,
  'fostering-panel-held': () => 'The fostering panel considered the carers.',
  'fostering-decision-made': (payload) =>
    `The decision on the carers was made${by(payload, 'decidedBy')}: ${words(payload, 'outcome')}.`,
  'adopters-no-longer-approved': () => 'The carers are no longer approved as adopters.',
  'carer-notice-received': () => 'The carers gave written notice that they give up.',
  'securing-step': (payload) =>
    readText(payload, 'step') === 'not-to-be-secured'
      ? `It was decided not to secure the home by an order (${readText(payload, 'reason') ?? 'no reason recorded'}).`
      : `Of securing the home and its support: ${words(payload, 'step')}.`,
  'securing-order-made': (payload) => `An order secures the home: ${words(payload, 'order')}.`,
  'household-closed': (payload) => `The household was closed (${readText(payload, 'reason') ?? 'no reason recorded'}).`,
  'answering-time-over': (payload) =>
    payload['ruleId'] === 'foster.report-observations'
      ? "The carers' time to comment on the report is over."
      : 'The time is over in which the carers can be told that they are not suitable: the assessment goes on.',
  'child-birth-known': () => "The child's date of birth was heard of.",
  'child-team-known': () => 'It was heard who works with the child.',
  'child-review-known': () => "A review of the child's case was heard of.",
  'child-placed-elsewhere': (payload) => `It was heard that ${words(payload, 'because')}.`,
  'child-out-of-care': (payload) => `It was heard that the child left care (${words(payload, 'because')}).`,
  'connected-child-turned-eighteen': () => 'The child turned eighteen on the next day.',
  'temporary-approval-expired': () => 'The temporary approval ran out with this day.',
  'temporary-approval-ended': (payload) => `The temporary approval ended (${words(payload, 'because')}).`,
  'adopter-approval-expired': () => 'The approval of the prospective adopters as foster carers ran out with this day.',
  'adopter-approval-ended': (payload) =>
    `The approval of the prospective adopters as foster carers ended (${words(payload, 'because')}).`,
  'carer-fully-approved': () => 'The child lives with fully approved carers from this day on.',
  'full-approval-ended': () => 'The full approval of the carers ended with this day.',
  'carer-no-longer-approved': () => 'The child is still with the carers whose full approval ended with this day.',
  'next-step-missed': () => 'Nothing was recorded by this day, though nothing else was owed for the household.',
};
