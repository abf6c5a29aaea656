import { anchor } from '../anchors.ts';
import { hoursAfter, weeksAfter, weeksBeginningWith } from '../counts.ts';
import type { Rule } from '../rule.ts';
import { FIRST_VERSION, OWED_BY_WORKER, REGULATION } from './defaults.ts';

export const CONNECTED_AND_MISSING_RULES = [
  {
    ...REGULATION,
    ...OWED_BY_WORKER,
    id: 'connected.temp-approval',
    title: 'Temporary approval of a connected person ends',
    citation: 'CPPCR reg 24(1)',
    anchors: [anchor('temporarilyApprovedOn')],
    // Not exceeding 16 weeks: 112 days after the approval, or 111 if its own day is the first (timescales 0.1.4).
    count: weeksAfter(16),
    cautiousCount: weeksBeginningWith(16),
    metBy: 'The carer is fully approved, an order is made, or the child has moved.',
    extendedBy: 'One extension of up to 8 weeks, approved by the nominated officer before it ends (CPPCR reg 25).',
    ladder: 'case-regulation',
  },
  {
    ...FIRST_VERSION,
    ...OWED_BY_WORKER,
    id: 'missing.rhi',
    title: 'Return interview',
    force: 'guidance',
    citation: 'Statutory guidance on children who run away or go missing from home or care (January 2014)',
    sure: 'seen-2nd',
    anchors: [anchor('returnedAt')],
    count: hoursAfter(72),
    metBy: 'The return interview is carried out.',
    ladder: 'case-weekly',
  },
] as const satisfies readonly Rule[];
