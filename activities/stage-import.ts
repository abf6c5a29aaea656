import type { CalendarDate } from '../domain/calendar/calendar-date.ts';
import { londonDateOf } from '../domain/calendar/instant.ts';
import type { ReadFile } from '../domain/feeds/read-file.ts';
import { problem, type Problem } from '../domain/feeds/problem.ts';
import { comparePeriods, type ChangeLine, type Delivered, type PeriodChange } from '../domain/feeds/ssda903/compare.ts';
import { childrenOf, workersIn, type ReturnChild } from '../domain/feeds/ssda903/periods.ts';
import { stageReturn, suggestAsAt } from '../domain/feeds/ssda903/stage.ts';
import type { StagedReturn } from '../domain/feeds/staged.ts';
import type { JsonObject } from '../domain/json.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';
import type { Clock } from '../platform/clock.ts';
import { recordedPeriods } from '../store/imports/recorded.ts';
import { readUploads, saveStaged, type StagedChild } from '../store/imports/staging.ts';
import { deliveredAs, importState, rowDecisions } from '../store/imports/state.ts';
import { workerRefs } from '../store/imports/workers.ts';

export type StageDeps = {
  readonly prisma: PrismaClient;
  readonly clock: Clock;
  readonly readCsv: (name: string, bytes: Uint8Array) => ReadFile;
  readonly newRef: () => string;
};

const CHILDREN_AT_ONCE = 500;

/** Reads, checks and compares the files; gives what the preview records, or null where the day is not known. */
export async function stageImport(importId: string, deps: StageDeps): Promise<JsonObject | null> {
  const { prisma, readCsv, clock, newRef } = deps;
  const state = await importState(prisma, importId);
  const uploads = await readUploads(prisma, importId);
  const files = uploads.map((upload) => readCsv(upload.name, upload.bytes));
  const today = londonDateOf(clock.now());
  const asAt = state?.asAt ?? suggestAsAt(files);
  // A year that has not ended cannot have been reported: the day has to be told.
  if (state === null || asAt === null || asAt > today) return null;
  const decisions = await rowDecisions(prisma, importId);
  const staged = stageReturn(files, { asAt, decisions });
  const workers = await workerRefs(prisma, workersIn(staged), newRef);
  const children = childrenOf(staged, { by: state.by, importId, workers });
  const coversFrom = earliest(children, 'review-held') ?? today;
  const allocationsFrom = earliest(children, 'allocated');
  const delivered = deliveredAs({ by: state.by, coversFrom, allocationsFrom }, asAt);
  const compared = await compareAll(children, delivered, deps);
  const problems = [...staged.problems, ...waiting(compared, staged)];
  await saveStaged(prisma, importId, { staged, problems, children: compared });
  const counts = { rows: staged.rows.length, problems: problems.length, decided: state.decided };
  return { asAt, coversFrom, allocationsFrom, children: children.length, ...counts };
}

function earliest(children: readonly ReturnChild[], kind: string): CalendarDate | null {
  let first: CalendarDate | null = null;
  for (const { facts } of children.flatMap((child) => child.periods)) {
    for (const fact of facts) if (fact.kind === kind && (first === null || fact.on < first)) first = fact.on;
  }
  return first;
}

/** The table that tells each kind of fact; all others come from episodes. */
const TOLD_IN: Readonly<Record<string, string>> = { 'review-held': 'reviews', allocated: 'social-workers' };

/** One problem for each difference that waits for a person, under the file that tells it. */
function waiting(children: readonly StagedChild[], { files }: StagedReturn): readonly Problem[] {
  const lines = children.flatMap(({ difference }) => difference.lines.filter(({ what }) => what === 'waits'));
  return lines.map(({ kind }) => {
    const table = TOLD_IN[kind] ?? 'episodes';
    return problem('DIFFERS_FROM_A_PERSON', { file: files.find((file) => file.table === table)?.file ?? table });
  });
}

async function compareAll(
  children: readonly ReturnChild[],
  delivered: Delivered,
  { prisma, newRef }: StageDeps,
): Promise<readonly StagedChild[]> {
  const compared: StagedChild[] = [];
  for (let from = 0; from < children.length; from += CHILDREN_AT_ONCE) {
    const some = children.slice(from, from + CHILDREN_AT_ONCE);
    const recorded = await recordedPeriods(
      prisma,
      some.map((child) => child.localReference),
    );
    for (const { localReference, periods: brought, isWhole } of some) {
      const periods = brought.map(({ startOn, facts }) => ({
        processId: `period-of-care:${newRef()}`,
        startOn,
        isWhole,
        facts,
      }));
      const changes = comparePeriods(recorded.get(localReference) ?? [], periods, delivered);
      compared.push({ localReference, periods, difference: summed(changes) });
    }
  }
  return compared;
}

function summed(changes: readonly PeriodChange[]): StagedChild['difference'] {
  const lines = changes.flatMap((change) => change.lines);
  const count = (what: ChangeLine['what']): number => lines.filter((line) => line.what === what).length;
  return {
    opened: changes.filter(({ opens }) => opens).length,
    told: count('told'),
    corrected: count('corrected'),
    withdrawn: count('withdrawn'),
    conflicts: count('waits'),
    lines,
  };
}
