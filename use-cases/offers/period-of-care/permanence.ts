import { z } from 'zod';
import { EARLY_PERMANENCE_OUTCOMES } from '../../../domain/processes/family-finding/commands.ts';
import {
  PLAN_SIDES,
  TOGETHER_OR_APART,
  type PermanenceCommands,
} from '../../../domain/processes/period-of-care/permanence/commands.ts';
import { CASE, CASE_AND_IRO } from '../../access.ts';
import { calendarDay, text } from '../../fields.ts';
import type { Offer } from '../offer.ts';

const outcome = z.strictObject({ on: calendarDay, outcome: text });

export const PERMANENCE_OFFER = {
  'record-planning-meeting': {
    by: CASE,
    content: outcome,
    example: { on: '2026-04-10', outcome: 'options: stay with the carers, or with an aunt who is to be assessed' },
  },
  'record-panel': {
    by: CASE_AND_IRO,
    content: outcome,
    example: { on: '2026-07-14', outcome: 'the assessment of the aunt is late; listed again in August' },
  },
  'set-plan-decision': {
    by: CASE_AND_IRO,
    content: z.strictObject({ side: z.enum(PLAN_SIDES), byOn: calendarDay, decision: text }),
    example: { side: 'parallel', byOn: '2026-09-01', decision: 'whether the aunt applies for special guardianship' },
  },
  'record-plan-decision': {
    by: CASE_AND_IRO,
    content: z.strictObject({ on: calendarDay, side: z.enum(PLAN_SIDES), outcome: text }),
    example: { on: '2026-08-28', side: 'parallel', outcome: 'she applies; notice was given' },
  },
  'record-permanence-achieved': {
    by: CASE_AND_IRO,
    content: z.strictObject({ on: calendarDay }),
    example: { on: '2026-12-01' },
  },
  'record-brothers-and-sisters': {
    by: CASE,
    content: z.strictObject({ on: calendarDay, inCare: z.boolean() }),
    example: { on: '2026-03-06', inCare: true },
  },
  'record-together-apart': {
    by: CASE,
    content: z.strictObject({
      on: calendarDay,
      outcome: z.enum(TOGETHER_OR_APART),
      reason: text,
      contactPlan: text,
    }),
    example: {
      on: '2026-05-20',
      outcome: 'together',
      reason: 'they ask for each other and the carers have room',
      contactPlan: 'not needed while they live together',
    },
  },
  'record-adoption-considered': {
    by: CASE_AND_IRO,
    content: z.strictObject({ on: calendarDay }),
    example: { on: '2026-04-24' },
  },
  'consider-early-permanence': {
    by: CASE_AND_IRO,
    content: z.strictObject({ on: calendarDay, outcome: z.enum(EARLY_PERMANENCE_OUTCOMES), reasons: text }),
    example: { on: '2026-05-06', outcome: 'concurrent-planning', reasons: 'the mother is being assessed until August' },
  },
  'record-life-story': { by: CASE, content: z.strictObject({ on: calendarDay }), example: { on: '2026-05-04' } },
  'record-legal-gateway': {
    by: CASE,
    content: outcome,
    example: { on: '2026-07-02', outcome: 'letter before proceedings by the end of the month' },
  },
} satisfies Offer<PermanenceCommands>['commands'];
