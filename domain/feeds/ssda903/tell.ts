import type { CalendarDate } from '../../calendar/calendar-date.ts';
import type { Source, Telling } from '../../heart/fact.ts';
import type { JsonObject } from '../../json.ts';
import { valueIn, type DatedRow } from '../staged.ts';
import type { KnownWorker } from './allocations.ts';

/** Who tells, and who each worker is whom a delivery names: never by the registration. */
export type Teller = {
  readonly by: 'return' | 'feed';
  readonly importId: string;
  readonly workers: ReadonlyMap<string, KnownWorker>;
};

/** Who tells of one child. */
export type ToldBy = Teller & { readonly asAt: CalendarDate; readonly dateOfBirth: CalendarDate | undefined };

/** Tells a fact of a row on a day. Its key is the row's own where the delivery has one, else what and when. */
export type Tell = (
  kind: string,
  of: DatedRow,
  told: { readonly key: string; readonly row: string; readonly payload: JsonObject },
) => Telling;

export function tellerOf({ by: teller, importId, asAt }: ToldBy): Tell {
  return (kind, { row, on }, { key, row: column, payload }) => {
    const own = valueIn(row, column);
    const [what = key] = key.split(':');
    const source: Source = { by: teller, importId, key: own === '' ? key : `${what}:${own}`, asAt };
    return { kind, on, payload, source };
  };
}
