import { anchor } from '../anchors.ts';
import { workingDaysAfter } from '../counts.ts';
import type { Rule } from '../rule.ts';
import { FIRST_VERSION, OWED_BY_WORKER } from './defaults.ts';

/** Care plan (CPPCR Part 2, Part 8A). Its agreement (reg 4(4), (5)) has no period and so no date (docs/decisions/0030-what-is-not-owed.md). */
const OWED = {
  ...FIRST_VERSION,
  ...OWED_BY_WORKER,
} as const;

export const CARE_PLAN_RULES = [
  {
    ...OWED,
    id: 'careplan.prepare',
    title: 'Care plan',
    force: 'regulation',
    sure: 'seen',
    citation: 'CPPCR reg 4(1)-(3), reg 5',
    anchors: [anchor('firstPlacementStartedOn')],
    count: workingDaysAfter(10),
    metBy: 'The care plan is prepared: the day it is authorised.',
    extendedBy: 'Does not apply where the court is asked for a care order (CA s.31A): the court sets the timetable.',
    ladder: 'case-regulation',
  },
  {
    ...OWED,
    id: 'careplan.remand-la',
    title: 'Care plan of a child remanded to the local authority',
    force: 'regulation',
    sure: 'seen',
    citation: 'CPPCR reg 47B(2)',
    anchors: [anchor('remandedOn')],
    count: workingDaysAfter(5),
    metBy: 'The care plan is prepared; it needs no plan for permanence.',
    ladder: 'case-regulation',
  },
  {
    ...OWED,
    id: 'careplan.update',
    title: 'Care plan updated after the review',
    force: 'guidance',
    sure: 'memory',
    citation: 'Children Act 1989 guidance volume 2; IRO Handbook 2010',
    anchors: [anchor('reviewHeldOn')],
    count: workingDaysAfter(10),
    metBy: 'The updated care plan is recorded.',
    ladder: 'case-weekly',
  },
  {
    ...OWED,
    id: 'careplan.copy',
    title: 'Care plan given to the child, parents, IRO and carer',
    force: 'practice',
    sure: 'local',
    citation: 'CPPCR reg 6(3), (4) (no period); 5 working days by local practice',
    anchors: [anchor('carePlanChangedOn')],
    count: workingDaysAfter(5),
    metBy: 'The copies are given.',
    extendedBy: 'May be withheld from a parent where there is a risk of significant harm.',
    ladder: 'case-weekly',
  },
] as const satisfies readonly Rule[];
