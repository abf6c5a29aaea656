import fc from 'fast-check';
import type { ReadFile } from '../../domain/feeds/read-file.ts';
import { readCsv } from '../../platform/csv.ts';

/** A file by its name and the headings of its table, with rows that are right. */
export type Headed = { readonly name: string; readonly headings: readonly string[]; readonly right: readonly string[] };

const ODD = ['"', '""', '"a,b"', '\u0000', '=1+1', 'é', '\ufeff', '💥', 'x'.repeat(10_000), '\u2028', '\t'];
const ENDS = fc.constantFrom('\n', '\r\n', '\r', '\n\n');
const ENCODINGS = ['utf8', 'utf8', 'utf8', 'marked', 'utf16', 'latin1'] as const;
/** Every third file is cut by so many bytes at the most. */
const CUT = 30;

function encoded(text: string, how: (typeof ENCODINGS)[number]): Uint8Array {
  if (how === 'utf16') return new Uint8Array(Buffer.from(text, 'utf16le'));
  if (how === 'latin1') return new Uint8Array(Buffer.from(text, 'latin1'));
  return new TextEncoder().encode(how === 'marked' ? `\ufeff${text}` : text);
}

/** Files as the world sends them: mixed line ends, quotes, NULs, long fields, other encodings, cut or missing headings; cells mostly of the known ones. */
export function hostileFile(tables: readonly Headed[], known: readonly string[]): fc.Arbitrary<ReadFile> {
  const cell = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('', ...known) },
    { weight: 1, arbitrary: fc.constantFrom(...ODD) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
  );
  const drawn = fc.record({
    table: fc.constantFrom(...tables),
    dropped: fc.option(fc.nat({ max: 8 }), { nil: null }),
    rows: fc.array(fc.record({ cells: fc.array(cell, { maxLength: 14 }), right: fc.nat({ max: 5 }), end: ENDS }), {
      maxLength: 12,
    }),
    end: ENDS,
    how: fc.constantFrom(...ENCODINGS),
    cut: fc.nat({ max: CUT }),
  });
  return drawn.map(({ table, dropped, rows, end, how, cut }) => {
    const heading = table.headings.filter((_, place) => place !== dropped);
    const text = `${heading.join(',')}${end}${rows.map((row) => (table.right[row.right] ?? row.cells.join(',')) + row.end).join('')}`;
    const bytes = encoded(text, how);
    return readCsv(table.name, cut > (CUT * 2) / 3 ? bytes.subarray(0, Math.max(0, bytes.length - cut)) : bytes);
  });
}

/** Several of them, no two under one name. */
export function hostileFiles(tables: readonly Headed[], known: readonly string[]): fc.Arbitrary<readonly ReadFile[]> {
  return fc.uniqueArray(hostileFile(tables, known), { selector: ({ name }) => name, maxLength: 6 });
}

/** Bytes that are no file at all, under the name of one. */
export function anyBytes(tables: readonly Headed[]): fc.Arbitrary<ReadFile> {
  return fc
    .tuple(fc.uint8Array({ maxLength: 400 }), fc.constantFrom(...tables))
    .map(([bytes, { name }]) => readCsv(name, bytes));
}
