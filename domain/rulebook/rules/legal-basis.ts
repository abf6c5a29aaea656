import { anchor } from '../anchors.ts';
import { daysAfter, daysBeginningWith, hoursAfter, monthsAfter, ON_THE_DAY } from '../counts.ts';
import type { Rule } from '../rule.ts';
import { FIRST_VERSION, OWED_BY_WORKER } from './defaults.ts';

/** Ends of legal bases, secure accommodation and deprivation of liberty (timescales 0.1.7). */
const AUTHORITY = {
  ...FIRST_VERSION,
  ...OWED_BY_WORKER,
  force: 'regulation',
  sure: 'memory',
  metBy: 'Another legal basis takes its place, or the child is no longer held on this one.',
  ladder: 'authority-days',
} as const;

export const LEGAL_BASIS_RULES = [
  {
    ...AUTHORITY,
    id: 'authority.police-protection',
    title: 'Police protection ends',
    citation: 'CA s.46(6)',
    sure: 'seen-2nd',
    anchors: [anchor('policeProtectionAt')],
    count: hoursAfter(72),
    ladder: 'authority-hours',
  },
  {
    ...AUTHORITY,
    id: 'authority.emergency-order',
    title: 'Emergency protection order ends',
    citation: 'CA s.45(1)',
    anchors: [anchor('orderMadeOn')],
    // Not exceeding eight days: eight days after it was made, or seven if its own day is the first.
    count: daysAfter(8),
    cautiousCount: daysBeginningWith(8),
    extendedBy: 'One extension of up to 7 days by the court (CA s.45(5), (6)).',
  },
  {
    ...AUTHORITY,
    id: 'authority.end',
    title: 'Legal basis ends on the day that the court set',
    citation: 'The order of the court',
    anchors: [anchor('authorityEndsOn')],
    count: ON_THE_DAY,
    extendedBy: 'The court may extend it.',
  },
  {
    ...AUTHORITY,
    id: 'secure.authority',
    title: 'Secure accommodation without a court order ends',
    citation: 'Children (Secure Accommodation) Regulations 1991 reg 10 (72 hours in any 28 consecutive days)',
    anchors: [anchor('secureCountedFromAt')],
    count: hoursAfter(72),
    metBy: 'The court makes an order, or the child leaves secure accommodation.',
    ladder: 'authority-hours',
  },
  {
    ...AUTHORITY,
    id: 'secure.order-end',
    title: 'Order for secure accommodation ends',
    citation: 'CA s.25; the order of the court',
    anchors: [anchor('authorityEndsOn')],
    count: ON_THE_DAY,
    metBy: 'The court makes another order, or the child leaves secure accommodation.',
  },
  {
    ...AUTHORITY,
    id: 'secure.review',
    title: 'First review of secure accommodation',
    citation: 'Children (Secure Accommodation) Regulations 1991 regs 15, 16',
    anchors: [anchor('securePlacedOn')],
    count: monthsAfter(1),
    metBy:
      'At least three persons, one of them independent of the authority, review whether the criteria are still met.',
    ladder: 'case-regulation',
  },
  {
    ...AUTHORITY,
    id: 'secure.review-subsequent',
    title: 'Next review of secure accommodation',
    citation: 'Children (Secure Accommodation) Regulations 1991 regs 15, 16',
    anchors: [anchor('previousSecureReviewOn')],
    count: monthsAfter(3),
    metBy:
      'At least three persons, one of them independent of the authority, review whether the criteria are still met.',
    ladder: 'case-regulation',
  },
  {
    ...AUTHORITY,
    id: 'dol.authority',
    title: 'Authority for the deprivation of liberty ends',
    citation: 'The order of the High Court',
    anchors: [anchor('authorityEndsOn')],
    count: ON_THE_DAY,
    metBy: 'The court sets another day, or the deprivation of liberty ends.',
  },
  {
    ...AUTHORITY,
    id: 'dol.review',
    title: 'Deprivation of liberty reviewed',
    force: 'practice',
    sure: 'local',
    citation: "Local practice beside the court's dates",
    anchors: [anchor('deprivationReviewedOn')],
    count: monthsAfter(3),
    metBy: 'It is reviewed, or the court sets another day.',
    ladder: 'case-weekly',
  },
] as const satisfies readonly Rule[];
