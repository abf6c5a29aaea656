import { z } from 'zod';
import { ABSENCES, type MissingEpisodeCommands } from '../../domain/processes/missing-episode/commands.ts';
import { CASE, CASE_AND_IRO, CASE_MANAGERS } from '../access.ts';
import { calendarDay, instant, person, text } from '../fields.ts';
import type { Offer } from './offer.ts';

/** A team on duty out of hours reports and records what happens at night. */
const ON_DUTY = [...CASE, 'out-of-hours'] as const;

/** What may be said to a missing episode. */
export const MISSING_EPISODE_OFFER = {
  kind: 'missing-episode',
  opening: { with: 'report-missing', subject: 'child' },
  commands: {
    'report-missing': {
      by: [...CASE_AND_IRO, 'out-of-hours'],
      content: z.strictObject({
        at: instant,
        absence: z.enum(ABSENCES).default('M'),
        harmSuspected: z.boolean().default(false),
        exploitation: z.boolean().default(false),
        circumstances: text.nullable().default(null),
      }),
      example: {
        at: '2026-10-24T20:30:00.000Z',
        absence: 'M',
        harmSuspected: false,
        exploitation: false,
        circumstances: 'did not come back from the youth club',
      },
    },
    'record-strategy': {
      by: ON_DUTY,
      content: z.strictObject({ on: calendarDay, decisions: text }),
      example: { on: '2026-10-25', decisions: 'police and carers keep in touch each evening' },
    },
    'record-safety-plan': {
      by: CASE,
      content: z.strictObject({ on: calendarDay }),
      example: { on: '2026-10-28' },
    },
    'record-found': {
      by: ON_DUTY,
      content: z.strictObject({ at: instant, circumstances: text.nullable().default(null) }),
      example: { at: '2026-10-25T07:15:00.000Z', circumstances: 'came back alone' },
    },
    'offer-return-interview': {
      by: ON_DUTY,
      content: z.strictObject({ at: instant }),
      example: { at: '2026-10-26T09:00:00.000Z' },
    },
    'record-return-interview': {
      by: ON_DUTY,
      content: z
        .strictObject({
          at: instant,
          outcome: z.enum(['carried-out', 'refused']),
          interviewer: person.nullable().default(null),
          independent: z.boolean().default(false),
          reason: text.nullable().default(null),
          childsWords: text.nullable().default(null),
        })
        .refine(({ outcome, reason }) => outcome !== 'refused' || reason !== null, {
          error: 'a refused interview needs the reason',
          path: ['reason'],
        })
        .refine(({ outcome, interviewer }) => outcome !== 'carried-out' || interviewer !== null, {
          error: 'an interview that was carried out needs who carried it out',
          path: ['interviewer'],
        }),
      example: {
        at: '2026-10-27T15:00:00.000Z',
        outcome: 'carried-out',
        interviewer: 'person-23',
        independent: true,
        reason: null,
        childsWords: 'I wanted to see my sister',
      },
    },
    'close-episode': {
      by: CASE_MANAGERS,
      content: z.strictObject({ on: calendarDay, reason: text }),
      example: { on: '2026-11-20', reason: 'recorded twice; the other episode holds all of it' },
    },
  },
} satisfies Offer<MissingEpisodeCommands>;
