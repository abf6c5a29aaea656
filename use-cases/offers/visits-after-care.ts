import { z } from 'zod';
import { SPOKEN_ALONE, VISIT_REQUESTERS } from '../../domain/processes/period-of-care/visits/commands.ts';
import {
  AFTER_CARE_BASES,
  AFTER_CARE_ENDS,
  AFTER_CARE_PLACES,
  type VisitsAfterCareCommands,
} from '../../domain/processes/visits-after-care/commands.ts';
import { CASE } from '../access.ts';
import { calendarDay, person, text } from '../fields.ts';
import type { Offer } from './offer.ts';

/** What may be said of the visits to a young person who is no longer looked after. */
export const VISITS_AFTER_CARE_OFFER = {
  kind: 'visits-after-care',
  opening: { with: 'begin-visits-after-care', subject: 'child' },
  commands: {
    'begin-visits-after-care': {
      by: CASE,
      content: z.strictObject({
        on: calendarDay,
        basis: z.enum(AFTER_CARE_BASES),
        visitor: person.nullable().default(null),
      }),
      example: { on: '2026-09-07', basis: 'accommodated', visitor: 'person-4' },
    },
    'change-visitor-after-care': {
      by: CASE,
      content: z.strictObject({ on: calendarDay, visitor: person.nullable() }),
      example: { on: '2026-11-02', visitor: 'person-12' },
    },
    'record-visit-after-care': {
      by: CASE,
      content: z.strictObject({
        on: calendarDay,
        seen: z.boolean(),
        alone: z.enum(SPOKEN_ALONE),
        where: z.enum(AFTER_CARE_PLACES),
        visitor: person,
        notes: text.nullable().default(null),
      }),
      example: {
        on: '2026-09-11',
        seen: true,
        alone: 'yes',
        where: 'accommodation',
        visitor: 'person-4',
        notes: null,
      },
    },
    'request-visit-after-care': {
      by: CASE,
      content: z.strictObject({ on: calendarDay, requestedBy: z.enum(VISIT_REQUESTERS), forOn: calendarDay }),
      example: { on: '2026-10-05', requestedBy: 'governor', forOn: '2026-10-12' },
    },
    'end-visits-after-care': {
      by: CASE,
      content: z.strictObject({ on: calendarDay, because: z.enum(AFTER_CARE_ENDS) }),
      example: { on: '2027-03-08', because: 'accommodation-ended' },
    },
  },
} satisfies Offer<VisitsAfterCareCommands>;
