import { isCalendarDate, type CalendarDate } from '../../domain/calendar/calendar-date.ts';
import type { Fact } from '../../domain/heart/fact.ts';
import { readHistory } from '../../domain/heart/history.ts';
import { PERIOD_OF_CARE } from '../../domain/processes/period-of-care/index.ts';
import { readHistories, type Queries } from '../read-stream.ts';

/** A period of care that the record has for a child, with its facts as they stand. */
export type RecordedPeriod = {
  readonly processId: string;
  readonly startOn: CalendarDate;
  /** The latest day to which a return has spoken; null if none has. */
  readonly readAsAt: CalendarDate | null;
  readonly isFed: boolean;
  readonly facts: readonly Fact[];
  /** Imports that told, corrected or withdrew any of its facts, whatever stands now. */
  readonly toldBy: ReadonlySet<string>;
};

const FIND = `
SELECT s.local_reference, p.id, p.kept #>> '{state,care,entry,on}' AS start_on, p.kept #>> '{state,reading,asAt}' AS as_at,
       p.kept #>> '{state,fedFrom}' AS fed_from
  FROM subject s JOIN process p ON p.subject_ref = s.ref
 WHERE s.kind = 'child' AND s.local_reference = ANY($1::text[]) AND p.kind = 'period-of-care'`;

type Row = {
  readonly local_reference: string;
  readonly id: string;
  readonly start_on: string | null;
  readonly as_at: string | null;
  readonly fed_from: string | null;
};

/** The periods of care recorded for children, by local reference. */
export async function recordedPeriods(
  queries: Queries,
  localReferences: readonly string[],
): Promise<ReadonlyMap<string, readonly RecordedPeriod[]>> {
  const rows = await queries.$queryRawUnsafe<Row[]>(FIND, localReferences);
  const histories =
    rows.length === 0
      ? new Map<string, never>()
      : await readHistories(
          queries,
          rows.map((row) => row.id),
        );
  const periods = new Map<string, RecordedPeriod[]>();
  for (const { local_reference: localReference, id, start_on: startOn, as_at: asAt, fed_from: fedFrom } of rows) {
    if (startOn === null || !isCalendarDate(startOn)) continue;
    const history = readHistory(histories.get(id) ?? [], PERIOD_OF_CARE);
    const versions = [...history.versions.values()].flat();
    const period: RecordedPeriod = {
      processId: id,
      startOn,
      readAsAt: asAt !== null && isCalendarDate(asAt) ? asAt : null,
      isFed: fedFrom !== null,
      facts: [...history.facts.values()],
      toldBy: new Set(versions.flatMap(({ importId }) => (importId === null ? [] : [importId]))),
    };
    periods.set(localReference, [...(periods.get(localReference) ?? []), period]);
  }
  return periods;
}
