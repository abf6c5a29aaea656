import type { CalendarDate } from '../calendar/calendar-date.ts';
import type { Instant } from '../calendar/instant.ts';
import type { JsonObject } from '../json.ts';

/** Identity of a told fact: kept by its corrections and by re-keyed rows; duties are anchored on it. */
export type FactId = string;

/** Who or what told a fact. A fact of a return or feed is read-only for people here: they correct it at its source. */
export type Source =
  | { readonly by: 'person' }
  | { readonly by: 'return' | 'feed'; readonly importId: string; readonly key: string; readonly asAt: CalendarDate };

/** What happened, as told by a person or a feed. */
export type Fact = {
  readonly id: FactId;
  /** In the field's words, e.g. `review-held`. */
  readonly kind: string;
  /** The day on which it happened (for a plan: on which it was made). */
  readonly on: CalendarDate;
  /** The moment, where hours count. */
  readonly at?: Instant;
  readonly payload: JsonObject;
  readonly source: Source;
  /** Of a fact that was corrected: the day to which the delivery spoke that told it first; absent: its source tells it. */
  readonly firstAsAt?: CalendarDate;
};

/** A fact before the record has given it an identity. */
export type Telling = Omit<Fact, 'id' | 'source' | 'firstAsAt'> & { readonly source?: Source };

/** What follows from facts and time: made by `elapse` or `hear`, taken back when it no longer follows. */
export type Derived = {
  readonly kind: string;
  /** The day whose end brought it, or the day of what was heard. */
  readonly on: CalendarDate;
  readonly payload: JsonObject;
};

/** Something that another process of the same child makes known, or one that spans several children and is about this one. */
export type Announcement = {
  readonly processId: string;
  readonly processKind: string;
  /** Whom the announcing process is about; '' in what was heard before this was recorded. */
  readonly subjectRef: string;
  /** Identity of the announced fact or derived event within its process. */
  readonly factId: FactId;
  readonly kind: string;
  readonly on: CalendarDate;
  readonly payload: JsonObject;
};
