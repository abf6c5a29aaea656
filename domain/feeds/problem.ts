/** What becomes of what a problem is about. */
export type Severity = 'reject-file' | 'reject-row' | 'query' | 'warning' | 'normalised';

/** Something to say about a delivered file, row or field. It names the field, never its value. */
export type Problem = {
  readonly file: string;
  readonly line: number | null;
  readonly column: string | null;
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly sentence: string;
};

type Said = { readonly severity: Severity; readonly sentence: string; readonly mayBeTaken?: true };

const rejectRow = (sentence: string): Said => ({
  severity: 'reject-row',
  sentence: `${sentence} The row is not taken; correct it and deliver it again.`,
});
const rejectFile = (sentence: string): Said => ({
  severity: 'reject-file',
  sentence: `${sentence} Nothing of this file is taken; deliver it again.`,
});
const WAITS = 'The row waits for a person.';
const query = (sentence: string): Said => ({ severity: 'query', sentence: `${sentence} ${WAITS}` });
/** What may be so all the same: a person can decide that the row is taken as it is. */
const doubt = (sentence: string): Said => ({ ...query(sentence), mayBeTaken: true });
const warning = (sentence: string): Said => ({ severity: 'warning', sentence });
const normalised = (sentence: string): Said => ({ severity: 'normalised', sentence });

const SAID = {
  BOM: normalised('The file begins with a byte order mark, which is left out.'),
  CRLF: normalised('Lines end with carriage return and line feed, which is left out of the values.'),
  HEADINGS_REORDERED: normalised('The headings are in another order or case; columns are matched by name.'),
  LOWER_CASE_CODE: normalised('The code is in lower case and is read as its capital form.'),
  SPACES_AROUND_CODE: normalised('There are spaces around the value, which are left out.'),
  ISO_DATE: normalised('The date is written year first, which is clear, but the return asks for dd/mm/yyyy.'),
  EMPTY_FILE: rejectFile('The file is empty; a heading line was expected.'),
  TRUNCATED_FILE: rejectFile('The file ends in the middle of a row, so that rows may be missing.'),
  MISSING_COLUMN: rejectFile('A column of this table is missing.'),
  WRONG_SEPARATOR: rejectFile('The fields are not separated by commas.'),
  TABLE_TWICE: rejectFile('Another file of this delivery holds the same table; two are never added together.'),
  UNKNOWN_FILE: warning(
    'This is no table of the return by its name; its rows are not read and not added to any other file.',
  ),
  EXTRA_COLUMN: warning('A column that the table does not have; it is left out, the rest is read.'),
  DUPLICATE_ROW: warning('The same row again; it counts once.'),
  CHILD_MISSING: rejectRow('The child identifier is empty.'),
  TOO_FEW_FIELDS: rejectRow('The row has fewer fields than the heading.'),
  TOO_MANY_FIELDS: rejectRow('The row has more fields than the heading.'),
  CONTROL_CHARACTER: rejectRow('The row holds a control character.'),
  NOT_UTF8: rejectRow('The row holds bytes that are not UTF-8 and is not guessed at.'),
  QUOTE_NOT_CLOSED: rejectRow('A quotation mark is opened and not closed.'),
  HEADING_REPEATED: rejectRow('The heading line stands again among the rows.'),
  UNKNOWN_CODE: rejectRow('The code is not one of the return.'),
  UNKNOWN_CODE_TAKEN: warning(
    'The code is not one of the return; the row is taken and this field counts as not recorded.',
  ),
  CODE_NOT_OF_THIS_YEAR: warning('The code was no longer in use on that day; the row is taken as it is.'),
  TWO_DIGIT_YEAR: rejectRow(
    'The year has two digits or the month is in letters; dd/mm/yyyy was expected, and the century is not guessed.',
  ),
  EXCEL_SERIAL_DATE: rejectRow('A day number of a spreadsheet stands where dd/mm/yyyy was expected.'),
  IMPOSSIBLE_DATE: rejectRow('There is no such day; dd/mm/yyyy was expected.'),
  REVIEW_DATE_MISSING: rejectRow('The date of the review is empty.'),
  DATE_MISSING: rejectRow('A date that the row needs is empty.'),
  FUTURE_DATE: query('The date lies after the day to which the return speaks.'),
  CHILD_TWICE_DIFFERENT: query('The same child stands in the header again with other particulars.'),
  LEADING_ZERO_LOST: doubt('Other files have this identifier with leading zeros; the two are not joined.'),
  FORMULA_LIKE_CHILD: doubt('The child identifier looks like a formula of a spreadsheet.'),
  FORMULA_LIKE_TEXT: warning('The field looks like a formula of a spreadsheet; it is kept as plain text.'),
  BAD_POSTCODE: warning('The field is not a postcode; it is not used.'),
  EXCEL_SCIENTIFIC_NUMBER: warning('A spreadsheet has turned the number into scientific notation; it is not used.'),
  CHILD_NOT_IN_HEADER: query('The child is not in the header.'),
  HEADER_NOT_TAKEN: query('The header row of this child was not taken.'),
  DOB_NOT_AS_HEADER: doubt('The date of birth is not that of the header.'),
  DUPLICATE_CHILD_DECOM: query('Another episode of this child begins on the same day and says something else.'),
  OVERLAP: doubt('The episode ends after the next one begins.'),
  GAP: doubt('The episode is to be followed at once by another, which begins later.'),
  DEC_BEFORE_DECOM: query('The episode ends before it begins.'),
  DEC_WITHOUT_REC: doubt('The episode has an end and no reason for it.'),
  REC_WITHOUT_DEC: doubt('The episode has a reason for its end and no date of it.'),
  S_BUT_PREVIOUS_CONTINUES: doubt(
    'The row begins a period of care, while the row before continues on that day; the clocks are not started again.',
  ),
  OPEN_BUT_LATER_ROW_EXISTS: doubt('The episode has no end, while a later one exists.'),
  BEFORE_BIRTH: query('The episode begins before the child was born.'),
  REVIEW_BEFORE_CARE: query('The review lies before the child came into care.'),
  REVIEW_OUTSIDE_CARE: query('The child was not in care on the day of the review.'),
  PN0_BUT_FOUR_OR_OVER: warning('PN0 is for children under four; the review counts.'),
  PN1_TO_PN7_BUT_UNDER_FOUR: warning('PN1 to PN7 are for children of four and over; the review counts.'),
  EPISODE_NOT_TAKEN: query('No episode of that day was taken.'),
  OUTSIDE_CARE: query(
    'No episode that was taken says that the child was in care on that day, so that nothing is told.',
  ),
  END_BEFORE_START: query('The end lies before the start.'),
  MATCH_BEFORE_INT: doubt('The match lies before DATE_INT, which has to be its day or an earlier one.'),
  DEPRIVATION_GOES_ON: doubt('Another deprivation of liberty of the child begins before this one has ended.'),
  VALUE_MISSING: rejectRow('A field that the row needs is empty.'),
  NOT_A_NUMBER: warning(
    'A whole number of the usual size was expected; the row is taken and this field counts as not recorded.',
  ),
  TABLE_NOT_OF_THIS_YEAR: warning('The return of this year does not have this table; it is read all the same.'),
  LEGAL_STATUS_UNKNOWN: query('No legal status of that day stands in the feed.'),
  CARE_UNKNOWN: query('No episode of the feed belongs to this period of care.'),
  KEY_TWICE: query('Another row has the same key and says something else.'),
  LEFT_OUT: { severity: 'reject-row', sentence: 'A person decided that the row is left out.' },
  CORRECTED: normalised('A person corrected the row; it is read as corrected.'),
  DIFFERS_FROM_A_PERSON: {
    severity: 'query',
    sentence: 'A person has recorded this otherwise. What the person recorded stands until a person decides.',
  },
} satisfies Record<string, Said>;

