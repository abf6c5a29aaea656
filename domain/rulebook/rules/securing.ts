import { anchor } from '../anchors.ts';
import { daysAfter, monthsAfter, ON_THE_DAY, weeksAfter, workingDaysAfter } from '../counts.ts';
import type { Rule } from '../rule.ts';
import { WORKER_BY_PRACTICE } from './defaults.ts';

const BY_PRACTICE = {
  ...WORKER_BY_PRACTICE,
  citation: 'Local practice',
} as const;

const BY_LAW = { ...BY_PRACTICE, force: 'regulation', ladder: 'case-regulation' } as const;

/** Securing the home of a child with approved connected persons (timescales 11). */
export const SECURING_RULES = [
  {
    ...BY_PRACTICE,
    id: 'kinship.secure',
    title: 'Home with connected persons secured, or decided not to be',
    anchors: [anchor('fullyApprovedOn')],
    count: monthsAfter(6),
    metBy: 'An application or order is made, or it is recorded why the home is not to be secured by one.',
  },
  {
    ...BY_PRACTICE,
    id: 'kinship.secure-review',
    title: 'Securing the home considered at the review',
    anchors: [anchor('reviewHeldOn')],
    count: ON_THE_DAY,
    metBy: 'It is recorded that the review considered it.',
  },
  {
    ...BY_PRACTICE,
    id: 'sgo.notice',
    title: 'Application for special guardianship after three months of notice',
    citation: 'CA 1989 s.14A(7) for the three months; following it up is local practice',
    anchors: [anchor('noticeOfApplicationOn')],
    count: monthsAfter(3),
    earliestCount: monthsAfter(3),
    metBy: 'The application is made, or it is recorded why not.',
    extendedBy: 'Not needed with the leave of the court.',
  },
  {
    ...BY_LAW,
    id: 'sgo.report',
    title: 'Special guardianship report by the date of the court',
    citation: 'CA 1989 s.14A(8), (9); SGR 2005 reg 21; the direction of the court',
    sure: 'memory',
    anchors: [anchor('reportDirectedForOn')],
    count: ON_THE_DAY,
    metBy: 'The report is filed.',
  },
  {
    ...BY_PRACTICE,
    id: 'sgo.report-local',
    title: 'Special guardianship report, while the court has set no date',
    anchors: [anchor('appliedOn')],
    count: weeksAfter(12),
    metBy: 'The report is filed.',
  },
  {
    ...BY_PRACTICE,
    id: 'sgo.support-plan',
    title: 'Special guardianship support plan decided after representations',
    citation: 'SGR 2005 regs 14 to 16; the length is local practice',
    anchors: [anchor('supportProposedOn')],
    count: daysAfter(28),
    metBy: 'The support plan is made, or no support is to be given.',
  },
  {
    ...BY_LAW,
    id: 'sgo.support-review',
    title: 'Special guardianship support reviewed',
    citation: 'SGR 2005 reg 17(2)',
    sure: 'seen',
    anchors: [anchor('supportReviewedOn')],
    count: monthsAfter(12),
    metBy: 'The review of the support is recorded.',
  },
  {
    ...BY_PRACTICE,
    id: 'sgo.finance-statement',
    title: 'Yearly statement of the special guardians received, or asked for in writing',
    citation: 'SGR 2005 regs 10, 18 (annual statement); asking for it is local practice',
    anchors: [anchor('statementReceivedOn'), anchor('financeAgreedOn')],
    count: monthsAfter(12),
    metBy: 'The statement is received, or a written reminder is sent.',
  },
  {
    ...BY_PRACTICE,
    id: 'sgo.finance-review',
    title: 'Financial support of the special guardians reviewed',
    citation: 'SGR 2005 reg 18 (on the statement, a change or a breach; no number); 20 working days by local practice',
    anchors: [anchor('financeToReviewOn')],
    count: workingDaysAfter(20),
    metBy: 'The review of the financial support is recorded.',
  },
  {
    ...BY_PRACTICE,
    id: 'sgo.finance-reminder',
    title: 'Statement received after the reminder, or financial support suspended',
    citation: 'SGR 2005 regs 10, 18 (28 days after the reminder before anything is suspended)',
    anchors: [anchor('remindedOn')],
    count: daysAfter(28),
    earliestCount: daysAfter(28),
    metBy: 'The statement is received, or the support is suspended once the 28 days have passed.',
  },
  {
    ...BY_PRACTICE,
    id: 'sgo.out-of-area',
    title: 'Support handed over to the authority where the special guardians live',
    citation: 'SGR 2005 reg 5(2) (three years from the order; ongoing financial support stays)',
    anchors: [anchor('orderMadeOn')],
    count: monthsAfter(36),
    earliestCount: monthsAfter(36),
    metBy: 'The authority where they live has taken the support over.',
  },
] as const satisfies readonly Rule[];
