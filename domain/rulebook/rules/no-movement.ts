import { calendarDate } from '../../calendar/calendar-date.ts';
import { anchor } from '../anchors.ts';
import { monthsAfter, weeksAfter } from '../counts.ts';
import type { Count } from '../../calendar/count.ts';
import type { Rule } from '../rule.ts';
import { LOCAL_PRACTICE } from './defaults.ts';

/**
 * How long each stage of family-finding is expected to stand still at most. Local, for the authority to confirm or to tighten:
 * no date of law, and never shown as one.
 */
function stage<Id extends string>(
  id: Id,
  title: string,
  { count, metBy }: { readonly count: Count; readonly metBy: string },
) {
  return {
    ...LOCAL_PRACTICE,
    id: `adoption.no-movement-${id}` as const,
    title: `No movement: ${title} (expected, no date of law)`,
    citation: 'Local practice: expected time of a stage',
    anchors: [anchor('lastMovedOn')],
    count,
    metBy,
    extendedBy: 'Every recorded movement begins it anew.',
    owner: 'adoption-worker',
    line: 'adoption',
    ladder: 'adoption-movement',
  } as const satisfies Rule;
}

const FROM_ANY_RECORD = [
  stage('plan-set', 'from the plan to the agency decision', { count: monthsAfter(2), metBy: 'The agency decides.' }),
  stage('decided', 'from the agency decision to authority to place', {
    count: monthsAfter(6),
    metBy: 'A placement order is made, or consent is given.',
  }),
  stage('authorised', 'from authority to place to the referral', {
    count: weeksAfter(2),
    metBy: 'The child is referred to the regional agency.',
  }),
  stage('referred', 'from the referral to the profile', { count: weeksAfter(4), metBy: 'The profile is complete.' }),
  stage('profiled', 'from the profile to a link', { count: weeksAfter(8), metBy: 'A possible family is found.' }),
  stage('linked', 'from a link to the match panel', { count: weeksAfter(8), metBy: 'The match panel is held.' }),
  stage('match-panel', 'from the match panel to the decision', {
    count: weeksAfter(4),
    metBy: 'The agency decides on the match.',
  }),
  stage('matched', 'from the match to introductions', { count: weeksAfter(4), metBy: 'Introductions begin.' }),
  stage('introduced', 'from introductions to the placement', { count: weeksAfter(4), metBy: 'The child is placed.' }),
  stage('placed', 'from the placement to the order', { count: monthsAfter(6), metBy: 'The adoption order is made.' }),
  stage('order-made', 'from the order to the completed life-story book', {
    count: monthsAfter(3),
    metBy: 'The life-story book and the later-life letter are given.',
  }),
] as const satisfies readonly Rule[];

/** From the day on which the Adoption Agencies Regulations 2005 came into force: a note or an update begins nothing anew. */
const FROM_WHAT_MOVES_IT = FROM_ANY_RECORD.map(
  (rule) =>
    ({
      ...rule,
      version: 2,
      validFrom: calendarDate('2005-12-30'),
      extendedBy:
        'Another stage, or a step of this one taken for the first time, begins it anew; nothing else that is recorded.',
    }) as const satisfies Rule,
);

export const NO_MOVEMENT_RULES: readonly Rule[] = [...FROM_ANY_RECORD, ...FROM_WHAT_MOVES_IT];
