import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { calendarDate } from '../../../../domain/calendar/calendar-date.ts';
import type { ReadFile } from '../../../../domain/feeds/read-file.ts';
import { childrenOf, workersIn, type ReturnChild } from '../../../../domain/feeds/ssda903/periods.ts';
import { stageReturn } from '../../../../domain/feeds/ssda903/stage.ts';
import type { RowDecision, StagedReturn } from '../../../../domain/feeds/staged.ts';
import { readCsv } from '../../../../platform/csv.ts';
import { finished } from '../../../../domain/in-steps.ts';

export const FIXTURES = join(import.meta.dirname, '../../../fixtures/returns');

/** The CSV files of a folder, as delivered. */
export function filesOf(folder: string): readonly ReadFile[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.csv'))
    .sort()
    .map((name) => readCsv(name, readFileSync(join(folder, name))));
}

/** The children of a return; each worker is referred to by `ref of` and the identifier. */
export function childrenOfReturn(staged: StagedReturn, importId: string): readonly ReturnChild[] {
  const workers = new Map(workersIn(staged).map((worker) => [worker, { ref: `ref of ${worker}`, person: null }]));
  return finished(childrenOf(staged, { by: 'return', importId, workers }));
}

export function stagedFolder(folder: string, asAt: string): StagedReturn {
  return finished(stageReturn(filesOf(folder), { asAt: calendarDate(asAt) }));
}

const HEADINGS = {
  header: 'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB',
  episodes: 'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN',
  reviews: 'CHILD,DOB,REVIEW,REVIEW_CODE',
  sw_episodes: 'CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON',
} as const;

type Rows = {
  readonly header?: readonly string[];
  readonly episodes?: readonly string[];
  readonly reviews?: readonly string[];
  readonly workers?: readonly string[];
};

/** A return of a few rows; `episodes` as `CHILD DECOM RNE LS PLACE DEC REC`, `reviews` as `CHILD REVIEW CODE`, `workers` of the child 9000001 as `SW_ID SW_DECOM SW_DEC`, born 2 March 2012. */
export function aReturn(
  { header = ['9000001'], episodes = [], reviews = [], workers = [] }: Rows,
  asAt = '2026-03-31',
  decisions: readonly RowDecision[] = [],
): StagedReturn {
  const fields = (row: string): readonly string[] => row.split(' ').map((field) => (field === '-' ? '' : field));
  const files = {
    header: header.map((child) => `${child},F,02/03/2012,WBRI,UN1,0,`),
    episodes: episodes.map((row) => {
      const [child, decom, rne, status, place, dec = '', rec = ''] = fields(row);
      return `${child ?? ''},${decom ?? ''},${rne ?? ''},${status ?? ''},N1,${place ?? ''},PR1,${dec},${rec},,ZZ1 1ZZ,ZZ2 2ZZ,2999001`;
    }),
    reviews: reviews.map((row) => {
      const [child, on, code = ''] = fields(row);
      return `${child ?? ''},02/03/2012,${on ?? ''},${code}`;
    }),
    sw_episodes: workers.map((row) => {
      const [worker, from, to = ''] = fields(row);
      return `9000001,02/03/2012,${worker ?? ''},${from ?? ''},${to},OTHERS`;
    }),
  };
  const read = (['header', 'episodes', 'reviews', 'sw_episodes'] as const).map((table) =>
    readCsv(`${table}.csv`, new TextEncoder().encode(`${[HEADINGS[table], ...files[table]].join('\n')}\n`)),
  );
  return finished(stageReturn(read, { asAt: calendarDate(asAt), decisions }));
}
