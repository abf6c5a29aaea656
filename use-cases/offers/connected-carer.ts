import { z } from 'zod';
import {
  ASSESSMENT_STEPS,
  CARER_CHECKS,
  FOSTERING_OUTCOMES,
  LEFT_BECAUSE,
  ORDERS,
  SECURING_STEPS,
  type ConnectedCarerCommands,
} from '../../domain/processes/connected-carer/commands.ts';
import { ROLES } from '../../domain/rulebook/role.ts';
import { FOSTERING_AND_CASE, FOSTERING_DECISIONS } from '../access.ts';
import { calendarDay, child, person, text } from '../fields.ts';
import type { Offer } from './offer.ts';

const ofChild = { on: calendarDay, childRef: child };
const A_CHILD = { on: '2026-03-02', childRef: 'kJ2f8sLq0' };

/** What may be said of a household of connected persons. */
export const CONNECTED_CARER_OFFER = {
  kind: 'connected-carer',
  opening: { with: 'name-connected-carer', subject: 'household' },
  commands: {
    'name-connected-carer': {
      by: FOSTERING_AND_CASE,
      content: z.strictObject({
        on: calendarDay,
        localReference: z.string().min(1).max(50).nullable().default(null),
        carers: z.array(person).min(1).max(2),
      }),
      example: { on: '2026-03-02', localReference: 'F-90001', carers: ['carer-17', 'carer-18'] },
    },
    'add-carer': {
      by: FOSTERING_AND_CASE,
      content: z.strictObject({ on: calendarDay, carer: person }),
      example: { on: '2026-04-01', carer: 'carer-18' },
    },
    'remove-carer': {
      by: FOSTERING_AND_CASE,
      content: z.strictObject({ on: calendarDay, carer: person }),
      example: { on: '2026-05-01', carer: 'carer-18' },
    },
    'allocate-to-carer': {
      by: FOSTERING_AND_CASE,
      content: z.strictObject({ on: calendarDay, role: z.enum(ROLES), person: person.nullable() }),
      example: { on: '2026-03-02', role: 'fostering-worker', person: 'person-31' },
    },
    'record-suitability': {
      by: FOSTERING_AND_CASE,
      content: z.strictObject({
        ...ofChild,
        suitable: z.boolean(),
        decidedBy: person,
        accommodationSeen: z.boolean(),
        adultsChecked: z.boolean(),
        welfareConsidered: z.boolean(),
        summary: text,
      }),
      example: {
        ...A_CHILD,
        suitable: true,
        decidedBy: 'person-41',
        accommodationSeen: true,
        adultsChecked: true,
        welfareConsidered: true,
        summary: 'assessment of 1 March 2026',
      },
    },
    'give-temporary-approval': {
      by: FOSTERING_DECISIONS,
      content: z.strictObject({ ...ofChild, approvedBy: person }),
      example: { ...A_CHILD, approvedBy: 'person-41' },
    },
    'give-adopter-approval': {
      by: FOSTERING_DECISIONS,
      content: z.strictObject({ ...ofChild, approvedBy: person }),
      example: { ...A_CHILD, approvedBy: 'person-41' },
    },
    'place-with-carer': {
      by: FOSTERING_AND_CASE,
      content: z.strictObject(ofChild),
      example: A_CHILD,
    },
    'record-child-left-carer': {
      by: FOSTERING_AND_CASE,
      content: z.strictObject({ ...ofChild, because: z.enum(LEFT_BECAUSE) }),
      example: { ...A_CHILD, on: '2026-05-04', because: 'returned-to-parents' },
    },
    'record-panel-views': {
      by: FOSTERING_AND_CASE,
      content: z.strictObject(ofChild),
      example: { ...A_CHILD, on: '2026-06-09' },
    },
    'record-iro-informed': {
      by: FOSTERING_AND_CASE,
      content: z.strictObject(ofChild),
      example: { ...A_CHILD, on: '2026-06-10' },
    },
    'extend-temporary-approval': {
      by: FOSTERING_DECISIONS,
      content: z.strictObject({
        ...ofChild,
        pending: z.enum(['assessment', 'independent-review']).default('assessment'),
        until: calendarDay.nullable().default(null),
        approvedBy: person,
        approvedAs: z.enum(FOSTERING_DECISIONS),
      }),
      example: {
        ...A_CHILD,
        on: '2026-06-15',
        pending: 'assessment',
        until: null,
        approvedBy: 'person-41',
        approvedAs: 'nominated-officer',
      },
    },
    'record-assessment-step': {
      by: FOSTERING_AND_CASE,
      content: z
        .strictObject({
          on: calendarDay,
          step: z.enum(ASSESSMENT_STEPS),
          carer: person.nullable().default(null).meta({ description: 'null: all who were carers on that day' }),
        })
        .refine(({ step, carer }) => carer === null || CARER_CHECKS.some((check) => check === step), {
          error: 'only checks, references and medical are of one carer',
          path: ['carer'],
        }),
      example: { on: '2026-03-24', step: 'checks', carer: 'carer-17' },
    },
    'book-fostering-panel': {
      by: FOSTERING_AND_CASE,
      content: z.strictObject({ bookedFor: calendarDay }),
      example: { bookedFor: '2026-06-02' },
    },
    'record-fostering-panel': {
      by: FOSTERING_AND_CASE,
      content: z.strictObject({ on: calendarDay, recommendation: text }),
      example: { on: '2026-06-02', recommendation: 'approval for the two named children' },
    },
    'record-fostering-decision': {
      by: FOSTERING_DECISIONS,
      content: z.strictObject({ on: calendarDay, outcome: z.enum(FOSTERING_OUTCOMES), decidedBy: person }),
      example: { on: '2026-06-09', outcome: 'approved', decidedBy: 'person-51' },
    },
    'record-carer-notice': {
      by: FOSTERING_AND_CASE,
      content: z.strictObject({ on: calendarDay }),
      example: { on: '2027-01-11' },
    },
    'record-adopters-not-approved': {
      by: FOSTERING_DECISIONS,
      content: z.strictObject({ on: calendarDay }),
      example: { on: '2027-02-01' },
    },
    'record-securing-step': {
      by: FOSTERING_AND_CASE,
      content: z
        .strictObject({
          ...ofChild,
          step: z.enum(SECURING_STEPS),
          dueOn: calendarDay.nullable().default(null),
          reason: text.nullable().default(null),
        })
        .refine(({ step, reason }) => step !== 'not-to-be-secured' || reason !== null, {
          error: 'not-to-be-secured needs its reason',
          path: ['reason'],
        })
        .refine(({ step, dueOn }) => step !== 'report-directed' || dueOn !== null, {
          error: 'report-directed needs the date of the court (dueOn)',
          path: ['dueOn'],
        }),
      example: { ...A_CHILD, on: '2026-09-28', step: 'report-directed', dueOn: '2026-11-20', reason: null },
    },
    'record-securing-order': {
      by: FOSTERING_AND_CASE,
      content: z.strictObject({ ...ofChild, order: z.enum(ORDERS) }),
      example: { ...A_CHILD, on: '2027-01-15', order: 'special-guardianship' },
    },
    'close-household': {
      by: FOSTERING_AND_CASE,
      content: z.strictObject({ on: calendarDay, reason: text }),
      example: { on: '2026-04-01', reason: 'the viability assessment was negative' },
    },
  },
} satisfies Offer<ConnectedCarerCommands>;
