import { isCalendarDate, type CalendarDate } from '../../domain/calendar/calendar-date.ts';
import { TOLD_BY_DELIVERIES, type ToldByDeliveries } from '../../domain/feeds/ssda903/compare-child.ts';
import type { Recorded } from '../../domain/feeds/ssda903/compare.ts';
import type { StreamEvent } from '../../domain/heart/event.ts';
import { readHistory, type History } from '../../domain/heart/history.ts';
import { MISSING_EPISODE } from '../../domain/processes/missing-episode/index.ts';
import { PERIOD_OF_CARE } from '../../domain/processes/period-of-care/index.ts';
import { readHistories, type Queries } from '../read-stream.ts';

/** A period of care or an absence that the record has for a child, with its facts as they stand. */
export type RecordedPeriod = Recorded & {
  readonly kind: ToldByDeliveries;
  /** Imports that told, corrected or withdrew any of its facts, whatever stands now. */
  readonly toldBy: ReadonlySet<string>;
};

const FIND = `
SELECT s.local_reference, p.id, p.kind, p.kept #>> '{state,care,entry,on}' AS entered_on, p.kept #>> '{state,reading,asAt}' AS as_at
  FROM subject s JOIN process p ON p.subject_ref = s.ref
 WHERE s.kind = 'child' AND s.local_reference = ANY($1::text[]) AND p.kind = ANY($2::text[])`;

type Row = {
  readonly local_reference: string;
  readonly id: string;
  readonly kind: ToldByDeliveries;
  readonly entered_on: string | null;
  readonly as_at: string | null;
};

/** The periods of care and absences recorded for children, by local reference. */
export async function recordedPeriods(
  queries: Queries,
  localReferences: readonly string[],
): Promise<ReadonlyMap<string, readonly RecordedPeriod[]>> {
  const rows = await queries.$queryRawUnsafe<Row[]>(FIND, localReferences, TOLD_BY_DELIVERIES);
  const ids = rows.map((row) => row.id);
  const histories = ids.length === 0 ? new Map<string, never>() : await readHistories(queries, ids);
  const periods = new Map<string, RecordedPeriod[]>();
  for (const row of rows) {
    const period = recordedOf(row, histories.get(row.id) ?? []);
    if (period === null) continue;
    periods.set(row.local_reference, [...(periods.get(row.local_reference) ?? []), period]);
  }
  return periods;
}

function recordedOf(
  { id, kind, entered_on: enteredOn, as_at: asAt }: Row,
  events: readonly StreamEvent[],
): RecordedPeriod | null {
  const isCare = kind === 'period-of-care';
  const history = readHistory(events, isCare ? PERIOD_OF_CARE : MISSING_EPISODE);
  const startOn = isCare ? enteredOn : missedOn(history);
  if (startOn === null || !isCalendarDate(startOn)) return null;
  const versions = [...history.versions.values()].flat();
  const facts = [...history.facts.values()];
  return {
    ...{ kind, processId: id, startOn, facts },
    readAsAt: asAt !== null && isCalendarDate(asAt) ? asAt : null,
    isFed: facts.some((fact) => fact.kind === 'return-read' && fact.source.by === 'feed'),
    toldBy: new Set(versions.flatMap(({ importId }) => (importId === null ? [] : [importId]))),
  };
}

/** Also of an absence that was taken back: its row may come again. */
function missedOn({ versions }: History): CalendarDate | null {
  const told = [...versions.values()].flat().flatMap(({ fact }) => (fact?.kind === 'went-missing' ? [fact.on] : []));
  return told.at(-1) ?? null;
}
