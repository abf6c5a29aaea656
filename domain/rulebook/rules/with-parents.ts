import { anchor } from '../anchors.ts';
import { monthsAfter, ON_THE_DAY, workingDaysAfter } from '../counts.ts';
import type { Rule } from '../rule.ts';
import { WORKER_BY_LAW, WORKER_BY_PRACTICE } from './defaults.ts';

/** Placement with parents of a child in care (CPPCR Part 4 chapter 1). */
export const WITH_PARENTS_RULES = [
  {
    ...WORKER_BY_LAW,
    id: 'pwp.assess',
    title: 'Assessment, review and decision before placement with parents',
    citation: 'CPPCR regs 17, 18',
    anchors: [anchor('placementPlannedOn')],
    count: ON_THE_DAY,
    metBy:
      'The Schedule 3 assessment is complete, the case reviewed, the IRO consulted, and the nominated officer has approved.',
    extendedBy:
      'Before it only if the nominated officer considers it necessary (reg 19): then within working days of it.',
  },
  {
    ...WORKER_BY_LAW,
    id: 'pwp.emergency-assess',
    title: 'Assessment and review of a child placed with parents before them',
    citation: 'CPPCR reg 19(a), (b)',
    anchors: [anchor('placementStartedOn')],
    count: workingDaysAfter(10),
    metBy: 'The assessment is complete and the review held: the later of the two days.',
  },
  {
    ...WORKER_BY_LAW,
    id: 'pwp.emergency-decide',
    title: 'Decision on the placement with parents',
    citation: 'CPPCR reg 19(c)',
    anchors: [anchor('parentsAssessedOn')],
    count: workingDaysAfter(10),
    metBy: 'The decision is made and approved by the nominated officer; a placement that is not confirmed is ended.',
  },
  {
    ...WORKER_BY_PRACTICE,
    id: 'pwp.discharge-review',
    title: 'Whether to apply for the discharge of the care order of a child who lives with parents',
    citation:
      'Local practice: an application 6 to 12 months after the return; each review considers it (review.discharge)',
    anchors: [anchor('atHomeUnderOrderSinceOn')],
    count: monthsAfter(12),
    cautiousCount: monthsAfter(6),
    metBy: 'It is decided to apply, or not yet and why.',
  },
] as const satisfies readonly Rule[];
