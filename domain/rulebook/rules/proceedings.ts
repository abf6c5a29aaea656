import { anchor } from '../anchors.ts';
import { ON_THE_DAY, weeksAfter, weeksBeginningWith, workingDaysAfter } from '../counts.ts';
import type { Rule } from '../rule.ts';
import { FIRST_VERSION, OWED_BY_WORKER } from './defaults.ts';

const BY_GUIDANCE = {
  ...FIRST_VERSION,
  ...OWED_BY_WORKER,
  force: 'guidance',
  sure: 'memory',
  anchors: [anchor('preProceedingsStartedOn')],
  ladder: 'case-weekly',
} as const;

const BY_THE_COURT = {
  ...FIRST_VERSION,
  force: 'regulation',
  sure: 'memory',
  anchors: [anchor('applicationIssuedOn')],
  owner: 'lawyer',
  line: 'legal',
  ladder: 'care-proceedings',
} as const;

/** The time before care proceedings, and care proceedings (timescales 12). */
export const PROCEEDINGS_RULES = [
  {
    ...BY_GUIDANCE,
    id: 'plo.preproceedings',
    title: 'Pre-proceedings finished',
    citation: 'Public Law Working Group 2021, best practice guidance; an earlier target was 12 weeks',
    count: weeksAfter(16),
    metBy: 'The application is issued, or pre-proceedings end without one.',
  },
  {
    ...BY_GUIDANCE,
    id: 'plo.midpoint-review',
    title: 'Review half way through pre-proceedings',
    citation: 'Public Law Working Group 2021, best practice guidance: after 6 to 8 weeks',
    earliestCount: weeksAfter(6),
    count: weeksAfter(8),
    metBy: 'The review is held with the parents.',
  },
  {
    ...BY_THE_COURT,
    id: 'plo.26weeks',
    title: 'Care proceedings ended',
    citation: 'CA s.32(1)(a): 26 weeks beginning with the day on which the application was issued',
    count: weeksBeginningWith(26),
    metBy: 'The final order is made, no order is made, or the application is withdrawn.',
    extendedBy: 'The court, by up to 8 weeks at a time, only where necessary (CA s.32(5), (8)).',
  },
  {
    ...BY_THE_COURT,
    id: 'plo.26weeks-extended',
    title: 'Care proceedings ended within the time the court extended',
    citation: 'CA s.32(5), (8); the order of the court',
    anchors: [anchor('proceedingsExtendedToOn')],
    count: ON_THE_DAY,
    metBy: 'The final order is made, no order is made, or the application is withdrawn.',
    extendedBy: 'The court may extend it again.',
  },
  {
    ...BY_THE_COURT,
    id: 'plo.cmh',
    title: 'Case management hearing',
    // A day is a business day, and the day of issue is day 1 whatever it is: day 12 and day 18 are 11 and 17 after it.
    citation: 'FPR PD12A: not before day 12 and not later than day 18',
    earliestCount: workingDaysAfter(11),
    count: workingDaysAfter(17),
    metBy: 'The hearing is held.',
  },
  {
    ...FIRST_VERSION,
    ...OWED_BY_WORKER,
    id: 'plo.fgdm',
    title: 'Family group decision-making meeting offered before the application',
    force: 'regulation',
    // The text was read; whether it is in force yet is for the authority to confirm.
    sure: 'memory',
    citation:
      "CA s.31ZA, inserted by Children's Wellbeing and Schools Act 2026 s.1; its commencement was not established",
    anchors: [anchor('applicationIssuedOn')],
    count: ON_THE_DAY,
    metBy:
      'It was offered, and held first if the family accepted; or it is not in the best interests of the child, with the reason.',
    ladder: 'case-regulation',
  },
] as const satisfies readonly Rule[];
