import type { CalendarDate } from '../../../calendar/calendar-date.ts';
import type { FactId } from '../../../heart/fact.ts';

/** In weeks: how often a child is discussed. Eight for a settled long-term placement; never more than twelve (local). */
export const SUPERVISION_WEEKS = [4, 8, 12] as const;
export type SupervisionWeeks = (typeof SUPERVISION_WEEKS)[number];

/** What is to be done, by whom and by when: without owner and day it is no decision, and is not saved as one. */
export type SupervisionDecision = {
  readonly what: string;
  /** Opaque reference of the person who does it. */
  readonly owner: string;
  readonly byOn: CalendarDate;
};

/** Commands of the supervision of a child's case: this child was discussed. The worker's own supervision is another process. */
export type SupervisionCommands = {
  'record-discussion': {
    readonly on: CalendarDate;
    readonly discussed: string;
    readonly decisions: readonly SupervisionDecision[];
  };
  'set-supervision-frequency': {
    readonly on: CalendarDate;
    readonly weeks: SupervisionWeeks;
    readonly reason: string;
  };
  /** `decision` is the id of the fact that told it. */
  'complete-decision': { readonly on: CalendarDate; readonly decision: FactId };
  'move-decision': { readonly decision: FactId; readonly byOn: CalendarDate; readonly reason: string };
  'drop-decision': { readonly decision: FactId; readonly reason: string };
};
