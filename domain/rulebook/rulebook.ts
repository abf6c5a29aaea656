import type { CalendarDate } from '../calendar/calendar-date.ts';
import type { Ladder, LadderId } from './ladder.ts';
import type { Rule } from './rule.ts';

/** Every published version of every rule, and the ladders. */
export type Rulebook = {
  /** Hash or number that names this edition; kept with each process. */
  readonly version: string;
  readonly rules: readonly Rule[];
  readonly ladders: Readonly<Record<LadderId, Ladder>>;
  /** The version of a rule that is valid for an anchor date. Throws on an id that does not exist (a broken invariant). */
  ruleFor(id: string, anchorOn: CalendarDate): Rule;
};
