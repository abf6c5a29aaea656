import type { CalendarDate } from '../../calendar/calendar-date.ts';
import type { Source, Telling } from '../../heart/fact.ts';
import type { JsonObject } from '../../json.ts';
import type { StagedReturn, StagedRow } from './staged.ts';

/** One period of care as a return tells it: facts in order of date. */
export type ReturnPeriod = {
  readonly startOn: CalendarDate;
  readonly endOn: CalendarDate | null;
  readonly facts: readonly Telling[];
};

/** What a return tells of one child. */
export type ReturnChild = { readonly localReference: string; readonly periods: readonly ReturnPeriod[] };

type Episode = { readonly row: StagedRow; readonly on: CalendarDate };

const TEMPORARY = /^T[0-4]$/;

/** The children of a return with their periods of care, from the rows taken. */
export function childrenOfReturn(staged: StagedReturn, importId: string): readonly ReturnChild[] {
  const taken = staged.rows.filter((row) => row.status === 'taken' && !row.repeated && row.child !== null);
  const bornOn = new Map(
    taken.filter((row) => row.table === 'header').map((row) => [row.child, row.dates['DOB'] ?? null]),
  );
  const reviews = grouped(taken.filter((row) => row.table === 'reviews'));
  return [...grouped(taken.filter((row) => row.table === 'episodes'))].map(([localReference, rows]) => {
    const told = { importId, asAt: staged.asAt, dateOfBirth: bornOn.get(localReference) ?? null };
    const periods = splitPeriods(rows);
    return {
      localReference,
      periods: periods.map((period) => periodOf(period, { told, reviews: reviews.get(localReference) ?? [] })),
    };
  });
}

function grouped(rows: readonly StagedRow[]): ReadonlyMap<string, readonly StagedRow[]> {
  const groups = new Map<string, StagedRow[]>();
  for (const row of rows) {
    const group = groups.get(row.child ?? '') ?? [];
    group.push(row);
    groups.set(row.child ?? '', group);
  }
  return groups;
}

/** A period begins with RNE S, or after a row that ended care; a same-day return is continuous (timescales §17.10). */
function splitPeriods(episodes: readonly Episode[]): readonly (readonly Episode[])[] {
  const periods: Episode[][] = [];
  for (const episode of episodes) {
    const current = periods.at(-1);
    const before = current?.at(-1)?.row;
    const begins = before === undefined || episode.row.values['RNE'] === 'S' || !isContinued(before);
    if (begins || current === undefined) periods.push([episode]);
    else current.push(episode);
  }
  return periods;
}

function isContinued(row: StagedRow): boolean {
  return row.dates['DEC'] === undefined || row.values['REC'] === 'X1';
}

type ToldBy = { readonly importId: string; readonly asAt: CalendarDate; readonly dateOfBirth: CalendarDate | null };

function periodOf(
  episodes: readonly Episode[],
  { told, reviews }: { readonly told: ToldBy; readonly reviews: readonly StagedRow[] },
): ReturnPeriod {
  const [first] = episodes;
  const last = episodes.at(-1);
  if (first === undefined || last === undefined) throw new Error('a period has at least one episode');
  const endOn = isContinued(last.row) ? null : (last.row.dates['DEC'] ?? null);
  const tell = teller(told);
  const entry = {
    startKnown: first.row.values['RNE'] === 'S',
    legalStatus: first.row.values['LS'] ?? null,
    dateOfBirth: told.dateOfBirth,
  };
  const facts = [
    tell('entered-care', first.on, { key: 'entry', payload: entry }),
    ...episodes.flatMap((episode, place) => episodeFacts(episodes, { episode, place, tell })),
    ...unknownAfter(last.row, tell),
    ...(endOn === null
      ? []
      : [tell('left-care', endOn, { key: 'left', payload: { reason: last.row.values['REC'] ?? '' } })]),
    ...reviews.flatMap((row) => reviewFact(row, { startOn: first.on, endOn, tell })),
  ];
  return { startOn: first.on, endOn, facts: facts.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)) };
}

type Tell = (kind: string, on: CalendarDate, told: { readonly key: string; readonly payload: JsonObject }) => Telling;

function teller({ importId, asAt }: ToldBy): Tell {
  return (kind, on, { key, payload }) => {
    const source: Source = { by: 'return', importId, key, asAt };
    return { kind, on, payload, source };
  };
}

/** The placement that began with a row, and a change of legal status. */
function episodeFacts(
  episodes: readonly Episode[],
  { episode, place, tell }: { readonly episode: Episode; readonly place: number; readonly tell: Tell },
): readonly Telling[] {
  const { row, on } = episode;
  const before = episodes[place - 1]?.row;
  const [code, rne, status] = [row.values['PLACE'] ?? '', row.values['RNE'] ?? '', row.values['LS'] ?? ''];
  const facts: Telling[] = [];
  if (before !== undefined && before.values['LS'] !== status)
    facts.push(tell('legal-status-changed', on, { key: `legal:${on}`, payload: { code: status } }));
  if (before === undefined || /[PBTU]/.test(rne) || before.values['PLACE'] !== code) {
    const payload = {
      code,
      sameCarer: before !== undefined && /[TU]/.test(rne),
      temporary: TEMPORARY.test(code),
      returned: isReturn(episodes, place),
    };
    facts.push(tell('placement-started', on, { key: `placement:${on}`, payload }));
  }
  return facts;
}

/** Back from a temporary placement to where the child was before it. */
function isReturn(episodes: readonly Episode[], place: number): boolean {
  const code = episodes[place]?.row.values['PLACE'];
  const earlier = episodes.slice(0, place).map(({ row }) => row.values['PLACE'] ?? '');
  const settled = earlier.findLast((candidate) => !TEMPORARY.test(candidate));
  return TEMPORARY.test(earlier.at(-1) ?? '') && settled === code;
}

/** The row says that another follows, and none was taken: the period stays open, its placement not recorded. */
function unknownAfter(last: StagedRow, tell: Tell): readonly Telling[] {
  const on = last.dates['DEC'];
  if (on === undefined || last.values['REC'] !== 'X1') return [];
  return [
    tell('placement-started', on, {
      key: `placement:${on}`,
      payload: { code: null, sameCarer: false, temporary: false, returned: false },
    }),
  ];
}

function reviewFact(
  row: StagedRow,
  {
    startOn,
    endOn,
    tell,
  }: { readonly startOn: CalendarDate; readonly endOn: CalendarDate | null; readonly tell: Tell },
): readonly Telling[] {
  const on = row.dates['REVIEW'];
  if (on === undefined || on < startOn || (endOn !== null && on > endOn)) return [];
  const participation = row.values['REVIEW_CODE'] === '' ? null : (row.values['REVIEW_CODE'] ?? null);
  return [tell('review-held', on, { key: `review:${on}`, payload: { participation } })];
}
