import { calendarDate } from '../../calendar/calendar-date.ts';
import { anchor } from '../anchors.ts';
import { daysAfter, monthsAfter, ON_THE_DAY, weeksAfter, weeksBeginningWith, workingDaysAfter } from '../counts.ts';
import type { Rule } from '../rule.ts';
import { FOSTERING_BY_LAW as BY_LAW, FOSTERING_BY_PRACTICE } from './defaults.ts';

/** Milestones that keep the sixteen weeks possible (timescales 4, local). */
const BY_PRACTICE = { ...FOSTERING_BY_PRACTICE, citation: 'Local practice' } as const;

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
    id: 'connected.allocated',
    title: 'Assessment of the carers allocated',
    anchors: [anchor('temporarilyApprovedOn')],
    // Day 1 is the day of the approval, or the day after it, as with the sixteen weeks themselves.
    count: daysAfter(1),
    cautiousCount: ON_THE_DAY,
    metBy: 'A fostering worker is allocated to the household.',
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
    id: 'connected.panel',
    version: 2,
    title: 'Fostering panel booked, or an extension prepared',
    // From the day on which the regulations came into force.
    validFrom: calendarDate('2011-04-01'),
    anchors: [anchor('temporarilyApprovedOn')],
    count: weeksAfter(12),
    metBy: "A panel is booked or was held, or the panel's views on an extension were sought.",
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
