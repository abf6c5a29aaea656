import type { CalendarDate } from '../calendar/calendar-date.ts';
import type { Instant } from '../calendar/instant.ts';
import type { JsonObject } from '../json.ts';

/** Commands that every process understands, because the heart itself answers them. */
export type HeartCommands = {
  /** Puts a told fact right; what is left out stays as it was. */
  correct: {
    readonly factId: string;
    readonly on?: CalendarDate;
    /** The moment, where hours count; its day goes with it. */
    readonly at?: Instant;
    readonly payload?: JsonObject;
    readonly reason: string;
  };
  /** Takes a told fact back that never happened. */
  withdraw: { readonly factId: string; readonly reason: string };
  'answer-alert': {
    readonly alertId: string;
    readonly kind: 'will-do' | 'facts-wrong' | 'cannot';
    readonly text: string;
    /** For `will-do`: the last day of the promise and who does it. */
    readonly byOn: CalendarDate | null;
    readonly who: string | null;
  };
  /** An IRO never answers for the authority, but records satisfied or not with its answer. */
  'record-iro-view': { readonly alertId: string; readonly satisfied: boolean; readonly text: string };
};

/** What can be refused by the heart itself; each process adds its own. */
export type HeartRefusal =
  | 'unknown-command'
  | 'in-the-future'
  | 'process-closed'
  | 'unknown-fact'
  | 'fact-owned-by-feed'
  | 'contradicts-the-record'
  | 'nothing-changes'
  | 'unknown-alert'
  | 'alert-not-open'
  | 'answer-not-asked'
  | 'not-addressed-to-you'
  | 'own-duty'
  | 'iro-cannot-answer'
  | 'promise-in-the-past'
  | 'already-open';
