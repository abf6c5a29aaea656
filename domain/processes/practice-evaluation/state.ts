import type { CalendarDate } from '../../calendar/calendar-date.ts';
import type { Instant } from '../../calendar/instant.ts';
import type { FactId } from '../../heart/fact.ts';
import { by } from '../../in-order.ts';
import type { Contradictory } from '../contradictory.ts';
import type { Live } from '../going-live.ts';
import type { PeopleHeard } from '../people-heard.ts';
import type { ActionGrade, ActionRole } from './commands.ts';

type Told = { readonly factId: FactId; readonly on: CalendarDate; readonly at: Instant | null };

/** One time that an action is to be carried out: first when it is agreed, then each time that its finding recurs. */
export type Round = Told & { readonly completed: { readonly on: CalendarDate; readonly at: Instant | null } | null };

export type Action = {
  readonly factId: FactId;
  readonly grade: ActionGrade;
  readonly role: ActionRole;
  readonly byOn: CalendarDate | null;
  readonly rounds: readonly Round[];
};

/** What an evaluation knows of itself; findings, evidence and words stay in the record. */
export type PracticeEvaluation = {
  readonly evaluation: (Told & { readonly theme: string | null; readonly grade: string; readonly by: string }) | null;
  readonly actions: readonly Action[];
  /** Who carried out actions or owns them: they neither follow up nor close. */
  readonly doers: readonly string[];
  readonly followedUpOn: readonly CalendarDate[];
  readonly closedOn: CalendarDate | null;
  readonly people: PeopleHeard;
  /** Since when the child's team is told; absent: not heard of. */
  readonly live?: Live;
  readonly contradictory: readonly Contradictory[];
};

export const NOT_EVALUATED: PracticeEvaluation = {
  evaluation: null,
  actions: [],
  doers: [],
  followedUpOn: [],
  closedOn: null,
  people: {},
  contradictory: [],
};

export function isOpen({ rounds }: Action): boolean {
  return rounds.some(({ completed }) => completed === null);
}

/** The days from which a follow-up is counted: of the evaluation, and of each finding that recurred. The last one counts now. */
export function followUpsFrom({ evaluation, actions }: PracticeEvaluation): readonly Told[] {
  if (evaluation === null || actions.length === 0) return [];
  const recurred = actions.flatMap(({ rounds }) => rounds.slice(1));
  return [evaluation, ...recurred].toSorted(by(({ on }) => on));
}

export function closedBecause({ evaluation, closedOn }: PracticeEvaluation): string | null {
  if (evaluation === null) return 'the evaluation was withdrawn';
  return closedOn === null ? null : 'the evaluation was closed';
}
