import { anchor } from '../anchors.ts';
import { daysAfter, monthsAfter, weeksAfter } from '../counts.ts';
import type { Rule } from '../rule.ts';
import { OWED_BY_WORKER, REGULATION } from './defaults.ts';

/** Reviews under the Adoption Agencies Regulations 2005, once there is authority to place for adoption. */
const HELD = {
  ...REGULATION,
  ...OWED_BY_WORKER,
  metBy: 'The review is held.',
  ladder: 'review',
} as const;

export const ADOPTION_RULES = [
  {
    ...HELD,
    id: 'adoption.review-unplaced',
    title: 'First adoption review, not yet placed',
    citation: 'AAR reg 36(1)',
    anchors: [anchor('authorityObtainedOn')],
    count: monthsAfter(3),
  },
  {
    ...HELD,
    id: 'adoption.review-unplaced-subsequent',
    title: 'Next adoption review, not yet placed',
    citation: 'AAR reg 36(1), (7)',
    anchors: [{ name: 'previousReviewHeldOn', means: 'the day the previous adoption review was held' }],
    count: monthsAfter(6),
    metBy: 'The review is held and has established why the child is not placed and whether adoption remains right.',
  },
  {
    ...HELD,
    id: 'adoption.review-placed',
    title: 'First adoption review after placement',
    citation: 'AAR reg 36(3)',
    anchors: [anchor('placedForAdoptionOn')],
    count: weeksAfter(4),
  },
  {
    ...HELD,
    id: 'adoption.review-placed-second',
    title: 'Second adoption review after placement',
    citation: 'AAR reg 36(3)',
    anchors: [{ name: 'firstReviewHeldOn', means: 'the day the first review after the placement was held' }],
    count: monthsAfter(3),
  },
  {
    ...HELD,
    id: 'adoption.review-placed-subsequent',
    title: 'Next adoption review after placement',
    citation: 'AAR reg 36(3)',
    anchors: [{ name: 'previousReviewHeldOn', means: 'the day the previous adoption review was held' }],
    count: monthsAfter(6),
    extendedBy: 'Ends with the adoption order or the return of the child.',
  },
  {
    ...HELD,
    id: 'adoption.return-review',
    title: 'Review after a return from an adoptive placement',
    citation: 'AAR reg 36(10)',
    anchors: [anchor('returnedFromAdoptionOn')],
    count: daysAfter(42),
    earliestCount: daysAfter(28),
  },
] as const satisfies readonly Rule[];
