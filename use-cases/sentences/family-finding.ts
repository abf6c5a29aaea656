import { readText } from '../../domain/json-reading.ts';
import type { JsonObject } from '../../domain/json.ts';
import { by, day, words } from './say.ts';

const on = (payload: JsonObject): string => (payload['purpose'] === 'plan' ? 'the plan' : 'a match');

/** What happened in family-finding, each kind of event as a sentence. */
export const FAMILY_FINDING_SENTENCES: Readonly<Record<string, (payload: JsonObject) => string>> = {
  'adoption-plan-set': (payload) => `Adoption was set as the plan (${words(payload, 'basis')}).`,
  'agency-decision-made': (payload) =>
    payload['shouldBePlaced'] === false
      ? `The agency decided${by(payload, 'decidedBy')} that the child should not be placed for adoption.`
      : `The agency decided${by(payload, 'decidedBy')} that the child should be placed for adoption.`,
  'adoption-panel-planned': (payload) => `A panel on ${on(payload)} was planned for ${day(payload, 'plannedFor')}.`,
  'adoption-panel-held': (payload) =>
    `A panel on ${on(payload)} was held; it ${payload['recommends'] === true ? 'recommends it' : 'does not recommend it'}.`,
  'final-minutes-received': (payload) =>
    `The recommendation and the final minutes of the panel on ${on(payload)} were received.`,
  'placement-consent-given': () => 'Consent to placement for adoption was given.',
  'regional-agency-told': () => 'The child was referred to the regional adoption agency.',
  'child-profile-completed': () => "The child's profile was completed.",
  'link-made': (payload) => `A link was made with ${readText(payload, 'adopters') ?? 'adopters not recorded'}.`,
  'link-ended': (payload) => `The link with ${readText(payload, 'adopters') ?? 'adopters not recorded'} ended.`,
  'match-decided': (payload) =>
    payload['approved'] === false
      ? `The match was not approved${by(payload, 'decidedBy')}.`
      : `The match was approved${by(payload, 'decidedBy')}.`,
  'introductions-started': () => 'Introductions began.',
  'adoption-application-made': () => 'The application for an adoption order was made.',
  'adoption-ceremony-held': () => 'The adoption ceremony was held.',
  'adoption-step-recorded': (payload) => `In family-finding: ${words(payload, 'step')}.`,
  'early-permanence-considered': (payload) => `Early permanence was considered: ${words(payload, 'outcome')}.`,
  'brothers-and-sisters-decided': (payload) =>
    `It was decided${by(payload, 'decidedBy')} that brothers and sisters are placed ${words(payload, 'outcome')}.`,
  'family-finding-moved': () => 'Work on family-finding was recorded.',
  'adoption-confirmed': () => 'Adoption was confirmed as the plan.',
  'adoption-plan-changed': (payload) =>
    `The agency decided${by(payload, 'decidedBy')} that the child should no longer be placed for adoption (${readText(payload, 'ceased') ?? 'no code recorded'}); the plan is now ${words(payload, 'newPlan')}.`,
  'heard-of-the-child': (payload) => `Heard of the child's care: ${words(payload, 'what')}.`,
  'waiting-time-over': (payload) =>
    payload['ruleId'] === 'adoption.order-earliest'
      ? 'Ten weeks in the adoptive home are over.'
      : "The adopters' time to comment on the placement report is over.",
};
