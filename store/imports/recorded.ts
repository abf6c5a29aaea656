import { isCalendarDate, type CalendarDate } from '../../domain/calendar/calendar-date.ts';
import { TOLD_BY_DELIVERIES, type ToldByDeliveries } from '../../domain/feeds/ssda903/compare-child.ts';
import type { Recorded } from '../../domain/feeds/ssda903/compare.ts';
import type { StreamEvent } from '../../domain/heart/event.ts';
import type { Fact } from '../../domain/heart/fact.ts';
import { readHistory, type History } from '../../domain/heart/history.ts';
import { RETURN_READ } from '../../domain/heart/telling.ts';
import { CONNECTED_CARER } from '../../domain/processes/connected-carer/index.ts';
import { FAMILY_FINDING } from '../../domain/processes/family-finding/index.ts';
import { MISSING_EPISODE } from '../../domain/processes/missing-episode/index.ts';
import { PERIOD_OF_CARE } from '../../domain/processes/period-of-care/index.ts';
import { readHistories, type Queries } from '../read-stream.ts';

/** What the record has of one process of a child, with its facts as they stand; of a household each stay of the child by itself. */
export type RecordedPeriod = Recorded & {
  readonly kind: ToldByDeliveries;
  /** Imports that told, corrected or withdrew any of its facts, whatever stands now. */
  readonly toldBy: ReadonlySet<string>;
};

const FIND = `
SELECT s.ref, s.local_reference, p.id, p.kind, p.kept #>> '{state,care,entry,on}' AS entered_on, p.kept #>> '{state,reading,asAt}' AS as_at,
       CASE p.kind WHEN 'family-finding' THEN p.kept #>> '{state,ended,on}' END AS ended_on, NOT p.closed AS is_open
  FROM (SELECT s.ref, s.local_reference, p.id FROM subject s JOIN process p ON p.subject_ref = s.ref
         WHERE s.kind = 'child' AND s.local_reference = ANY($1::text[])
        UNION ALL
        SELECT s.ref, s.local_reference, c.process_id FROM subject s JOIN process_child c ON c.child_ref = s.ref
         WHERE s.kind = 'child' AND s.local_reference = ANY($1::text[])) s
  JOIN process p ON p.id = s.id AND p.kind = ANY($2::text[])`;

type Row = {
  readonly ref: string;
  readonly local_reference: string;
  readonly id: string;
  readonly kind: ToldByDeliveries;
  readonly entered_on: string | null;
  readonly as_at: string | null;
  readonly ended_on: string | null;
  readonly is_open: boolean;
};

/** What is recorded of children that deliveries tell of, by local reference. */
export async function recordedPeriods(
  queries: Queries,
  localReferences: readonly string[],
): Promise<ReadonlyMap<string, readonly RecordedPeriod[]>> {
  const rows = await queries.$queryRawUnsafe<Row[]>(FIND, localReferences, TOLD_BY_DELIVERIES);
  const ids = rows.map((row) => row.id);
  const histories = ids.length === 0 ? new Map<string, never>() : await readHistories(queries, ids);
  const periods = new Map<string, RecordedPeriod[]>();
  for (const row of rows) {
    const recorded = recordedOf(row, histories.get(row.id) ?? []);
    periods.set(row.local_reference, [...(periods.get(row.local_reference) ?? []), ...recorded]);
  }
  return periods;
}

const PROCESS_OF = {
  'period-of-care': PERIOD_OF_CARE,
  'missing-episode': MISSING_EPISODE,
  'family-finding': FAMILY_FINDING,
  'connected-carer': CONNECTED_CARER,
} as const satisfies Record<ToldByDeliveries, unknown>;

function recordedOf(row: Row, events: readonly StreamEvent[]): readonly RecordedPeriod[] {
  const { id, kind, as_at: asAt, ended_on: endedOn, is_open: isOpen } = row;
  const history = readHistory(events, PROCESS_OF[kind]);
  const facts = [...history.facts.values()];
  const versions = [...history.versions.values()].flat();
  const recorded = {
    ...{ kind, processId: id, isOpen, endOn: dateIn(endedOn), readAsAt: dateIn(asAt) },
    isFed: facts.some((fact) => fact.kind === RETURN_READ && fact.source.by === 'feed'),
    toldBy: new Set(versions.flatMap(({ importId }) => (importId === null ? [] : [importId]))),
  };
  if (kind === 'connected-carer') return staysOf(history, row.ref).map((stay) => ({ ...recorded, ...stay }));
  if (kind !== 'period-of-care')
    return startsOf(history, STARTS_WITH[kind])
      .slice(-1)
      .map(({ on: startOn, isTakenBack }) => ({ ...recorded, startOn, isTakenBack, facts }));
  const startOn = dateIn(row.entered_on);
  return startOn === null ? [] : [{ ...recorded, startOn, isTakenBack: false, facts }];
}

const STARTS_WITH = { 'missing-episode': 'went-missing', 'family-finding': 'adoption-plan-set' } as const;

function dateIn(text: string | null): CalendarDate | null {
  return text !== null && isCalendarDate(text) ? text : null;
}

type Start = {
  readonly fact: Fact;
  readonly on: CalendarDate;
  readonly stands: boolean;
  readonly isTakenBack: boolean;
};

/** Facts of a kind as they were told last, also those that were taken back: their rows may come again, unless a person took them back. */
function startsOf({ versions }: History, kind: string): readonly Start[] {
  return [...versions.values()].flatMap((list): readonly Start[] => {
    const fact = list.findLast((version) => version.fact !== null)?.fact ?? null;
    const latest = list.at(-1);
    if (fact?.kind !== kind || latest === undefined) return [];
    const stands = latest.fact !== null;
    return [{ fact, on: fact.on, stands, isTakenBack: !stands && latest.importId === null }];
  });
}

/** The stays of a child in a household, in the words of a delivery, which names no child in them; and what else was told of the household. */
function staysOf(
  history: History,
  childRef: string,
): readonly Pick<RecordedPeriod, 'startOn' | 'isTakenBack' | 'facts'>[] {
  const others = [...history.facts.values()].filter(({ kind }) => kind !== STAY);
  return startsOf(history, STAY)
    .filter(({ fact }) => fact.payload['childRef'] === childRef)
    .map(({ fact, on: startOn, stands, isTakenBack }) => {
      const { childRef: _childRef, ...payload } = fact.payload;
      return { startOn, isTakenBack, facts: stands ? [...others, { ...fact, payload }] : others };
    });
}

const STAY = 'child-joined-carer';
