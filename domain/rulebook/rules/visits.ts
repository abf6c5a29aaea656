import { anchor } from '../anchors.ts';
import { monthsAfter, ON_THE_DAY, weeksAfter } from '../counts.ts';
import type { Rule } from '../rule.ts';
import { OWED_BY_WORKER, REGULATION } from './defaults.ts';

/** Visits by the authority's representative (CPPCR Part 5, reg 48; AAR reg 36(4)). No extension and no excuse but the child's lawful wishes. */
const VISIT = {
  ...REGULATION,
  ...OWED_BY_WORKER,
  metBy:
    'A visit at which the child was seen, by whoever represents the authority; one at which the child was not meets nothing.',
  ladder: 'case-soon',
  anchors: [anchor('previousVisitOn')],
} as const;

export const VISIT_RULES = [
  {
    ...VISIT,
    id: 'visit.first',
    title: 'First visit in the placement',
    citation: 'CPPCR reg 28(2)(a)',
    anchors: [anchor('placementStartedOn')],
    count: weeksAfter(1),
  },
  { ...VISIT, id: 'visit.standard', title: 'Visit', citation: 'CPPCR reg 28(2)(b)', count: weeksAfter(6) },
  {
    ...VISIT,
    id: 'visit.anniversary',
    title: 'Visit around the end of the first year of the placement',
    citation: 'CPPCR reg 28(2)(b), which does not say which interval holds across the anniversary',
    count: monthsAfter(3),
    cautiousCount: weeksAfter(6),
  },
  {
    ...VISIT,
    id: 'visit.settled',
    title: 'Visit in a placement that is to last until the child is eighteen',
    citation: 'CPPCR reg 28(2)(b)',
    count: monthsAfter(3),
  },
  {
    ...VISIT,
    id: 'visit.ltfp',
    title: 'Visit in a long-term foster placement, agreed with the child',
    citation: 'CPPCR reg 28(3A) (SI 2015/495)',
    count: monthsAfter(6),
  },
  {
    ...VISIT,
    id: 'visit.pwp-unassessed-weekly',
    title: 'Weekly visit: with parents before the assessment',
    citation: 'CPPCR reg 28(3)',
    count: weeksAfter(1),
  },
  {
    ...VISIT,
    id: 'visit.pwp-unassessed',
    title: 'Visit: with parents before the assessment',
    citation: 'CPPCR reg 28(3)',
    count: weeksAfter(6),
  },
  {
    ...VISIT,
    id: 'visit.connected-temp-weekly',
    title: 'Weekly visit: with a temporarily approved connected person',
    citation: 'CPPCR reg 28(4)',
    count: weeksAfter(1),
  },
  {
    ...VISIT,
    id: 'visit.connected-temp',
    title: 'Visit: with a temporarily approved connected person',
    citation: 'CPPCR reg 28(4)',
    count: weeksAfter(4),
  },
  {
    ...VISIT,
    id: 'visit.ico-parent-weekly',
    title: 'Weekly visit: with parents under an interim care order',
    citation: 'CPPCR reg 28(4)',
    count: weeksAfter(1),
  },
  {
    ...VISIT,
    id: 'visit.ico-parent',
    title: 'Visit: with parents under an interim care order',
    citation: 'CPPCR reg 28(4)',
    count: weeksAfter(4),
  },
  {
    ...VISIT,
    id: 'visit.co-parent-first',
    title: 'First visit after the care order: living with parents',
    citation: 'CPPCR reg 28(5)',
    anchors: [anchor('orderMadeOn')],
    count: weeksAfter(1),
  },
  {
    ...VISIT,
    id: 'visit.co-parent',
    title: 'Visit: with parents under a care order',
    citation: 'CPPCR reg 28(5)',
    count: weeksAfter(6),
  },
  {
    ...VISIT,
    id: 'visit.shortbreak-first',
    title: 'First visit of short breaks, on a day the child is placed',
    citation: 'CPPCR reg 48(3)(c)',
    anchors: [anchor('firstPlacementStartedOn')],
    count: monthsAfter(3),
    extendedBy: 'Or as soon as practicable after it.',
  },
  {
    ...VISIT,
    id: 'visit.shortbreak',
    title: 'Visit of short breaks, on a day the child is placed',
    citation: 'CPPCR reg 48(3)(c)',
    count: monthsAfter(6),
  },
  {
    ...VISIT,
    id: 'visit.adoption-first',
    title: 'First visit after placement for adoption',
    citation: 'AAR reg 36(4)',
    anchors: [anchor('placedForAdoptionOn')],
    count: weeksAfter(1),
  },
  {
    ...VISIT,
    id: 'visit.adoption-weekly',
    title: 'Weekly visit: placed for adoption',
    citation: 'AAR reg 36(4)',
    count: weeksAfter(1),
    extendedBy: 'Weekly until a review decides how often.',
  },
  {
    ...VISIT,
    id: 'visit.adoption-decided',
    title: 'Visit as the adoption review decided',
    citation: 'AAR reg 36(4)',
    anchors: [anchor('visitDecidedOn')],
    count: ON_THE_DAY,
    extendedBy: 'A later review may decide otherwise.',
  },
] as const satisfies readonly Rule[];
