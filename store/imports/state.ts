import { calendarDate, type CalendarDate } from '../../domain/calendar/calendar-date.ts';
import type { Delivered } from '../../domain/feeds/ssda903/compare.ts';
import type { RowDecision } from '../../domain/feeds/staged.ts';
import { readHistory } from '../../domain/heart/history.ts';
import {
  numberOf,
  objectOf,
  readDate,
  readObjects,
  readText,
  textOf,
  isJsonObject,
} from '../../domain/json-reading.ts';
import type { JsonObject } from '../../domain/json.ts';
import { FEED_IMPORT } from '../../domain/processes/feed-import/index.ts';
import { readHistories, type Queries } from '../read-stream.ts';

/** Where an import stands, as far as the work on it asks. */
export type ImportState = {
  readonly stage: string;
  readonly by: 'return' | 'feed';
  readonly asAt: CalendarDate | null;
  readonly coversFrom: CalendarDate | null;
  readonly allocationsFrom: CalendarDate | null;
  readonly missingFrom: CalendarDate | null;
  readonly searchesFrom: CalendarDate | null;
  readonly deprivationsFrom: CalendarDate | null;
  readonly decided: number;
};

export async function importState(queries: Queries, importId: string): Promise<ImportState | null> {
  const [row] = await queries.$queryRawUnsafe<{ stage: string; state: unknown }[]>(
    `SELECT stage, kept -> 'state' AS state FROM process WHERE id = $1`,
    importId,
  );
  if (row === undefined) return null;
  const state: JsonObject = isJsonObject(row.state) ? row.state : {};
  return {
    stage: row.stage,
    by: readText(state, 'by') === 'feed' ? 'feed' : 'return',
    asAt: readDate(state, 'asAt'),
    coversFrom: readDate(state, 'coversFrom'),
    allocationsFrom: readDate(state, 'allocationsFrom'),
    missingFrom: readDate(state, 'missingFrom'),
    searchesFrom: readDate(state, 'searchesFrom'),
    deprivationsFrom: readDate(state, 'deprivationsFrom'),
    decided: numberOf(state, 'decided'),
  };
}

/** Nothing vanishes from a delivery that holds nothing of its kind at all. */
const LATEST = calendarDate('9999-12-31');

export function deliveredAs(
  of: Pick<ImportState, 'by' | 'coversFrom' | 'allocationsFrom' | 'missingFrom' | 'searchesFrom' | 'deprivationsFrom'>,
  asAt: CalendarDate,
): Delivered {
  return {
    ...{ by: of.by, asAt, coversFrom: of.coversFrom ?? LATEST },
    ...{ allocationsFrom: of.allocationsFrom ?? LATEST, missingFrom: of.missingFrom ?? LATEST },
    ...{ searchesFrom: of.searchesFrom ?? LATEST, deprivationsFrom: of.deprivationsFrom ?? LATEST },
  };
}

/** What persons decided about rows of an import, the earliest first; a later decision about a row stands. */
export async function rowDecisions(queries: Queries, importId: string): Promise<readonly RowDecision[]> {
  const events = (await readHistories(queries, [importId])).get(importId) ?? [];
  return [...readHistory(events, FEED_IMPORT).facts.values()]
    .filter(({ kind }) => kind === 'rows-decided')
    .flatMap(({ payload }) => decisionsIn(payload));
}

function decisionsIn(payload: JsonObject): readonly RowDecision[] {
  const decision = readText(payload, 'decision');
  if (decision !== 'take' && decision !== 'correct' && decision !== 'leave-out') return [];
  const values = Object.fromEntries(
    Object.entries(objectOf(payload, 'values')).flatMap(([column, value]) =>
      typeof value === 'string' ? [[column, value]] : [],
    ),
  );
  return readObjects(payload, 'rows').map((row) => ({
    file: textOf(row, 'file'),
    line: numberOf(row, 'line'),
    decision,
    values,
  }));
}
