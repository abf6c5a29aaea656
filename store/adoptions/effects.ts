import type { Instant } from '../../domain/calendar/instant.ts';
import { HOLDFAST } from '../../domain/heart/actor.ts';
import { isOverdueAt } from '../../domain/heart/duty-steps.ts';
import type { Kept } from '../../domain/heart/kept.ts';
import type { Law } from '../../domain/heart/law.ts';
import type { Process } from '../../domain/heart/process.ts';
import { turn } from '../../domain/heart/turn.ts';
import type { Turn } from '../../domain/heart/turn-input.ts';
import { readText } from '../../domain/json-reading.ts';
import type { JsonObject } from '../../domain/json.ts';
import { conditions, pageOf, readCursor, type Page, type PageWish } from '../queries/page.ts';
import { processOfRow } from '../newer-build.ts';
import { readRows, type KeptRow } from '../read.ts';
import { readHistories, type Queries } from '../read-stream.ts';
import { countOpen, readAdoption, remaining, targetOf, type Adoption } from './adoption.ts';

export type PreviewDeps = {
  readonly queries: Queries;
  readonly processes: readonly Process<JsonObject>[];
  readonly law: Law;
  readonly now: () => Instant;
};

/** One date that would move, or a task that would come or go. */
export type Move = {
  readonly dutyId: string;
  readonly kind: string;
  readonly from: string | null;
  readonly to: string | null;
};

const AT_ONCE = 200;
const MOVES: readonly string[] = ['duty-re-dated', 'duty-practice-date-moved', 'duty-opened', 'duty-withdrawn'];

/** Works out what an adoption would do to the next processes. Nothing is changed, and nobody is held up. */
export async function previewNext(
  id: string,
  deps: PreviewDeps,
): Promise<{ readonly done: number; readonly total: number }> {
  const { queries } = deps;
  const adoption = await readAdoption(queries, id);
  if (adoption?.stage !== 'proposed') return { done: 0, total: 0 };
  const target = targetOf(adoption, adoption.settings);
  const [last] = await queries.$queryRawUnsafe<{ after: string | null }[]>(
    'SELECT max(process_id) AS after FROM adoption_effect WHERE adoption_id = $1',
    id,
  );
  const ids = await remaining(queries, target, { after: last?.after ?? '', limit: AT_ONCE });
  const [rows, histories] = await Promise.all([readRows(queries, ids), readHistories(queries, ids)]);
  const effects = rows.map((row) => effectOn(row, { adoption, history: histories.get(row.id) ?? [], deps }));
  await queries.$executeRawUnsafe(
    `INSERT INTO adoption_effect (adoption_id, process_id, moved, overdue)
     SELECT $1, * FROM jsonb_to_recordset($2::jsonb) AS given(process_id text, moved jsonb, overdue int) ON CONFLICT DO NOTHING`,
    id,
    JSON.stringify(effects),
  );
  if (ids.length < AT_ONCE) return { done: 0, total: 0 };
  const { done, total } = await countOpen(queries, target);
  const [seen] = await queries.$queryRawUnsafe<{ count: number }[]>(
    'SELECT count(*)::int AS count FROM adoption_effect WHERE adoption_id = $1',
    id,
  );
  // Short of the total while pages are full: processes that opened or closed since must not end it early.
  return { done: Math.min(seen?.count ?? 0, Math.max(0, total - done - 1)), total: Math.max(1, total - done) };
}

type Effect = { readonly process_id: string; readonly moved: readonly Move[]; readonly overdue: number };

function effectOn(
  row: KeptRow,
  {
    adoption,
    history,
    deps: { processes, law, now },
  }: {
    readonly adoption: Adoption;
    readonly history: Parameters<typeof turn>[2]['input']['history'];
    readonly deps: PreviewDeps;
  },
): Effect {
  const cause = adoption.ofBuild === null ? `adoption ${adoption.id}` : `build ${adoption.ofBuild}`;
  const input = {
    processId: row.id,
    subjectRef: row.subjectRef,
    now: now(),
    actor: HOLDFAST,
    ...{ command: null, step: null, heard: [], history, inForce: null },
    refold: adoption.ofBuild === null ? null : cause,
    adopt: adoption.ofBuild === null ? { settings: adoption.settings, cause } : null,
  };
  const taken = turn(processOfRow(row, processes), row.kept, { input, law });
  if (taken === 'needs-history') throw new Error(`${row.id}: the history was given and is still asked for`);
  const overdue = overdueIn(taken.kept, law, input.now) - overdueIn(row.kept, law, input.now);
  return { process_id: row.id, moved: movesOf(taken), overdue: Math.max(0, overdue) };
}

