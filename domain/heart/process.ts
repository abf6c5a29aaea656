import type { CalendarDate } from '../calendar/calendar-date.ts';
import type { Instant } from '../calendar/instant.ts';
import type { JsonObject } from '../json.ts';
import type { Result } from '../result.ts';
import type { Role } from '../rulebook/role.ts';
import type { Actor } from './actor.ts';
import type { Duty } from './duty.ts';
import type { Law } from './law.ts';
import type { Milestones, Views } from './views.ts';
import type { Announcement, Derived, Fact, FactId, Telling } from './fact.ts';
import type { Upcasters } from './upcasting.ts';

export type Moment = { readonly now: Instant; readonly today: CalendarDate };

/** What a decision may look at besides the state: the law, the moment, and who asks. */
export type Deciding = Law & Moment & { readonly actor: Actor };

/** A verb of the field with its content, as parsed at the edge. */
export type Command = { readonly kind: string; readonly payload: JsonObject };

export type People = Readonly<Partial<Record<Role, string | null>>>;

/** A told fact that does not fit the others: it stays, and a person is asked. */
export type Contradiction = { readonly factId: FactId; readonly reason: string };

/**
 * A kind of process: pure data and functions (design: the heart). `State` is plain JSON.
 * `evolve` and `evolveDerived` never throw; what cannot be is noted as a contradiction.
 */
export type Process<State extends JsonObject> = {
  readonly kind: string;
  readonly stateVersion: number;
  /** Whoever it is about may have several open ones at once; absent: one. */
  readonly manyAtOnce?: true;
  /** Kinds of facts whose content only these roles may read; everybody else sees that there is one. Absent: none. */
  readonly confidential?: { readonly kinds: readonly string[]; readonly to: readonly Role[] };
  /** Kinds of facts in the fixed order in which those of one day are folded. */
  readonly factKinds: readonly string[];
  /** How facts and derived events are read that an earlier release recorded in another shape; absent: none is. */
  readonly upcasters?: Upcasters;
  readonly commandKinds: readonly string[];
  readonly initial: State;
  decide(state: State, command: Command, context: Deciding): Result<readonly Telling[], string>;
  evolve(state: State, fact: Fact): State;
  /** What a fact, once it is folded, brings at once: derived from it, and taken back with it. Absent: nothing. */
  follows?(state: State, fact: Fact): readonly Derived[];
  /** Why this person may not correct a fact to this, or withdraw it (`null`); null: may. Absent: whoever may correct may correct all of them. */
  mayEdit?(fact: Fact | null, actor: Actor, before: Fact): string | null;
  /** A corrected fact as this person tells it, with what was looked up for it anew. Absent: as it is said. */
  retold?(fact: Fact, actor: Actor): Fact;
  /** Of a process that spans several children: their refs, also of those who have left. What concerns them is heard by cursor. */
  about?(state: State): readonly string[];
  /** The kinds of events of the child's other processes (or of each child it is about) that this one listens to. */
  readonly hears: readonly string[];
  hear(state: State, announcement: Announcement): readonly Derived[];
  evolveDerived(state: State, derived: Derived): State;
  duties(state: State, law: Law): readonly Duty[];
  /** The next day whose end changes something by itself; null: nothing will. */
  nextChangeOn(state: State, law: Law): CalendarDate | null;
  /** What the end of that day brings. */
  elapse(state: State, on: CalendarDate, law: Law): readonly Derived[];
  contradictions(state: State): readonly Contradiction[];
  /**
   * Persons who hold a role for this process, or for one child of those it is about: absent if no source has told, null if the
   * role is known to be empty.
   */
  people(state: State, childRef?: string): People;
  /** Where it stands, in words of the field. */
  stage(state: State): string;
  isClosed(state: State): boolean;
  /** What lists show of it. */
  views(state: State, duties: readonly Duty[]): Views;
  /** Dates and answers kept beside its row, for lists and measures; absent: none. */
  milestones?(state: State): Milestones;
};
