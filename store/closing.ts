import type { Touched } from './record.ts';
import { isStale } from './newer-build.ts';
import { together } from './together.ts';
import type { Participant, Transaction, TransactionDeps } from './transaction.ts';
import { write } from './write.ts';
import { overviewWriting, turnWriting } from './writing.ts';

/** Writes what the turns of a transaction changed, in one statement. */
export async function writeAll({ queries, participants, commands, deps }: Transaction): Promise<void> {
  const taking = [...participants].filter(([, participant]) => isWorthWriting(participant, deps));
  if (taking.length === 0 && commands.length === 0) return;
  const writings = taking.map(([id, participant]) => turnWriting(id, participant, deps));
  const subjects = new Set(taking.map(([, participant]) => participant.subject));
  const overviews = [...subjects].map((subject) => overviewWriting(subject, [...participants], deps.law));
  await write(queries, { ...together([...writings, ...overviews]), command: commands });
}

/** A turn that only saw that nothing is due leaves the row as it was. */
function isWorthWriting({ row, process, turns }: Participant, deps: TransactionDeps): boolean {
  const kept = turns.at(-1)?.kept;
  if (kept === undefined) return false;
  return (
    row === null ||
    isStale(row, process, deps) ||
    turns.some((taken) => taken.events.length > 0) ||
    kept.nextChangeAt !== row.kept.nextChangeAt
  );
}

/** What the commit makes necessary for the workflows of what was changed. */
export function touchedBy({ participants }: Transaction): readonly Touched[] {
  return [...participants].flatMap(([processId, { process, row, turns, by }]): Touched[] => {
    const kept = turns.at(-1)?.kept;
    if (kept === undefined) return [];
    return [
      {
        processId,
        kind: process.kind,
        nextChangeAt: kept.nextChangeAt,
        armedFor: row?.armedFor ?? null,
        closed: kept.closed,
        by,
      },
    ];
  });
}