export type ProblemCode = keyof typeof SAID;

/** One code may have two outcomes; outside it has one name. */
const REPORTED_AS: Partial<Record<ProblemCode, ProblemCode>> = {
  UNKNOWN_CODE_TAKEN: 'UNKNOWN_CODE',
  FORMULA_LIKE_CHILD: 'FORMULA_LIKE_TEXT',
};

export function problem(
  code: ProblemCode,
  at: { readonly file: string; readonly line?: number | null; readonly column?: string | null },
): Problem {
  const { severity, sentence } = SAID[code];
  return {
    file: at.file,
    line: at.line ?? null,
    column: at.column ?? null,
    code: REPORTED_AS[code] ?? code,
    severity,
    sentence,
  };
}

/** The problem of a row that a person decided to take; contradictions stay what they are. */
export function asTaken(said: Problem, code: ProblemCode): Problem {
  const { mayBeTaken }: Said = SAID[code];
  if (mayBeTaken !== true) return said;
  return { ...said, severity: 'warning', sentence: said.sentence.replace(WAITS, 'A person decided to take the row.') };
}

/** Whether a person may take a row as it is that waits because of this, by the code under which it was reported. */
export function mayBeTaken(reported: string): boolean {
  const said: readonly (readonly [string, Said])[] = Object.entries(SAID);
  const renamed: ReadonlyMap<string, string> = new Map(Object.entries(REPORTED_AS));
  return said.some(([code, { mayBeTaken: may }]) => may === true && (renamed.get(code) ?? code) === reported);
}
