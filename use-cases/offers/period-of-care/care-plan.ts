import { z } from 'zod';
import {
  COPY_NOT_GIVEN,
  COPY_RECIPIENTS,
  type CarePlanCopyCommands,
} from '../../../domain/processes/period-of-care/care-planning/care-plan-copies.ts';
import type { DischargeCommands } from '../../../domain/processes/period-of-care/care-planning/discharge.ts';
import type { OutsideTermsCommands } from '../../../domain/processes/period-of-care/care-planning/outside-terms.ts';
import type { ReviewActionCommands } from '../../../domain/processes/period-of-care/review-cycle/review-actions.ts';
import { CASE, CASE_AND_IRO, FOSTERING_AND_CASE, IRO_SERVICE } from '../../access.ts';
import { calendarDay, person, text } from '../../fields.ts';
import type { Offer } from '../offer.ts';

const decision = z.string().max(40).meta({ description: 'id of the fact that told the decision' });

/** Copies of the care plan, what reviews decide, placements outside an approval, and whether a care order is still needed. */
export const CARE_PLAN_OFFER = {
  'record-care-plan-copies': {
    by: CASE,
    content: z.strictObject({ on: calendarDay, recipients: z.array(z.enum(COPY_RECIPIENTS)).min(1) }),
    example: { on: '2026-03-16', recipients: ['child', 'parents', 'iro', 'carer'] },
  },
  'record-care-plan-not-given': {
    by: CASE,
    content: z.strictObject({
      on: calendarDay,
      recipient: z.enum(COPY_RECIPIENTS),
      because: z.enum(COPY_NOT_GIVEN),
      reason: text,
    }),
    example: {
      on: '2026-03-16',
      recipient: 'child',
      because: 'not-appropriate',
      reason: 'she is three; her carer tells her the plan in a story',
    },
  },
  'record-review-decision': {
    by: CASE_AND_IRO,
    content: z.strictObject({ on: calendarDay, what: text, owner: person, byOn: calendarDay }),
    example: { on: '2026-03-30', what: 'find a swimming club near the carers', owner: 'person-4', byOn: '2026-05-01' },
  },
  'complete-review-decision': {
    by: CASE_AND_IRO,
    content: z.strictObject({ on: calendarDay, decision }),
    example: { on: '2026-04-24', decision: 'f12' },
  },
  'change-review-decision': {
    by: IRO_SERVICE,
    content: z.strictObject({
      on: calendarDay,
      decision,
      byOn: calendarDay.nullable().default(null),
      reason: text,
    }),
    example: {
      on: '2026-06-24',
      decision: 'f12',
      byOn: '2026-09-01',
      reason: 'the club begins again after the summer',
    },
  },
  'record-placement-outside-terms': {
    by: FOSTERING_AND_CASE,
    content: z.strictObject({ on: calendarDay, reason: text }),
    example: { on: '2026-06-01', reason: 'approved for two children; the third is their brother' },
  },
  'record-terms-amended': {
    by: FOSTERING_AND_CASE,
    content: z.strictObject({ on: calendarDay }),
    example: { on: '2026-06-05' },
  },
  'record-discharge-decision': {
    by: CASE,
    content: z.strictObject({ on: calendarDay, apply: z.boolean(), reason: text }),
    example: { on: '2026-12-07', apply: true, reason: 'safe at home for nine months without concern' },
  },
} satisfies Offer<CarePlanCopyCommands & DischargeCommands & OutsideTermsCommands & ReviewActionCommands>['commands'];
