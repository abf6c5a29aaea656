import { anchor } from '../anchors.ts';
import { workingDaysAfter } from '../counts.ts';
import type { Rule } from '../rule.ts';
import { WORKER_BY_LAW } from './defaults.ts';

/** Placement plan (CPPCR Part 3, Part 8A): one for every placement. */
export const PLACEMENT_PLAN_RULES = [
  {
    ...WORKER_BY_LAW,
    id: 'placementplan.prepare',
    title: 'Placement plan',
    citation: 'CPPCR reg 9(1)-(3)',
    anchors: [anchor('placementStartedOn')],
    count: workingDaysAfter(5),
    metBy: 'The placement plan is prepared, agreed with and signed by the carer, registered person or parent.',
    extendedBy: 'Before the placement; the working days apply where that was not reasonably practicable.',
  },
  {
    ...WORKER_BY_LAW,
    id: 'placementplan.remand-la',
    title: 'Placement plan of a child remanded to the local authority',
    citation: 'CPPCR reg 47C(3)',
    anchors: [anchor('remandedOn')],
    count: workingDaysAfter(5),
    metBy: 'The placement plan is prepared, agreed and signed.',
  },
  {
    ...WORKER_BY_LAW,
    id: 'placementplan.yda',
    title: 'Detention placement plan',
    citation: 'CPPCR reg 47C(2)',
    anchors: [anchor('remandedOn')],
    count: workingDaysAfter(10),
    metBy: 'The plan is prepared, agreed with and signed by the governor, director or registered manager.',
  },
] as const satisfies readonly Rule[];
