import { AUDIT_LADDERS } from './audit-ladders.ts';
import { DISPUTE_LADDERS } from './dispute-ladders.ts';
import { AUTHORITY_LADDERS } from './authority-ladders.ts';
import { FOSTERING_LADDERS } from './fostering-ladders.ts';
import type { Ladder, LadderId, LadderStep } from './ladder.ts';
import { MISSING_LADDERS } from './missing-ladders.ts';
import { PROCEEDINGS_LADDERS } from './proceedings-ladders.ts';
import { SUPERVISION_LADDERS } from './supervision-ladders.ts';
import { answers, atRisk, nothingBooked, overdue, told, unanswered, urgent } from './ladder-steps.ts';

/** Owed by the authority, booked by the IRO service: the IRO line is told at the steps at which the case line answers. */
const HELD_BY_THE_AUTHORITY: readonly LadderStep[] = [
  nothingBooked('iro', 'review-administrator'),
  atRisk('iro', 'review-administrator', 'social-worker'),
  overdue(0, [...told('social-worker'), ...answers('team-manager'), ...told('iro', 'review-administrator')]),
  overdue(5, [...answers('service-manager'), ...told('iro-manager')]),
  overdue(10, [...answers('head-of-service'), ...told('head-of-quality-assurance')]),
  urgent(overdue(20, answers('director'))),
];

