import type { CalendarDate } from '../../calendar/calendar-date.ts';
import type { Telling } from '../../heart/fact.ts';
import { by } from '../../in-order.ts';
import { isTemporaryPlacement } from '../../rulebook/regime.ts';
import { CHILDREN_OF_A_STEP, eachInSteps, type Steps } from '../../in-steps.ts';
import { byChild, dated, takenByChild, valueIn, type DatedRow, type StagedReturn, type StagedRow } from '../staged.ts';
import { absencesOf, type ReturnAbsence } from './absences.ts';
import { allocatedTo, allocationChanges, NOBODY, roleIn } from './allocations.ts';
import {
  careTimesOf,
  isReturn,
  isSameCarer,
  isWithin,
  startsPlacement,
  type CareTime,
  type Episode,
} from './care-times.ts';
import { connectedStaysOf, type ReturnStay } from './connected-stays.ts';
import { deprivationFacts, timeOf } from './deprivations.ts';
import { isBeside } from './held-with.ts';
import { searchesOf, type ReturnSearch } from './family-finding.ts';
import { tellerOf, type Tell, type Teller, type ToldBy } from './tell.ts';

/** One period of care as a delivery tells it: facts in order of date. */
export type ReturnPeriod = {
  readonly startOn: CalendarDate;
  readonly endOn: CalendarDate | null;
  readonly facts: readonly Telling[];
};

/** What a delivery tells of one child. */
export type ReturnChild = {
  readonly localReference: string;
  readonly periods: readonly ReturnPeriod[];
  readonly absences: readonly ReturnAbsence[];
  readonly searches: readonly ReturnSearch[];
  readonly stays: readonly ReturnStay[];
  /** Every row that may be this child's was taken, so that what is missing has vanished at its source. */
  readonly isWhole: boolean;
};

/** Tables of whose rows facts are made, those of a feed beside those of the return. */
const TOLD_FROM: readonly string[] = [
  ...['header', 'episodes', 'reviews', 'social-workers', 'care-plans'],
  ...['ssd-person', 'ssd-episodes', 'ssd-placement', 'ssd-legal-status', 'ssd-reviews', 'ssd-care-plans'],
  ...['ssd-involvements', 'visits', 'ssd-visits'],
  ...['missing', 'ssd-missing'],
  ...['placed-for-adoption', 'ad1', 'ssd-permanence', 'deprivation-of-liberty'],
];

/** The tables beside episodes that tell of a child, in the order in which they are read below. */
const OF_A_CHILD: readonly string[] = [
  ...['header', 'reviews', 'social-workers', 'care-plans', 'missing', 'placed-for-adoption', 'ad1', 'visits'],
  'deprivation-of-liberty',
];

/** The children of a delivery with their periods of care, from the rows taken. */
export function* childrenOf(staged: StagedReturn, teller: Teller): Steps<readonly ReturnChild[]> {
  const byTable = (table: string) => takenByChild(staged.rows, table);
  const tables = yield* eachInSteps(OF_A_CHILD, byTable, 1);
  const isLost = hasRowsOfNobody(staged.rows);
  const left = byChild(staged.rows.filter(({ status }) => status !== 'taken'));
  yield;
  const told = { ...teller, asAt: staged.asAt };
  return yield* eachInSteps(
    takenByChild(staged.rows, 'episodes'),
    ([localReference, rows]) => {
      const [
        headers = [],
        reviews = [],
        workers = [],
        plans = [],
        missing = [],
        decisions = [],
        matches = [],
        visits = [],
        orders = [],
      ] = tables.map((table) => table.get(localReference));
      const own = { ...told, dateOfBirth: headers[0]?.dates['DOB'] };
      const [times, tell] = [careTimesOf(rows), tellerOf(own)];
      const periods = times.map((time) => {
        const deprivations = orders.filter((row) => timeOf(row, times) === time);
        return periodOf(time, { told: own, reviews, workers, plans, visits, deprivations });
      });
      return {
        localReference,
        periods,
        absences: absencesOf(missing, { times, tell }),
        searches: searchesOf({ decisions, matches, times }, tell),
        stays: connectedStaysOf(times, tell),
        isWhole: !isLost && (left.get(localReference) ?? []).every((row) => isBeside(row, times)),
      };
    },
    CHILDREN_OF_A_STEP,
  );
}

/** A row that was not taken and names no child may be anybody's. */
function hasRowsOfNobody(rows: readonly StagedRow[]): boolean {
  return rows.some(({ child, status, table }) => child === null && status !== 'taken' && TOLD_FROM.includes(table));
}

/** Workers that the rows taken name, by the identifier of the delivery. */
export function workersIn({ rows }: StagedReturn): readonly string[] {
  const told = rows.filter(({ table, status }) => table === 'social-workers' && status === 'taken');
  return [...new Set(told.map((row) => valueIn(row, 'SW_ID')))];
}

type Rows = {
  readonly told: ToldBy;
  readonly reviews: readonly StagedRow[];
  readonly workers: readonly StagedRow[];
  readonly plans: readonly StagedRow[];
  readonly visits: readonly StagedRow[];
  readonly deprivations: readonly StagedRow[];
};

