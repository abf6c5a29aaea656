import { numberOf, readFlag, readText } from '../../domain/json-reading.ts';
import type { JsonObject } from '../../domain/json.ts';
import { CARE_PLANNING_SENTENCES } from './care-planning.ts';
import { because, day, words, type Say } from './say.ts';

/** Whether an advocate was offered to the child; nothing where it is not recorded. */
const advocacy: (payload: JsonObject) => string = (payload) => {
  const offered = readFlag(payload, 'advocacyOffered');
  if (offered === null) return '';
  return offered ? ' An advocate was offered to the child.' : ' No advocate was offered to the child.';
};

/** What people and returns tell of a period of care, and what follows from it. */
export const PERIOD_OF_CARE_SENTENCES: Readonly<Record<string, Say>> = {
  ...CARE_PLANNING_SENTENCES,
  'entered-care': (payload) =>
    payload['outOfHours'] === true
      ? 'The child came into care out of hours; the rest is still to be told.'
      : 'The child came into care.',
  'legal-status-changed': (payload) => `The legal status became ${readText(payload, 'code') ?? 'one not recorded'}.`,
  'placement-started': (payload) => `A placement began (${readText(payload, 'code') ?? 'not recorded'}).`,
  allocated: (payload) =>
    readText(payload, 'person') === null
      ? `Nobody is allocated as ${words(payload, 'role')} any more.`
      : `${readText(payload, 'person') ?? ''} was allocated as ${words(payload, 'role')}.`,
  'team-assigned': (payload) => `The team ${readText(payload, 'team') ?? ''} became responsible.`,
  'team-went-live': (payload) =>
    readText(payload, 'recoverBy') === null
      ? 'The team is told from now on.'
      : `The team is told from now on; what is overdue is dealt with by ${day(payload, 'recoverBy')}.`,
  'care-plan-prepared': () => 'The care plan was prepared.',
  'placement-plan-prepared': () => 'The placement plan was prepared.',
  'return-read': (payload) => `A return that speaks up to ${day(payload, 'asAt')} was read.`,
  'return-withdrawn': () => 'An import of a return was withdrawn.',
  'review-booked': (payload) => `A review was booked for ${day(payload, 'bookedFor')}.`,
  'review-moved': (payload) => `The booked review was moved to ${day(payload, 'bookedFor')}.`,
  'booking-cancelled': () => 'The booking was cancelled.',
  'review-held': (payload) =>
    (payload['withoutIro'] === true
      ? 'A review was held without an IRO: recorded, without lawful effect.'
      : 'A review was held.') + advocacy(payload),
  'review-adjourned': () => 'A review was opened and adjourned.',
  'review-part-held': () => 'A further part of the review was held.',
  'review-step-recorded': (payload) => `Around the review: ${words(payload, 'step')}.`,
  'early-review-triggered': (payload) => `An early review was called for (${words(payload, 'trigger')}).`,
  'early-review-declined': () => 'The IRO recorded why an early review is not justified.',
  'plan-ratified': (payload) => `The plan for permanence was ratified: ${words(payload, 'plan')}.`,
  'plan-not-ratified': () => 'It was recorded why the plan for permanence is not ratified.',
  'together-apart-heard': () => 'Whether brothers and sisters live together was decided in family-finding.',
  'adoption-search-heard': () => 'Family-finding began.',
  'life-story-heard': () => 'The child has the book of their life story from family-finding.',
  'early-review-called': (payload) =>
    payload['trigger'] === 'care-plan-changing'
      ? 'That adoption is no longer the plan opened an early review.'
      : 'Persistent absence opened an early review.',
  'planning-meeting-held': () => 'A permanence planning meeting was held.',
  'permanence-panel-held': () => 'The child was discussed at the permanence panel.',
  'plan-decision-set': (payload) =>
    `The ${readText(payload, 'side') ?? ''} plan is to be decided by ${day(payload, 'byOn')}.`,
  'plan-decision-taken': (payload) => `A decision on the ${readText(payload, 'side') ?? ''} plan was taken.`,
  'permanence-achieved': () => 'The plan for permanence is achieved.',
  'brothers-and-sisters-told': (payload) =>
    payload['inCare'] === true ? 'The child has brothers or sisters in care.' : 'No brothers or sisters are in care.',
  'together-apart-assessed': (payload) =>
    `It was assessed how brothers and sisters live: ${words(payload, 'outcome')}.`,
  'adoption-considered': () => 'Adoption is considered for the child.',
  'early-permanence-assessed': (payload) => `Early permanence was considered: ${words(payload, 'outcome')}.`,
  'early-permanence-heard': () => 'Early permanence was considered in family-finding.',
  'life-story-begun': () => 'Life-story work began.',
  'legal-gateway-held': () => 'The legal route was decided with lawyers.',
  'child-discussed': () => 'The child was discussed in supervision.',
  'supervision-decided': (payload) =>
    `In supervision it was decided what ${readText(payload, 'owner') ?? 'somebody'} does by ${day(payload, 'byOn')}.`,
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
  'parents-placement-proposed': (payload) => `A placement with parents is planned for ${day(payload, 'plannedFor')}.`,
  'placed-before-assessment': () => 'The child was placed with parents before their assessment.',
  'parents-assessed': () => 'The assessment of the parents was completed.',
  'parents-placement-decided': (payload) =>
    payload['confirmed'] === true
      ? 'The placement with parents was approved.'
      : 'The placement with parents was not confirmed: it is to be ended.',
  'visit-made': (payload) =>
    payload['seen'] === true
      ? `The child was visited and seen (${words(payload, 'where')}; spoken to alone: ${words(payload, 'alone')}).`
      : 'A visit was made and the child was not seen: it meets nothing.',
  'visit-booked': (payload) => `A visit was booked for ${day(payload, 'bookedFor')}.`,
  'visit-booking-cancelled': () => 'The booking of the visit was cancelled.',
  'visit-requested': (payload) => `A visit was asked for (${words(payload, 'requestedBy')}).`,
  'home-notice-received': () => "Ofsted notified the authority about the children's home.",
  'visit-frequency-set': (payload) =>
    `A review decided that the child is visited every ${String(numberOf(payload, 'weeks'))} weeks while placed for adoption.`,
  'placement-confirmed-lasting': () => 'It was confirmed that the placement is to last until the child is eighteen.',
  'visits-agreed-with-child': (payload) =>
    payload['agrees'] === true ? 'The child agreed to fewer visits.' : 'The child does not agree to fewer visits.',
  'placement-consent-heard': (payload) =>
    payload['given'] === true
      ? 'The parents consented to a placement for adoption: adoption reviews are owed until the child is placed.'
      : 'Adoption is no longer the plan: consent to a placement no longer counts.',
  'carer-approval-changed': (payload) => `The approval of the connected carer: ${words(payload, 'approval')}.`,
};
