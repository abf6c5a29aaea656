import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReadFile } from '../../domain/feeds/read-file.ts';
import { readCsv } from '../../platform/csv.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

function read(text: string): ReadFile {
  return readCsv('reviews.csv', bytesOf(text));
}

describe('reading a CSV file', () => {
  test('keeps the physical line of each row and its fields as text', () => {
    expect(read('CHILD,DOB\n0001,a\n\n0002,"b, ""c"""\n')).toEqual({
      name: 'reviews.csv',
      heading: ['CHILD', 'DOB'],
      rows: [
        { line: 2, fields: ['0001', 'a'], fault: null },
        { line: 4, fields: ['0002', 'b, "c"'], fault: null },
      ],
      faults: [],
    });
  });

  test('leaves a byte order mark and carriage returns out of headings and values', () => {
    expect(read('\ufeffCHILD,DOB\r\n1,2\r\n')).toMatchObject({
      heading: ['CHILD', 'DOB'],
      rows: [{ fields: ['1', '2'] }],
      faults: ['BOM', 'CRLF'],
    });
  });

  test('reads lines that end in carriage returns alone', () => {
    expect(read('CHILD,DOB\r1,2\r3,4\r').rows.map(({ line, fields }) => [line, fields])).toEqual([
      [2, ['1', '2']],
      [3, ['3', '4']],
    ]);
  });

  test.each([
    ['too few fields', '1', 'TOO_FEW_FIELDS'],
    ['too many fields', '1,2,3', 'TOO_MANY_FIELDS'],
    ['a quote that is not closed', '1,"2', 'QUOTE_NOT_CLOSED'],
    ['a NUL', '1\u0000,2', 'CONTROL_CHARACTER'],
    ['a carriage return within', '1\r1,2', 'CONTROL_CHARACTER'],
    ['the heading again', 'child,DOB', 'HEADING_REPEATED'],
  ])('a row with %s costs that row only', (_, row, fault) => {
    const { rows, faults } = read(`CHILD,DOB\n0,0\n${row}\n9,9\n`);
    expect(rows.map((each) => each.fault)).toEqual([null, fault, null]);
    expect(faults).toEqual([]);
  });

  test('bytes that are not UTF-8 cost their row only', () => {
    const bytes = new Uint8Array([...bytesOf('CHILD,DOB\n1,2\n'), 0x5a, 0xc9, 0x2c, 0x31, 0x0a, ...bytesOf('é,4\n')]);
    expect(readCsv('x.csv', bytes).rows).toEqual([
      { line: 2, fields: ['1', '2'], fault: null },
      { line: 3, fields: null, fault: 'NOT_UTF8' },
      { line: 4, fields: ['é', '4'], fault: null },
    ]);
  });

  test.each([
    ['nothing at all', ''],
    ['a byte order mark alone', '\ufeff'],
  ])('%s is an empty file', (_, text) => {
    expect(read(text)).toEqual({ name: 'reviews.csv', heading: null, rows: [], faults: ['EMPTY_FILE'] });
  });

  test('a last row that is cut and has no line end makes the file truncated', () => {
    expect(read('CHILD,DOB\n1,2\n3').faults).toEqual(['TRUNCATED_FILE']);
    expect(read('CHILD,DOB\n1,2\n3\n').faults).toEqual([]);
    expect(read('CHILD,DOB\n1,2').faults).toEqual([]);
  });

  test.each([';', '\t', '|'])('fields separated by %j are the wrong separator', (separator) => {
    expect(read(`CHILD${separator}DOB\n1${separator}2\n`).faults).toEqual(['WRONG_SEPARATOR']);
  });

  test('no bytes break it, and no line vanishes', () => {
    const piece = fc.oneof(
      fc.constantFrom('"', ',', '\n', '\r\n', '\u0000', ';', 'CHILD', '01/02/2020', '\ufeff'),
      fc.string({ unit: 'binary', maxLength: 6 }),
    );
    const written = fc.array(piece, { maxLength: 40 }).map((pieces) => bytesOf(pieces.join('')));
    fc.assert(
      fc.property(fc.oneof(written, fc.uint8Array({ maxLength: 200 })), (bytes) => {
        const { rows } = readCsv('any.csv', bytes);
        expect(rows.map(({ line }) => line)).toEqual(linesOf(bytes));
        expect(rows.every(({ fields, fault }) => fields !== null || fault !== null)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

/** Lines after the first that hold anything, counted by another way than the reader's. */
function linesOf(bytes: Uint8Array): readonly number[] {
  const text = Buffer.from(bytes)
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '');
  const lines = text.split(text.includes('\n') ? '\n' : '\r');
  return lines.flatMap((line, place) =>
    place === 0 || line.replace(/\r$/, '').replace(/^\u00ef\u00bb\u00bf$/, '') === '' ? [] : [place + 1],
  );
}
