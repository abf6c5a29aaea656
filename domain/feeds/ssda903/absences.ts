import type { CalendarDate } from '../../calendar/calendar-date.ts';
import { londonInstant } from '../../calendar/instant.ts';
import type { Telling } from '../../heart/fact.ts';
import { by } from '../../in-order.ts';
import { readTimeOfDay } from '../read-value.ts';
import { dated, valueIn, type DatedRow, type StagedRow } from '../staged.ts';
import { isWithin, type CareTime } from './care-times.ts';
import type { Tell } from './tell.ts';

/** One absence without leave as a delivery tells it, to the minute where it has times: facts of a missing episode. */
export type ReturnAbsence = { readonly startOn: CalendarDate; readonly facts: readonly Telling[] };

/** The absences that began while the child was in care, the earliest first, so that later ones hear of earlier ones. */
export function absencesOf(
  rows: readonly StagedRow[],
  { times, tell }: { readonly times: readonly CareTime[]; readonly tell: Tell },
): readonly ReturnAbsence[] {
  const starts = rows.flatMap((row) => dated(row, 'MIS_START')).toSorted(by(({ on }) => on));
  return starts
    .filter(({ on }) => times.some((time) => isWithin(time, on)))
    .map((start) => {
      const again = starts.find(({ on }) => on > start.on) ?? null;
      return { startOn: start.on, facts: [missed(start, tell), ...cameBack(start, { again, tell })] };
    });
}

function missed(start: DatedRow, tell: Tell): Telling {
  const code = valueIn(start.row, 'MISSING');
  const payload = { absence: code === '' ? null : code };
  const told = tell('went-missing', start, { key: `missing:${start.on}`, row: 'MISSING_ROW', payload });
  return { ...told, ...momentOf(start, 'MIS_START') };
}

/** Nobody is missing twice at once: without an end the child was back, on a day that nobody tells, by the next absence. */
function cameBack(
  { row, on: startOn }: DatedRow,
  { again, tell }: { readonly again: DatedRow | null; readonly tell: Tell },
): readonly Telling[] {
  const key = { key: `found:${startOn}`, row: 'MISSING_ROW' };
  const [end] = dated(row, 'MIS_END');
  if (end !== undefined)
    return [
      { ...tell('found', end, { ...key, payload: {} }), ...momentOf(end, 'MIS_END') },
      ...offers(end, { startOn, tell }),
    ];
  return again === null ? [] : [tell('found', { row, on: again.on }, { ...key, payload: { dayKnown: false } })];
}

/** The time of day, which feeds have and returns do not: hours count for a child who is missing. */
function momentOf({ row, on }: DatedRow, column: string): Pick<Telling, 'at'> {
  const time = readTimeOfDay(valueIn(row, column));
  return time === null ? {} : { at: londonInstant(on, time) };
}

/** A feed says that an interview was offered after the return, and whether the child accepted, but not on which day. */
function offers(
  end: DatedRow,
  { startOn, tell }: { readonly startOn: CalendarDate; readonly tell: Tell },
): readonly Telling[] {
  if (valueIn(end.row, 'RHI_OFFERED') !== 'Y') return [];
  const said = valueIn(end.row, 'RHI_ACCEPTED');
  const payload = { dayKnown: false, accepted: said === '' ? null : said === 'Y' };
  return [tell('return-interview-offered', end, { key: `offered:${startOn}`, row: 'MISSING_ROW', payload })];
}
