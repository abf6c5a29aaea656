import { z } from 'zod';
import { CONCERNS, OUTCOMES, STAGES, type IroDisputeCommands } from '../../domain/processes/iro-dispute/commands.ts';
import { CASE, IRO_ONLY } from '../access.ts';
import { calendarDay, text } from '../fields.ts';
import type { Offer } from './offer.ts';

/** What may be said to a dispute: all but the responses is the IRO's. */
export const IRO_DISPUTE_OFFER = {
  kind: 'iro-dispute',
  opening: { with: 'raise-dispute', subject: 'child' },
  commands: {
    'raise-dispute': {
      by: IRO_ONLY,
      content: z.strictObject({
        on: calendarDay,
        stage: z.enum(STAGES).default('informal'),
        concern: z.enum(CONCERNS),
        summary: text,
      }),
      example: {
        on: '2026-05-11',
        stage: 'informal',
        concern: 'decision-not-carried-out',
        summary: 'the contact plan of the review has not been made',
      },
    },
    'move-dispute': {
      by: IRO_ONLY,
      content: z.strictObject({ on: calendarDay, stage: z.enum(STAGES), reason: text }),
      example: { on: '2026-05-18', stage: 'service-manager', reason: 'no response that changes anything' },
    },
    'record-dispute-response': {
      by: [...CASE, ...IRO_ONLY],
      content: z.strictObject({ on: calendarDay, stage: z.enum(STAGES), response: text }),
      example: { on: '2026-05-22', stage: 'service-manager', response: 'the contact plan is due on 5 June' },
    },
    'consider-cafcass': {
      by: IRO_ONLY,
      content: z.strictObject({ on: calendarDay, refer: z.boolean(), reason: text }),
      example: { on: '2026-05-18', refer: false, reason: 'the service manager has not responded yet' },
    },
    'tell-child-of-dispute': {
      by: IRO_ONLY,
      content: z
        .strictObject({
          on: calendarDay,
          told: z.enum(['child', 'advocate', 'neither']),
          whyNot: text.nullable().default(null),
        })
        .refine(({ told, whyNot }) => told !== 'neither' || whyNot !== null, {
          error: 'where neither was told, say why',
          path: ['whyNot'],
        }),
      example: { on: '2026-05-19', told: 'child', whyNot: null },
    },
    'note-privately': {
      by: IRO_ONLY,
      content: z.strictObject({ what: z.enum(['note', 'draft']).default('note'), text }),
      example: { what: 'draft', text: 'letter to the service manager, first version' },
    },
    'close-dispute': {
      by: IRO_ONLY,
      content: z.strictObject({ on: calendarDay, outcome: z.enum(OUTCOMES), summary: text }),
      example: { on: '2026-06-05', outcome: 'resolved', summary: 'the contact plan is made and agreed with the child' },
    },
  },
} satisfies Offer<IroDisputeCommands>;