/** Every ladder. Steps before the date are lines of a digest; only rules of regulation and the permanence plan ask for answers. */
export const LADDERS: Readonly<Record<LadderId, Ladder>> = {
  ...AUTHORITY_LADDERS,
  review: { id: 'review', steps: HELD_BY_THE_AUTHORITY },
  'permanence-plan': { id: 'permanence-plan', steps: HELD_BY_THE_AUTHORITY },
  'case-regulation': {
    id: 'case-regulation',
    steps: [
      nothingBooked('social-worker'),
      atRisk('social-worker', 'team-manager'),
      overdue(0, [...told('social-worker'), ...answers('team-manager')]),
      overdue(5, answers('service-manager')),
      overdue(10, answers('head-of-service')),
      urgent(overdue(20, answers('director'))),
    ],
  },
  // Often done, and told a day or two late: who owes it is told at once, and nobody is asked before two more working days.
  'case-soon': {
    id: 'case-soon',
    steps: [
      nothingBooked('social-worker'),
      atRisk('social-worker', 'team-manager'),
      unanswered(overdue(0, told('social-worker', 'team-manager')), 'digest'),
      overdue(2, answers('team-manager')),
      overdue(5, answers('service-manager')),
      overdue(10, answers('head-of-service')),
      urgent(overdue(20, answers('director'))),
    ],
  },
  'iro-regulation': {
    id: 'iro-regulation',
    steps: [
      atRisk('iro'),
      overdue(0, [...told('iro'), ...answers('iro-manager')]),
      overdue(5, answers('head-of-quality-assurance')),
      urgent(overdue(20, answers('director'))),
    ],
  },
  /** The end of a placement may lie on a weekend: the last working day on or before it warns too (timescales 0.1.8). */
  'placement-ending': {
    id: 'placement-ending',
    steps: [
      atRisk('social-worker', 'iro', 'review-administrator'),
      {
        ...atRisk('social-worker', 'team-manager', 'iro'),
        id: 'last-working-day',
        offset: { at: 'working-days-before', workingDays: 0 },
      },
      overdue(0, [...told('social-worker', 'iro'), ...answers('team-manager')]),
      overdue(5, [...answers('service-manager'), ...told('iro-manager')]),
    ],
  },
  /** Flagged on the same day to those who call the meeting. */
  'legal-planning': {
    id: 'legal-planning',
    steps: [
      {
        ...atRisk('team-manager', 'service-manager', 'lawyer', 'iro'),
        id: 'flagged',
        offset: { at: 'after-start', days: 0 },
      },
      atRisk('social-worker', 'team-manager'),
      unanswered(overdue(0, told('team-manager', 'service-manager', 'lawyer')), 'weekly'),
    ],
  },
  'case-weekly': {
    id: 'case-weekly',
    steps: [atRisk('social-worker'), unanswered(overdue(0, told('social-worker', 'team-manager')), 'weekly')],
  },
  'iro-weekly': {
    id: 'iro-weekly',
    steps: [atRisk('iro'), unanswered(overdue(0, told('iro', 'iro-manager')), 'weekly')],
  },
  'review-weekly': {
    id: 'review-weekly',
    steps: [
      atRisk('iro', 'review-administrator', 'social-worker'),
      unanswered(overdue(0, told('social-worker', 'team-manager', 'iro', 'review-administrator')), 'weekly'),
    ],
  },
  'review-administration': {
    id: 'review-administration',
    steps: [
      atRisk('review-administrator'),
      unanswered(overdue(0, told('review-administrator', 'iro-manager')), 'weekly'),
    ],
  },
  administration: {
    id: 'administration',
    steps: [atRisk('administrator'), unanswered(overdue(0, told('administrator')), 'weekly')],
  },
  // Answered although it is practice: what was decided and not done, and what was not talked about, is how drift begins.
  supervision: {
    id: 'supervision',
    steps: [
      atRisk('team-manager', 'social-worker'),
      unanswered(overdue(0, told('team-manager', 'social-worker')), 'digest'),
      overdue(5, answers('service-manager')),
    ],
  },
  // Carried to the next supervision, where manager and worker meet anyway (timescales 13): asked about what has not moved by then.
  'supervision-decision': {
    id: 'supervision-decision',
    steps: [
      atRisk('social-worker'),
      unanswered(overdue(0, told('social-worker', 'team-manager')), 'digest'),
      overdue(10, answers('team-manager')),
      overdue(20, answers('service-manager')),
    ],
  },
  // Without a feed every date grows old unseen: said at once, also at night.
  feed: {
    id: 'feed',
    steps: [
      {
        id: 'overdue',
        offset: { at: 'at-once' },
        unlessBooked: false,
        tells: told('administrator'),
        urgency: 'urgent',
        answerWithinWorkingDays: 0,
      },
    ],
  },
  information: {
    id: 'information',
    steps: [atRisk('team-manager'), unanswered(overdue(0, told('team-manager')), 'digest')],
  },
  ...PROCEEDINGS_LADDERS,
  ...MISSING_LADDERS,
  ...DISPUTE_LADDERS,
  'adoption-regulation': {
    id: 'adoption-regulation',
    steps: [
      atRisk('adoption-worker', 'adoption-manager'),
      overdue(0, [...told('adoption-worker'), ...answers('adoption-manager'), ...told('iro')]),
      overdue(5, answers('head-of-adoption')),
      urgent(overdue(20, answers('director'))),
    ],
  },
  'adoption-weekly': {
    id: 'adoption-weekly',
    steps: [atRisk('adoption-worker'), unanswered(overdue(0, told('adoption-worker', 'adoption-manager')), 'weekly')],
  },
  'adoption-decision': {
    id: 'adoption-decision',
    steps: [
      atRisk('agency-decision-maker', 'adoption-manager'),
      unanswered(overdue(0, told('agency-decision-maker', 'adoption-manager', 'head-of-adoption', 'iro')), 'weekly'),
    ],
  },
  // No date of law has passed: nobody is asked for an answer, and yet it climbs to whoever can set it moving.
  'adoption-movement': {
    id: 'adoption-movement',
    steps: [
      atRisk('adoption-worker'),
      unanswered(overdue(0, told('adoption-worker', 'adoption-manager', 'iro')), 'digest'),
      unanswered(overdue(10, told('head-of-adoption', 'iro-manager')), 'weekly'),
      unanswered(overdue(20, told('director')), 'weekly'),
    ],
  },
  ...AUDIT_LADDERS,
  ...SUPERVISION_LADDERS,
  ...FOSTERING_LADDERS,
};
