import { z } from 'zod';
import {
  CONTACT_DECISIONS,
  type ContactCommands,
} from '../../../domain/processes/period-of-care/care-planning/contact.ts';
import type { CeasingCommands } from '../../../domain/processes/period-of-care/care-planning/ceasing.ts';
import {
  EDUCATION_MOVE_STEPS,
  type EducationMoveCommands,
} from '../../../domain/processes/period-of-care/care-planning/education-move.ts';
import {
  NOTICE_RECIPIENTS,
  type NotificationCommands,
} from '../../../domain/processes/period-of-care/care-planning/notifications.ts';
import {
  OTHER_SETTINGS,
  type OtherArrangementsCommands,
} from '../../../domain/processes/period-of-care/care-planning/other-arrangements.ts';
import {
  APPROVERS,
  DISTANCES,
  type OutOfAreaCommands,
} from '../../../domain/processes/period-of-care/care-planning/out-of-area.ts';
import {
  ENDING_REASONS,
  type PlacementEndingCommands,
} from '../../../domain/processes/period-of-care/care-planning/placement-ending.ts';
import { CASE, CASE_AND_IRO } from '../../access.ts';
import { calendarDay, text } from '../../fields.ts';
import type { Offer } from '../offer.ts';

/** Approvals are given by the nominated officer or the director, and recorded by those who asked for them. */
const WITH_APPROVERS = [...CASE, 'nominated-officer'] as const;

const day = z.strictObject({ on: calendarDay });
const withReason = z.strictObject({ on: calendarDay, reason: text });
const approval = z.strictObject({ on: calendarDay, by: z.enum(APPROVERS) });

export const PLACEMENTS_OFFER = {
  'record-placement-notices': {
    by: CASE,
    content: z.strictObject({ on: calendarDay, recipients: z.array(z.enum(NOTICE_RECIPIENTS)).min(1) }),
    example: { on: '2026-03-03', recipients: ['child', 'parents', 'iro'] },
  },
  'record-notice-not-sent': {
    by: CASE,
    content: z.strictObject({
      on: calendarDay,
      recipient: z.enum(NOTICE_RECIPIENTS),
      because: z.enum(['risk-of-harm', 'nobody-there']),
      reason: text,
    }),
    example: { on: '2026-03-03', recipient: 'contact-holders', because: 'nobody-there', reason: 'no order on contact' },
  },
  'record-placement-outside-area': {
    by: CASE,
    content: z.strictObject({
      on: calendarDay,
      distance: z.enum(DISTANCES),
      emergency: z.boolean(),
      exempt: z.boolean().default(false),
    }),
    example: { on: '2026-04-01', distance: 'at-a-distance', emergency: false, exempt: false },
  },
  'approve-placement-outside-area': {
    by: WITH_APPROVERS,
    content: approval,
    example: { on: '2026-04-01', by: 'director' },
  },
  'record-area-consultation': { by: CASE, content: day, example: { on: '2026-04-02' } },
  'record-area-notice': { by: CASE, content: day, example: { on: '2026-04-02' } },
  'plan-education-move': {
    by: CASE,
    content: z.strictObject({ on: calendarDay, movesOn: calendarDay, emergency: z.boolean().default(false) }),
    example: { on: '2026-04-01', movesOn: '2026-04-27', emergency: false },
  },
  'withdraw-education-move': { by: CASE, content: withReason, example: { on: '2026-04-08', reason: 'a place nearby' } },
  'record-education-move-step': {
    by: [...WITH_APPROVERS, 'iro'],
    content: z.strictObject({ on: calendarDay, step: z.enum(EDUCATION_MOVE_STEPS) }),
    example: { on: '2026-04-15', step: 'designated-teacher' },
  },
  'record-other-arrangements': {
    by: CASE,
    content: z.strictObject({ on: calendarDay, setting: z.enum(OTHER_SETTINGS) }),
    example: { on: '2026-04-01', setting: 'unlisted' },
  },
  'record-age-assessment': {
    by: CASE,
    content: z.strictObject({ on: calendarDay, underSixteen: z.boolean() }),
    example: { on: '2026-04-15', underSixteen: true },
  },
  'propose-placement-ending': {
    by: CASE_AND_IRO,
    content: z.strictObject({ on: calendarDay, because: z.enum(ENDING_REASONS), endsOn: calendarDay }),
    example: { on: '2026-05-11', because: 'carer-notice', endsOn: '2026-06-06' },
  },
  'withdraw-placement-ending': {
    by: CASE,
    content: withReason,
    example: { on: '2026-05-18', reason: 'agreed support' },
  },
  'record-ending-without-review': {
    by: CASE,
    content: withReason,
    example: { on: '2026-05-12', reason: 'immediate risk of significant harm' },
  },
  'record-ending-notices': { by: CASE, content: day, example: { on: '2026-05-20' } },
  'record-contact-decision': {
    by: CASE,
    content: z.strictObject({ on: calendarDay, decision: z.enum(CONTACT_DECISIONS), reason: text }),
    example: { on: '2026-04-20', decision: 'refused', reason: 'threats at the last contact' },
  },
  'record-contact-notice': { by: CASE, content: day, example: { on: '2026-04-20' } },
  'settle-contact-refusal': {
    by: CASE,
    content: z.strictObject({ on: calendarDay, by: z.enum(['court-order', 'contact-resumed']) }),
    example: { on: '2026-04-24', by: 'court-order' },
  },
  'plan-ceasing': {
    by: CASE,
    content: z.strictObject({ on: calendarDay, plannedFor: calendarDay }),
    example: { on: '2026-08-03', plannedFor: '2026-09-30' },
  },
  'withdraw-ceasing-plan': { by: CASE, content: withReason, example: { on: '2026-08-20', reason: 'stays in care' } },
  'approve-ceasing': {
    by: WITH_APPROVERS,
    content: approval,
    example: { on: '2026-09-14', by: 'nominated-officer' },
  },
} satisfies Offer<
  NotificationCommands &
    OutOfAreaCommands &
    EducationMoveCommands &
    OtherArrangementsCommands &
    PlacementEndingCommands &
    ContactCommands &
    CeasingCommands
>['commands'];
