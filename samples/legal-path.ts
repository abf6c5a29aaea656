import { addDays, type CalendarDate } from '../domain/calendar/calendar-date.ts';
import type { Chance } from './chance.ts';
import type { LegalMove, Story } from './history.ts';

type Step = readonly [status: string, fewestDays: number, mostDays: number];

/** How long a status lasts before the next; the last of a path has no end. */
const CARE_ORDER_PATHS = [
  [
    [
      ['L1', 1, 3],
      ['L2', 5, 8],
      ['C1', 180, 320],
      ['C2', 0, 0],
    ],
    2,
  ],
  [
    [
      ['V2', 20, 150],
      ['C1', 170, 330],
      ['C2', 0, 0],
    ],
    5,
  ],
  [
    [
      ['L2', 4, 8],
      ['C1', 180, 300],
      ['C2', 0, 0],
    ],
    1,
  ],
  [
    [
      ['C1', 160, 330],
      ['C2', 0, 0],
    ],
    3,
  ],
] as const satisfies readonly (readonly [readonly Step[], number])[];

const ADOPTION_PATHS = [
  [
    [
      ['C1', 160, 260],
      ['E1', 0, 0],
    ],
    3,
  ],
  [
    [
      ['V2', 10, 60],
      ['C1', 160, 240],
      ['E1', 0, 0],
    ],
    1,
  ],
] as const satisfies readonly (readonly [readonly Step[], number])[];

/** The legal statuses of a period from its first day up to the day it is looked at. */
export function legalPath(
  story: Story,
  { from, until }: { readonly from: CalendarDate; readonly until: CalendarDate },
  chance: Chance,
): readonly LegalMove[] {
  const moves: LegalMove[] = [];
  let on = from;
  for (const [status, fewest, most] of stepsOf(story, chance)) {
    if (on >= until && moves.length > 0) break;
    moves.push({ on, status });
    on = addDays(on, chance.between(fewest, most));
  }
  return moves;
}

function stepsOf(story: Story, chance: Chance): readonly Step[] {
  switch (story) {
    case 'ordinary':
      return chance.weighed<readonly Step[]>(CARE_ORDER_PATHS);
    case 'placement-order':
    case 'placed-for-adoption':
      return chance.weighed<readonly Step[]>(ADOPTION_PATHS);
    case 'accommodated':
    case 'unaccompanied':
      return [['V2', 0, 0]];
    case 'short-breaks':
      return [['V4', 0, 0]];
    case 'remand':
      return [['J1', 0, 0]];
  }
}
