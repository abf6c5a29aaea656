import type { Ladder, LadderId } from './ladder.ts';
import { answers, atOnce, atRisk, before, overdue, told, unanswered, urgent } from './ladder-steps.ts';

type FosteringLadderId = Extract<
  LadderId,
  | 'fostering-regulation'
  | 'fostering-weekly'
  | 'temporary-approval'
  | 'extended-approval'
  | 'unapproved-placement'
  | 'unlawful-placement'
  | 'outside-terms'
>;

const week = (weeks: number) => ({ at: 'after-start', days: weeks * 7 }) as const;
const workingDaysBefore = (workingDays: number) => ({ at: 'working-days-before', workingDays }) as const;

/** Placed with carers who are not approved, or no longer. */
const UNLAWFUL = [
  atOnce([
    ...answers('director'),
    ...told('lawyer', 'iro', 'head-of-fostering', 'fostering-manager', 'nominated-officer', 'social-worker'),
  ]),
  urgent(overdue(5, [...answers('director'), ...told('legal-manager', 'iro-manager')])),
];

/** Ladders of the fostering line. What is unlawful is told to the director, the lawyer and the IRO at once, at night too (timescales 18). */
export const FOSTERING_LADDERS: Readonly<Record<FosteringLadderId, Ladder>> = {
  'fostering-regulation': {
    id: 'fostering-regulation',
    steps: [
      atRisk('fostering-worker', 'fostering-manager'),
      overdue(0, [...told('fostering-worker'), ...answers('fostering-manager')]),
      overdue(5, answers('head-of-fostering')),
      urgent(overdue(20, answers('director'))),
    ],
  },
  'fostering-weekly': {
    id: 'fostering-weekly',
    steps: [
      atRisk('fostering-worker'),
      unanswered(overdue(0, told('fostering-worker', 'fostering-manager')), 'weekly'),
    ],
  },
  'temporary-approval': {
    id: 'temporary-approval',
    steps: [
      before('week-4', week(4), 'fostering-worker'),
      before('week-8', week(8), 'fostering-worker', 'fostering-manager'),
      before('week-12', week(12), 'fostering-worker', 'fostering-manager', 'iro'),
      before('week-14', week(14), 'fostering-manager', 'nominated-officer', 'iro', 'panel-adviser'),
      before('week-16', workingDaysBefore(0), 'head-of-fostering', 'nominated-officer', 'lawyer', 'director'),
      urgent(overdue(0, [...told('fostering-worker', 'fostering-manager'), ...answers('head-of-fostering')])),
    ],
  },
  'extended-approval': {
    id: 'extended-approval',
    steps: [
      before('four-weeks-left', workingDaysBefore(20), 'fostering-worker', 'fostering-manager'),
      before('two-weeks-left', workingDaysBefore(10), 'fostering-manager', 'nominated-officer', 'iro', 'panel-adviser'),
      before('last-day', workingDaysBefore(0), 'head-of-fostering', 'nominated-officer', 'lawyer', 'director'),
      urgent(overdue(0, [...told('fostering-worker', 'fostering-manager'), ...answers('head-of-fostering')])),
    ],
  },
  'outside-terms': {
    id: 'outside-terms',
    steps: [before('day-3', workingDaysBefore(3), 'fostering-manager', 'team-manager'), ...UNLAWFUL],
  },
  'unapproved-placement': { id: 'unapproved-placement', steps: UNLAWFUL },
  'unlawful-placement': { id: 'unlawful-placement', steps: UNLAWFUL },
};
