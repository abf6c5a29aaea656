import { parse } from 'csv-parse/sync';
import type { FileFault, ReadFile, ReadRow, RowFault } from '../domain/feeds/read-file.ts';
import { finished, type Steps } from '../domain/in-steps.ts';

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const UTF8 = new TextDecoder('utf-8', { fatal: true });
/** Control characters that no return holds; TAB is left to the fields. */
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

/** Some milliseconds of work. */
const LINES_OF_A_STEP = 2_000;

/** Reads a CSV file that is small, without a pause. */
export function readCsv(name: string, bytes: Uint8Array): ReadFile {
  return finished(csvInSteps(name, bytes));
}

/**
 * Reads a CSV file line by line, so that one bad line costs that line and no other: a return has no field of several lines.
 * Bytes that are not UTF-8 are a fault of their row, never read as something else.
 */
export function* csvInSteps(name: string, bytes: Uint8Array): Steps<ReadFile> {
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const lines = yield* splitLines(hasMark ? bytes.subarray(3) : bytes);
  const first = lines[0];
  if (first === undefined) return { name, heading: null, rows: [], faults: ['EMPTY_FILE'] };
  const headingText = decode(first) ?? '';
  const hasCarriageReturns = headingText.endsWith('\r');
  const heading = (fieldsOf(headingText.replace(/\r$/, '')) ?? []).map((text) => text.trim());
  const marks: FileFault[] = [...(hasMark ? ['BOM' as const] : []), ...(hasCarriageReturns ? ['CRLF' as const] : [])];
  const rows = yield* rowsOf(lines, heading);
  if (heading.length < 2 && /[;\t|]/.test(headingText))
    return { name, heading, rows, faults: [...marks, 'WRONG_SEPARATOR'] };
  const truncated =
    bytes.at(-1) !== LINE_FEED && bytes.at(-1) !== CARRIAGE_RETURN && rows.at(-1)?.fault === 'TOO_FEW_FIELDS';
  return { name, heading, rows, faults: truncated ? [...marks, 'TRUNCATED_FILE'] : marks };
}

/** At line feeds; old systems write carriage returns alone. */
function* splitLines(bytes: Uint8Array): Steps<readonly Uint8Array[]> {
  const lineEnd = bytes.includes(LINE_FEED) ? LINE_FEED : CARRIAGE_RETURN;
  const lines: Uint8Array[] = [];
  let start = 0;
  while (start < bytes.length) {
    const end = bytes.indexOf(lineEnd, start);
    lines.push(bytes.subarray(start, end < 0 ? bytes.length : end));
    start = end < 0 ? bytes.length : end + 1;
    if (lines.length % LINES_OF_A_STEP === 0) yield;
  }
  return lines;
}

function* rowsOf(lines: readonly Uint8Array[], heading: readonly string[]): Steps<readonly ReadRow[]> {
  const rows: ReadRow[] = [];
  for (const [place, bytes] of lines.entries()) {
    if (place > 0) rows.push(...rowOf(bytes, { line: place + 1, heading }));
    if ((place + 1) % LINES_OF_A_STEP === 0) yield;
  }
  return rows;
}

function rowOf(
  bytes: Uint8Array,
  { line, heading }: { readonly line: number; readonly heading: readonly string[] },
): readonly ReadRow[] {
  const text = decode(bytes);
  if (text === null) return [{ line, fields: null, fault: 'NOT_UTF8' }];
  const row = text.replace(/\r$/, '');
  if (row === '') return [];
  // Its fields are read without them only to know whose row is missing.
  if (row.search(CONTROL) >= 0)
    return [{ line, fields: fieldsOf(row.replaceAll(CONTROL, '')), fault: 'CONTROL_CHARACTER' }];
  const fields = fieldsOf(row);
  if (fields === null) return [{ line, fields: null, fault: 'QUOTE_NOT_CLOSED' }];
  return [{ line, fields, fault: faultOf(fields, heading) }];
}

function faultOf(fields: readonly string[], heading: readonly string[]): RowFault | null {
  if (fields.length < heading.length) return 'TOO_FEW_FIELDS';
  if (fields.length > heading.length) return 'TOO_MANY_FIELDS';
  const isHeading =
    heading.length > 1 && fields.every((field, place) => field.trim().toUpperCase() === heading[place]?.toUpperCase());
  return isHeading ? 'HEADING_REPEATED' : null;
}

function decode(bytes: Uint8Array): string | null {
  try {
    return UTF8.decode(bytes);
  } catch {
    return null;
  }
}

/** The fields of one line; null where a quote is opened and not closed. */
function fieldsOf(line: string): readonly string[] | null {
  if (!line.includes('"')) return line.split(',');
  try {
    const [fields] = parse(line, { relax_column_count: true });
    return fields ?? [];
  } catch {
    return null;
  }
}
