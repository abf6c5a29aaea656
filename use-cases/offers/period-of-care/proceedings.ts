import { z } from 'zod';
import {
  FAMILY_MEETING_STEPS,
  type FamilyMeetingCommands,
} from '../../../domain/processes/period-of-care/care-planning/family-meeting.ts';
import type { PreProceedingsCommands } from '../../../domain/processes/period-of-care/care-planning/pre-proceedings.ts';
import {
  PROCEEDINGS_OUTCOMES,
  type ProceedingsCommands,
} from '../../../domain/processes/period-of-care/care-planning/proceedings.ts';
import { CASE_AND_LEGAL } from '../../access.ts';
import { calendarDay, text } from '../../fields.ts';
import type { Offer } from '../offer.ts';

const day = z.strictObject({ on: calendarDay });

/** The court extends by up to eight weeks at a time (CA s.32(8)). */
const EXTENDED_BY_AT_MOST = 8;

const extension = z
  .strictObject({
    on: calendarDay,
    weeks: z.int().min(1).max(EXTENDED_BY_AT_MOST).nullable().default(null),
    endsOn: calendarDay
      .nullable()
      .default(null)
      .meta({ description: 'the day in the order; it goes before the number of weeks' }),
  })
  .refine(({ weeks, endsOn }) => weeks !== null || endsOn !== null, {
    error: 'say by how many weeks, or to which day',
    path: ['endsOn'],
  });

const meeting = z
  .strictObject({ on: calendarDay, step: z.enum(FAMILY_MEETING_STEPS), reason: text.nullable().default(null) })
  .refine(({ step, reason }) => step !== 'not-in-best-interests' || reason !== null, {
    error: "say why it is not in the child's best interests",
    path: ['reason'],
  });

/** The way to court, and what the court does in which time. */
export const PROCEEDINGS_OFFER = {
  'record-preproceedings-letter': { by: CASE_AND_LEGAL, content: day, example: { on: '2026-03-09' } },
  'record-preproceedings-review': { by: CASE_AND_LEGAL, content: day, example: { on: '2026-04-24' } },
  'end-preproceedings': {
    by: CASE_AND_LEGAL,
    content: z.strictObject({ on: calendarDay, reason: text }),
    example: { on: '2026-06-12', reason: 'the grandparents have taken over the care' },
  },
  'record-family-meeting': {
    by: CASE_AND_LEGAL,
    content: meeting,
    example: { on: '2026-03-09', step: 'offered', reason: null },
  },
  'record-care-application': { by: CASE_AND_LEGAL, content: day, example: { on: '2026-06-15' } },
  'record-case-management-hearing': { by: CASE_AND_LEGAL, content: day, example: { on: '2026-07-07' } },
  'extend-care-proceedings': {
    by: CASE_AND_LEGAL,
    content: extension,
    example: { on: '2026-12-04', weeks: null, endsOn: '2027-02-05' },
  },
  'end-care-proceedings': {
    by: CASE_AND_LEGAL,
    content: z.strictObject({ on: calendarDay, outcome: z.enum(PROCEEDINGS_OUTCOMES) }),
    example: { on: '2027-01-29', outcome: 'final-order' },
  },
} satisfies Offer<FamilyMeetingCommands & PreProceedingsCommands & ProceedingsCommands>['commands'];
