import { z } from 'zod';
import {
  ADOPTION_BASES,
  ADOPTION_STEPS,
  CEASED_REASONS,
  EARLY_PERMANENCE_OUTCOMES,
  PANEL_PURPOSES,
  type FamilyFindingCommands,
} from '../../domain/processes/family-finding/commands.ts';
import { PERMANENCE_PLANS, type PermanencePlan } from '../../domain/processes/period-of-care/review-cycle/commands.ts';
import type { Role } from '../../domain/rulebook/role.ts';
import { ADOPTION, CASE, CASE_AND_IRO } from '../access.ts';
import { calendarDay, person, text } from '../fields.ts';
import type { Offer } from './offer.ts';

const CASE_AND_ADOPTION: readonly Role[] = [...new Set([...CASE, ...ADOPTION])];
const OTHER_PLANS = PERMANENCE_PLANS.filter((plan) => plan !== 'adoption');

const adopters = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .meta({ description: 'opaque reference of the prospective adopters, never a name' });
const otherPlan = z.enum(OTHER_PLANS) satisfies z.ZodType<Exclude<PermanencePlan, 'adoption'>>;
const day = z.strictObject({ on: calendarDay });

/** What is told by its day alone. */
const onItsDay = (on: string) => ({ by: CASE_AND_ADOPTION, content: day, example: { on } });

/** What may be said to family-finding. */
export const FAMILY_FINDING_OFFER = {
  kind: 'family-finding',
  opening: { with: 'set-adoption-plan', subject: 'child' },
  commands: {
    'set-adoption-plan': {
      by: [...new Set([...CASE_AND_IRO, ...ADOPTION])],
      content: z.strictObject({ on: calendarDay, basis: z.enum(ADOPTION_BASES), siblings: z.boolean() }),
      example: { on: '2026-06-01', basis: 'court-proceedings', siblings: true },
    },
    'record-agency-decision': {
      by: ADOPTION,
      content: z.strictObject({ on: calendarDay, shouldBePlaced: z.boolean(), decidedBy: person, reasons: text }),
      example: {
        on: '2026-07-02',
        shouldBePlaced: true,
        decidedBy: 'person-31',
        reasons: 'as in the report of 15 June',
      },
    },
    'plan-adoption-panel': {
      by: ADOPTION,
      content: z.strictObject({ purpose: z.enum(PANEL_PURPOSES), plannedFor: calendarDay }),
      example: { purpose: 'match', plannedFor: '2026-10-13' },
    },
    'record-adoption-panel': {
      by: ADOPTION,
      content: z.strictObject({ on: calendarDay, purpose: z.enum(PANEL_PURPOSES), recommends: z.boolean() }),
      example: { on: '2026-10-13', purpose: 'match', recommends: true },
    },
    'record-final-minutes': {
      by: ADOPTION,
      content: z.strictObject({ on: calendarDay, purpose: z.enum(PANEL_PURPOSES) }),
      example: { on: '2026-10-20', purpose: 'match' },
    },
    'record-placement-consent': onItsDay('2026-08-03'),
    'refer-to-regional-agency': onItsDay('2026-06-05'),
    'record-child-profile': onItsDay('2026-07-20'),
    'record-link': {
      by: CASE_AND_ADOPTION,
      content: z.strictObject({ on: calendarDay, adopters }),
      example: { on: '2026-09-01', adopters: 'adopters-7' },
    },
    'end-link': {
      by: CASE_AND_ADOPTION,
      content: z.strictObject({ on: calendarDay, adopters, reason: text }),
      example: { on: '2026-09-10', adopters: 'adopters-7', reason: 'they cannot take two children' },
    },
    'record-match-decision': {
      by: ADOPTION,
      content: z.strictObject({
        on: calendarDay,
        approved: z.boolean(),
        adopters,
        decidedBy: person,
        reasons: text,
      }),
      example: {
        on: '2026-10-22',
        approved: true,
        adopters: 'adopters-9',
        decidedBy: 'person-31',
        reasons: 'as recommended',
      },
    },
    'record-introductions': onItsDay('2026-11-02'),
    'record-adoption-application': onItsDay('2027-02-08'),
    'record-adoption-ceremony': onItsDay('2027-06-18'),
    'record-adoption-step': {
      by: CASE_AND_ADOPTION,
      content: z.strictObject({ on: calendarDay, step: z.enum(ADOPTION_STEPS) }),
      example: { on: '2026-07-03', step: 'parents-told-orally' },
    },
    'record-early-permanence': {
      by: CASE_AND_ADOPTION,
      content: z.strictObject({ on: calendarDay, outcome: z.enum(EARLY_PERMANENCE_OUTCOMES), reasons: text }),
      example: { on: '2026-06-08', outcome: 'fostering-for-adoption', reasons: 'no relative is being assessed' },
    },
    'decide-brothers-and-sisters': {
      by: CASE_AND_ADOPTION,
      content: z.strictObject({
        on: calendarDay,
        outcome: z.enum(['together', 'apart']),
        decidedBy: person,
        reasons: text,
        contactPlan: text,
      }),
      example: {
        on: '2026-06-22',
        outcome: 'together',
        decidedBy: 'person-12',
        reasons: 'together-and-apart assessment of 8 June',
        contactPlan: 'they are placed together; letters to the eldest twice a year',
      },
    },
    'record-movement': {
      by: CASE_AND_ADOPTION,
      content: z.strictObject({ on: calendarDay, what: text }),
      example: { on: '2026-08-17', what: 'shown at an exchange day' },
    },
    'confirm-adoption-plan': {
      by: [...new Set([...CASE_AND_IRO, ...ADOPTION])],
      content: z.strictObject({ on: calendarDay, reasons: text }),
      example: { on: '2027-01-11', reasons: 'two families are being visited' },
    },
    'change-adoption-plan': {
      by: ADOPTION,
      content: z.strictObject({
        on: calendarDay,
        newPlan: otherPlan,
        ceased: z.enum(CEASED_REASONS),
        decidedBy: person,
        reasons: text,
      }),
      example: {
        on: '2027-03-01',
        newPlan: 'long-term-fostering',
        ceased: 'RD3',
        decidedBy: 'person-31',
        reasons: 'no adopters in eighteen months; the carers offer a home for good',
      },
    },
  },
} satisfies Offer<FamilyFindingCommands>;
