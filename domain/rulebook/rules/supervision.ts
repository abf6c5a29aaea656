import { anchor } from '../anchors.ts';
import { ON_THE_DAY, weeksAfter, workingDaysAfter } from '../counts.ts';
import type { Rule } from '../rule.ts';
import { LOCAL_PRACTICE } from './defaults.ts';

/** No statute sets an interval: local practice, as data, so that an authority can be held to its own (timescales §13). */
const LOCAL = {
  ...LOCAL_PRACTICE,
  citation: 'Local practice',
  owner: 'team-manager',
  line: 'case',
  ladder: 'supervision',
} as const;

const DISCUSSED = {
  ...LOCAL,
  anchors: [anchor('lastDiscussedOn')],
  metBy: 'This child was discussed; supervision of the worker alone does not count.',
} as const;

export const SUPERVISION_RULES = [
  { ...DISCUSSED, id: 'supervision.case', title: 'Child discussed in supervision', count: weeksAfter(4) },
  {
    ...DISCUSSED,
    id: 'supervision.case-settled',
    title: 'Child in a settled placement discussed in supervision',
    count: weeksAfter(8),
  },
  {
    ...DISCUSSED,
    id: 'supervision.case-longest',
    title: 'Child discussed in supervision, at the longest interval',
    count: weeksAfter(12),
  },
  {
    ...LOCAL,
    id: 'supervision.record',
    title: 'Discussion put on the file of the child',
    citation: 'Local practice (2 to 5 working days)',
    anchors: [anchor('discussedOn')],
    count: workingDaysAfter(5),
    metBy: 'It is recorded with its decisions.',
    ladder: 'case-weekly',
  },
  {
    ...LOCAL,
    id: 'supervision.decision',
    title: 'Decision of supervision carried out',
    anchors: [anchor('decisionDueOn')],
    count: ON_THE_DAY,
    metBy: 'The person who was to do it has done it.',
    owner: 'social-worker',
    ladder: 'supervision-decision',
  },
] as const satisfies readonly Rule[];