function periodOf(time: CareTime, { told, reviews, workers, plans, visits, deprivations }: Rows): ReturnPeriod {
  const { episodes, last, endOn, reasonLeft } = time;
  const [first] = episodes;
  const tell = tellerOf(told);
  const within = (rows: readonly StagedRow[], column: string): readonly DatedRow[] =>
    rows.flatMap((row) => dated(row, column)).filter(({ on }) => isWithin(time, on));
  const entry = {
    startKnown: valueIn(first.row, 'RNE') === 'S',
    legalStatus: valueIn(first.row, 'LS'),
    dateOfBirth: told.dateOfBirth,
  };
  const facts = [
    tell('entered-care', first, { key: 'entry', row: 'CARE_ROW', payload: entry }),
    ...episodes.flatMap((episode, place) => episodeFacts(episodes, { episode, place, tell })),
    ...unknownAfter(last.row, tell),
    ...(endOn === null
      ? []
      : [
          tell(
            'left-care',
            { row: last.row, on: endOn },
            { key: 'left', row: 'CARE_ROW', payload: { reason: reasonLeft } },
          ),
        ]),
    ...within(reviews, 'REVIEW').map((review) => reviewFact(review, tell)),
    ...within(visits, 'VISIT_ON').map((visit) => visitFact(visit, tell)),
    ...within(plans, 'PLAN_FROM').map((plan) =>
      tell('care-plan-prepared', plan, { key: `care-plan:${plan.on}`, row: 'PLAN_ROW', payload: {} }),
    ),
    ...deprivationFacts(deprivations, tell),
    ...allocationFacts(time, { workers, told, tell }),
  ];
  return { startOn: first.on, endOn, facts: facts.toSorted(by(({ on }) => on)) };
}

function allocationFacts(
  time: CareTime,
  { workers, told, tell }: { readonly workers: readonly StagedRow[]; readonly told: ToldBy; readonly tell: Tell },
): readonly Telling[] {
  return (['social-worker', 'iro'] as const).flatMap((role) =>
    allocationChanges(
      time,
      workers.filter((row) => roleIn(row) === role),
    ).map(({ on, worker, row }) => {
      const who = worker === null ? NOBODY : allocatedTo(told.workers.get(worker));
      const key = worker === null ? `unallocated-${role}` : `allocated-${role}`;
      return tell('allocated', { row, on }, { key: `${key}:${on}`, row: 'WORKER_ROW', payload: { role, ...who } });
    }),
  );
}

/** The placement that began with a row, and a change of legal status. */
function episodeFacts(
  episodes: readonly Episode[],
  { episode, place, tell }: { readonly episode: Episode; readonly place: number; readonly tell: Tell },
): readonly Telling[] {
  const { row, on } = episode;
  const before = episodes[place - 1]?.row;
  const [code, status] = [valueIn(row, 'PLACE'), valueIn(row, 'LS')];
  const facts: Telling[] = [];
  if (before !== undefined && before.values['LS'] !== status)
    facts.push(
      tell('legal-status-changed', episode, { key: `legal:${on}`, row: 'LEGAL_ROW', payload: { code: status } }),
    );
  if (startsPlacement(episode, episodes[place - 1])) {
    const payload = {
      code: code === '' ? null : code,
      sameCarer: isSameCarer(episode, episodes[place - 1]),
      temporary: isTemporaryPlacement(code),
      returned: isReturn(episodes, place),
    };
    facts.push(tell('placement-started', episode, { key: `placement:${on}`, row: 'PLACEMENT_ROW', payload }));
  }
  return facts;
}

/** The row says that another follows, and none was taken: the period stays open, its placement not recorded. */
function unknownAfter(last: StagedRow, tell: Tell): readonly Telling[] {
  const on = last.dates['DEC'];
  if (on === undefined || last.values['REC'] !== 'X1') return [];
  return [
    tell(
      'placement-started',
      { row: last, on },
      {
        key: `after:${on}`,
        row: 'EPISODE_ROW',
        payload: { code: null, sameCarer: false, temporary: false, returned: false },
      },
    ),
  ];
}

function reviewFact(review: DatedRow, tell: Tell): Telling {
  const code = valueIn(review.row, 'REVIEW_CODE');
  const payload = { participation: code === '' ? null : code };
  return tell('review-held', review, { key: `review:${review.on}`, row: 'REVIEW_ROW', payload });
}

/** What a feed leaves open is left out: where the visit was, and why the child was not spoken to alone, for which there are lawful reasons. */
function visitFact(visit: DatedRow, tell: Tell): Telling {
  const seen = valueIn(visit.row, 'SEEN');
  const payload = {
    ...(seen === '' ? {} : { seen: seen === 'Y' }),
    ...(valueIn(visit.row, 'SEEN_ALONE') === 'Y' ? { alone: 'yes' } : {}),
  };
  return tell('visit-made', visit, { key: `visit:${visit.on}`, row: 'VISIT_ROW', payload });
}
