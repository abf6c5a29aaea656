import { anchor } from '../anchors.ts';
import { hoursAfter, weeksAfter, weeksBeginningWith } from '../counts.ts';
import type { Rule } from '../rule.ts';

export const CONNECTED_AND_MISSING_RULES = [
  {
    id: 'connected.temp-approval',
    version: 1,
    title: 'Temporary approval of a connected person ends',
    force: 'regulation',
    citation: 'CPPCR reg 24(1)',
    sure: 'seen',
    validFrom: null,
    validTo: null,
    anchors: [anchor('temporarilyApprovedOn')],
    // Not exceeding 16 weeks: 112 days after the approval, or 111 if its own day is the first (timescales 0.1.4).
    count: weeksAfter(16),
    cautiousCount: weeksBeginningWith(16),
    metBy: 'The carer is fully approved, an order is made, or the child has moved.',
    extendedBy: 'One extension of up to 8 weeks, approved by the nominated officer before it ends (CPPCR reg 25).',
    owner: 'social-worker',
    line: 'case',
    ladder: 'case-regulation',
  },
  {
    id: 'missing.rhi',
    version: 1,
    title: 'Return interview',
    force: 'guidance',
    citation: 'Statutory guidance on children who run away or go missing from home or care (January 2014)',
    sure: 'seen-2nd',
    validFrom: null,
    validTo: null,
    anchors: [anchor('returnedAt')],
    count: hoursAfter(72),
    metBy: 'The return interview is carried out.',
    extendedBy: null,
    owner: 'social-worker',
    line: 'case',
    ladder: 'case-weekly',
  },
] as const satisfies readonly Rule[];
