import { anchor } from '../anchors.ts';
import { hoursAfter, monthsBefore, workingDaysAfter } from '../counts.ts';
import type { Rule } from '../rule.ts';
import { LOCAL_PRACTICE } from './defaults.ts';

/** Local practice that keeps the rest possible: somebody is allocated, and facts that contradict are sorted out. */
const OWED = {
  ...LOCAL_PRACTICE,
  citation: 'Local practice',
  line: 'case',
  ladder: 'case-weekly',
} as const;

export const ALLOCATION_RULES = [
  {
    ...OWED,
    id: 'allocation.gap-worker',
    title: 'Social worker allocated',
    anchors: [anchor('allocationEndedOn')],
    count: workingDaysAfter(1),
    metBy: 'A social worker is allocated.',
    owner: 'team-manager',
  },
  {
    ...OWED,
    id: 'allocation.gap-iro',
    title: 'IRO allocated',
    anchors: [anchor('allocationEndedOn')],
    count: workingDaysAfter(2),
    metBy: 'An IRO is allocated.',
    owner: 'iro-manager',
    line: 'iro',
    ladder: 'iro-weekly',
  },
  {
    ...OWED,
    id: 'record.contradiction',
    title: 'Contradiction in the record sorted out',
    anchors: [anchor('noticedOn')],
    count: workingDaysAfter(5),
    metBy: 'One of the facts is corrected or withdrawn.',
    owner: 'social-worker',
  },
  {
    ...OWED,
    id: 'calendar.publish',
    title: 'Bank holidays adopted beyond the published list',
    anchors: [anchor('publishedThroughOn')],
    count: monthsBefore(6),
    metBy: 'A longer published list is adopted: the date moves with it.',
    owner: 'administrator',
    ladder: 'administration',
  },
  {
    ...OWED,
    id: 'feed.daily',
    title: 'Daily feed taken',
    anchors: [anchor('feedTakenAt')],
    // A day and two hours: nights differ by what reading takes, and one in October has an hour more.
    count: hoursAfter(26),
    metBy: 'A feed is received and applied: the date moves with it.',
    owner: 'administrator',
    ladder: 'feed',
  },
] as const satisfies readonly Rule[];
