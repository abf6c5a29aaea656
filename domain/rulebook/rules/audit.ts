import { anchor } from '../anchors.ts';
import { hoursAfter, weeksAfter, workingDaysAfter } from '../counts.ts';
import type { Rule } from '../rule.ts';
import { LOCAL_PRACTICE } from './defaults.ts';

/** Dated by its grade, however much later its owner would like it. */
const ACTION = {
  ...LOCAL_PRACTICE,
  citation: 'Local practice: actions of an audit are dated by their grade',
  metBy: 'The action is carried out, with its evidence.',
  owner: 'social-worker',
  line: 'case',
} as const;

/** Looked at and closed by those who had no part in it. */
const CHECK = {
  ...LOCAL_PRACTICE,
  owner: 'head-of-quality-assurance',
  line: 'iro',
  ladder: 'audit-check',
} as const;

export const AUDIT_RULES = [
  {
    ...ACTION,
    id: 'audit.immediate',
    title: 'Immediate safeguarding action of an audit',
    anchors: [anchor('actionAgreedAt')],
    count: hoursAfter(24),
    ladder: 'audit-immediate',
  },
  {
    ...ACTION,
    id: 'audit.inadequate',
    title: 'Action of an audit where practice is inadequate',
    anchors: [anchor('actionAgreedOn')],
    count: workingDaysAfter(5),
    ladder: 'audit-actions',
  },
  {
    ...ACTION,
    id: 'audit.requires-improvement',
    title: 'Action of an audit where practice requires improvement',
    anchors: [anchor('actionAgreedOn')],
    count: workingDaysAfter(20),
    ladder: 'audit-actions',
  },
  {
    ...CHECK,
    id: 'audit.follow-up',
    title: 'Actions of an audit looked at again',
    citation: 'Local practice: six to eight weeks after the audit, or after its finding recurred',
    anchors: [anchor('auditedOn')],
    count: weeksAfter(8),
    earliestCount: weeksAfter(6),
    metBy: 'Somebody who did none of the actions records whether they lasted.',
  },
  {
    ...CHECK,
    id: 'audit.closing',
    title: 'Evaluation closed by another person',
    citation: 'Local practice: closed by a moderator alone; 10 working days',
    anchors: [anchor('auditDoneOn')],
    count: workingDaysAfter(10),
    metBy: 'Somebody who neither evaluated nor did any of the actions closes it.',
  },
] as const satisfies readonly Rule[];
