import { anchor } from '../anchors.ts';
import { weeksAfter, workingDaysAfter } from '../counts.ts';
import type { Rule } from '../rule.ts';
import { LOCAL_PRACTICE } from './defaults.ts';

/** The worker was supervised: another clock than that of a child who was discussed (timescales §13). */
const OWED = {
  ...LOCAL_PRACTICE,
  anchors: [anchor('previousSupervisionOn')],
  metBy: 'The worker is supervised.',
  extendedBy: 'Excused on a day on which the worker is away; owed soon after the return (supervision.worker-return).',
  owner: 'team-manager',
  line: 'case',
  ladder: 'worker-supervision',
} as const;

export const WORKER_SUPERVISION_RULES = [
  {
    ...OWED,
    id: 'supervision.worker',
    title: 'Supervision of a worker',
    sure: 'seen-2nd',
    citation: 'A council’s supervision policy (at least monthly, every 4 weeks); LGA employer standards',
    count: weeksAfter(4),
  },
  {
    ...OWED,
    id: 'supervision.worker-new',
    title: 'Supervision of a newly qualified worker',
    sure: 'seen-2nd',
    citation: 'A council’s supervision policy (fortnightly at first for newly qualified workers)',
    count: weeksAfter(2),
  },
  {
    ...OWED,
    id: 'supervision.worker-return',
    title: 'Supervision of a worker after an absence',
    citation: 'Local practice: 5 working days from the day of the return',
    anchors: [anchor('workReturnedOn')],
    count: workingDaysAfter(5),
    extendedBy: 'Excused on a day on which the worker is away again.',
  },
] as const satisfies readonly Rule[];
