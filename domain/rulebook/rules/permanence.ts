import { anchor } from '../anchors.ts';
import { monthsAfter } from '../counts.ts';
import type { Rule } from '../rule.ts';

export const PERMANENCE_RULES = [
  {
    id: 'permanence.plan',
    version: 1,
    title: 'Plan for permanence ratified at the second review',
    force: 'guidance',
    citation: 'Children Act 1989 guidance volume 2 (by the second review); CPPCR reg 5(a) (part of the care plan)',
    sure: 'seen-2nd',
    validFrom: null,
    validTo: null,
    // Extra and early reviews never move it (timescales 0.1.1): it counts from the first review alone.
    anchors: [anchor('firstReviewHeldOn'), anchor('firstReviewDueOn')],
    count: monthsAfter(3),
    metBy: "The child's IRO (or the one who covers) ratifies the plan. Further assessment is not a plan.",
    extendedBy: null,
    owner: 'social-worker',
    line: 'case',
    ladder: 'permanence-plan',
  },
] as const satisfies readonly Rule[];
