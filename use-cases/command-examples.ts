import type { JsonObject } from '../domain/json.ts';
import type { CommandKind } from './command-schemas.ts';

const PLAN = {
  plan: 'long-term-fostering',
  legalRoute: 'care order, placement with current carers',
  parallelPlan: 'special-guardianship',
  targetOn: '2026-12-31',
  evidence: 'assessment of 1 June 2026',
  childsView: 'wants to stay where she is',
  subjectToCourt: null,
};

/** One example of each command, shown in the API description and proved against its schema. */
export const COMMAND_EXAMPLES: Readonly<Record<CommandKind, JsonObject>> = {
  'record-entry': { on: '2026-03-02', localReference: '9000001', dateOfBirth: '2015-05-05', legalStatus: 'V2', placement: 'U6' },
  'change-legal-status': { on: '2026-04-01', legalStatus: 'C1' },
  'record-placement': { on: '2026-04-01', placement: 'U3', sameCarer: false },
  allocate: { on: '2026-03-02', role: 'iro', person: 'person-17' },
  'record-care-plan': { on: '2026-03-11' },
  'record-placement-plan': { on: '2026-03-06' },
  'record-leaving': { on: '2026-09-30', reason: 'E4A' },
  'book-review': { bookedFor: '2026-03-26', time: '10:30' },
  'move-review': { bookedFor: '2026-03-27', time: '14:00', reason: 'the child asked for another day' },
  'cancel-booking': { reason: 'an early review has been held' },
  'record-review': {
    on: '2026-03-26',
    participation: 'PN1',
    chairedBy: 'person-17',
    spokenTo: { on: '2026-03-24' },
    childsWords: 'I want to see my brother more often',
    whatChanged: 'contact with her brother twice a month',
    advocacyOffered: true,
    rightsExplained: true,
    planConsidered: true,
    decisions: 'contact plan revised by 9 April',
    dischargeConsidered: null,
    moreParts: false,
    ratified: null,
    whyNotRatified: null,
  },
  'adjourn-review': { on: '2026-03-26', missing: 'the report of the school' },
  'record-review-part': { on: '2026-04-14', last: true },
  'trigger-early-review': { on: '2026-05-11', trigger: 'child-asks', urgent: false, reason: 'she asked her social worker' },
  'decline-early-review': { reason: 'the review of next week covers it; agreed with the child' },
  'record-review-step': { on: '2026-04-02', step: 'decisions' },
  'ratify-plan': { on: '2026-06-24', ...PLAN },
  'record-plan-not-ratified': { on: '2026-06-24', reason: 'the together-and-apart assessment is missing' },
  correct: { factId: 'f7', on: '2026-03-25', reason: 'entered under the wrong day' },
  withdraw: { factId: 'f7', reason: 'belongs to another child' },
  'answer-alert': { alertId: 'a12', kind: 'will-do', text: 'review is booked for Thursday', byOn: '2026-04-09', who: 'person-4' },
  'record-iro-view': { alertId: 'a12', satisfied: false, text: 'the date is too late' },
};
