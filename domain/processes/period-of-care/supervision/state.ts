import type { CalendarDate } from '../../../calendar/calendar-date.ts';
import type { Dated } from '../dated.ts';

/** A decision of a discussion: who does it by when. What is to be done stays with the fact that tells it. */
export type Decision = Dated & {
  readonly owner: string;
  readonly byOn: CalendarDate;
  /** How often its day was moved. */
  readonly moved: number;
  readonly doneOn: CalendarDate | null;
  readonly dropped: boolean;
};

export type Discussion = Dated & {
  /** The day on which it was put on the child's file. */
  readonly recordedOn: CalendarDate;
  /** In weeks: within which the next one is due, as set on its day. */
  readonly weeks: number;
};

/** What is known of the supervision of this child's case. */
export type Supervision = {
  readonly weeks: number;
  readonly discussions: readonly Discussion[];
  readonly decisions: readonly Decision[];
};

/** Weeks between discussions where nothing else was set (local). */
const EVERY_FOUR_WEEKS = 4;

export const NO_SUPERVISION: Supervision = { weeks: EVERY_FOUR_WEEKS, discussions: [], decisions: [] };
