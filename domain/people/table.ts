import { calendarDate, type CalendarDate } from '../calendar/calendar-date.ts';
import type { ReadFile } from '../feeds/read-file.ts';
import { readReturnDate } from '../feeds/read-value.ts';

/** Something to say about a file of ours: which file, row and column, what was expected, what happens now. Never a value. */
export type FileProblem = {
  readonly file: string;
  readonly line: number | null;
  readonly column: string | null;
  readonly code: FileProblemCode;
  readonly sentence: string;
};

const ROW = 'The row is not taken; correct it and deliver the file again.';
const FILE = 'Nothing of this file is taken; deliver it again.';
const SAID = {
  EMPTY_FILE: `The file is empty; a heading line was expected. ${FILE}`,
  UNKNOWN_FILE: `The headings are those of no template; see the templates. ${FILE}`,
  ROW_UNREADABLE: `The row cannot be read: fields as in the heading, in UTF-8, with closed quotation marks, were expected. ${ROW}`,
  MISSING_VALUE: `The field is empty and was expected to be filled. ${ROW}`,
  TOO_LONG: `The field has more than 100 characters. ${ROW}`,
  NOT_A_DATE: `A day written dd/mm/yyyy or yyyy-mm-dd was expected. ${ROW}`,
  ENDS_BEFORE_IT_BEGINS: `The last day lies before the first. ${ROW}`,
  IN_THE_FUTURE: `The day lies in the future. ${ROW}`,
  NOT_AN_ADDRESS: `An address like name@example.org was expected. ${ROW}`,
  UNKNOWN_ROLE: `The role is none of those that are listed with the templates. ${ROW}`,
  UNKNOWN_TEAM: `The team stands neither in the directory nor in these files. ${ROW}`,
  TEAM_BELOW_ITSELF: `The team would stand below itself. ${ROW}`,
  NOT_A_REFERENCE: `A reference without spaces was expected, the same as in the token; no name. ${ROW}`,
  UNKNOWN_PERSON: `The person is not in the directory; import people first. ${ROW}`,
  UNKNOWN_RULE: `There is no such rule; \`holdfast due --list\` names all. ${ROW}`,
  CHILD_NOT_IN_CARE: `No child with this local reference has an open period of care. ${ROW}`,
  CODE_OF_ANOTHER: `The code stands in another row with another person. ${ROW}`,
  NAMED_OTHERWISE: `The same reference stands in another row with another name or address. ${ROW}`,
} as const;
export type FileProblemCode = keyof typeof SAID;

export function fileProblem(
  code: FileProblemCode,
  {
    file,
    line = null,
    column = null,
  }: { readonly file: string; readonly line?: number | null; readonly column?: string | null },
): FileProblem {
  return { file, line, column, code, sentence: SAID[code] };
}

/** A row of a file with the columns of its template, trimmed. */
export type TableRow = { readonly file: string; readonly line: number; readonly values: ReadonlyMap<string, string> };
export type Table = { readonly rows: readonly TableRow[]; readonly problems: readonly FileProblem[] };

function namesOf(heading: ReadFile['heading']): readonly string[] {
  return (heading ?? []).map((name) => name.toLowerCase());
}

/** What a row says in a column; nothing where it has none. */
export function cellOf({ values }: TableRow, column: string): string {
  return values.get(column) ?? '';
}

/** Whether a file has the columns of a template, in any order and case. */
export function hasColumns({ heading }: ReadFile, columns: readonly string[]): boolean {
  const names = namesOf(heading);
  return columns.every((column) => names.includes(column));
}

/** The rows of a file that has the columns of its template; a row that cannot be read costs that row alone. */
export function tableOf({ name: file, heading, rows }: ReadFile): Table {
  const names = namesOf(heading);
  const problems: FileProblem[] = [];
  const read = rows.flatMap(({ line, fields, fault }): TableRow[] => {
    if (fields === null || fault !== null) {
      problems.push(fileProblem('ROW_UNREADABLE', { file, line }));
      return [];
    }
    return [{ file, line, values: new Map(fields.map((text, place) => [names[place] ?? '', text.trim()])) }];
  });
  return { rows: read, problems };
}

/** Reads the fields of one row and notes what is wrong with them. */
export type RowReader = {
  readonly problems: readonly FileProblem[];
  say(code: FileProblemCode, column: string): void;
  /** Null where the field is empty. */
  text(column: string): string | null;
  required(column: string): string;
  day(column: string): CalendarDate | null;
  /** Stands at the beginning of time where it cannot be read: such a row is not taken. */
  requiredDay(column: string): CalendarDate;
};

const MOST_CHARACTERS = 100;
const NOT_READ = calendarDate('0001-01-01');

export function rowReader(row: TableRow): RowReader {
  const { file, line } = row;
  const problems: FileProblem[] = [];
  const say: RowReader['say'] = (code, column) => {
    problems.push(fileProblem(code, { file, line, column }));
  };
  const text: RowReader['text'] = (column) => {
    const value = cellOf(row, column);
    if (value.length > MOST_CHARACTERS) say('TOO_LONG', column);
    return value === '' ? null : value;
  };
  const required: RowReader['required'] = (column) => {
    const value = text(column);
    if (value === null) say('MISSING_VALUE', column);
    return value ?? '';
  };
  const day: RowReader['day'] = (column) => {
    const value = text(column) ?? '';
    const { on } = readReturnDate(value);
    if (value !== '' && on === null) say('NOT_A_DATE', column);
    return on;
  };
  const requiredDay: RowReader['requiredDay'] = (column) => (required(column) === '' ? null : day(column)) ?? NOT_READ;
  return { problems, say, text, required, day, requiredDay };
}
