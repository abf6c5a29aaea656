import { expect, test } from 'vitest';
import { calendarDate } from '../../../domain/calendar/calendar-date.ts';
import type { ProblemCode, Severity } from '../../../domain/feeds/problem.ts';
import { stageFeed } from '../../../domain/feeds/ssd/stage.ts';
import { stageReturn } from '../../../domain/feeds/ssda903/stage.ts';
import type { RowDecision, RowStatus, StagedReturn } from '../../../domain/feeds/staged.ts';
import { finished } from '../../../domain/in-steps.ts';
import { readCsv } from '../../../platform/csv.ts';
import { feedFiles, ONE_CHILD } from './ssd-feed.ts';

const HEADER = 'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB';
const EPISODES = 'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN';
const REVIEWS = 'CHILD,DOB,REVIEW,REVIEW_CODE';
const DOLO = 'CHILD,DOB,DOLO_START,DOLO_END';
const AD1 = 'CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE,NB_ADOPTR,SEX_ADOPTR,LS_ADOPTR';
const CHILD = '9000001,F,02/03/2012,WBRI,UN1,0,';
const IN_CARE = '9000001,01/09/2024,S,C1,N1,U6,PR1,,,,,,';

/** An episode of the child by first day, RNE, end and reason. */
const episode = (decom: string, rne = 'S', dec = '', rec = ''): string =>
  `9000001,${decom},${rne},C1,N1,U6,PR1,${dec},${rec},,,,`;
const review = (on: string, code = 'PN1'): string => `9000001,02/03/2012,${on},${code}`;

/** Where something is wrong, as `file:line` (0: the whole file), and what becomes of that row; `says` where outside it has another name. */
type Trip = {
  readonly delivered: () => StagedReturn;
  readonly at: string;
  readonly becomes: Severity;
  readonly row?: RowStatus;
  readonly says?: ProblemCode;
};

type Content = readonly string[] | string | Buffer;
type Lines = Readonly<Record<string, Content>>;
type How = { readonly asAt?: string; readonly decisions?: readonly RowDecision[] };

function bytesOf(content: Content): Buffer {
  if (Buffer.isBuffer(content)) return content;
  return Buffer.from(typeof content === 'string' ? content : content.map((line) => `${line}\n`).join(''));
}

/** A return of one child in care; files given stand in place of those of the child. */
const inReturn =
  (files: Lines, { asAt = '2026-03-31', decisions = [] }: How = {}) =>
  (): StagedReturn => {
    const delivered = { 'header.csv': [HEADER, CHILD], 'episodes.csv': [EPISODES, IN_CARE], ...files };
    const read = Object.entries(delivered).map(([name, lines]) => readCsv(name, new Uint8Array(bytesOf(lines))));
    return finished(stageReturn(read, { asAt: calendarDate(asAt), decisions }));
  };
const inFeed = (table: keyof typeof ONE_CHILD, row: string) => (): StagedReturn => {
  const files = feedFiles({ [table]: [...ONE_CHILD[table], row] });
  const read = files.map(({ name, bytes }) => readCsv(name, bytes));
  return finished(stageFeed(read, { asAt: calendarDate('2026-04-20') })).staged;
};

const ofFile = (files: Lines, becomes: Severity, name = 'episodes.csv', how: How = {}): Trip => ({
  ...{ delivered: inReturn(files, how), at: `${name}:0`, becomes },
  ...(becomes === 'reject-file' ? { row: 'rejected' } : {}),
});
const header = (rows: readonly string[], becomes: Severity, line = 2): Trip => ({
  ...{ delivered: inReturn({ 'header.csv': [HEADER, ...rows] }), at: `header.csv:${String(line)}`, becomes },
});
const episodes = (rows: readonly string[], becomes: Severity, line = 2): Trip => ({
  ...{ delivered: inReturn({ 'episodes.csv': [EPISODES, ...rows] }), at: `episodes.csv:${String(line)}`, becomes },
});
const reviews = (row: string, becomes: Severity): Trip => ({
  ...{ delivered: inReturn({ 'reviews.csv': [REVIEWS, row] }), at: 'reviews.csv:2', becomes },
});
const kept = (name: string, heading: string, row: string, becomes: Severity): Trip => ({
  ...{ delivered: inReturn({ [`${name}.csv`]: [heading, row] }), at: `${name}.csv:2`, becomes },
});
const decided = (rows: readonly string[], decision: Omit<RowDecision, 'file'>, becomes: Severity): Trip => ({
  delivered: inReturn({ 'episodes.csv': [EPISODES, ...rows] }, { decisions: [{ file: 'episodes.csv', ...decision }] }),
  at: `episodes.csv:${String(decision.line)}`,
  becomes,
});
const feed = (table: keyof typeof ONE_CHILD, row: string, becomes: Severity): Trip => ({
  ...{ delivered: inFeed(table, row), at: `${table}.csv:${String(ONE_CHILD[table].length + 1)}`, becomes },
});

