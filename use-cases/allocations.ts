import { londonDateOf } from '../domain/calendar/instant.ts';
import type { Process } from '../domain/heart/process.ts';
import type { JsonObject } from '../domain/json.ts';
import { stageAllocations, type AllocationsStaged } from '../domain/people/allocation-file.ts';
import type { FileProblem } from '../domain/people/table.ts';
import { PERIOD_OF_CARE } from '../domain/processes/period-of-care/index.ts';
import { batchesOf, EXISTING_AT_ONCE } from '../store/bulk.ts';
import type { Upload } from '../store/imports/staging.ts';
import { readDirectory } from '../store/people/directory.ts';
import { openPeriods, type OpenPeriod } from '../store/people/open-periods.ts';
import type { ChangeRequest } from '../store/record.ts';
import { ADMINISTRATORS, requireRole } from './access.ts';
import { accepted, commandId } from './commands.ts';
import type { Keyed, TellingDeps } from './people.ts';

/** What a file of allocations would tell, or has told. */
export type AllocationImport = {
  readonly applied: boolean;
  readonly rows: number;
  readonly taken: number;
  readonly problems: readonly FileProblem[];
  /** Children of whom it tells something new, and how many allocations. */
  readonly children: number;
  readonly told: number;
};

export type Allocations = {
  take(asked: Keyed & { readonly file: Upload; readonly apply: boolean }): Promise<AllocationImport>;
};

const COMMAND = 'take-allocations';

type Telling = { readonly period: OpenPeriod; readonly payload: JsonObject; readonly told: number };

/** Who is worker, IRO, team … of each child, from a file: told to each period of care, and passed over where it is recorded. */
export function createAllocations(deps: TellingDeps): Allocations {
  const { record } = deps;
  return {
    take: async ({ actor, key, file, apply }) => {
      requireRole(actor, ADMINISTRATORS, 'Taking allocations');
      const { staged, periods } = await stage(file, deps);
      const tellings = tellingsOf(staged, periods, { ...deps, actor });
      const batches = apply ? batchesOf(tellings, EXISTING_AT_ONCE) : [];
      for (const batch of batches) (await record.changeAll(requestsOf(batch, { actor, key }, deps))).forEach(accepted);
      const { rows, taken, problems } = staged;
      const told = tellings.reduce((sum, telling) => sum + telling.told, 0);
      return { applied: apply, rows, taken, problems, children: tellings.length, told };
    },
  };
}

function requestsOf(
  tellings: readonly Telling[],
  { actor, key }: Keyed,
  { digest, now }: TellingDeps,
): readonly ChangeRequest[] {
  return tellings.map(({ period: { processId, localReference }, payload }) => ({
    processId,
    now: now(),
    actor,
    command: { id: commandId(`${key} ${localReference}`, digest), kind: COMMAND, payload },
  }));
}

async function stage(
  { name, bytes }: Upload,
  { prisma, readCsv, now }: TellingDeps,
): Promise<{ readonly staged: AllocationsStaged; readonly periods: ReadonlyMap<string, OpenPeriod> }> {
  const read = readCsv(name, bytes);
  const place = (read.heading ?? []).findIndex((column) => column.toLowerCase() === 'child');
  const children = read.rows.map(({ fields }) => fields?.[place]?.trim() ?? '');
  const [periods, directory] = await Promise.all([openPeriods(prisma, [...new Set(children)]), readDirectory(prisma)]);
  const known = { directory, children: new Set(periods.keys()), today: londonDateOf(now()) };
  return { staged: stageAllocations(read, known), periods };
}

/** Only children of whom something is new; a state that another build kept is asked again when it is told. */
function tellingsOf(
  { children }: AllocationsStaged,
  periods: ReadonlyMap<string, OpenPeriod>,
  { law, now, actor }: TellingDeps & Pick<Keyed, 'actor'>,
): readonly Telling[] {
  const process: Process<JsonObject> = PERIOD_OF_CARE;
  const moment = { now: now(), today: londonDateOf(now()) };
  return [...children].flatMap(([child, allocations]): readonly Telling[] => {
    const period = periods.get(child);
    if (period === undefined) return [];
    const payload: JsonObject = { allocations: allocations.map((one) => ({ ...one })) };
    if (period.stateVersion !== process.stateVersion) return [{ period, payload, told: allocations.length }];
    const decided = process.decide(period.state, { kind: COMMAND, payload }, { ...law, ...moment, actor });
    const told = decided.ok ? decided.value.length : 0;
    return told === 0 ? [] : [{ period, payload, told }];
  });
}
