import { isCalendarDate, type CalendarDate } from '../domain/calendar/calendar-date.ts';
import { londonDateOf } from '../domain/calendar/instant.ts';
import type { ReadFile } from '../domain/feeds/read-file.ts';
import { comparePeriods } from '../domain/feeds/ssda903/compare.ts';
import { childrenOfReturn, type ReturnChild } from '../domain/feeds/ssda903/periods.ts';
import { problem, type Problem } from '../domain/feeds/ssda903/problem.ts';
import { stageReturn, suggestAsAt } from '../domain/feeds/ssda903/stage.ts';
import type { JsonObject } from '../domain/json.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';
import type { Clock } from '../platform/clock.ts';
import { applyNext, withdrawNext } from '../store/imports/batches.ts';
import { recordedPeriods } from '../store/imports/recorded.ts';
import { readUploads, saveStaged, type StagedChild } from '../store/imports/staging.ts';
import type { Record } from '../store/record.ts';
import type { ImportActivities } from '../workflows/contract.ts';
import { beating } from './beating.ts';
import { createOwnCommand } from './own-command.ts';
import { patient } from './patient.ts';

export type ImportDeps = {
  readonly prisma: PrismaClient;
  readonly record: Record;
  readonly clock: Clock;
  readonly readCsv: (name: string, bytes: Uint8Array) => ReadFile;
  readonly newRef: () => string;
};

const CHILDREN_AT_ONCE = 500;

/** What an import does; each may run twice, because the record keeps what was done and the marks stand in its transactions. */
export function createImportActivities(deps: ImportDeps): ImportActivities {
  const { prisma, record, clock } = deps;
  const command = createOwnCommand({ record, clock });
  const batches = { prisma, record, now: () => clock.now() };
  return {
    stageImport: async ({ processId }) => {
      const preview = await beating(() => stage(processId, deps));
      if (preview === null)
        await command(processId, 'withdraw-import', {
          reason: 'the day to which the return speaks was not told and cannot be found',
        });
      else await command(processId, 'record-preview', preview);
    },
    applyBatch: ({ processId }) => beating(() => patient(applyNext(processId, batches))),
    withdrawBatch: ({ processId }) => beating(() => patient(withdrawNext(processId, batches))),
    finish: ({ processId, command: kind }) => command(processId, kind, {}),
  };
}

/** Reads, checks and compares the files; gives what the preview records, or null where the day is not known. */
async function stage(importId: string, { prisma, readCsv, newRef, clock }: ImportDeps): Promise<JsonObject | null> {
  const uploads = await readUploads(prisma, importId);
  const files = uploads.map((upload) => readCsv(upload.name, upload.bytes));
  const asAt = (await toldAsAt(prisma, importId)) ?? suggestAsAt(files);
  // A year that has not ended cannot have been reported: the day has to be told.
  if (asAt === null || asAt > londonDateOf(clock.now())) return null;
  const staged = stageReturn(files, { asAt });
  const children = childrenOfReturn(staged, importId);
  const coversFrom = earliest(children) ?? londonDateOf(clock.now());
  const compared = await compareAll(children, { prisma, newRef, asAt, coversFrom });
  const conflicts = compared.flatMap(({ difference }) =>
    Array.from({ length: difference.conflicts }, (): Problem =>
      problem('DIFFERS_FROM_A_PERSON', { file: 'episodes.csv' }),
    ),
  );
  await saveStaged(prisma, importId, { staged, problems: [...staged.problems, ...conflicts], children: compared });
  const counts = { rows: staged.rows.length, problems: staged.problems.length + conflicts.length };
  return { asAt, coversFrom, children: children.length, ...counts };
}

async function toldAsAt(prisma: PrismaClient, importId: string): Promise<CalendarDate | null> {
  const sql = `SELECT kept #>> '{state,asAt}' AS as_at FROM process WHERE id = $1`;
  const [row] = await prisma.$queryRawUnsafe<{ as_at: string | null }[]>(sql, importId);
  const told = row?.as_at ?? null;
  return told !== null && isCalendarDate(told) ? told : null;
}

function earliest(children: readonly ReturnChild[]): CalendarDate | null {
  let first: CalendarDate | null = null;
  for (const { facts } of children.flatMap((child) => child.periods)) {
    for (const { kind, on } of facts) if (kind === 'review-held' && (first === null || on < first)) first = on;
  }
  return first;
}

async function compareAll(
  children: readonly ReturnChild[],
  {
    prisma,
    newRef,
    asAt,
    coversFrom,
  }: {
    readonly prisma: PrismaClient;
    readonly newRef: () => string;
    readonly asAt: CalendarDate;
    readonly coversFrom: CalendarDate;
  },
): Promise<readonly StagedChild[]> {
  const compared: StagedChild[] = [];
  for (let from = 0; from < children.length; from += CHILDREN_AT_ONCE) {
    const some = children.slice(from, from + CHILDREN_AT_ONCE);
    const recorded = await recordedPeriods(
      prisma,
      some.map((child) => child.localReference),
    );
    for (const { localReference, periods: brought } of some) {
      const periods = brought.map(({ startOn, facts }) => ({
        processId: `period-of-care:${newRef()}`,
        startOn,
        facts,
      }));
      const changes = comparePeriods(recorded.get(localReference) ?? [], periods, { asAt, coversFrom });
      compared.push({ localReference, periods, difference: summed(changes) });
    }
  }
  return compared;
}

function summed(changes: ReturnType<typeof comparePeriods>): StagedChild['difference'] {
  const count = (of: (change: (typeof changes)[number]) => number): number =>
    changes.reduce((sum, change) => sum + of(change), 0);
  return {
    opened: count((change) => (change.opens ? 1 : 0)),
    told: count((change) => (change.opens ? 0 : change.differences.told.length)),
    corrected: count((change) => change.differences.corrected.length),
    withdrawn: count((change) => change.differences.withdrawn.length),
    conflicts: count((change) => change.differences.conflicts.length),
  };
}