function movesOf({ events }: Turn<JsonObject>): readonly Move[] {
  return events
    .filter(({ kind }) => MOVES.includes(kind))
    .map(({ kind, payload }) => ({
      dutyId: readText(payload, 'dutyId') ?? '',
      kind,
      from: readText(payload, 'from'),
      to: readText(payload, 'to') ?? readText(payload, 'dueOn'),
    }));
}

function overdueIn({ duties, settings }: Kept<JsonObject>, law: Law, now: Instant): number {
  const { calendar } = law.under(settings);
  return duties.filter(({ duty }) => {
    return duty.status === 'open' && isOverdueAt(duty, now, calendar);
  }).length;
}

export type EffectSums = { readonly processes: number; readonly moved: number; readonly overdue: number };

/** What the effects come to: processes with a change, dates that move, tasks that would be overdue and are not now. */
export async function sumEffects(queries: Queries, adoptionId: string): Promise<EffectSums> {
  const [sums] = await queries.$queryRawUnsafe<EffectSums[]>(
    `SELECT count(*) FILTER (WHERE jsonb_array_length(moved) > 0)::int AS processes,
            coalesce(sum(jsonb_array_length(moved)), 0)::int AS moved, coalesce(sum(overdue), 0)::int AS overdue
       FROM adoption_effect WHERE adoption_id = $1`,
    adoptionId,
  );
  return sums ?? { processes: 0, moved: 0, overdue: 0 };
}

export type EffectRow = { readonly processId: string; readonly moved: readonly Move[]; readonly overdue: number };

/** Processes for which something would change, in order of id. */
export async function listEffects(queries: Queries, adoptionId: string, wish: PageWish): Promise<Page<EffectRow>> {
  const { where, values } = conditions(
    [
      ['adoption_id = ?', adoptionId],
      ['process_id > ?', wish.after === null ? null : (readCursor(wish.after)?.[0] ?? '')],
    ],
    ['jsonb_array_length(moved) > 0'],
  );
  const sql = `SELECT process_id AS "processId", moved, overdue FROM adoption_effect WHERE ${where} ORDER BY process_id LIMIT ${String(wish.limit + 1)}`;
  return pageOf(await queries.$queryRawUnsafe<EffectRow[]>(sql, ...values), wish.limit, (row) => [row.processId]);
}

export type AdoptionView = {
  readonly id: string;
  readonly status: string;
  readonly closed: boolean;
  readonly title: string;
  readonly settings: unknown;
  readonly ofBuild: string | null;
  readonly proposedBy: string;
  readonly approvedBy: string | null;
  readonly proposedAt: string;
  readonly effects: unknown;
  readonly done: number;
  readonly total: number;
};

const VIEW = `SELECT id, stage AS status, closed, kept #>> '{state,title}' AS title, kept #> '{state,settings}' AS settings,
       kept #>> '{state,ofBuild}' AS "ofBuild", kept #>> '{state,proposedBy}' AS "proposedBy", kept #>> '{state,approvedBy}' AS "approvedBy",
       to_char(opened_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "proposedAt", kept #> '{state,effects}' AS effects
  FROM process WHERE kind = 'rule-adoption'`;

type ViewRow = Omit<AdoptionView, 'done' | 'total'>;

export async function findAdoption(queries: Queries, id: string): Promise<AdoptionView | null> {
  const [[row], adoption] = await Promise.all([
    queries.$queryRawUnsafe<ViewRow[]>(`${VIEW} AND id = $1`, id),
    readAdoption(queries, id),
  ]);
  if (row === undefined || adoption === null) return null;
  const isBack = adoption.stage === 'rolling-back' || adoption.stage === 'rolled-back';
  return { ...row, ...(await countOpen(queries, targetOf(adoption, isBack ? adoption.before : adoption.settings))) };
}

export function listAdoptions(queries: Queries): Promise<readonly ViewRow[]> {
  return queries.$queryRawUnsafe<ViewRow[]>(`${VIEW} ORDER BY opened_at DESC LIMIT 50`);
}
