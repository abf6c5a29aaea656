import { expect, test } from 'vitest';
import { addDays, addMonths, calendarDate, daysBetween } from '../../domain/calendar/calendar-date.ts';
import { londonDateOf } from '../../domain/calendar/instant.ts';
import { overdueFrom } from '../../domain/heart/duty-steps.ts';
import type { Alert } from '../../domain/heart/kept.ts';
import { chanceOf, liveThrough } from '../support/year-of-a-child.ts';
import { LAW } from '../support/stream.ts';

const YEAR_FROM = calendarDate('2027-01-04');
const YEAR_TO = calendarDate('2028-01-02');
const WEEKS = 52;
const CHILDREN = 300;
const TEAMS = 5;
const MOST_A_WEEK = 5;
const ROLES = [
  'social-worker',
  'team-manager',
  'service-manager',
  'head-of-service',
  'iro',
  'iro-manager',
  'head-of-quality-assurance',
  'director',
] as const;

type Seen = { readonly team: number; readonly alert: Alert };

test(
  'three hundred children for a year: at most five answerable alerts a week for a team manager, and nothing statutory left out',
  { timeout: 900_000 },
  () => {
    const chance = chanceOf(20_270_104);
    const alerts: Seen[] = [];
    const untold: string[] = [];
    let statutoryLate = 0;
    for (let number = 0; number < CHILDREN; number += 1) {
      // Most have been in care for months when the year begins; sixty come during it.
      const entered =
        number < 240
          ? addDays(addMonths(YEAR_FROM, -14), Math.floor(chance() * 420))
          : addDays(YEAR_FROM, Math.floor(chance() * 360));
      const child = liveThrough(entered, YEAR_TO, chance);
      const all = [...child.stream.alerts.values()];
      alerts.push(
        ...all
          .filter(({ raisedAt }) => londonDateOf(raisedAt) >= YEAR_FROM)
          .map((alert) => ({ team: number % TEAMS, alert })),
      );
      for (const { duty } of child.stream.kept?.duties ?? []) {
        const rule = LAW.rules.ruleFor(duty.ruleId, duty.fromOn);
        if (rule.force !== 'regulation' && duty.ruleId !== 'permanence.plan') continue;
        const from = duty.knowledge === 'recorded' ? overdueFrom({ ...duty, status: 'open' }, LAW.calendar) : null;
        const doneOn = duty.status === 'open' ? YEAR_TO : duty.metOn;
        // A working morning lies between: the day after may be a Saturday before Easter Monday.
        if (from === null || doneOn === null || from < YEAR_FROM || daysBetween(from, doneOn) < 5) continue;
        statutoryLate += 1;
        if (!all.some((alert) => alert.dutyId === duty.id && alert.answerBy !== null))
          untold.push(`${duty.id} due ${duty.dueOn}`);
      }
    }
    const weekOf = ({ alert }: Seen): number => Math.floor(daysBetween(YEAR_FROM, londonDateOf(alert.raisedAt)) / 7);
    const answerable = (role: string) => alerts.filter(({ alert }) => alert.role === role && alert.answerBy !== null);
    const perTeamWeek = Array.from({ length: TEAMS }, (_none, team) =>
      Array.from(
        { length: WEEKS },
        (_week, week) =>
          answerable('team-manager').filter((seen) => seen.team === team && weekOf(seen) === week).length,
      ),
    );
    const told = (role: string, urgencies: readonly string[]): number =>
      alerts.filter(({ alert }) => alert.role === role && alert.answerBy === null && urgencies.includes(alert.urgency))
        .length;
    const table = [
      `${String(CHILDREN)} children, ${String(TEAMS)} teams, one year: answerable alerts, told at once, lines of digests, lines of weekly summaries`,
      ...ROLES.map(
        (role) =>
          `${role.padEnd(26)} ${[answerable(role).length, told(role, ['ordinary', 'urgent']), told(role, ['digest']), told(role, ['weekly'])].map((count) => String(count).padStart(6)).join('')}`,
      ),
      ...perTeamWeek.map(
        (weeks, team) =>
          `team ${String(team + 1)}: ${(weeks.reduce((sum, count) => sum + count, 0) / WEEKS).toFixed(2)} answerable a week, at most ${String(Math.max(...weeks))}`,
      ),
      `statutory work five days late or more: ${String(statutoryLate)}, of which nobody was asked about: ${String(untold.length)}`,
    ].join('\n');
    process.stdout.write(`${table}\n`);
    expect(statutoryLate).toBeGreaterThan(50);
    expect(untold).toEqual([]);
    expect(answerable('team-manager').length).toBeGreaterThan(50);
    expect(Math.max(...perTeamWeek.flat())).toBeLessThanOrEqual(MOST_A_WEEK);
  },
);
