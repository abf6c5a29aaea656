import { calendarDate } from '../../calendar/calendar-date.ts';
import { anchor } from '../anchors.ts';
import {
  daysAfter,
  fosteringWorkingDaysAfter,
  monthsAfter,
  ON_THE_DAY,
  weeksAfter,
  weeksBeginningWith,
  workingDaysAfter,
} from '../counts.ts';
import type { Rule } from '../rule.ts';
import { REGULATION } from './defaults.ts';

const BY_LAW = {
  ...REGULATION,
  owner: 'fostering-worker',
  line: 'fostering',
  ladder: 'fostering-regulation',
} as const;

/** Milestones that keep the sixteen weeks possible (timescales 4, local). */
const BY_PRACTICE = {
  ...BY_LAW,
  force: 'practice',
  sure: 'local',
  citation: 'Local practice',
  ladder: 'fostering-weekly',
} as const;

/** Connected persons: temporary approval, its extension, what comes of its end (CPPCR 2010 regs 24 to 25A). */
export const CONNECTED_RULES = [
  {
    ...BY_LAW,
    id: 'connected.initial',
    title: 'Suitability and temporary approval before the placement',
    citation: 'CPPCR reg 24(1), (2) and Schedule 4',
    anchors: [anchor('placedWithCarerOn')],
    count: ON_THE_DAY,
    metBy: 'The carers are assessed as suitable and temporarily approved for the child.',
    ladder: 'unapproved-placement',
  },
  {
    ...BY_LAW,
    id: 'connected.temp-approval',
    version: 2,
    title: 'Temporary approval of a connected person ends',
    citation: 'CPPCR reg 24(1)',
    // From the day on which the regulations came into force: owed by the fostering service, with its own milestones.
    validFrom: calendarDate('2011-04-01'),
    anchors: [anchor('temporarilyApprovedOn')],
    // Not exceeding 16 weeks: 112 days after the approval, or 111 if its own day is the first (timescales 0.1.4).
    count: weeksAfter(16),
    cautiousCount: weeksBeginningWith(16),
    metBy: 'The carer is fully approved, an order is made, or the child has moved.',
    extendedBy: 'One extension of up to 8 weeks, approved by the nominated officer before it ends (CPPCR reg 25).',
    ladder: 'temporary-approval',
  },
  {
    ...BY_LAW,
    id: 'connected.extension',
    title: 'Extended temporary approval ends',
    citation: 'CPPCR reg 25(1)(a), (2)',
    anchors: [anchor('temporarilyApprovedOn')],
    // 8 weeks after the 16: 24 in all.
    count: weeksAfter(24),
    cautiousCount: weeksBeginningWith(24),
    metBy: 'The carer is fully approved, an order is made, or the child has moved.',
    ladder: 'extended-approval',
  },
  {
    ...BY_LAW,
    id: 'connected.extension-until',
    title: 'Temporary approval ends that was extended for less than 8 weeks',
    citation: 'CPPCR reg 25(1)(a), (2); the decision of the nominated officer',
    anchors: [anchor('extendedUntilOn')],
    count: ON_THE_DAY,
    metBy: 'The carer is fully approved, an order is made, or the child has moved.',
    ladder: 'extended-approval',
  },
  {
    ...BY_LAW,
    id: 'connected.unlawful',
    title: 'Child is placed with carers whose approval has ended',
    citation: 'CPPCR reg 25(6)',
    anchors: [anchor('approvalEndedOn')],
    count: ON_THE_DAY,
    metBy: 'The carer is approved, an order is made, the child has moved or returned to the parents.',
    owner: 'fostering-manager',
    ladder: 'unlawful-placement',
  },
  {
    ...BY_PRACTICE,
    id: 'connected.irm',
    title: 'Outcome of the independent review asked for',
    citation: 'Local practice; the extension has no limit of its own (CPPCR reg 25(1)(b), (3))',
    anchors: [anchor('extendedForReviewOn')],
    count: monthsAfter(3),
    metBy: 'The outcome of the review is known.',
  },
  {
    ...BY_PRACTICE,
    id: 'connected.checks',
    title: 'Checks, references and medical of the carers complete',
    anchors: [anchor('temporarilyApprovedOn')],
    count: weeksAfter(4),
    metBy: 'All three are recorded.',
  },
  {
    ...BY_PRACTICE,
    id: 'connected.midpoint',
    title: 'Mid-point of the assessment of the carers',
    anchors: [anchor('temporarilyApprovedOn')],
    count: weeksAfter(8),
    metBy: 'The mid-point is recorded.',
  },
  {
    ...BY_PRACTICE,
    id: 'connected.panel',
    title: 'Fostering panel booked',
    anchors: [anchor('temporarilyApprovedOn')],
    count: weeksAfter(12),
    metBy: 'A panel is booked or was held.',
  },
  {
    ...BY_PRACTICE,
    id: 'connected.next-step',
    title: 'Next step for the household recorded',
    anchors: [anchor('latestStepOn')],
    count: workingDaysAfter(20),
    metBy: 'Whatever comes next is recorded.',
  },
  {
    ...BY_PRACTICE,
    id: 'kinship.viability',
    title: 'Viability assessment of a connected person',
    anchors: [anchor('carerNamedOn')],
    count: workingDaysAfter(10),
    metBy: 'The viability assessment is recorded.',
  },
] as const satisfies readonly Rule[];

