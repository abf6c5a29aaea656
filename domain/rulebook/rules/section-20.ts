import { anchor } from '../anchors.ts';
import { daysAfter, hoursAfter, monthsAfter, ON_THE_DAY, workingDaysAfter } from '../counts.ts';
import type { Rule } from '../rule.ts';
import { WORKER_BY_PRACTICE } from './defaults.ts';

/** Accommodation by agreement (CA s.20). */
export const SECTION_20_RULES = [
  {
    ...WORKER_BY_PRACTICE,
    id: 's20.consent',
    title: 'Agreement of every holder of parental responsibility',
    force: 'regulation',
    sure: 'memory',
    citation: 'CA s.20(7), (8), (11)',
    anchors: [anchor('accommodatedByAgreementOn')],
    count: ON_THE_DAY,
    metBy: 'Each has agreed in writing and informed, or the child of sixteen has.',
    ladder: 'case-regulation',
  },
  {
    ...WORKER_BY_PRACTICE,
    id: 's20.withdrawn',
    title: 'Agreement withdrawn: no legal basis is left',
    force: 'regulation',
    sure: 'memory',
    citation: 'CA s.20(7), (8): at once, without notice',
    anchors: [anchor('consentWithdrawnAt')],
    count: hoursAfter(0),
    metBy: 'Another legal basis takes its place, agreement is given again, or the child goes home.',
    ladder: 'authority-hours',
  },
  {
    ...WORKER_BY_PRACTICE,
    id: 's20.review',
    title: 'Agreement confirmed again',
    citation: 'Local practice; section 20 guidance of March 2021 asks for agreed review dates without a number',
    anchors: [anchor('consentConfirmedOn')],
    count: monthsAfter(3),
    metBy: 'Those who agreed confirm it; at each review too.',
  },
  {
    ...WORKER_BY_PRACTICE,
    id: 's20.four-weeks',
    title: 'Section 20 after four weeks: what is it for?',
    citation: 'Local practice; section 20 guidance of March 2021 expects short, purposeful use',
    anchors: [anchor('accommodatedByAgreementOn')],
    count: daysAfter(28),
    metBy: 'A legal planning meeting has considered it.',
  },
  {
    ...WORKER_BY_PRACTICE,
    id: 's20.no-pr',
    title: 'Legal planning meeting: nobody exercises parental responsibility',
    citation: 'Local practice',
    anchors: [anchor('nobodyResponsibleOn')],
    count: workingDaysAfter(10),
    metBy: 'The legal planning meeting is held: care order, special guardianship or a guardian is considered.',
    ladder: 'legal-planning',
  },
] as const satisfies readonly Rule[];
