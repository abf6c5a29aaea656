import { numberOf, readText } from '../../domain/json-reading.ts';
import { day, words, type Say } from './say.ts';

/** What people and returns tell of a period of care, and what follows from it. */
export const PERIOD_OF_CARE_SENTENCES: Readonly<Record<string, Say>> = {
  'entered-care': () => 'The child came into care.',
  'legal-status-changed': (payload) => `The legal status became ${readText(payload, 'code') ?? 'one not recorded'}.`,
  'placement-started': (payload) => `A placement began (${readText(payload, 'code') ?? 'not recorded'}).`,
  allocated: (payload) =>
    readText(payload, 'person') === null
      ? `Nobody is allocated as ${readText(payload, 'role') ?? ''} any more.`
      : `${readText(payload, 'person') ?? ''} was allocated as ${readText(payload, 'role') ?? ''}.`,
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
  'review-step-recorded': (payload) => `Around the review: ${words(payload, 'step')}.`,
  'early-review-triggered': (payload) => `An early review was called for (${words(payload, 'trigger')}).`,
  'early-review-declined': () => 'The IRO recorded why an early review is not justified.',
  'plan-ratified': (payload) => `The plan for permanence was ratified: ${words(payload, 'plan')}.`,
  'plan-not-ratified': () => 'It was recorded why the plan for permanence is not ratified.',
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
  'carer-approval-changed': (payload) => `The approval of the connected carer: ${words(payload, 'approval')}.`,
};
