import { readFlag, readText } from '../../domain/json-reading.ts';
import type { JsonObject } from '../../domain/json.ts';
import { by, day, words } from './say.ts';

const on = (payload: JsonObject): string => (payload['purpose'] === 'plan' ? 'the plan' : 'a match');

/** A source that tells only that it was held says nothing of what it recommends. */
function recommends(payload: JsonObject): string {
  const isFor = readFlag(payload, 'recommends');
  if (isFor === null) return 'what it recommends is not recorded';
  return isFor ? 'it recommends it' : 'it does not recommend it';
}

/** Reasons of the return (SSDA903 REASON_PLACED_CEASED). */
const CEASED: Readonly<Record<string, string>> = {
  RD1: "RD1: the child's needs changed",
  RD2: 'RD2: the court refused a placement order',
  RD3: 'RD3: no adopters could be found',
  RD4: 'RD4: another reason',
};

/** Steps whose name alone does not say who did what. */
const STEPS: Readonly<Record<string, string>> = {
  register: "The child's details were sent to the register.",
  'parents-told-orally': 'The parents were told of the decision orally.',
  'parents-told-in-writing': 'The parents were told of the decision in writing.',
  'adopters-told-orally': 'The adopters were told of the decision orally.',
  'adopters-told-in-writing': 'The adopters were told of the decision in writing.',
  'adopters-notified-of-report': 'The placement report was sent to the adopters for their comments.',
  'comments-received': 'The adopters commented on the placement report.',
  'life-story-first-version': 'There is a first version of the life-story book.',
  'life-story-complete': 'The life-story book is complete.',
  'later-life-letter': 'The later-life letter was given.',
  'advice-on-outside-rule': 'Legal advice was given on what was done outside the rule.',
  'revocation-applied': 'The court was asked to revoke the placement order.',
};

/** What happened in family-finding, each kind of event as a sentence. */
export const FAMILY_FINDING_SENTENCES: Readonly<Record<string, (payload: JsonObject) => string>> = {
  'adoption-plan-set': (payload) =>
    readText(payload, 'basis') === null
      ? 'Adoption is the plan; when and on what footing it was set is not recorded.'
      : `Adoption was set as the plan (${words(payload, 'basis')}).`,
  'agency-decision-made': (payload) =>
    payload['shouldBePlaced'] === false
      ? `The agency decided${by(payload, 'decidedBy')} that the child should not be placed for adoption.`
      : `The agency decided${by(payload, 'decidedBy')} that the child should be placed for adoption.`,
  'adoption-panel-planned': (payload) => `A panel on ${on(payload)} was planned for ${day(payload, 'plannedFor')}.`,
  'adoption-panel-held': (payload) => `A panel on ${on(payload)} was held; ${recommends(payload)}.`,
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
  'adoption-step-recorded': (payload) =>
    STEPS[readText(payload, 'step') ?? ''] ?? `In family-finding: ${words(payload, 'step')}.`,
  'early-permanence-considered': (payload) => `Early permanence was considered: ${words(payload, 'outcome')}.`,
  'brothers-and-sisters-decided': (payload) =>
    `It was decided${by(payload, 'decidedBy')} that brothers and sisters are placed ${words(payload, 'outcome')}.`,
  'family-finding-moved': () => 'Work on family-finding was recorded.',
  'adoption-confirmed': () => 'Adoption was confirmed as the plan.',
  'adoption-plan-changed': (payload) =>
    `The agency decided${by(payload, 'decidedBy')} that the child should no longer be placed for adoption (${CEASED[readText(payload, 'ceased') ?? ''] ?? 'no reason recorded'})${readText(payload, 'newPlan') === null ? '' : `; the plan is now ${words(payload, 'newPlan')}`}.`,
  'heard-of-the-child': (payload) => `Heard of the child's care: ${words(payload, 'what')}.`,
  'waiting-time-over': (payload) =>
    payload['ruleId'] === 'adoption.order-earliest'
      ? 'Ten weeks in the adoptive home are over.'
      : "The adopters' time to comment on the placement report is over.",
};
