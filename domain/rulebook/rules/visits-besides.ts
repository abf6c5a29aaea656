import { anchor } from '../anchors.ts';
import { monthsAfter, ON_THE_DAY, weeksAfter, workingDaysAfter } from '../counts.ts';
import type { Rule } from '../rule.ts';
import { OWED_BY_WORKER, REGULATION } from './defaults.ts';

/** Visits where another person is responsible, visits on request, and what is recorded of visits. */
const VISIT = {
  ...REGULATION,
  ...OWED_BY_WORKER,
  metBy: 'A visit at which the child was seen.',
  ladder: 'case-soon',
} as const;

export const OTHER_VISIT_RULES = [
  {
    ...VISIT,
    id: 'visit.other-responsible-first',
    title: 'First visit where another person is responsible for where the child lives',
    citation: 'CPPCR reg 28(6)',
    anchors: [anchor('responsibilityChangedOn')],
    count: weeksAfter(1),
  },
  {
    ...VISIT,
    id: 'visit.other-responsible',
    title: 'Visit where another person is responsible for where the child lives',
    citation: 'CPPCR reg 28(6)',
    anchors: [anchor('previousVisitOn')],
    count: weeksAfter(6),
  },
  {
    ...VISIT,
    id: 'visit.other-responsible-anniversary',
    title: 'Visit around the end of the first year under the responsibility of another person',
    citation: 'CPPCR reg 28(6), which does not say which interval holds across the anniversary',
    anchors: [anchor('previousVisitOn')],
    count: monthsAfter(3),
    cautiousCount: weeksAfter(6),
  },
  {
    ...VISIT,
    id: 'visit.other-responsible-settled',
    title: 'Visit after a year under the responsibility of another person',
    citation: 'CPPCR reg 28(6)',
    anchors: [anchor('previousVisitOn')],
    count: monthsAfter(3),
  },
  {
    ...VISIT,
    id: 'visit.requested',
    title: 'Visit that was asked for',
    citation: 'CPPCR reg 28(7)(a), reg 47E',
    anchors: [anchor('visitRequestedForOn')],
    count: ON_THE_DAY,
  },
  {
    ...VISIT,
    id: 'visit.home-notice',
    title: "Visit after Ofsted's notice about the children's home",
    citation: 'CPPCR reg 28(7)(b); CSA 2000 s.30A',
    anchors: [anchor('homeNoticeOn')],
    count: weeksAfter(1),
  },
  {
    ...VISIT,
    id: 'visit.detained-former',
    title: 'Visit to a detained child who was looked after before',
    citation: 'SI 2010/2797 reg 4 (so far as practicable)',
    anchors: [anchor('detainedOn')],
    count: workingDaysAfter(10),
  },
  {
    ...VISIT,
    id: 'visit.careleaver-accom',
    title: 'Visit in accommodation provided for a care leaver',
    citation: 'CLR reg 8(2)',
    anchors: [anchor('accommodatedOn')],
    count: weeksAfter(1),
    extendedBy: 'Then before the review of the pathway plan, and at intervals of at most two months.',
  },
  {
    ...VISIT,
    id: 'visit.alone',
    title: 'Child spoken to alone',
    force: 'practice',
    sure: 'local',
    citation: 'CPPCR reg 29 (the duty at every visit, without a number); at the latest 6 weeks on by local practice',
    anchors: [anchor('previousVisitOn')],
    count: weeksAfter(6),
    metBy: 'The child is spoken to alone, or it is recorded that the child refuses, or why it is not possible.',
    ladder: 'case-weekly',
  },
  {
    ...VISIT,
    id: 'connected.approval-told',
    title: 'Whether the relative or friend is temporarily or fully approved',
    force: 'practice',
    sure: 'local',
    citation: 'Local practice: the codes U1 to U3 of the SSDA903 return do not tell it',
    anchors: [anchor('placementStartedOn')],
    count: workingDaysAfter(5),
    metBy: 'The approval is recorded in the assessment of the connected person.',
    ladder: 'case-weekly',
  },
] as const satisfies readonly Rule[];
