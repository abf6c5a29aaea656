import { expect, test } from 'vitest';
import { chanceOf } from '../support/year-of-a-child.ts';
import { liveThroughYear } from '../support/year-of-teams.ts';

const TEAMS = 5;
const MOST_A_WEEK = 5;

test(
  'three hundred children for a year: at most five answerable alerts a week for a team manager, and nothing statutory left out',
  { timeout: 900_000 },
  () => {
    const { table, lateness, perTeamWeek, statutoryLate, untold } = liveThroughYear(TEAMS, chanceOf(20_270_104));
    process.stdout.write(`${table}\n`);
    // The people of this year are no better than they are said to be.
    for (const { was, meant } of lateness) expect(was).toBeGreaterThan(0.85 * meant);
    expect(statutoryLate).toBeGreaterThan(100);
    expect(untold).toEqual([]);
    expect(perTeamWeek.flat().reduce((sum, count) => sum + count, 0)).toBeGreaterThan(150);
    expect(Math.max(...perTeamWeek.flat())).toBeLessThanOrEqual(MOST_A_WEEK);
  },
);
