import type { CalendarDate } from '../../calendar/calendar-date.ts';
import type { Source, Telling } from '../../heart/fact.ts';
import { by } from '../../in-order.ts';
import type { JsonObject } from '../../json.ts';
import { careTimesOf, isWithin, type CareTime, type Episode } from './care-times.ts';
import { dated, takenByChild, valueIn, type DatedRow, type StagedReturn, type StagedRow } from './staged.ts';

/** One period of care as a return tells it: facts in order of date. */
export type ReturnPeriod = {
  readonly startOn: CalendarDate;
  readonly endOn: CalendarDate | null;
  readonly facts: readonly Telling[];
};

/** What a return tells of one child. */
export type ReturnChild = { readonly localReference: string; readonly periods: readonly ReturnPeriod[] };

const TEMPORARY = /^T[0-4]$/;

/** The children of a return with their periods of care, from the rows taken. */
export function childrenOfReturn(staged: StagedReturn, importId: string): readonly ReturnChild[] {
  const headers = takenByChild(staged.rows, 'header');
  const reviews = takenByChild(staged.rows, 'reviews');
  return [...takenByChild(staged.rows, 'episodes')].map(([localReference, rows]) => {
    const dateOfBirth = headers.get(localReference)?.[0]?.dates['DOB'];
    const told = { importId, asAt: staged.asAt, dateOfBirth };
    const periods = careTimesOf(rows).map((time) =>
      periodOf(time, { told, reviews: (reviews.get(localReference) ?? []).flatMap((row) => dated(row, 'REVIEW')) }),
    );
    return { localReference, periods };
  });
}

type ToldBy = {
  readonly importId: string;
  readonly asAt: CalendarDate;
  readonly dateOfBirth: CalendarDate | undefined;
};

function periodOf(
  time: CareTime,
  { told, reviews }: { readonly told: ToldBy; readonly reviews: readonly DatedRow[] },
): ReturnPeriod {
  const { episodes, last, endOn, reasonLeft } = time;
  const [first] = episodes;
  const tell = teller(told);
  const entry = {
    startKnown: valueIn(first.row, 'RNE') === 'S',
    legalStatus: valueIn(first.row, 'LS'),
    dateOfBirth: told.dateOfBirth,
  };
  const facts = [
    tell('entered-care', first.on, { key: 'entry', payload: entry }),
    ...episodes.flatMap((episode, place) => episodeFacts(episodes, { episode, place, tell })),
    ...unknownAfter(last.row, tell),
    ...(endOn === null ? [] : [tell('left-care', endOn, { key: 'left', payload: { reason: reasonLeft } })]),
    ...reviews.filter(({ on }) => isWithin(time, on)).map((review) => reviewFact(review, tell)),
  ];
  return { startOn: first.on, endOn, facts: facts.toSorted(by(({ on }) => on)) };
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
  const [code, rne, status] = [valueIn(row, 'PLACE'), valueIn(row, 'RNE'), valueIn(row, 'LS')];
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
  const earlier = episodes.slice(0, place).map(({ row }) => valueIn(row, 'PLACE'));
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

function reviewFact({ row, on }: DatedRow, tell: Tell): Telling {
  const code = valueIn(row, 'REVIEW_CODE');
  return tell('review-held', on, { key: `review:${on}`, payload: { participation: code === '' ? null : code } });
}
