import type { CalendarDate } from '../calendar/calendar-date.ts';
import { isInUse, type Coded } from './coded.ts';
import type { Format } from './format.ts';
import type { ProblemCode } from './problem.ts';
import { isFormulaLike, isPostcode } from './read-value.ts';
import type { Table } from './table.ts';

/** One field of a row as it was read. */
export type Cell = {
  readonly column: string;
  readonly value: string;
  readonly on: CalendarDate | null;
  readonly codes: readonly ProblemCode[];
};

const POSTCODES: readonly string[] = ['HOME_POST', 'PL_POST'];

/** Reads one field by what its column holds: a date, a code, a number or text. */
export function readCell(
  column: string,
  given: string,
  { table, format }: { readonly table: Table; readonly format: Format },
): Cell {
  const text = given.trim();
  const name = `${table.table}.${column}`;
  if (table.dates.includes(column)) {
    const { on, code } = format.readDate(text);
    return { column, value: text, on, codes: code === null ? [] : [code] };
  }
  const coded = format.coded.get(name);
  if (coded !== undefined) return readCode(column, { given, text, coded });
  const numbered = format.numbered.get(name);
  const isNumber = /^\d{1,6}$/.test(text) && numbered !== undefined;
  if (numbered !== undefined && text !== '' && !(isNumber && isWithin(Number(text), numbered)))
    return { column, value: '', on: null, codes: ['NOT_A_NUMBER'] };
  const isChild = column === table.child;
  return {
    column,
    value: isChild ? given : text,
    on: null,
    codes: isChild ? childProblems(given) : textProblems(column, given),
  };
}

function isWithin(value: number, { least, most }: { readonly least: number; readonly most: number }): boolean {
  return value >= least && value <= most;
}

function readCode(
  column: string,
  { given, text, coded }: { readonly given: string; readonly text: string; readonly coded: Coded },
): Cell {
  const value = text.toUpperCase();
  const spaces: readonly ProblemCode[] = given === text ? [] : ['SPACES_AROUND_CODE'];
  if (value === '' || coded.codes.has(value))
    return { column, value, on: null, codes: value === text ? spaces : [...spaces, 'LOWER_CASE_CODE'] };
  return { column, value: coded.unknown === 'UNKNOWN_CODE' ? text : '', on: null, codes: [coded.unknown] };
}

/** Columns of known codes that were not in use when the row says they were given. */
export function columnsOfAnotherYear(
  cells: readonly Cell[],
  { table, format, asAt }: { readonly table: Table; readonly format: Format; readonly asAt: CalendarDate },
): readonly string[] {
  const dates = new Map(cells.map(({ column, on }) => [column, on]));
  return cells
    .filter(({ column, value }) => {
      const coded = format.coded.get(`${table.table}.${column}`);
      if (coded === undefined || value === '') return false;
      const on = coded.datedBy === null ? asAt : (dates.get(coded.datedBy) ?? null);
      return on !== null && !isInUse(coded.codes, value, { on, asAt });
    })
    .map(({ column }) => column);
}

function childProblems(text: string): readonly ProblemCode[] {
  return isFormulaLike(text) ? ['FORMULA_LIKE_CHILD'] : [];
}

function textProblems(column: string, text: string): readonly ProblemCode[] {
  if (column === 'UPN' && /^\d(\.\d+)?E\+\d+$/i.test(text)) return ['EXCEL_SCIENTIFIC_NUMBER'];
  if (POSTCODES.includes(column) && text !== '' && !isPostcode(text)) return ['BAD_POSTCODE'];
  return isFormulaLike(text) ? ['FORMULA_LIKE_TEXT'] : [];
}
