import { numberOf, readText, readTexts } from '../../domain/json-reading.ts';
import { because, day, words, type Say } from './say.ts';

/** What is told of legal bases, placements, contact and the end of care. */
export const CARE_PLANNING_SENTENCES: Readonly<Record<string, Say>> = {
  'authority-end-set': (payload) => `The court set ${day(payload, 'endsOn')} as the end of the legal basis.`,
  'secure-placement-started': () => 'The child was placed in secure accommodation.',
  'secure-placement-ended': () => 'The child left secure accommodation.',
  'secure-order-made': (payload) => `The court made an order for secure accommodation to ${day(payload, 'endsOn')}.`,
  'secure-review-held': (payload) =>
    `Secure accommodation was reviewed by ${String(numberOf(payload, 'persons'))} persons${
      payload['independent'] === true ? ', one of them independent' : ', none of them independent'
    }.`,
  'deprivation-of-liberty-authorised': (payload) =>
    `A deprivation of liberty was authorised to ${day(payload, 'endsOn')}.`,
  'deprivation-of-liberty-reviewed': (payload) =>
    `The deprivation of liberty was reviewed; it is authorised to ${day(payload, 'endsOn')}.`,
  'deprivation-of-liberty-ended': () => 'The deprivation of liberty ended.',
  'responsibility-holders-told': (payload) =>
    `Parental responsibility is held by: ${readTexts(payload, 'holders').join(', ').replaceAll('-', ' ')}.`,
  'consent-given': (payload) => {
    if (payload['complete'] === true) return 'Everybody with parental responsibility agreed to the accommodation.';
    return readText(payload, 'holder') === null
      ? 'Agreement to the accommodation was given, not yet by everybody.'
      : `The ${words(payload, 'holder')} agreed to the accommodation.`;
  },
  'consent-confirmed': () => 'The agreement was confirmed again.',
  'consent-withdrawn': (payload) =>
    `The agreement was withdrawn${readText(payload, 'holder') === null ? '' : ` by the ${words(payload, 'holder')}`}: no legal basis is left.`,
  'nobody-responsible': () => 'Nobody exercises parental responsibility for the child.',
  'legal-planning-meeting-held': () => 'A legal planning meeting was held.',
  'preproceedings-letter-sent': () => 'The letter before proceedings was sent.',
  'preproceedings-reviewed': () => 'Pre-proceedings were reviewed half way.',
  'preproceedings-ended': (payload) =>
    `Pre-proceedings ended without an application: ${readText(payload, 'reason') ?? 'no reason recorded'}.`,
  'family-meeting-step-recorded': (payload) =>
    payload['step'] === 'not-in-best-interests'
      ? `A family group decision-making meeting is not in the best interests of the child: ${readText(payload, 'reason') ?? 'no reason recorded'}.`
      : `A family group decision-making meeting was ${words(payload, 'step')}.`,
  'care-application-issued': () => 'The court issued the application for a care or supervision order.',
  'case-management-hearing-held': () => 'The case management hearing was held.',
  'care-proceedings-extended': (payload) =>
    readText(payload, 'endsOn') === null
      ? `The court extended the proceedings by ${weeksOf(numberOf(payload, 'weeks'))}.`
      : `The court extended the proceedings to ${day(payload, 'endsOn')}.`,
  'care-proceedings-ended': (payload) =>
    payload['outcome'] === 'withdrawn'
      ? 'The application was withdrawn.'
      : `The care proceedings ended with ${payload['outcome'] === 'no-order' ? 'no order' : 'a final order'}.`,
  'contact-decided': (payload) => `Contact was ${words(payload, 'decision')}.`,
  'contact-notice-given': () => 'Those concerned were told of the decision on contact.',
  'contact-refusal-settled': (payload) => `The refusal of contact was settled (${words(payload, 'by')}).`,
  'placement-notices-sent': (payload) =>
    `Notice of the placement was sent to: ${readTexts(payload, 'recipients').join(', ').replaceAll('-', ' ')}.`,
  'placement-notice-not-sent': (payload) =>
    `Notice of the placement was not sent to ${words(payload, 'recipient')} (${words(payload, 'because')}).`,
  'care-plan-copies-given': (payload) =>
    `The care plan was given to: ${readTexts(payload, 'recipients').join(', ').replaceAll('-', ' ')}.`,
  'care-plan-not-given': (payload) =>
    `The care plan was not given to ${words(payload, 'recipient')} (${words(payload, 'because')}).`,
  'placed-outside-terms': () =>
    'The child was placed in an emergency with foster carers outside the terms of their approval.',
  'approval-terms-amended': () => "The terms of the carers' approval were amended to cover the placement.",
  'discharge-decided': (payload) =>
    payload['apply'] === true
      ? 'It was decided to apply for the discharge of the care order.'
      : `It was decided not to apply for the discharge of the care order yet: ${because(payload)}.`,
  'review-decision-made': (payload) =>
    `The review decided something that ${readText(payload, 'owner') ?? ''} does by ${day(payload, 'byOn')}.`,
  'review-decision-changed': (payload) =>
    readText(payload, 'byOn') === null
      ? `A review decided that something is no longer to be done: ${because(payload)}.`
      : `A review put a decision off to ${day(payload, 'byOn')}: ${because(payload)}.`,
  'review-decision-done': () => 'A decision of a review was carried out.',
  'placed-outside-area': (payload) => `The placement is outside the area (${words(payload, 'distance')}).`,
  'outside-area-approved': (payload) => `The placement outside the area was approved (${words(payload, 'by')}).`,
  'area-authority-consulted': () => 'IRO, relatives and the authority of the area were consulted.',
  'area-authority-notified': () => 'The authority of the area was notified.',
  'education-move-planned': (payload) =>
    `A move on ${day(payload, 'movesOn')} will disrupt education in key stage 4${payload['emergency'] === true ? '; it is an emergency' : ''}.`,
  'education-move-withdrawn': () => 'The move that would disrupt education is not made after all.',
  'education-move-step-recorded': (payload) =>
    payload['step'] === 'nominated-officer'
      ? 'The nominated officer approved the move that disrupts education.'
      : `The move that disrupts education was talked over with the ${words(payload, 'step')}.`,
  'independent-visitor-considered': (payload) =>
    payload['needed'] === true
      ? 'It was decided that the child needs an independent visitor.'
      : 'It was decided that no independent visitor is needed.',
  'independent-visitor-appointed': () => 'An independent visitor was appointed.',
  'independent-visit-made': () => 'The independent visitor visited the child.',
  'independent-visitor-ended': () => 'The appointment of the independent visitor ended.',
  'other-arrangements-made': (payload) =>
    payload['setting'] === 'unlisted'
      ? 'The child lives outside the settings that the law lists.'
      : `The child lives in other arrangements (${words(payload, 'setting')}).`,
  'age-assessed': (payload) =>
    payload['underSixteen'] === true
      ? 'The child was assessed as under sixteen.'
      : 'The child was assessed as sixteen or over.',
  'turned-sixteen': () => 'The child turned sixteen.',
  'placement-ending-proposed': (payload) =>
    `The placement is to end on ${day(payload, 'endsOn')} (${words(payload, 'because')}).`,
  'placement-ending-withdrawn': () => 'The placement is not to end after all.',
  'placement-ended-without-review': (payload) =>
    `The placement ended without a review: ${readText(payload, 'reason') ?? 'no reason recorded'}.`,
  'ending-notices-given': () => 'The notices of the end of the placement were given.',
  'ceasing-planned': (payload) => `The child is to cease to be looked after on ${day(payload, 'plannedFor')}.`,
  'ceasing-plan-withdrawn': () => 'The plan that the child ceases to be looked after was withdrawn.',
  'ceasing-approved': (payload) => `Ceasing to be looked after was approved (${words(payload, 'by')}).`,
};

function weeksOf(weeks: number): string {
  return weeks === 1 ? '1 week' : `${String(weeks)} weeks`;
}
