import { expect, test } from 'vitest';
import { chanceOf } from '../support/year-of-a-child.ts';
import { liveThroughYear } from '../support/year-of-teams.ts';

const MOST_A_WEEK = 5;

test('one team with sixty children for a year: at most five answerable alerts a week for its manager', () => {
  const { table, lateness, perTeamWeek, statutoryLate, untold } = liveThroughYear(1, chanceOf(20_270_108));
  process.stdout.write(`${table}\n`);
  for (const { was, meant } of lateness) expect(was).toBeGreaterThan(0.75 * meant);
  expect(statutoryLate).toBeGreaterThan(15);
  expect(untold).toEqual([]);
  expect(perTeamWeek.flat().reduce((sum, count) => sum + count, 0)).toBeGreaterThan(25);
  expect(Math.max(...perTeamWeek.flat())).toBeLessThanOrEqual(MOST_A_WEEK);
});
