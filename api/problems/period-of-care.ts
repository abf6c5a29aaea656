import type { PeriodOfCareRefusal } from '../../domain/processes/period-of-care/refusal.ts';
import { conflict, type Said } from './said.ts';

export const PERIOD_OF_CARE_PROBLEMS = {
  'not-in-care': conflict('The child is not in care', 'Record the entry first.'),
  'already-entered': conflict('The entry is recorded', 'Correct it if it is wrong.'),
  'before-entry': conflict('Before the child came into care', 'Check the day, or correct the day of entry.'),
  'after-leaving': conflict(
    'After the child left care or turned eighteen',
    'Check the day, or correct the day of leaving.',
  ),
  'before-birth': conflict('Before the child was born', 'Check the day and the date of birth.'),
  'unknown-code': { status: 422, title: 'The code is not known', detail: 'Use the codes of the SSDA903 return.' },
  'no-placement': conflict('There was no placement on that day', 'Record the placement first.'),
  'booking-in-the-past': {
    status: 422,
    title: 'A booking is for today or later',
    detail: 'What was held is recorded: record-review, record-visit.',
  },
  'nothing-booked': conflict('No review is booked', 'Book one first.'),
  'already-booked': conflict('A review is booked', 'Move it, or cancel it first.'),
  'outside-window': {
    status: 422,
    title: 'Outside the time in which a review can be booked',
    detail: 'Book within twelve months; no interval is longer than six.',
  },
  'review-already-recorded': conflict('A review on that day is recorded', 'Correct it if it is wrong.'),
  'participation-does-not-fit-age': {
    status: 422,
    title: 'The participation code does not fit the age',
    detail: 'PN0 is for children under four, PN1 to PN7 from the fourth birthday on.',
  },
  'no-review-held': conflict('No review was held by then', 'Record the review first.'),
  'adjourned-already': conflict('A review is adjourned', 'It can be adjourned once only; complete it.'),
  'nothing-adjourned': conflict('No review is adjourned or in parts', 'Record a review with record-review.'),
  'review-not-complete': conflict('The last review is not complete', 'Complete it with record-review-part.'),
  'early-review-open': conflict('An early review is called for', 'Hold it.'),
  'no-early-review': conflict('No early review is called for', 'There is nothing to decline.'),
  'not-a-childs-request': conflict(
    'The child did not ask for this one',
    "Only a child's request can be declined, with the reason.",
  ),
  'only-the-iro': { status: 403, title: 'Only the IRO does this', detail: "The child's IRO or the covering one." },
  'plan-incomplete': {
    status: 422,
    title: 'The plan is not complete',
    detail: "A plan is ratified with its legal route, evidence and the child's view.",
  },
  'no-visit-booked': conflict('No visit is booked', 'There is nothing to cancel.'),
  'nothing-proposed': conflict(
    'No placement with parents waits for this',
    'Record the plan, or the placement made before its assessment, first.',
  ),
  'no-plan-ratified': conflict('No plan for permanence is ratified', 'The IRO ratifies one first: ratify-plan.'),
  'no-decision-set': conflict('No day of decision is set for this plan', 'Set one with set-plan-decision.'),
  'decision-in-the-past': { status: 422, title: 'The day lies in the past', detail: 'Give a day from today on.' },
  'decision-incomplete': {
    status: 422,
    title: 'It is no decision without owner and day',
    detail: 'Say for each what is done, by whom (owner) and by when (byOn). Nothing was recorded.',
  },
  'decision-settled': conflict(
    'The decision is settled',
    'It was carried out or dropped; correct that if it is wrong.',
  ),
  'unknown-decision': {
    status: 404,
    title: 'There is no such decision',
    detail: 'The history of the process lists decisions with the ids of their facts.',
  },
  'no-legal-basis': conflict('No legal basis is recorded for that day', 'Record the legal status and the day first.'),
  'not-in-secure-accommodation': conflict(
    'The child is not in secure accommodation',
    'Record the placement in secure accommodation first.',
  ),
  'no-deprivation-of-liberty': conflict('No deprivation of liberty is recorded', 'Record the order first.'),
  'not-section-20': conflict(
    'The child is not accommodated by agreement',
    'Consent concerns accommodation under section 20 alone.',
  ),
  'no-preproceedings': conflict('No pre-proceedings are open', 'Record the letter before proceedings first.'),
  'preproceedings-open': conflict(
    'Pre-proceedings are open already',
    'An application, or their end without one, finishes them.',
  ),
  'no-care-proceedings': conflict('No care proceedings are open', 'Record the application and its day first.'),
  'care-proceedings-open': conflict(
    'Care proceedings are open already',
    'Record how they ended before another application.',
  ),
  'no-education-move': conflict('No move that disrupts education is planned', 'Record the planned move first.'),
  'no-independent-visitor': conflict(
    'No independent visitor is wanted or appointed',
    'Record first that one is needed, or appointed.',
  ),
  'no-contact-decision': conflict('No decision on contact waits for this', 'Record the decision first.'),
  'not-outside-terms': conflict(
    'No placement outside the terms of approval is recorded by then',
    'Record the placement outside the terms first.',
  ),
  'may-not-be-withheld': {
    status: 422,
    title: 'This notice may not be withheld',
    detail: 'Only from parents, contact holders and the former carer, at risk of significant harm (CPPCR reg 13(3)).',
  },
  'not-outside-area': conflict('No placement outside the area is recorded', 'Record the placement first.'),
  'no-placement-ending': conflict('No end of a placement waits for this', 'Record the planned end first.'),
  'no-ceasing-planned': conflict('No plan to cease looking after the child', 'Record the plan first.'),
} satisfies Record<PeriodOfCareRefusal, Said>;
