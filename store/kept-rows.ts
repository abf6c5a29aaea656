import type { Instant } from '../domain/calendar/instant.ts';
import type { Kept } from '../domain/heart/kept.ts';
import { standingOf } from '../domain/heart/pending.ts';
import type { Law } from '../domain/heart/law.ts';
import type { Process } from '../domain/heart/process.ts';
import type { StandingStep } from '../domain/heart/standing.ts';
import type { JsonObject } from '../domain/json.ts';
import { packed } from './packed-duties.ts';
import type { Subject } from './read.ts';
import { overviewRow, type Row } from './rows.ts';

/** Stands in a process row for "nothing adopted". */
export const NO_SETTINGS = 'none';

/** A process with what is kept of it: all that its own row and the child's line of the overview are made from. */
export type KeptProcess = {
  readonly id: string;
  readonly process: Process<JsonObject>;
  readonly subjectRef: string;
  readonly kept: Kept<JsonObject>;
};

/** What of a process row is not kept. */
export type RowMarks = {
  readonly build: string;
  readonly chainHead: string;
  readonly openedAt: Instant;
  readonly coming: readonly StandingStep[];
};

/** The row of a process; a change and a rebuild make it here, so that they cannot differ. */
export function processRow({ id, process, subjectRef, kept }: KeptProcess, marks: RowMarks, law: Law): Row {
  return {
    id,
    kind: process.kind,
    subject_ref: subjectRef,
    kept: { ...kept, duties: packed(kept.duties) },
    standing: standingOf(process, { processId: id, kept, coming: marks.coming, law: law.under(kept.settings) }),
    stage: process.stage(kept.state),
    state_version: process.stateVersion,
    build: marks.build,
    sequence: kept.sequence,
    chain_head: marks.chainHead,
    opened_at: marks.openedAt,
    changed_at: kept.changedAt,
    next_change_at: kept.nextChangeAt,
    closed: kept.closed,
    settings_id: kept.settings?.id ?? NO_SETTINGS,
    milestones: process.milestones?.(kept.state) ?? null,
  };
}

/** A child's line in the overview: of its periods of care the one entered last; null if there is none. */
export function latestOverview(subject: Subject, processes: readonly KeptProcess[], law: Law): Row | null {
  if (subject.kind !== 'child') return null;
  const rows = processes.flatMap(({ id, process, kept }): Row[] => {
    const views = process.views(
      kept.state,
      kept.duties.map((item) => item.duty),
    );
    const of = { processId: id, subjectRef: subject.ref, localReference: subject.localReference ?? '' };
    const shown = {
      views,
      duties: kept.duties,
      calendar: law.under(kept.settings).calendar,
      stage: process.stage(kept.state),
    };
    const row = overviewRow(shown, of);
    return row === null ? [] : [row];
  });
  return rows.sort((a, b) => (enteredOf(a) > enteredOf(b) ? -1 : 1))[0] ?? null;
}

function enteredOf(row: Row): string {
  return `${String(row['entered_on'])}|${String(row['process_id'])}`;
}
