import { z } from 'zod';
import type { DeprivationCommands } from '../../../domain/processes/period-of-care/care-planning/deprivation-of-liberty.ts';
import type { LegalBasisCommands } from '../../../domain/processes/period-of-care/care-planning/legal-basis.ts';
import {
  RESPONSIBILITY_HOLDERS,
  type Section20Commands,
} from '../../../domain/processes/period-of-care/care-planning/section-20.ts';
import type { SecureCommands } from '../../../domain/processes/period-of-care/care-planning/secure.ts';
import { CASE, CASE_AND_LEGAL } from '../../access.ts';
import { calendarDay, instant, text } from '../../fields.ts';
import type { Offer } from '../offer.ts';

/** Lawyers and the out-of-hours team know first of courts and police. */
const WITH_LEGAL = [...CASE_AND_LEGAL, 'out-of-hours'] as const;

const day = z.strictObject({ on: calendarDay });
const until = z.strictObject({ on: calendarDay, endsOn: calendarDay });
const holder = z.enum(RESPONSIBILITY_HOLDERS);
const moment = z.strictObject({ on: calendarDay, at: instant.nullable().default(null) });

export const LEGAL_BASES_OFFER = {
  'record-authority-end': {
    by: WITH_LEGAL,
    content: until,
    example: { on: '2026-03-09', endsOn: '2026-03-16' },
  },
  'record-secure-placement': {
    by: WITH_LEGAL,
    content: moment,
    example: { on: '2026-03-02', at: '2026-03-02T21:15:00.000Z' },
  },
  'end-secure-placement': {
    by: WITH_LEGAL,
    content: moment,
    example: { on: '2026-03-04', at: '2026-03-04T09:00:00.000Z' },
  },
  'record-secure-order': {
    by: WITH_LEGAL,
    content: until,
    example: { on: '2026-03-05', endsOn: '2026-06-05' },
  },
  'record-secure-review': {
    by: CASE,
    content: z.strictObject({ on: calendarDay, persons: z.int().min(1).max(20), independent: z.boolean() }),
    example: { on: '2026-03-30', persons: 3, independent: true },
  },
  'record-deprivation-of-liberty': {
    by: WITH_LEGAL,
    content: until,
    example: { on: '2026-04-01', endsOn: '2026-06-24' },
  },
  'record-deprivation-review': {
    by: WITH_LEGAL,
    content: until,
    example: { on: '2026-06-22', endsOn: '2026-09-22' },
  },
  'end-deprivation-of-liberty': { by: WITH_LEGAL, content: day, example: { on: '2026-08-03' } },
  'record-responsibility-holders': {
    by: WITH_LEGAL,
    content: z.strictObject({ on: calendarDay, holders: z.array(holder).min(1) }),
    example: { on: '2026-03-02', holders: ['mother', 'father'] },
  },
  'record-consent': {
    by: CASE,
    content: z.strictObject({
      on: calendarDay,
      givenBy: text,
      holder: holder.nullable().default(null),
      complete: z.boolean(),
    }),
    example: { on: '2026-03-02', givenBy: 'mother, in writing', holder: 'mother', complete: false },
  },
  'record-consent-withdrawn': {
    by: WITH_LEGAL,
    content: z.strictObject({
      on: calendarDay,
      at: instant.nullable().default(null),
      by: text,
      holder: holder.nullable().default(null),
    }),
    example: { on: '2026-04-13', at: '2026-04-13T17:40:00.000Z', by: 'mother', holder: 'mother' },
  },
  'confirm-consent': { by: CASE, content: day, example: { on: '2026-05-29' } },
  'record-nobody-responsible': {
    by: WITH_LEGAL,
    content: z.strictObject({ on: calendarDay, reason: text }),
    example: { on: '2026-03-02', reason: 'came to the country alone' },
  },
  'record-legal-planning-meeting': { by: WITH_LEGAL, content: day, example: { on: '2026-03-12' } },
} satisfies Offer<LegalBasisCommands & SecureCommands & DeprivationCommands & Section20Commands>['commands'];
