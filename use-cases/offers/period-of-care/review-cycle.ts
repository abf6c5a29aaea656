import { z } from 'zod';
import {
  EARLY_REVIEW_TRIGGERS,
  PARTICIPATION_CODES,
  PERMANENCE_PLANS,
  REVIEW_STEPS,
  type RatifiedPlan,
  type ReviewCycleCommands,
} from '../../../domain/processes/period-of-care/review-cycle/commands.ts';
import { CASE_AND_IRO, IRO_ONLY, IRO_SERVICE } from '../../access.ts';
import { calendarDay, person, text, time } from '../../fields.ts';
import type { Offer } from '../offer.ts';

const plan = {
  plan: z.enum(PERMANENCE_PLANS),
  legalRoute: text,
  parallelPlan: z.enum(PERMANENCE_PLANS).nullable().default(null),
  targetOn: calendarDay,
  evidence: text,
  childsView: text,
  subjectToCourt: text.nullable().default(null),
};
const ratified = z.strictObject(plan) satisfies z.ZodType<RatifiedPlan>;
const spokenTo = z.union([z.strictObject({ on: calendarDay }), z.strictObject({ whyNot: text })]);

const PLAN = {
  plan: 'long-term-fostering',
  legalRoute: 'care order, placement with current carers',
  parallelPlan: 'special-guardianship',
  targetOn: '2026-12-31',
  evidence: 'assessment of 1 June 2026',
  childsView: 'wants to stay where she is',
  subjectToCourt: null,
};

export const REVIEW_CYCLE_OFFER = {
  'book-review': {
    by: IRO_SERVICE,
    content: z.strictObject({ bookedFor: calendarDay, time: time.nullable().default(null) }),
    example: { bookedFor: '2026-03-26', time: '10:30' },
  },
  'move-review': {
    by: IRO_SERVICE,
    content: z.strictObject({ bookedFor: calendarDay, time: time.nullable().default(null), reason: text }),
    example: { bookedFor: '2026-03-27', time: '14:00', reason: 'the child asked for another day' },
  },
  'cancel-booking': {
    by: IRO_SERVICE,
    content: z.strictObject({ reason: text }),
    example: { reason: 'an early review has been held' },
  },
  'record-review': {
    by: IRO_SERVICE,
    content: z.strictObject({
      on: calendarDay,
      participation: z.enum(PARTICIPATION_CODES).nullable().default(null),
      chairedBy: person.nullable().default(null),
      withoutIro: z.boolean().default(false),
      spokenTo: spokenTo.nullable().default(null),
      childsWords: text.nullable().default(null),
      whatChanged: text.nullable().default(null),
      advocacyOffered: z.boolean().nullable().default(null),
      rightsExplained: z.boolean().nullable().default(null),
      planConsidered: z.boolean().nullable().default(null),
      decisions: text.nullable().default(null),
      dischargeConsidered: z.boolean().nullable().default(null),
      moreParts: z.boolean().default(false),
      ratified: ratified.nullable().default(null),
      whyNotRatified: text.nullable().default(null),
    }),
    example: {
      on: '2026-03-26',
      participation: 'PN1',
      chairedBy: 'person-17',
      withoutIro: false,
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
  },
  'adjourn-review': {
    by: IRO_ONLY,
    content: z.strictObject({ on: calendarDay, missing: text }),
    example: { on: '2026-03-26', missing: 'the report of the school' },
  },
  'record-review-part': {
    by: IRO_SERVICE,
    content: z.strictObject({ on: calendarDay, last: z.boolean() }),
    example: { on: '2026-04-14', last: true },
  },
  'trigger-early-review': {
    by: CASE_AND_IRO,
    content: z.strictObject({
      on: calendarDay,
      trigger: z.enum(EARLY_REVIEW_TRIGGERS),
      urgent: z.boolean().default(false),
      reason: text,
    }),
    example: {
      on: '2026-05-11',
      trigger: 'child-asks',
      urgent: false,
      reason: 'she asked her social worker',
    },
  },
  'decline-early-review': {
    by: IRO_ONLY,
    content: z.strictObject({ reason: text }),
    example: { reason: 'the review of next week covers it; agreed with the child' },
  },
  'record-review-step': {
    by: CASE_AND_IRO,
    content: z.strictObject({ on: calendarDay, step: z.enum(REVIEW_STEPS) }),
    example: { on: '2026-04-02', step: 'decisions' },
  },
  'ratify-plan': {
    by: IRO_ONLY,
    content: z.strictObject({ on: calendarDay, ...plan }),
    example: { on: '2026-06-24', ...PLAN },
  },
  'record-plan-not-ratified': {
    by: IRO_ONLY,
    content: z.strictObject({ on: calendarDay, reason: text }),
    example: { on: '2026-06-24', reason: 'the together-and-apart assessment is missing' },
  },
} satisfies Offer<ReviewCycleCommands>['commands'];
