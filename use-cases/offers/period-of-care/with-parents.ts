import { z } from 'zod';
import type { WithParentsCommands } from '../../../domain/processes/period-of-care/care-planning/with-parents.ts';
import { CASE } from '../../access.ts';
import { calendarDay, person } from '../../fields.ts';
import type { Offer } from '../offer.ts';

export const WITH_PARENTS_OFFER = {
  'propose-placement-with-parents': {
    by: CASE,
    content: z.strictObject({ on: calendarDay, plannedFor: calendarDay }),
    example: { on: '2026-06-01', plannedFor: '2026-07-06' },
  },
  'record-placement-before-assessment': {
    by: [...CASE, 'nominated-officer'],
    content: z.strictObject({
      on: calendarDay,
      approvedBy: person,
      interviewedOn: calendarDay.nullable().default(null),
    }),
    example: { on: '2026-06-01', approvedBy: 'person-9', interviewedOn: '2026-06-01' },
  },
  'record-parents-assessment': {
    by: CASE,
    content: z.strictObject({ on: calendarDay }),
    example: { on: '2026-06-12' },
  },
  'decide-placement-with-parents': {
    by: [...CASE, 'nominated-officer'],
    content: z.strictObject({
      on: calendarDay,
      confirmed: z.boolean(),
      approvedBy: person,
      iroConsulted: z.boolean(),
    }),
    example: { on: '2026-06-19', confirmed: true, approvedBy: 'person-9', iroConsulted: true },
  },
} satisfies Offer<WithParentsCommands>['commands'];
