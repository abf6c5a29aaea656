import { laterOf, type CalendarDate } from '../calendar/calendar-date.ts';
import { londonDateOf } from '../calendar/instant.ts';
import { EMPTY_BOOK, isLive, keptIn, noted, type Book } from '../heart/book.ts';
import type { Duty } from '../heart/duty.ts';
import type { StreamEvent } from '../heart/event.ts';
import { entriesOf, foldOn, unfolded, type Folded } from '../heart/fold.ts';
import { HEARD, PROCESS_OPENED, readHistory, SETTINGS_ADOPTED, type History } from '../heart/history.ts';
import type { Alert, Kept, KeptDuty } from '../heart/kept.ts';
import type { Law } from '../heart/law.ts';
import { comingSteps } from '../heart/pending.ts';
import type { Process } from '../heart/process.ts';
import type { StandingStep } from '../heart/standing.ts';
import { canonical, type JsonObject } from '../json.ts';
import { textOf } from '../json-reading.ts';
import { settingsOf, type Settings } from '../rulebook/settings.ts';
import { asRecorded, isAsRecorded, recordedDuties, type RecordedDuty } from './recorded-duties.ts';

/** What a whole stream gives when it is read from nothing. */
export type Rebuilt<State extends JsonObject> = {
  readonly kept: Kept<State>;
  /** Everything that time will make happen, earliest first. */
  readonly coming: readonly StandingStep[];
  /** Every alert ever raised, as it ended. */
  readonly alerts: readonly Alert[];
  /**
   * How what this build makes of the facts compares with what was recorded of them: `alike`; `other-dates` (the recorded
   * ones stand); `otherwise`: what follows from time, or which duties there are, cannot be told from the events by this build.
   */
  readonly reckoned: 'alike' | 'other-dates' | 'otherwise';
};

type Stream = {
  readonly subjectRef: string;
  readonly events: readonly StreamEvent[];
  /** Duties as they are kept: of one that this build dates otherwise the events tell too little to make it again. */
  readonly keptDuties?: readonly KeptDuty[];
};

/**
 * Reads a process again from its whole stream: facts folded in their order, everything done noted in its own.
 * What the record keeps must equal this (design §3.5.1); an empty stream gives null. Nothing is recorded: where this
 * build would date a duty otherwise than the events do, the recorded date stands until the next change re-dates it.
 */
export function rebuild<State extends JsonObject>(
  process: Process<State>,
  base: Law,
  { subjectRef, events, keptDuties = [] }: Stream,
): Rebuilt<State> | null {
  const [first, last] = [events[0], events.at(-1)];
  if (first === undefined || last === undefined) return null;
  const settings = settingsIn(events);
  const law = base.under(settings);
  const today = londonDateOf(last.recordedAt);
  const history = readHistory(events, process);
  const start = unfolded(process, elapsedThrough(events, today));
  const folded = foldOn(process, start, { entries: entriesOf(process, history), today, law });
  const book: Book = events.reduce(noted, EMPTY_BOOK);
  const recorded = recordedDuties(events);
  const { duties, reckoned } = dutiesOf(process.duties(folded.state, law), recorded, keptDuties);
  const withDone = duties.map((duty) => keptIn(book, duty));
  const { state, lastFact, lastDerivedOn } = folded;
  const kept: Kept<State> = {
    ...{ state, lastFact, lastDerivedOn, elapsedThrough: folded.elapsedThrough, settings },
    duties: withDone,
    alerts: [...book.alerts.values()].filter((alert) => isLive(alert) && isSinceOpening(alert, recorded)),
    sequence: last.sequence,
    overtaken: book.overtaken,
    changedAt: last.recordedAt,
    nextChangeAt: null,
    rulebook: textOf(first.payload, 'rulebook'),
    calendar: textOf(first.payload, 'calendar'),
    closed: process.isClosed(state),
  };
  const coming = comingSteps(process, kept, { law, subjectRef });
  return {
    kept: { ...kept, nextChangeAt: coming[0]?.at ?? null },
    coming,
    alerts: [...book.alerts.values()],
    reckoned: isDerivedAsRecorded(folded, history) ? reckoned : 'otherwise',
  };
}

/** The settings under which a stream was dated last. */
function settingsIn(events: readonly StreamEvent[]): Settings | null {
  const adopted = events.findLast(({ kind }) => kind === PROCESS_OPENED || kind === SETTINGS_ADOPTED);
  return settingsOf(adopted?.payload['settings']);
}

/** An alert matters while its duty is open; when a duty opens again, what was said of it before is over for good. */
function isSinceOpening({ id, dutyId }: Alert, recorded: ReadonlyMap<string, RecordedDuty>): boolean {
  const duty = recorded.get(dutyId);
  return duty?.status === 'open' && Number(id.slice(1)) > duty.openedBy;
}

/** Every day has ended on which the process was last changed, or of which it was ever told. */
function elapsedThrough(events: readonly StreamEvent[], today: CalendarDate): CalendarDate {
  return events
    .filter((event) => event.class === 'told' || event.kind === HEARD)
    .reduce((latest, { occurredOn }) => laterOf(latest, occurredOn), today);
}

/** Whether folding derives what was recorded as derived and still stands, each as often. */
function isDerivedAsRecorded(folded: Folded<JsonObject>, history: History): boolean {
  const texts = (items: readonly { readonly derived: JsonObject }[]): string =>
    items
      .map(({ derived }) => canonical(derived))
      .sort()
      .join('\n');
  return texts(folded.derived) === texts(history.derived);
}

/** The duties that the events say are there, in the order in which the process owes them, with the dates recorded. */
function dutiesOf(
  reckonedDuties: readonly Duty[],
  recorded: ReadonlyMap<string, RecordedDuty>,
  keptDuties: readonly KeptDuty[],
): { readonly duties: readonly Duty[]; readonly reckoned: Rebuilt<JsonObject>['reckoned'] } {
  const kept = new Map(keptDuties.map(({ duty }) => [duty.id, duty]));
  const ids = new Set(reckonedDuties.map((duty) => duty.id));
  const noLongerOwed = [...kept.values()].filter((duty) => recorded.has(duty.id) && !ids.has(duty.id));
  const duties = [...reckonedDuties, ...noLongerOwed].flatMap((duty) => {
    const standing = recorded.get(duty.id);
    if (standing === undefined) return [];
    const before = isAsRecorded(duty, standing) ? null : (kept.get(duty.id) ?? null);
    return [before !== null && isAsRecorded(before, standing) ? before : asRecorded(duty, standing)];
  });
  if (duties.length < recorded.size) return { duties, reckoned: 'otherwise' };
  const alike =
    reckonedDuties.length === recorded.size &&
    reckonedDuties.every((duty) => {
      const standing = recorded.get(duty.id);
      return standing !== undefined && isAsRecorded(duty, standing);
    });
  return { duties, reckoned: alike ? 'alike' : 'other-dates' };
}