/**
 * What trips each code there is: one that is new has no row here and does not compile. `DIFFERS_FROM_A_PERSON` needs a record and
 * is tripped in tests/store/imports.
 */
const TRIPS = {
  BOM: ofFile({ 'episodes.csv': `\ufeff${EPISODES}\n${IN_CARE}\n` }, 'normalised'),
  CRLF: ofFile({ 'episodes.csv': `${EPISODES}\r\n${IN_CARE}\r\n` }, 'normalised'),
  HEADINGS_REORDERED: ofFile({ 'reviews.csv': ['DOB,CHILD,REVIEW,REVIEW_CODE'] }, 'normalised', 'reviews.csv'),
  LOWER_CASE_CODE: episodes([IN_CARE.replace('C1', 'c1')], 'normalised'),
  SPACES_AROUND_CODE: episodes([IN_CARE.replace('C1', ' C1')], 'normalised'),
  ISO_DATE: episodes([episode('2024-09-01')], 'normalised'),
  EMPTY_FILE: ofFile({ 'reviews.csv': '' }, 'reject-file', 'reviews.csv'),
  TRUNCATED_FILE: ofFile({ 'episodes.csv': `${EPISODES}\n${IN_CARE}\n9000001,01/0` }, 'reject-file'),
  MISSING_COLUMN: ofFile({ 'episodes.csv': [EPISODES.replace(',REC,', ','), IN_CARE] }, 'reject-file'),
  WRONG_SEPARATOR: ofFile(
    { 'episodes.csv': [EPISODES, IN_CARE].map((line) => line.replaceAll(',', ';')) },
    'reject-file',
  ),
  TABLE_TWICE: ofFile({ 'EPISODES.CSV': [EPISODES, IN_CARE] }, 'reject-file', 'EPISODES.CSV'),
  UNKNOWN_FILE: { ...ofFile({ 'other.csv': ['A,B', '1,2'] }, 'warning', 'other.csv'), row: 'rejected' },
  EXTRA_COLUMN: ofFile({ 'reviews.csv': [`${REVIEWS},MORE`, `${review('01/10/2024')},1`] }, 'warning', 'reviews.csv'),
  DUPLICATE_ROW: episodes([IN_CARE, IN_CARE], 'warning', 3),
  CHILD_MISSING: header([CHILD, CHILD.replace('9000001', '')], 'reject-row', 3),
  TOO_FEW_FIELDS: episodes(['9000001,01/09/2024', IN_CARE], 'reject-row'),
  TOO_MANY_FIELDS: episodes([`${IN_CARE},1`], 'reject-row'),
  CONTROL_CHARACTER: episodes([IN_CARE.replace('C1', 'C\u00001')], 'reject-row'),
  NOT_UTF8: {
    ...kept('uasc', 'CHILD,SEX,DOB,DUC', '', 'reject-row'),
    delivered: inReturn({ 'uasc.csv': Buffer.from('CHILD,SEX,DOB,DUC\n\u00e9,F,02/03/2012,\n', 'latin1') }),
  },
  QUOTE_NOT_CLOSED: episodes([`"${IN_CARE}`], 'reject-row'),
  HEADING_REPEATED: episodes([EPISODES], 'reject-row'),
  UNKNOWN_CODE: episodes([IN_CARE.replace('C1', 'C9')], 'reject-row'),
  UNKNOWN_CODE_TAKEN: { ...episodes([IN_CARE.replace('N1', 'N9')], 'warning'), says: 'UNKNOWN_CODE' },
  CODE_NOT_OF_THIS_YEAR: kept('oc3', 'CHILD,DOB,IN_TOUCH,ACTIV,ACCOM', '9000001,02/03/2012,YES,F3,B1', 'warning'),
  TWO_DIGIT_YEAR: episodes([episode('01/09/24')], 'reject-row'),
  EXCEL_SERIAL_DATE: episodes([episode('45536')], 'reject-row'),
  IMPOSSIBLE_DATE: episodes([episode('31/09/2024')], 'reject-row'),
  REVIEW_DATE_MISSING: reviews(review(''), 'reject-row'),
  DATE_MISSING: episodes([episode('')], 'reject-row'),
  FUTURE_DATE: episodes([episode('01/04/2026')], 'query'),
  CHILD_TWICE_DIFFERENT: header([CHILD, CHILD.replace('F', 'M')], 'query', 3),
  LEADING_ZERO_LOST: {
    ...header([CHILD.replace('9000001', '7')], 'query'),
    delivered: inReturn({
      'header.csv': [HEADER, CHILD.replace('9000001', '7')],
      'episodes.csv': [EPISODES, IN_CARE.replace('9000001', '007')],
    }),
  },
  FORMULA_LIKE_CHILD: { ...header([CHILD.replace('9000001', '=9')], 'query'), says: 'FORMULA_LIKE_TEXT' },
  FORMULA_LIKE_TEXT: episodes([IN_CARE.replace(/,$/, ',=1+1')], 'warning'),
  BAD_POSTCODE: episodes([IN_CARE.replace(/,,$/, ',ZZZ,')], 'warning'),
  EXCEL_SCIENTIFIC_NUMBER: header([CHILD.replace('UN1', '1.2E+12')], 'warning'),
  CHILD_NOT_IN_HEADER: episodes([IN_CARE, IN_CARE.replace('9000001', '9000002')], 'query', 3),
  HEADER_NOT_TAKEN: {
    ...episodes([], 'query'),
    delivered: inReturn({ 'header.csv': [HEADER, CHILD, CHILD.replace('F', 'M')] }),
  },
  DOB_NOT_AS_HEADER: reviews(review('01/10/2024').replace('02/03/2012', '03/03/2012'), 'query'),
  DUPLICATE_CHILD_DECOM: episodes([IN_CARE, IN_CARE.replace('U6', 'U4')], 'query', 3),
  OVERLAP: episodes([episode('01/09/2024', 'S', '02/09/2025', 'X1'), episode('01/09/2025', 'P')], 'query'),
  GAP: episodes([episode('01/09/2024', 'S', '31/08/2025', 'X1'), episode('01/09/2025', 'P')], 'query'),
  DEC_BEFORE_DECOM: episodes([episode('01/09/2024', 'S', '31/08/2024', 'E4A')], 'query'),
  DEC_WITHOUT_REC: episodes([episode('01/09/2024', 'S', '01/09/2025')], 'query'),
  REC_WITHOUT_DEC: episodes([episode('01/09/2024', 'S', '', 'E4A')], 'query'),
  S_BUT_PREVIOUS_CONTINUES: episodes(
    [episode('01/09/2024', 'S', '01/09/2025', 'X1'), episode('01/09/2025', 'S')],
    'query',
    3,
  ),
  OPEN_BUT_LATER_ROW_EXISTS: episodes([episode('01/09/2024'), episode('01/09/2025', 'P')], 'query'),
  BEFORE_BIRTH: episodes([episode('01/03/2012')], 'query'),
  REVIEW_BEFORE_CARE: reviews(review('31/08/2024'), 'query'),
  REVIEW_OUTSIDE_CARE: {
    ...reviews('', 'query'),
    delivered: inReturn({
      'episodes.csv': [EPISODES, episode('01/09/2024', 'S', '01/10/2024', 'E4A')],
      'reviews.csv': [REVIEWS, review('02/10/2024')],
    }),
  },
  PN0_BUT_FOUR_OR_OVER: reviews(review('01/10/2024', 'PN0'), 'warning'),
  PN1_TO_PN7_BUT_UNDER_FOUR: {
    ...reviews('', 'warning'),
    delivered: inReturn({
      'header.csv': [HEADER, CHILD.replace('2012', '2022')],
      'reviews.csv': [REVIEWS, review('01/10/2024').replace('2012', '2022')],
    }),
  },
  EPISODE_NOT_TAKEN: {
    ...reviews('', 'query'),
    delivered: inReturn({
      'episodes.csv': [EPISODES, IN_CARE.replace('C1', 'C9')],
      'reviews.csv': [REVIEWS, review('01/10/2024')],
    }),
  },
  OUTSIDE_CARE: kept('missing', 'CHILD,DOB,MISSING,MIS_START,MIS_END', '9000001,02/03/2012,M,31/08/2024,', 'query'),
  END_BEFORE_START: kept(
    'missing',
    'CHILD,DOB,MISSING,MIS_START,MIS_END',
    '9000001,02/03/2012,M,02/10/2024,01/10/2024',
    'query',
  ),
  VALUE_MISSING: kept(
    'sw_episodes',
    'CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON',
    '9000001,02/03/2012,,01/09/2024,,',
    'reject-row',
  ),
  DEPRIVATION_GOES_ON: {
    ...kept('dolo', '', '', 'query'),
    delivered: inReturn({ 'dolo.csv': [DOLO, '9000001,02/03/2012,01/10/2025,', '9000001,02/03/2012,01/12/2025,'] }),
  },
  MATCH_BEFORE_INT: kept('ad1', AD1, '9000001,02/03/2012,02/10/2025,01/10/2025,0,2,MF,L3', 'query'),
  NOT_A_NUMBER: kept('ad1', AD1, '9000001,02/03/2012,01/09/2024,01/10/2025,0,3,MF,L3', 'warning'),
  TABLE_NOT_OF_THIS_YEAR: ofFile({ 'dolo.csv': [DOLO] }, 'warning', 'dolo.csv'),
  LEGAL_STATUS_UNKNOWN: feed('ssd_cla_episodes', 'E0,9970001,C0,2019-01-05,S,2019-06-05,E4A,', 'query'),
  CARE_UNKNOWN: feed('ssd_cla_reviews', 'R3,C9,2026-05-01,2026-03-01,N,', 'query'),
  KEY_TWICE: feed('ssd_cla_placement', 'P2,9970001,2026-03-04,U4,', 'query'),
  LEFT_OUT: decided(
    [IN_CARE, IN_CARE.replace('U6', 'U4')],
    { line: 3, decision: 'leave-out', values: {} },
    'reject-row',
  ),
  CORRECTED: decided([episode('')], { line: 2, decision: 'correct', values: { DECOM: '01/09/2024' } }, 'normalised'),
} satisfies Record<Exclude<ProblemCode, 'DIFFERS_FROM_A_PERSON'>, Trip>;

/** What becomes of a row of which the worst that is said is this. */
const ROW: Readonly<Record<Severity, RowStatus>> = {
  'reject-file': 'rejected',
  'reject-row': 'rejected',
  query: 'queried',
  warning: 'taken',
  normalised: 'taken',
};

test.each(Object.entries<Trip>(TRIPS))('%s is tripped, and its row stays visible', (code, trip) => {
  const { delivered, at, becomes, says = code, row = ROW[becomes] } = trip;
  const { problems, rows, files } = delivered();
  const [file = '', line] = at.split(':');
  const own = problems.filter((said) => said.file === file && String(said.line ?? 0) === line);
  expect(own.map((said) => `${said.code} ${said.severity}`)).toContain(`${says} ${becomes}`);
  const about = rows.filter((each) => each.file === file && (line === '0' || String(each.line) === line));
  if (line !== '0') expect(about).toHaveLength(1);
  expect(new Set(about.map(({ status }) => status))).toEqual(new Set(about.length === 0 ? [] : [row]));
  for (const counted of files) expect(counted.in).toBe(counted.taken + counted.queried + counted.rejected);
});
