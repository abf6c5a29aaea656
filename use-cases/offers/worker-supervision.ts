import { z } from 'zod';
import { ABSENCE_REASONS, type WorkerSupervisionCommands } from '../../domain/processes/worker-supervision/commands.ts';
import { ADMINISTRATORS, CASE_MANAGERS } from '../access.ts';
import { calendarDay, person } from '../fields.ts';
import type { Offer } from './offer.ts';

/** What may be said to the supervision of a worker: days, people and codes; no words, so that none is about a child. */
export const WORKER_SUPERVISION_OFFER = {
  kind: 'worker-supervision',
  opening: { with: 'begin-worker-supervision', subject: 'worker' },
  commands: {
    'begin-worker-supervision': {
      by: CASE_MANAGERS,
      content: z.strictObject({
        on: calendarDay,
        localReference: person,
        supervisor: person.nullable().default(null),
        fortnightlyThrough: calendarDay.nullable().default(null),
      }),
      example: {
        on: '2026-09-01',
        localReference: 'person-4',
        supervisor: 'person-9',
        fortnightlyThrough: '2027-02-26',
      },
    },
    'change-worker-supervisor': {
      by: CASE_MANAGERS,
      content: z.strictObject({ on: calendarDay, supervisor: person.nullable() }),
      example: { on: '2026-11-02', supervisor: 'person-12' },
    },
    'book-worker-supervision': {
      by: CASE_MANAGERS,
      content: z.strictObject({ bookedFor: calendarDay }),
      example: { bookedFor: '2026-09-15' },
    },
    'record-worker-supervision': {
      by: CASE_MANAGERS,
      content: z.strictObject({ on: calendarDay }),
      example: { on: '2026-09-15' },
    },
    'record-worker-absence': {
      by: CASE_MANAGERS,
      content: z.strictObject({ on: calendarDay, through: calendarDay, reason: z.enum(ABSENCE_REASONS) }),
      example: { on: '2026-10-05', through: '2026-10-16', reason: 'leave' },
    },
    'record-worker-left': {
      by: CASE_MANAGERS,
      content: z.strictObject({ on: calendarDay }),
      example: { on: '2027-03-31' },
    },
    'supervision-go-live': {
      by: ADMINISTRATORS,
      content: z.strictObject({ on: calendarDay, recoverBy: calendarDay.nullable().default(null) }),
      example: { on: '2026-03-02', recoverBy: '2026-05-29' },
    },
  },
} satisfies Offer<WorkerSupervisionCommands>;
