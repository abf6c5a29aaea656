import { anchor } from '../anchors.ts';
import { hoursAfter, ON_THE_DAY, workingDaysAfter } from '../counts.ts';
import type { Rule } from '../rule.ts';
import { LOCAL_PRACTICE } from './defaults.ts';

/**
 * When a child counts as persistently absent from placement, so that a review is held early (CPPCR reg 33(3)(aa), which
 * gives no number). Local (timescales: missing.review): so many absences that begin within so many days, or a longer one.
 */
export const PERSISTENTLY_ABSENT = { episodes: 3, withinDays: 90, hours: 24 } as const;

const LOCAL = {
  ...LOCAL_PRACTICE,
  line: 'case',
} as const;

/** What is owed while a child is missing and after; the return interview itself is `missing.rhi`. */
export const MISSING_RULES = [
  {
    ...LOCAL,
    id: 'missing.strategy',
    title: 'Strategy discussion about a missing child',
    citation: 'Local practice: at once where significant harm is suspected, and when the absence is persistent',
    anchors: [anchor('strategyCalledForOn')],
    count: ON_THE_DAY,
    metBy: 'The strategy discussion is held and its decisions are recorded.',
    owner: 'team-manager',
    ladder: 'missing-strategy',
  },
  {
    ...LOCAL,
    id: 'missing.safety-plan',
    title: 'Safety arrangements in the placement plan after a child went missing',
    citation: 'CPPCR Sch 2 para 3(1A) (the duty, without a number of days); 5 working days by local practice',
    anchors: [anchor('wentMissingOn')],
    count: workingDaysAfter(5),
    metBy: 'The placement plan states the day-to-day arrangements that keep the child from going missing.',
    owner: 'social-worker',
    ladder: 'case-weekly',
  },
  {
    ...LOCAL,
    id: 'missing.senior-manager',
    title: 'Child found, or a senior manager told',
    citation: 'Local practice: a senior manager is told at 24 hours',
    anchors: [anchor('wentMissingAt')],
    count: hoursAfter(24),
    metBy: 'The child is found or returns. At 24 hours the service manager is told at once.',
    owner: 'team-manager',
    ladder: 'missing-manager',
  },
  {
    ...LOCAL,
    id: 'missing.director',
    title: 'Child found, or the director told',
    citation: 'Local practice: the director is told at 72 hours',
    anchors: [anchor('wentMissingAt')],
    count: hoursAfter(72),
    metBy: 'The child is found or returns. At 72 hours the director is told at once.',
    owner: 'service-manager',
    ladder: 'missing-director',
  },
  {
    ...LOCAL,
    id: 'missing.rhi-offered',
    title: 'Return interview offered',
    force: 'measure',
    sure: 'seen-2nd',
    citation: 'Councils report the share of return interviews offered within 72 hours',
    anchors: [anchor('returnedAt')],
    count: hoursAfter(72),
    metBy: 'The child is offered an interview with somebody independent, whether it is accepted or not.',
    owner: 'social-worker',
    ladder: 'information',
  },
] as const satisfies readonly Rule[];
