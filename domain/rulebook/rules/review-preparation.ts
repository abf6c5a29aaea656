import { anchor } from '../anchors.ts';
import { workingDaysAfter, workingDaysBefore } from '../counts.ts';
import type { Rule } from '../rule.ts';
import { FIRST_VERSION } from './defaults.ts';

/** The clocks around each meeting, before and after it (statutory guidance and local practice). */
const AROUND = {
  ...FIRST_VERSION,
  force: 'guidance',
  sure: 'memory',
  owner: 'iro',
  line: 'iro',
  ladder: 'iro-weekly',
} as const;

export const REVIEW_PREPARATION_RULES = [
  {
    ...AROUND,
    id: 'iro.sw-consult',
    title: 'IRO and social worker discuss the review',
    citation: 'IRO Handbook 2010',
    anchors: [anchor('reviewPlannedOn')],
    count: workingDaysBefore(15),
    metBy: 'The discussion is recorded.',
  },
  {
    ...AROUND,
    id: 'review.invites',
    title: 'Invitations to the review',
    force: 'practice',
    citation: 'Local practice',
    anchors: [anchor('reviewPlannedOn')],
    count: workingDaysBefore(10),
    metBy: 'Invitations are sent.',
    owner: 'review-administrator',
    ladder: 'review-administration',
  },
  {
    ...AROUND,
    id: 'review.report',
    title: "Social worker's report to the IRO",
    citation: 'Children Act 1989 guidance volume 2; IRO Handbook 2010 (one manual: 5 days)',
    anchors: [anchor('reviewPlannedOn')],
    count: workingDaysBefore(3),
    metBy: 'The report and the care plan have reached the IRO.',
    owner: 'social-worker',
    line: 'case',
    ladder: 'case-weekly',
  },
  {
    ...AROUND,
    id: 'review.decisions',
    title: 'Decisions sent to the team manager',
    citation: 'Children Act 1989 guidance volume 2; IRO Handbook 2010',
    anchors: [anchor('reviewHeldOn')],
    count: workingDaysAfter(5),
    metBy: 'The decisions are sent.',
  },
  {
    ...AROUND,
    id: 'review.decisions-response',
    title: "Team manager's response to the decisions",
    citation: 'Children Act 1989 guidance volume 2; IRO Handbook 2010',
    anchors: [anchor('decisionsSentOn')],
    count: workingDaysAfter(5),
    metBy: 'The team manager has agreed or objected; silence is agreement.',
    owner: 'team-manager',
    line: 'case',
    ladder: 'information',
  },
  {
    ...AROUND,
    id: 'review.record',
    title: 'Record of the review',
    citation: 'Children Act 1989 guidance volume 2; IRO Handbook 2010',
    anchors: [anchor('reviewHeldOn')],
    count: workingDaysAfter(15),
    metBy: 'The full record is completed.',
  },
  {
    ...AROUND,
    id: 'review.distribute',
    title: 'Record of the review sent to everybody',
    citation: 'Children Act 1989 guidance volume 2; IRO Handbook 2010',
    anchors: [anchor('reviewHeldOn')],
    count: workingDaysAfter(20),
    metBy: 'The record is sent to all who are to have it.',
    owner: 'review-administrator',
    ladder: 'review-administration',
  },
] as const satisfies readonly Rule[];
