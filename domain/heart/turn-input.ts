import type { Instant } from '../calendar/instant.ts';
import type { JsonObject } from '../json.ts';
import type { Settings } from '../rulebook/settings.ts';
import type { Actor } from './actor.ts';
import type { Draft } from './draft.ts';
import type { StreamEvent } from './event.ts';
import type { Announcement } from './fact.ts';
import type { Folded } from './fold.ts';
import type { Alert, Kept } from './kept.ts';
import type { Law } from './law.ts';
import type { Command, Moment, Process } from './process.ts';
import type { StandingStep } from './standing.ts';

/** Something another process of the same child made known, or took back (null). */
export type HeardChange = {
  readonly key: string;
  readonly kind: string;
  readonly announcement: Announcement | null;
  /** Told for the first time and not corrected: nobody can have heard it as it was before. */
  readonly isFirst?: boolean;
};

/** What is asked of a process in one turn. With neither command nor step, only time passes. */
export type TurnInput = {
  readonly processId: string;
  readonly subjectRef: string;
  readonly now: Instant;
  readonly actor: Actor;
  readonly command: (Command & { readonly id: string }) | null;
  readonly step: StandingStep | null;
  readonly heard: readonly HeardChange[];
  /** It hears what it missed while it was closed, because somebody speaks to it or it is open again. */
  readonly isCatchingUp?: boolean;
  /** Told and derived events of the stream; null: not read (it is asked for when needed). */
  readonly history: readonly StreamEvent[] | null;
  /** Recompute from the history in any case, with what brought it about: another build. */
  readonly refold: string | null;
  /** The authority's settings that this process adopts now, with what brought it about. */
  readonly adopt: Adopting | null;
  /** The settings in force: a process that opens begins with them. */
  readonly inForce: Settings | null;
};

/** Settings that a process adopts (null: gives up what it had), and their cause. */
export type Adopting = { readonly settings: Settings | null; readonly cause: string };

export type Turn<State extends JsonObject> = {
  readonly kept: Kept<State>;
  /** Everything that time will make happen from then on, earliest first. */
  readonly coming: readonly StandingStep[];
  readonly events: readonly StreamEvent[];
  /** Every alert that this turn raised or changed, as it is now. */
  readonly alerts: readonly Alert[];
  /** Told facts and derived events that others may hear of. */
  readonly announced: readonly HeardChange[];
  readonly refusal: string | null;
  readonly outcome: 'taken' | 'overtaken' | null;
};

export type Work<State extends JsonObject> = {
  readonly process: Process<State>;
  readonly kept: Kept<State>;
  readonly draft: Draft;
  readonly input: TurnInput;
  readonly law: Law;
  readonly moment: Moment;
};

/** How the state came about in this turn. */
export type Progress<State extends JsonObject> = { readonly folded: Folded<State>; readonly refusal: string | null };

export function causeOf(input: TurnInput): string {
  if (input.refold !== null) return input.refold;
  if (input.command !== null) return `command ${input.command.kind}`;
  return input.heard[0] === undefined ? 'time' : `heard ${input.heard[0].key}`;
}
