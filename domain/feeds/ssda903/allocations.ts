import { by } from '../../in-order.ts';
import { laterOf, type CalendarDate } from '../../calendar/calendar-date.ts';
import type { Role } from '../../rulebook/role.ts';
import { dated, valueIn, type StagedRow } from '../staged.ts';
import type { CareTime } from './care-times.ts';

/** From a day on this worker holds the role; null: nobody does. */
export type AllocationChange = {
  readonly on: CalendarDate;
  readonly worker: string | null;
  /** The row that says so. */
  readonly row: StagedRow;
};

/** A worker of a delivery: a random reference for the code there, and the person of the directory; null: nobody has said who. */
export type KnownWorker = { readonly ref: string; readonly person: string | null };

/** Who is allocated, as a fact says it. */
export type AllocatedTo = { readonly person: string | null; readonly worker?: string };

/** Known to be nobody: a gap. */
export const NOBODY: AllocatedTo = { person: null };

/** Until somebody has said who a worker is the worker's own reference stands for the person; afterwards it stays beside, so that it can be said otherwise. */
export function allocatedTo(worker: KnownWorker | undefined): AllocatedTo {
  if (worker === undefined) return NOBODY;
  const { ref, person } = worker;
  return person === null ? { person: ref } : { person, worker: ref };
}

type Span = { readonly row: StagedRow; readonly from: CalendarDate; readonly to: CalendarDate | null };

/**
 * Who held a role in a period of care, as rows of workers tell it: of two at a time the one who began later. Before the first
 * row nothing is known; a worker of before the period holds the role from its first day.
 */
export function allocationChanges(time: CareTime, rows: readonly StagedRow[]): readonly AllocationChange[] {
  const startOn = time.episodes[0].on;
  const spans = rows
    .flatMap((row) => dated(row, 'SW_DECOM'))
    .map(({ row, on }): Span => ({ row, from: on, to: row.dates['SW_DEC'] ?? null }));
  const days = new Set(
    spans
      .filter(({ to }) => to === null || to > startOn)
      .flatMap(({ from, to }) => [laterOf(from, startOn), ...(to === null ? [] : [to])])
      .filter((on) => time.endOn === null || on < time.endOn),
  );
  const changes: AllocationChange[] = [];
  for (const on of [...days].sort()) {
    const holder = holderOn(spans, on);
    const row = holder?.row ?? spans.find(({ to }) => to === on)?.row;
    const worker = holder === undefined ? null : valueIn(holder.row, 'SW_ID');
    if (row !== undefined && changes.at(-1)?.worker !== worker) changes.push({ on, worker, row });
  }
  return changes;
}

function holderOn(spans: readonly Span[], on: CalendarDate): Span | undefined {
  const held = spans.filter(({ from, to }) => from <= on && (to === null || on < to));
  return held.toSorted(by(({ from }) => from)).at(-1);
}

/** The role that a row of workers is about; a return tells social workers only. */
export function roleIn(row: StagedRow): Role | null {
  const role = valueIn(row, 'ROLE');
  if (role === '' || role === 'social-worker') return 'social-worker';
  return role === 'iro' ? 'iro' : null;
}
