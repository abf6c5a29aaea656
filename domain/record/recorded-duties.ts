import type { CalendarDate } from '../calendar/calendar-date.ts';
import type { Instant } from '../calendar/instant.ts';
import type { Duty } from '../heart/duty.ts';
import { isDutyDifference, PRACTICE_DATE_MOVED } from '../heart/duty-differences.ts';
import type { StreamEvent } from '../heart/event.ts';
import { readDate, readInstant, readText } from '../json-reading.ts';

/** What the events say of a duty: its dates and how it stands. All else about it is reckoned again from facts and rules. */
export type RecordedDuty = Pick<Duty, 'status' | 'dueOn' | 'metOn' | 'endedBecause'> & {
  /** Where hours count: the moment by which it is due, and at which it was met. */
  readonly dueAt: Instant | null;
  readonly metAt: Instant | null;
  /** Null where it was met or ended at first sight: no event tells it then. */
  readonly lastDefensibleOn: CalendarDate | null;
  /** Sequence of the event since which it is open, if it is. */
  readonly openedBy: number;
};

/** Every duty that the stream says is there, as its latest events left it. */
export function recordedDuties(events: readonly StreamEvent[]): ReadonlyMap<string, RecordedDuty> {
  const duties = new Map<string, RecordedDuty>();
  for (const event of events) {
    const dutyId = readText(event.payload, 'dutyId');
    const dueOn = readDate(event.payload, 'dueOn');
    if (!isDutyDifference(event.kind) || event.kind === PRACTICE_DATE_MOVED || dutyId === null || dueOn === null)
      continue;
    if (event.kind === 'duty-withdrawn') duties.delete(dutyId);
    else duties.set(dutyId, changed(event, { dueOn, before: duties.get(dutyId) ?? null }));
  }
  return duties;
}

function changed(
  { kind, payload, sequence }: StreamEvent,
  { dueOn, before }: { readonly dueOn: CalendarDate; readonly before: RecordedDuty | null },
): RecordedDuty {
  const open = { status: 'open', metOn: null, metAt: null, endedBecause: null, openedBy: sequence } as const;
  const stands = {
    ...(before ?? open),
    dueOn,
    dueAt: readInstant(payload, 'dueAt'),
    lastDefensibleOn: readDate(payload, 'lastDefensibleOn') ?? before?.lastDefensibleOn ?? null,
  };
  if (kind === 'duty-met') {
    const [metOn, metAt] = [readDate(payload, 'metOn'), readInstant(payload, 'metAt')];
    return { ...stands, status: 'met', metOn, metAt, endedBecause: null };
  }
  if (kind === 'duty-ended')
    return { ...stands, status: 'ended', metOn: null, metAt: null, endedBecause: readText(payload, 'because') };
  return kind === 'duty-re-dated' || kind === 'duty-quieted' ? stands : { ...stands, ...open };
}

/** Whether a duty, reckoned by this build, has the dates and stands as the events say: then a change would record nothing about it. */
export function isAsRecorded(duty: Duty, recorded: RecordedDuty): boolean {
  return (
    duty.status === recorded.status &&
    duty.dueOn === recorded.dueOn &&
    duty.metOn === recorded.metOn &&
    (duty.dueAt ?? null) === recorded.dueAt &&
    (duty.metAt ?? null) === recorded.metAt &&
    (recorded.lastDefensibleOn === null || duty.lastDefensibleOn === recorded.lastDefensibleOn)
  );
}

/** A duty with the dates that were recorded: a date moves by an event and never by being reckoned again. */
export function asRecorded(duty: Duty, recorded: RecordedDuty): Duty {
  if (isAsRecorded(duty, recorded)) return duty;
  const { status, dueOn, dueAt, metOn, metAt, endedBecause, lastDefensibleOn } = recorded;
  const { dueAt: _dueAt, metAt: _metAt, ...undated } = duty;
  return {
    ...undated,
    ...{ status, dueOn, metOn, endedBecause, lastDefensibleOn: lastDefensibleOn ?? duty.lastDefensibleOn },
    ...(dueAt === null ? {} : { dueAt }),
    ...(metAt === null ? {} : { metAt }),
  };
}
