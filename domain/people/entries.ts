import type { CalendarDate } from '../calendar/calendar-date.ts';
import type { Instant } from '../calendar/instant.ts';
import type { Period, PostRole } from './directory.ts';

/** What the directory holds, by kind; `ref` names an entry within its kind. */
export type Entries = {
  readonly person: Period & { readonly ref: string; readonly name: string; readonly email: string | null };
  readonly team: {
    readonly ref: string;
    readonly name: string;
    readonly above: string | null;
    readonly liveFrom: CalendarDate | null;
    /** By when what was overdue on that day is dealt with, and how. */
    readonly recoverBy: CalendarDate | null;
    readonly recovery: string | null;
  };
  readonly post: Period & {
    readonly ref: string;
    readonly person: string;
    readonly role: PostRole;
    readonly team: string | null;
  };
  readonly cover: Period & { readonly ref: string; readonly person: string; readonly by: string };
  readonly rota: {
    readonly ref: string;
    readonly role: PostRole;
    readonly person: string;
    readonly fromAt: Instant;
    readonly toAt: Instant;
  };
  /** Which person a worker is whom returns and feeds name by a code of their own; `ref` stands for the code. */
  readonly worker: { readonly ref: string; readonly person: string };
};
export type EntryKind = keyof Entries;

/** An entry as it shall be; null: it shall be gone (the log keeps it). */
export type Saving = {
  readonly [Kind in EntryKind]: { readonly kind: Kind; readonly ref: string; readonly entry: Entries[Kind] | null };
}[EntryKind];
