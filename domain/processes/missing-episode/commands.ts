import type { CalendarDate } from '../../calendar/calendar-date.ts';
import type { Instant } from '../../calendar/instant.ts';

/** SSDA903 MISSING: not where expected and whereabouts not known (M), or away without authorisation (A). */
export const ABSENCES = ['M', 'A'] as const;
export type Absence = (typeof ABSENCES)[number];

/** Commands of a missing episode and their content. Hours count, so that what happens has its moment. */
export type MissingEpisodeCommands = {
  'report-missing': {
    readonly at: Instant;
    readonly absence: Absence;
    /** Significant harm is suspected: a strategy discussion at once. */
    readonly harmSuspected: boolean;
    /** Known to be at risk of exploitation. */
    readonly exploitation: boolean;
    readonly circumstances: string | null;
  };
  'record-strategy': { readonly on: CalendarDate; readonly decisions: string };
  /** The placement plan states the arrangements that keep the child from going missing (CPPCR Sch 2 para 3(1A)). */
  'record-safety-plan': { readonly on: CalendarDate };
  'record-found': { readonly at: Instant; readonly circumstances: string | null };
  'offer-return-interview': { readonly at: Instant };
  'record-return-interview': {
    readonly at: Instant;
    readonly outcome: 'carried-out' | 'refused';
    /** Who talked with the child; null where the child refused. */
    readonly interviewer: string | null;
    /** Nobody who cares for the child or is responsible for the case. */
    readonly independent: boolean;
    /** Why the child refused, in the child's words where they are known. */
    readonly reason: string | null;
    readonly childsWords: string | null;
  };
  /** Ends an episode of which nothing more is wanted, whatever is still owed. */
  'close-episode': { readonly on: CalendarDate; readonly reason: string };
};

export type MissingEpisodeCommandKind = keyof MissingEpisodeCommands;

/** Why a command to a missing episode is refused. */
export type MissingEpisodeRefusal =
  'not-missing' | 'already-missing' | 'before-missing' | 'already-found' | 'still-missing' | 'already-interviewed';
