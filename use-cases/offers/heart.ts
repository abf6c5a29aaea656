import { z } from 'zod';
import type { HeartCommands } from '../../domain/heart/commands.ts';
import { EVERY_LINE, IRO_ONLY } from '../access.ts';
import { calendarDay, content, instant, person, text } from '../fields.ts';
import type { Offer } from './offer.ts';

/** What every process understands, because the heart itself answers it. */
export const HEART_OFFER = {
  kind: null,
  opening: null,
  commands: {
    correct: {
      by: [...EVERY_LINE, 'administrator'],
      content: z.strictObject({
        factId: z.string().max(40),
        on: calendarDay.exactOptional(),
        at: instant.exactOptional(),
        payload: content.exactOptional(),
        reason: text,
      }),
      example: { factId: 'f7', on: '2026-03-25', reason: 'entered under the wrong day' },
    },
    withdraw: {
      by: [...EVERY_LINE, 'administrator'],
      content: z.strictObject({ factId: z.string().max(40), reason: text }),
      example: { factId: 'f7', reason: 'belongs to another child' },
    },
    'answer-alert': {
      by: EVERY_LINE,
      content: z
        .strictObject({
          alertId: z.string().max(40),
          kind: z.enum(['will-do', 'facts-wrong', 'cannot']),
          text,
          byOn: calendarDay.nullable().default(null),
          who: person.nullable().default(null),
        })
        .refine((answer) => answer.kind !== 'will-do' || (answer.byOn !== null && answer.who !== null), {
          error: 'will-do needs the last day of the promise (byOn) and who does it (who)',
          path: ['byOn'],
        }),
      example: {
        alertId: 'a12',
        kind: 'will-do',
        text: 'review is booked for Thursday',
        byOn: '2026-04-09',
        who: 'person-4',
      },
    },
    'record-iro-view': {
      by: IRO_ONLY,
      content: z.strictObject({ alertId: z.string().max(40), satisfied: z.boolean(), text }),
      example: { alertId: 'a12', satisfied: false, text: 'the date is too late' },
    },
  },
} satisfies Offer<HeartCommands>;