/** From the panel to the decision, what answers it, and what follows approval (FSR 2011 regs 27 to 29). */
export const FOSTERING_RULES = [
  {
    ...BY_LAW,
    id: 'foster.adm',
    title: 'Decision on the approval of the carers',
    force: 'standard',
    citation: 'Fostering National Minimum Standard 14',
    sure: 'memory',
    anchors: [anchor('minutesReceivedOn')],
    count: fosteringWorkingDaysAfter(7),
    metBy: 'The decision maker decides.',
    owner: 'agency-decision-maker',
    ladder: 'fostering-weekly',
  },
  {
    ...BY_LAW,
    id: 'foster.qualifying-determination',
    title: 'Representations or independent review after a qualifying determination',
    citation: 'FSR 2011 reg 27(6) to (10)',
    anchors: [anchor('determinedOn')],
    count: daysAfter(28),
    metBy: 'The carer makes representations or applies for a review; else the decision is made.',
    owner: 'agency-decision-maker',
  },
  {
    ...BY_LAW,
    id: 'foster.qualifying-determination',
    version: 2,
    title: 'Decision after a qualifying determination, or what answers it',
    citation: 'FSR 2011 reg 27(6) to (10) for the 28 days; the week after them is local practice',
    // From the day on which the regulations came into force.
    validFrom: calendarDate('2011-04-01'),
    anchors: [anchor('determinedOn')],
    // The carers have 28 days; nobody may decide before, unless they answer. Then there is a week.
    count: daysAfter(35),
    cautiousCount: daysAfter(28),
    metBy:
      'The carer makes representations or applies for a review; else the decision is made once the 28 days are over.',
    sure: 'local',
    owner: 'agency-decision-maker',
  },
  {
    ...BY_LAW,
    id: 'foster.irm-papers',
    title: 'Papers sent for the independent review',
    citation: 'FSR 2011 reg 29(2)',
    anchors: [anchor('reviewNotifiedOn')],
    count: fosteringWorkingDaysAfter(10),
    metBy: 'The papers are sent.',
  },
  {
    ...BY_LAW,
    id: 'foster.review',
    title: 'Review of the approval of the carers',
    citation: 'FSR 2011 reg 28(2)',
    anchors: [anchor('carerReviewedOn'), anchor('fullyApprovedOn')],
    count: monthsAfter(12),
    metBy: 'The review of the carers is recorded.',
  },
  {
    ...BY_LAW,
    id: 'foster.resign',
    title: 'Approval ends after the notice of the carers',
    citation: 'FSR 2011 reg 28(13); CPPCR reg 25A',
    anchors: [anchor('noticeReceivedOn')],
    count: daysAfter(28),
    metBy: 'No child is placed with the carers any more.',
  },
] as const satisfies readonly Rule[];
