import { z } from 'zod';
import type { CarePlanningCommands } from '../../../domain/processes/period-of-care/care-planning/commands.ts';
import { ROLES } from '../../../domain/rulebook/role.ts';
import { ADMINISTRATORS, CASE, CASE_AND_IRO } from '../../access.ts';
import { calendarDay, code, instant, person, team, text, time } from '../../fields.ts';
import type { Offer } from '../offer.ts';

export const CARE_PLANNING_OFFER = {
  'record-entry': {
    by: [...CASE, 'out-of-hours'],
    content: z.strictObject({
      on: calendarDay,
      at: instant.nullable().default(null),
      localReference: z.string().min(1).max(50),
      dateOfBirth: calendarDay.nullable().default(null),
      legalStatus: code,
      placement: code.nullable().default(null),
      outOfHours: z.strictObject({ place: text, time }).nullable().default(null),
    }),
    example: {
      on: '2026-03-02',
      at: null,
      localReference: '9000001',
      dateOfBirth: '2015-05-05',
      legalStatus: 'V2',
      placement: 'U6',
    },
  },
  'change-legal-status': {
    by: CASE,
    content: z.strictObject({ on: calendarDay, at: instant.nullable().default(null), legalStatus: code }),
    example: { on: '2026-04-01', at: null, legalStatus: 'C1' },
  },
  'record-placement': {
    by: CASE,
    content: z.strictObject({ on: calendarDay, placement: code, sameCarer: z.boolean().default(false) }),
    example: { on: '2026-04-01', placement: 'U3', sameCarer: false },
  },
  allocate: {
    by: CASE_AND_IRO,
    content: z.strictObject({ on: calendarDay, role: z.enum(ROLES), person: person.nullable() }),
    example: { on: '2026-03-02', role: 'iro', person: 'person-17' },
  },
  'assign-team': {
    by: CASE,
    content: z.strictObject({ on: calendarDay, team }),
    example: { on: '2026-03-02', team: 'north' },
  },
  'take-allocations': {
    by: ADMINISTRATORS,
    content: z.strictObject({
      allocations: z
        .array(z.strictObject({ on: calendarDay, role: z.enum([...ROLES, 'team']), who: person.nullable() }))
        .max(200),
    }),
    example: { allocations: [{ on: '2026-03-02', role: 'social-worker', who: 'person-4' }] },
  },
  'go-live': {
    by: ADMINISTRATORS,
    content: z.strictObject({ on: calendarDay, recoverBy: calendarDay.nullable().default(null) }),
    example: { on: '2026-03-02', recoverBy: '2026-05-29' },
  },
  'record-care-plan': {
    by: CASE,
    content: z.strictObject({ on: calendarDay }),
    example: { on: '2026-03-11' },
  },
  'record-placement-plan': {
    by: CASE,
    content: z.strictObject({ on: calendarDay }),
    example: { on: '2026-03-06' },
  },
  'record-leaving': {
    by: CASE,
    content: z.strictObject({ on: calendarDay, reason: code }),
    example: { on: '2026-09-30', reason: 'E4A' },
  },
} satisfies Offer<CarePlanningCommands>['commands'];
