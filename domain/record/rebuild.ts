import { londonDateOf, type Instant } from '../calendar/instant.ts';
import { EMPTY_BOOK, isLive, keptIn, noted, type Book } from '../heart/book.ts';
import type { StreamEvent } from '../heart/event.ts';
import { entriesOf, foldOn, unfolded } from '../heart/fold.ts';
import { PROCESS_OPENED, readHistory, SETTINGS_ADOPTED } from '../heart/history.ts';
import type { Alert, Kept } from '../heart/kept.ts';
import { comingSteps } from '../heart/pending.ts';
import type { Law } from '../heart/law.ts';
import type { Process } from '../heart/process.ts';
import type { JsonObject } from '../json.ts';
import { settingsOf, type Settings } from '../rulebook/settings.ts';

/** What a whole stream gives when it is read from nothing. */
export type Rebuilt<State extends JsonObject> = {
  readonly kept: Pick<Kept<State>, 'state' | 'duties' | 'alerts' | 'sequence' | 'closed' | 'nextChangeAt'>;
  /** Every alert ever raised, as it ended. */
  readonly alerts: readonly Alert[];
  readonly stage: string;
  readonly settings: Settings | null;
};

/**
 * Reads a process again from its whole stream: facts folded in their order, everything done noted in its own.
 * What the record keeps must equal this (design §3.5.1); an empty stream gives null.
 */
export function rebuild<State extends JsonObject>(
  process: Process<State>,
  base: Law,
  { subjectRef, events }: { readonly subjectRef: string; readonly events: readonly StreamEvent[] },
): Rebuilt<State> | null {
  const last = events.at(-1);
  if (last === undefined) return null;
  const settings = settingsIn(events);
  const law = base.under(settings);
  const today = londonDateOf(last.recordedAt);
  const history = readHistory(events, process);
  const folded = foldOn(process, unfolded(process, today), { entries: entriesOf(process, history), today, law });
  const book: Book = events.reduce(noted, EMPTY_BOOK);
  const duties = process.duties(folded.state, law).map((duty) => keptIn(book, duty));
  const open = new Set(duties.filter((item) => item.duty.status === 'open').map((item) => item.duty.id));
  const kept = {
    state: folded.state,
    duties,
    alerts: [...book.alerts.values()].filter((alert) => isLive(alert) && open.has(alert.dutyId)),
    sequence: last.sequence,
    closed: process.isClosed(folded.state),
  };
  return {
    kept: { ...kept, nextChangeAt: nextOf(process, law, { kept, subjectRef, at: last.recordedAt }) },
    alerts: [...book.alerts.values()],
    stage: process.stage(folded.state),
    settings,
  };
}

/** The settings under which a stream was dated last. */
export function settingsIn(events: readonly StreamEvent[]): Settings | null {
  const adopted = events.findLast(({ kind }) => kind === PROCESS_OPENED || kind === SETTINGS_ADOPTED);
  return settingsOf(adopted?.payload['settings']);
}

function nextOf<State extends JsonObject>(
  process: Process<State>,
  law: Law,
  {
    kept,
    subjectRef,
    at,
  }: {
    readonly kept: Pick<Kept<State>, 'state' | 'duties' | 'alerts' | 'sequence' | 'closed'>;
    readonly subjectRef: string;
    readonly at: Instant;
  },
): Instant | null {
  const whole: Kept<State> = {
    ...kept,
    overtaken: [],
    settings: null,
    lastFact: '',
    lastDerivedOn: '',
    elapsedThrough: londonDateOf(at),
    changedAt: at,
    nextChangeAt: null,
    rulebook: law.rules.version,
    calendar: law.calendar.version,
  };
  return comingSteps(process, whole, { law, subjectRef })[0]?.at ?? null;
}
