import { z } from 'zod';
import {
  SUPERVISION_WEEKS,
  type SupervisionCommands,
} from '../../../domain/processes/period-of-care/supervision/commands.ts';
import { CASE } from '../../access.ts';
import { calendarDay, person, text } from '../../fields.ts';
import type { Offer } from '../offer.ts';

const decision = z.string().max(40).meta({ description: 'id of the fact that told the decision' });

export const SUPERVISION_OFFER = {
  'record-discussion': {
    by: CASE,
    content: z.strictObject({
      on: calendarDay,
      discussed: text,
      decisions: z
        .array(z.strictObject({ what: text, owner: person, byOn: calendarDay }))
        .max(50)
        .default([]),
    }),
    example: {
      on: '2026-03-24',
      discussed: 'how she settles in, school, contact with her brother',
      decisions: [{ what: 'ask the school for a place in the club', owner: 'person-4', byOn: '2026-04-07' }],
    },
  },
  'set-supervision-frequency': {
    by: CASE,
    content: z.strictObject({ on: calendarDay, weeks: z.literal(SUPERVISION_WEEKS), reason: text }),
    example: { on: '2027-01-12', weeks: 8, reason: 'settled in a long-term placement' },
  },
  'complete-decision': {
    by: CASE,
    content: z.strictObject({ on: calendarDay, decision }),
    example: { on: '2026-04-02', decision: 'f12' },
  },
  'move-decision': {
    by: CASE,
    content: z.strictObject({ decision, byOn: calendarDay, reason: text }),
    example: { decision: 'f12', byOn: '2026-04-21', reason: 'the school is closed over Easter' },
  },
  'drop-decision': {
    by: CASE,
    content: z.strictObject({ decision, reason: text }),
    example: { decision: 'f12', reason: 'she does not want to join any more' },
  },
} satisfies Offer<SupervisionCommands>['commands'];
