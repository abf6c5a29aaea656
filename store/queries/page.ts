/** A page of a list, with where the next one begins. */
export type Page<Item> = { readonly items: readonly Item[]; readonly next: string | null };

export type PageWish = { readonly limit: number; readonly after: string | null };

/** Where a list goes on: the sort values of its last item, opaque to the caller. */
export function cursorOf(values: readonly string[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** A cursor that this list did not give: going on from the first page would go round for ever. */
export class CursorError extends Error {
  override readonly name = 'CursorError';
}

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
/** What a sort value may look like: the database would take offence at anything else. */
const SHAPES = { day: DAY, instant: INSTANT, number: /^\d{1,9}$/, text: /^[^\0]{0,400}$/ } as const;

/** The sort values of a cursor; null for text that is none. */
export function readCursor(cursor: string): readonly string[] | null {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(values) && values.every((value) => typeof value === 'string') ? values : null;
  } catch {
    return null;
  }
}

/** The sort values of a cursor, each of the shape its list sorts by. */
export function cursorValues(cursor: string, shapes: readonly (keyof typeof SHAPES)[]): readonly string[] {
  const values = readCursor(cursor) ?? [];
  const fits = values.length === shapes.length && shapes.every((shape, at) => SHAPES[shape].test(values[at] ?? ''));
  if (!fits) throw new CursorError('not a cursor of this list');
  return values;
}

export function pageOf<Item>(
  rows: readonly Item[],
  limit: number,
  keyOf: (item: Item) => readonly string[],
): Page<Item> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? cursorOf(keyOf(last)) : null };
}

/** Conditions of a query with their values, numbered as they come. */
export type Conditions = { readonly where: string; readonly values: readonly unknown[] };

/** Joins conditions whose value is given; `?` in each stands for its value. */
export function conditions(
  given: readonly (readonly [sql: string, value: unknown])[],
  fixed: readonly string[] = [],
): Conditions {
  const values: unknown[] = [];
  const parts = [...fixed];
  for (const [sql, value] of given) {
    if (value === undefined || value === null) continue;
    values.push(value);
    parts.push(sql.replaceAll('?', `$${String(values.length)}`));
  }
  return { where: parts.length === 0 ? 'TRUE' : parts.join(' AND '), values };
}
