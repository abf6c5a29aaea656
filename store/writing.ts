import type { Kept, KeptDuty } from '../domain/heart/kept.ts';
import type { Law } from '../domain/heart/law.ts';
import { isSameJson, type JsonObject } from '../domain/json.ts';
import { CHAIN_START, chained } from '../domain/record/chain.ts';
import { latestOverview, processRow, type KeptProcess } from './kept-rows.ts';
import { isStale } from './newer-build.ts';
import type { Subject } from './read.ts';
import { alertRow, childRows, dutyRow, eventRow, reviewRows, type OfProcess } from './rows.ts';
import { keptOf, type Participant, type TransactionDeps } from './transaction.ts';
import { NOTHING_WRITTEN, type Writing } from './write.ts';

/** Everything that the turns of one process write: events in their chain, state, duties, alerts and reviews. */
export function turnWriting(id: string, participant: Participant, deps: TransactionDeps): Writing {
  const { process, row, subject, turns } = participant;
  const last = turns.at(-1);
  if (last === undefined) return NOTHING_WRITTEN;
  const { kept, coming } = last;
  const of = { processId: id, subjectRef: subject.ref };
  const stream = { id, head: row?.chainHead ?? CHAIN_START, rulebook: deps.law.rules.version };
  const chain = chained(
    stream,
    turns.flatMap((taken) => taken.events),
    { digest: deps.digest, salt: deps.newSalt },
  );
  const alerts = new Map(turns.flatMap((taken) => taken.alerts).map((alert) => [alert.id, alert]));
  return {
    ...NOTHING_WRITTEN,
    process: [
      processRow(
        { id, process, subjectRef: subject.ref, kept },
        {
          build: deps.build,
          chainHead: chain.at(-1)?.hash ?? row?.chainHead ?? CHAIN_START,
          openedAt: row?.openedAt ?? kept.changedAt,
          coming,
        },
        deps.law,
      ),
    ],
    event: chain.map((event) => eventRow(event, id)),
    ...dutyWriting(row?.kept.duties ?? [], kept.duties, { of, law: deps.law.under(kept.settings) }),
    alert: [...alerts.values()].map((alert) => alertRow(alert, of)),
    ...reviewWriting(participant, kept, { of, deps }),
    ...childWriting(participant, kept, of),
  };
}

/** Only duties that differ are written again; those that are gone are removed. */
function dutyWriting(
  before: readonly KeptDuty[],
  after: readonly KeptDuty[],
  { of, law }: { readonly of: OfProcess; readonly law: Law },
): Pick<Writing, 'duty' | 'duty_gone'> {
  const known = new Map(before.map((item) => [item.duty.id, item]));
  const ids = new Set(after.map((item) => item.duty.id));
  return {
    duty: after
      .filter((item) => !isSameRow(known.get(item.duty.id), item))
      .map((item) => dutyRow(item, of, law.calendar)),
    duty_gone: before
      .filter((item) => !ids.has(item.duty.id))
      .map((item) => ({ process_id: of.processId, id: item.duty.id })),
  };
}

function isSameRow(before: KeptDuty | undefined, after: KeptDuty): boolean {
  return before !== undefined && before.datedBy === after.datedBy && isSameJson(before.duty, after.duty);
}

function reviewWriting(
  { process, row }: Participant,
  kept: Kept<JsonObject>,
  { of, deps }: { readonly of: OfProcess; readonly deps: TransactionDeps },
): Pick<Writing, 'review' | 'review_gone'> {
  const duties = kept.duties.map((item) => item.duty);
  const rows = reviewRows(process.views(kept.state, duties), of);
  // A state of another shape is not read: all rows are written again.
  const before =
    row === null || isStale(row, process, deps)
      ? []
      : reviewRows(
          process.views(
            row.kept.state,
            row.kept.duties.map((item) => item.duty),
          ),
          of,
        );
  const unchanged = new Set(before.map((item) => JSON.stringify(item)));
  const ids = new Set(rows.map((item) => item['fact_id']));
  return {
    review: rows.filter((item) => !unchanged.has(JSON.stringify(item))),
    review_gone: (row?.reviews ?? [])
      .filter((factId) => !ids.has(factId))
      .map((factId) => ({ process_id: of.processId, fact_id: factId })),
  };
}

function childWriting(
  { process, row }: Participant,
  kept: Kept<JsonObject>,
  of: OfProcess,
): Pick<Writing, 'process_child' | 'process_child_gone'> {
  const about = process.about?.(kept.state) ?? [];
  const before = row?.children ?? [];
  return {
    process_child: childRows(
      about.filter((ref) => !before.includes(ref)),
      of,
    ),
    process_child_gone: childRows(
      before.filter((ref) => !about.includes(ref)),
      of,
    ),
  };
}

/** A child's line in the overview, or that it has none (any more). */
export function overviewWriting(
  subject: Subject,
  participants: readonly (readonly [id: string, participant: Participant])[],
  law: Law,
): Writing {
  if (subject.kind !== 'child') return NOTHING_WRITTEN;
  const own = participants.flatMap(([id, participant]): KeptProcess[] => {
    const kept = keptOf(participant);
    if (participant.subject.ref !== subject.ref || kept === null) return [];
    return [{ id, process: participant.process, subjectRef: subject.ref, kept }];
  });
  const latest = latestOverview(subject, own, law);
  return latest === null
    ? { ...NOTHING_WRITTEN, child_overview_gone: [{ child_ref: subject.ref }] }
    : { ...NOTHING_WRITTEN, child_overview: [latest] };
}
