/** A page of a list, with where the next one begins. */
export type Page<Item> = { readonly items: readonly Item[]; readonly next: string | null };

export type PageWish = { readonly limit: number; readonly after: string | null };

/** Where a list goes on: the sort values of its last item, opaque to the caller. */
export function cursorOf(values: readonly string[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** The sort values of a cursor; null for text that is none. */
export function readCursor(cursor: string): readonly string[] | null {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(values) && values.every((value) => typeof value === 'string') ? values : null;
  } catch {
    return null;
  }
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
