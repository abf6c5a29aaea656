import {
  addDays,
  addMonths,
  calendarDate,
  daysBetween,
  type CalendarDate,
} from '../../domain/calendar/calendar-date.ts';
import { londonDateOf } from '../../domain/calendar/instant.ts';
import { addWorkingDays } from '../../domain/calendar/working-days.ts';
import type { Duty } from '../../domain/heart/duty.ts';
import { overdueFrom } from '../../domain/heart/duty-steps.ts';
import type { Alert, KeptDuty } from '../../domain/heart/kept.ts';
import { LAW } from './stream.ts';
import { LATE, liveThrough, type Chance } from './year-of-a-child.ts';

const YEAR_FROM = calendarDate('2027-01-04');
const YEAR_TO = calendarDate('2028-01-02');
const WEEKS = 52;
const CHILDREN_OF_A_TEAM = 60;
/** Most have been in care for months when the year begins; the rest come during it. */
const IN_CARE_BEFORE = 48;
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

/** Rules of which the simulated people do the work themselves; the rest comes with it, as the record of a discussion does. */
const DONE_BY_ITSELF =
  /^(review\.(first|second|subsequent|decisions|record|distribute|report|invites)$|visit\.|careplan|placementplan|notify|permanence\.(plan$|meeting)|supervision\.(case|decision)|iro\.(sw|midpoint))/;

type Seen = { readonly team: number; readonly alert: Alert };

/** A year of some teams with sixty children each. */
export type YearOfTeams = {
  readonly table: string;
  /** Answerable alerts of each team's manager, week by week. */
  readonly perTeamWeek: readonly (readonly number[])[];
  readonly statutoryLate: number;
  /** Statutory work late by more than two working days about which nobody was asked. */
  readonly untold: readonly string[];
  /** Of each kind of work in `LATE`: the share that was late, and the share that it was to be. */
  readonly lateness: readonly { readonly was: number; readonly meant: number }[];
};

export function liveThroughYear(teams: number, chance: Chance): YearOfTeams {
  const alerts: Seen[] = [];
  const untold: string[] = [];
  let statutoryLate = 0;
  const done = LATE.map(() => ({ all: 0, late: 0 }));
  for (let number = 0; number < teams * CHILDREN_OF_A_TEAM; number += 1) {
    const entered =
      number < teams * IN_CARE_BEFORE
        ? addDays(addMonths(YEAR_FROM, -14), Math.floor(chance() * 420))
        : addDays(YEAR_FROM, Math.floor(chance() * 360));
    const { stream } = liveThrough(entered, YEAR_TO, chance);
    const all = [...stream.alerts.values()];
    for (const alert of all)
      if (londonDateOf(alert.raisedAt) >= YEAR_FROM) alerts.push({ team: number % teams, alert });
    for (const { duty } of stream.kept?.duties ?? []) {
      noteLateness(done, duty);
      if (!isStatutoryLate(duty)) continue;
      statutoryLate += 1;
      if (!all.some((alert) => alert.dutyId === duty.id && alert.answerBy !== null))
        untold.push(`${duty.id} due ${duty.dueOn}`);
    }
  }
  const perTeamWeek = weeksOf(alerts, teams);
  const lateness = done.map(({ all, late }, place) => ({ was: late / all, meant: LATE[place]?.[1] ?? 1 }));
  const table = [
    `${String(teams * CHILDREN_OF_A_TEAM)} children, teams of ${String(CHILDREN_OF_A_TEAM)}, one year: answerable alerts, told at once, lines of digests, lines of weekly summaries`,
    ...ROLES.map((role) => lineOf(role, alerts)),
    ...perTeamWeek.map(
      (weeks, team) =>
        `team ${String(team + 1)}: ${(weeks.reduce((sum, count) => sum + count, 0) / WEEKS).toFixed(2)} answerable a week, at most ${String(Math.max(...weeks))}`,
    ),
    `late of reviews and visits, of plans, of other work: ${lateness.map(({ was }) => `${(was * 100).toFixed(1)} %`).join(', ')}`,
    `statutory work late by more than two working days: ${String(statutoryLate)}, of which nobody was asked about: ${String(untold.length)}`,
  ].join('\n');
  return { table, perTeamWeek, statutoryLate, untold, lateness };
}

function noteLateness(done: { all: number; late: number }[], duty: KeptDuty['duty']): void {
  const kind = done[LATE.findIndex(([rules]) => rules.test(duty.ruleId))];
  if (kind === undefined || duty.metOn === null || !DONE_BY_ITSELF.test(duty.ruleId)) return;
  kind.all += 1;
  kind.late += duty.metOn > duty.lastDefensibleOn ? 1 : 0;
}

/** Not done two working days after the first working morning on which it was overdue: somebody must have been asked by then. */
function isStatutoryLate(duty: Duty): boolean {
  const rule = LAW.rules.ruleFor(duty.ruleId, duty.fromOn);
  if (rule.force !== 'regulation' && duty.ruleId !== 'permanence.plan') return false;
  const from = duty.knowledge === 'recorded' ? overdueFrom({ ...duty, status: 'open' }, LAW.calendar) : null;
  const doneOn = duty.status === 'open' ? YEAR_TO : duty.metOn;
  return from !== null && doneOn !== null && from >= YEAR_FROM && doneOn > thirdMorning(from);
}

function thirdMorning(overdueOn: CalendarDate): CalendarDate {
  return addWorkingDays(LAW.calendar, addDays(overdueOn, -1), 3);
}

function weeksOf(alerts: readonly Seen[], teams: number): number[][] {
  const perTeamWeek = Array.from({ length: teams }, () => Array.from({ length: WEEKS }, () => 0));
  for (const { team, alert } of alerts) {
    const week = Math.floor(daysBetween(YEAR_FROM, londonDateOf(alert.raisedAt)) / 7);
    const weeks = perTeamWeek[team];
    if (alert.role === 'team-manager' && alert.answerBy !== null && weeks !== undefined)
      weeks[week] = (weeks[week] ?? 0) + 1;
  }
  return perTeamWeek;
}

function lineOf(role: (typeof ROLES)[number], alerts: readonly Seen[]): string {
  const ofRole = alerts.filter(({ alert }) => alert.role === role).map(({ alert }) => alert);
  const told = (urgencies: readonly string[]): number =>
    ofRole.filter(({ answerBy, urgency }) => answerBy === null && urgencies.includes(urgency)).length;
  const asked = ofRole.filter(({ answerBy }) => answerBy !== null).length;
  const counts = [asked, told(['ordinary', 'urgent']), told(['digest']), told(['weekly'])];
  return `${role.padEnd(26)} ${counts.map((count) => String(count).padStart(6)).join('')}`;
}
