import type { Instant } from '../domain/calendar/instant.ts';
import type { Actor } from '../domain/heart/actor.ts';
import type { StreamEvent } from '../domain/heart/event.ts';
import type { Command } from '../domain/heart/process.ts';
import type { Adopting, HeardChange } from '../domain/heart/turn-input.ts';
import type { Queries } from './read-stream.ts';
import type { Standing, StandingStep } from '../domain/heart/standing.ts';

/**
 * Opens a process if the command is accepted. Whom it is about is found by local reference, or has this ref, and is made if
 * new; or must be there already.
 */
export type Opening = {
  readonly kind: string;
  readonly subject:
    | { readonly kind: string; readonly localReference: string }
    | { readonly kind: string; readonly ref: string }
    | { readonly kind: string; readonly existing: string };
};

/** One thing that is asked of the record. Without command or step it only lets time pass ("look"). */
export type ChangeRequest = {
  /** The process to change; for an opening the id it shall have. */
  readonly processId: string;
  readonly now: Instant;
  readonly actor: Actor;
  readonly command?: Command & {
    /** Unique in the authority: a repeat gets the same answer. */
    readonly id: string;
  };
  readonly opening?: Opening;
  readonly step?: StandingStep;
  /** What it hears by cursor of a process that is about others too. */
  readonly heard?: readonly HeardChange[];
  /** Settings of the authority that the process adopts now, or gives up. */
  readonly adopt?: Adopting;
};

export type Refused = { readonly status: 'refused'; readonly processId: string; readonly refusal: string };

export type Changed = {
  readonly status: 'accepted';
  readonly processId: string;
  /** What this change appended to the stream. */
  readonly events: readonly Pick<StreamEvent, 'sequence' | 'class' | 'kind' | 'occurredOn'>[];
  readonly standing: Standing;
  /** For a step: whether it was taken now (or before), or had been overtaken. */
  readonly outcome: 'taken' | 'overtaken' | null;
  /** This command id had been answered before. */
  readonly repeated: boolean;
};

export type ChangeOutcome =
  | Changed
  | Refused
  /** The command id was used before with another body. */
  | { readonly status: 'other-body' }
  | { readonly status: 'unknown-process' }
  /** The row was written by a newer build: nothing was written. */
  | { readonly status: 'newer-build' };

/** The one door through which a process changes. */
export type Record = {
  change(request: ChangeRequest): Promise<ChangeOutcome>;
  /** Several in one transaction, all or none (an import's batch); `alongside` writes what must stand or fall with them. */
  changeAll(
    requests: readonly ChangeRequest[],
    alongside?: (queries: Queries, outcomes: readonly ChangeOutcome[]) => Promise<void>,
    /** With `skipLocked` processes that somebody is changing answer `unknown-process`: bulk work comes back to them. */
    how?: { readonly skipLocked?: boolean },
  ): Promise<readonly ChangeOutcome[]>;
};

/** What a change made necessary: the workflow of this process should look again, or be started. */
export type Touched = {
  readonly processId: string;
  readonly kind: string;
  readonly nextChangeAt: Instant | null;
  readonly armedFor: Instant | null;
  readonly closed: boolean;
  /** A person's command, a bulk command (an import's), another process that was heard, or the waiting workflow itself. */
  readonly by: 'command' | 'bulk' | 'sibling' | 'engine';
};
