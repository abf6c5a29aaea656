import { z } from 'zod';
import { mayBeTaken } from '../domain/feeds/problem.ts';
import { TABLES } from '../domain/feeds/ssda903/tables.ts';
import type { Actor } from '../domain/heart/actor.ts';
import type { JsonObject } from '../domain/json.ts';
import {
  findRows,
  listRows,
  markLine,
  waitingLine,
  type ImportRowView,
  type RowFilter,
} from '../store/imports/decisions.ts';
import { findImport, type ImportView } from '../store/imports/status.ts';
import type { Page } from '../store/queries/page.ts';
import { DIFFERENCE_DECIDERS, IMPORTERS, requireRole } from './access.ts';
import { accepted, commandId } from './commands.ts';
import type { ImportDeps } from './imports.ts';
import { parsed } from './parsed.ts';
import { Refused } from './refused.ts';

const reason = z.string().trim().min(1).max(1_000);
const row = z.strictObject({ file: z.string().min(1).max(200), line: z.int().min(2) });

/** What a person decides about rows that were not taken. */
export const rowsDecision = z.strictObject({
  rows: z.array(row).min(1).max(200),
  decision: z.enum(['take', 'correct', 'leave-out']),
  /** With `correct`, for one row: what its columns say. */
  values: z.record(z.string().max(50), z.string().max(500)).default({}),
  reason,
});

/** What a person decides about a difference that waits: what is recorded stays, or what the import says is recorded. */
export const differenceDecision = z.strictObject({
  processId: z.string().min(1).max(100),
  factId: z.string().min(1).max(40),
  decision: z.enum(['keep', 'take']),
  reason,
});

type Asked = { readonly key: string; readonly body: unknown };

export type ImportDecisions = {
  rows(actor: Actor, id: string, wish: RowFilter): Promise<Page<ImportRowView>>;
  decideRows(actor: Actor, id: string, asked: Asked): Promise<ImportView>;
  decideDifference(actor: Actor, id: string, asked: Asked): Promise<ImportView>;
};

/** What waits for a person in an import, and the person's decision: each with its reason, recorded. */
export function createImportDecisions(deps: ImportDeps): ImportDecisions {
  const { prisma } = deps;
  const found = async (id: string): Promise<ImportView> => {
    const view = await findImport(prisma, id);
    if (view === null) throw new Refused('not-found');
    return view;
  };
  return {
    rows: async (actor, id, wish) => {
      requireRole(actor, IMPORTERS, 'Looking at rows');
      return listRows(prisma, (await found(id)).id, wish);
    },
    decideRows: async (actor, id, { key, body }) => {
      requireRole(actor, IMPORTERS, 'Deciding about rows');
      const asked = parsed(rowsDecision, body);
      await found(id);
      refuseRows(asked, await findRows(prisma, id, asked.rows));
      await tell(deps, { actor, key, processId: id, kind: 'decide-rows', payload: asked });
      return found(id);
    },
    decideDifference: async (actor, id, { key, body }) => {
      requireRole(actor, DIFFERENCE_DECIDERS, 'Deciding about differences');
      const { processId, factId, decision, reason: why } = parsed(differenceDecision, body);
      const line = await waitingLine(prisma, id, { processId, factId });
      if (line === null) throw new Refused('no-such-difference');
      const content = { on: line.to, reason: why };
      const told =
        decision === 'take'
          ? { kind: 'correct', payload: { factId, payload: line.content, ...content } }
          : { kind: 'keep-difference', payload: { of: factId, content: line.content, ...content } };
      await tell(deps, { actor, key, processId, ...told });
      await markLine(prisma, id, { processId, factId, decided: decision === 'take' ? 'taken' : 'kept' });
      return found(id);
    },
  };
}

type Told = {
  readonly actor: Actor;
  readonly key: string;
  readonly processId: string;
  readonly kind: string;
  readonly payload: JsonObject;
};

async function tell(
  { record, digest, now }: ImportDeps,
  { actor, key, processId, kind, payload }: Told,
): Promise<void> {
  const command = { id: commandId(key, digest), kind, payload };
  accepted(await record.change({ processId, now: now(), actor, command }));
}

/** Only what was not taken is decided about; a contradiction is corrected or left out, never taken as it is. */
function refuseRows({ rows, decision, values }: z.output<typeof rowsDecision>, found: readonly ImportRowView[]): void {
  const open = found.filter(({ status }) => status !== 'taken');
  if (open.length < rows.length) throw new Refused('row-not-open');
  if (decision === 'take' && open.some(({ because }) => because.length === 0 || !because.every(mayBeTaken)))
    throw new Refused('row-contradicts');
  if (decision !== 'correct') return;
  const headings = TABLES.find(({ table }) => table === open[0]?.table)?.headings ?? [];
  const columns = Object.keys(values);
  if (rows.length > 1 || columns.length === 0) throw invalid('values', 'say for one row what its columns hold');
  const unknown = columns.find((column) => !headings.includes(column));
  if (unknown !== undefined) throw invalid(`values.${unknown}`, 'is no column of this table');
}

function invalid(field: string, message: string): Refused {
  return new Refused('invalid-content', { fields: [{ field, message }] });
}
