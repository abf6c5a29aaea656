import { z } from 'zod';
import { londonDateOf } from '../domain/calendar/instant.ts';
import type { CalendarDate } from '../domain/calendar/calendar-date.ts';
import type { Actor } from '../domain/heart/actor.ts';
import type { Law } from '../domain/heart/law.ts';
import type { Entries } from '../domain/people/entries.ts';
import { stageOldDates, type OldDatesStaged } from '../domain/people/old-dates-file.ts';
import { batchesOf, EXISTING_AT_ONCE } from '../store/bulk.ts';
import type { Upload } from '../store/imports/staging.ts';
import {
  baselineOf,
  childrenOfTeam,
  compareTeam,
  saveOldDates,
  toldOfGoingLive,
  type BaselineLine,
  type Compared,
} from '../store/people/comparison.ts';
import { readEntries, saveEntries } from '../store/people/entries.ts';
import { openPeriods } from '../store/people/open-periods.ts';
import { ADMINISTRATORS, READERS, requireRole } from './access.ts';
import { accepted, commandId } from './commands.ts';
import { calendarDay, text } from './fields.ts';
import { parsed } from './parsed.ts';
import type { Keyed, TellingDeps } from './people.ts';
import { Refused } from './refused.ts';
import { titleOf } from './shown.ts';

/** The plan by which a team deals with what is overdue on the day it goes live; a later day may be set by saying it again. */
export const GO_LIVE = z
  .strictObject({ recoverBy: calendarDay.nullable().default(null), recovery: text.nullable().default(null) })
  .refine(({ recoverBy, recovery }) => (recoverBy === null) === (recovery === null), {
    error: 'a recovery plan has its day and says what is done',
    path: ['recovery'],
  });

export type Baseline = {
  readonly team: Entries['team'];
  readonly children: number;
  /** Tasks of the recovery plan that are left. */
  readonly left: readonly (BaselineLine & { readonly title: string })[];
};

export type Comparison = {
  readonly children: number;
  readonly same: number;
  readonly earlier: number;
  readonly later: number;
  readonly onlyOld: number;
  readonly onlyOurs: number;
  /** Children in care for whom no review is due by any date. */
  readonly withoutDate: readonly string[];
  readonly items: readonly (Compared & { readonly title: string })[];
};

export type GoLive = {
  goLive(asked: Keyed & { readonly team: string; readonly body: unknown }): Promise<Baseline>;
  baseline(actor: Actor, team: string): Promise<Baseline>;
  comparison(actor: Actor, team: string): Promise<Comparison>;
  takeOldDates(
    asked: Keyed & { readonly file: Upload; readonly apply: boolean },
  ): Promise<Omit<OldDatesStaged, 'dates'> & { readonly applied: boolean }>;
};

const commandFor = (processId: string): string =>
  processId.startsWith('worker-supervision:') ? 'supervision-go-live' : 'go-live';

/** Teams go live one after another: compared first, then told, with what is overdue on that day in a plan instead of a flood. */
export function createGoLive(deps: TellingDeps): GoLive {
  const { prisma, law } = deps;
  return {
    goLive: async ({ actor, key, team: ref, body }) => {
      requireRole(actor, ADMINISTRATORS, 'Going live');
      const { recoverBy, recovery } = parsed(GO_LIVE, body);
      const team = await teamOf(ref, deps);
      const today = londonDateOf(deps.now());
      if (recoverBy !== null && recoverBy <= today)
        throw new Refused('invalid-content', { fields: [{ field: 'recoverBy', message: 'must lie ahead' }] });
      await tellAll({ actor, key, team: ref, recoverBy, today }, deps);
      // Last: nobody is told before what is overdue is known to be part of the plan.
      const entry = { ...team, liveFrom: team.liveFrom ?? today, recoverBy, recovery };
      await prisma.$transaction((queries) =>
        saveEntries(queries, [{ kind: 'team', ref, entry }], { actor: actor.person, at: deps.now() }),
      );
      return baseline(ref, deps);
    },
    baseline: async (actor, ref) => {
      requireRole(actor, READERS, 'Reading');
      return baseline(ref, deps);
    },
    comparison: async (actor, ref) => {
      requireRole(actor, READERS, 'Reading');
      await teamOf(ref, deps);
      const [compared, children] = await Promise.all([compareTeam(prisma, ref), childrenOfTeam(prisma, ref)]);
      return summed(compared, children, law);
    },
    takeOldDates: async ({ actor, file, apply }) => {
      requireRole(actor, ADMINISTRATORS, 'Taking dates');
      const { dates, ...said } = await stage(file, deps);
      if (apply) await saveOldDates(prisma, dates);
      return { ...said, applied: apply };
    },
  };
}

async function stage({ name, bytes }: Upload, { prisma, law, readCsv }: TellingDeps): Promise<OldDatesStaged> {
  const read = readCsv(name, bytes);
  const place = (read.heading ?? []).findIndex((column) => column.toLowerCase() === 'child');
  const named = new Set(read.rows.map(({ fields }) => fields?.[place]?.trim() ?? ''));
  const children = await openPeriods(prisma, [...named]);
  const rules = new Set(law.rules.rules.map(({ id }) => id));
  return stageOldDates(read, { children: new Set(children.keys()), rules });
}

async function teamOf(ref: string, { prisma }: TellingDeps): Promise<Entries['team']> {
  const team = (await readEntries(prisma, 'team')).find((one) => one.ref === ref);
  if (team === undefined) throw new Refused('not-found');
  return team;
}

type Telling = Keyed & { readonly team: string; readonly recoverBy: CalendarDate | null; readonly today: CalendarDate };

/** Children hear of it in their other processes too, households of each of their children. */
async function tellAll({ actor, key, team, recoverBy, today: on }: Telling, deps: TellingDeps): Promise<void> {
  const { prisma, record, digest, now } = deps;
  const processIds = await toldOfGoingLive(prisma, team, on);
  for (const batch of batchesOf(processIds, EXISTING_AT_ONCE)) {
    const outcomes = await record.changeAll(
      batch.map((processId) => ({
        processId,
        now: now(),
        actor,
        command: {
          id: commandId(`${key} ${processId}`, digest),
          kind: commandFor(processId),
          payload: { on, recoverBy },
        },
      })),
    );
    outcomes.forEach(accepted);
  }
}

async function baseline(ref: string, deps: TellingDeps): Promise<Baseline> {
  const { prisma, law } = deps;
  const [team, lines, { processIds }] = await Promise.all([
    teamOf(ref, deps),
    baselineOf(prisma, ref),
    childrenOfTeam(prisma, ref),
  ]);
  return {
    team,
    children: processIds.length,
    left: lines.map((line) => ({ ...line, title: titleOf(line.ruleId, law) })),
  };
}

function summed(
  compared: readonly Compared[],
  { processIds, withoutDate }: Awaited<ReturnType<typeof childrenOfTeam>>,
  law: Law,
): Comparison {
  const count = (of: (one: Compared) => boolean): number => compared.filter(of).length;
  return {
    children: processIds.length,
    same: count(({ laterByDays }) => laterByDays === 0),
    earlier: count(({ laterByDays }) => laterByDays !== null && laterByDays < 0),
    later: count(({ laterByDays }) => laterByDays !== null && laterByDays > 0),
    onlyOld: count(({ dueOn }) => dueOn === null),
    onlyOurs: count(({ oldDueOn }) => oldDueOn === null),
    withoutDate,
    items: compared.map((one) => ({ ...one, title: titleOf(one.ruleId, law) })),
  };
}
