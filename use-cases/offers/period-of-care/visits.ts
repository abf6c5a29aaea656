import { z } from 'zod';
import {
  SPOKEN_ALONE,
  VISIT_PLACES,
  VISIT_REQUESTERS,
  type VisitCommands,
} from '../../../domain/processes/period-of-care/visits/commands.ts';
import type { IndependentVisitorCommands } from '../../../domain/processes/period-of-care/visits/independent-visitor.ts';
import { CASE, CASE_AND_IRO, IRO_SERVICE } from '../../access.ts';
import { calendarDay, person, text } from '../../fields.ts';
import type { Offer } from '../offer.ts';

/** The duty and out-of-hours teams visit too. */
const VISITORS = [...CASE, 'out-of-hours'] as const;

export const VISITS_OFFER = {
  'record-visit': {
    by: VISITORS,
    content: z.strictObject({
      on: calendarDay,
      seen: z.boolean(),
      alone: z.enum(SPOKEN_ALONE),
      purpose: text,
      where: z.enum(VISIT_PLACES),
      visitor: person,
      dutyTeam: z.boolean().default(false),
      safeguarded: z.boolean().default(true),
      notes: text.nullable().default(null),
    }),
    example: {
      on: '2026-03-06',
      seen: true,
      alone: 'yes',
      purpose: 'first visit in the placement',
      where: 'placement',
      visitor: 'person-4',
      dutyTeam: false,
      safeguarded: true,
      notes: null,
    },
  },
  'book-visit': {
    by: VISITORS,
    content: z.strictObject({ bookedFor: calendarDay }),
    example: { bookedFor: '2026-03-06' },
  },
  'cancel-visit-booking': {
    by: VISITORS,
    content: z.strictObject({ reason: text }),
    example: { reason: 'the child is away with the school' },
  },
  'request-visit': {
    by: CASE_AND_IRO,
    content: z.strictObject({ on: calendarDay, requestedBy: z.enum(VISIT_REQUESTERS), forOn: calendarDay }),
    example: { on: '2026-04-07', requestedBy: 'child', forOn: '2026-04-10' },
  },
  'record-home-notice': {
    by: CASE,
    content: z.strictObject({ on: calendarDay }),
    example: { on: '2026-05-06' },
  },
  'set-visit-frequency': {
    by: IRO_SERVICE,
    content: z.strictObject({ on: calendarDay, weeks: z.int().min(1).max(26) }),
    example: { on: '2026-08-10', weeks: 4 },
  },
  'confirm-lasting-placement': {
    by: CASE,
    content: z.strictObject({ on: calendarDay }),
    example: { on: '2026-09-14' },
  },
  'record-agreement-to-visits': {
    by: CASE,
    content: z.strictObject({ on: calendarDay, agrees: z.boolean() }),
    example: { on: '2027-04-12', agrees: true },
  },
  'consider-independent-visitor': {
    by: CASE_AND_IRO,
    content: z.strictObject({ on: calendarDay, needed: z.boolean(), reason: text }),
    example: { on: '2026-04-13', needed: true, reason: 'no contact with the family for a year' },
  },
  'appoint-independent-visitor': {
    by: CASE,
    content: z.strictObject({ on: calendarDay, visitor: person }),
    example: { on: '2026-05-05', visitor: 'person-21' },
  },
  'record-independent-visit': { by: CASE, content: z.strictObject({ on: calendarDay }), example: { on: '2026-05-09' } },
  'end-independent-visitor': {
    by: CASE_AND_IRO,
    content: z.strictObject({ on: calendarDay, reason: text }),
    example: { on: '2026-11-02', reason: 'the child no longer wants the visits' },
  },
} satisfies Offer<VisitCommands & IndependentVisitorCommands>['commands'];
