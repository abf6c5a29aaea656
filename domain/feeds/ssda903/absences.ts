import type { CalendarDate } from '../../calendar/calendar-date.ts';
import type { Telling } from '../../heart/fact.ts';
import { by } from '../../in-order.ts';
import { dated, valueIn, type DatedRow, type StagedRow } from '../staged.ts';
import { isWithin, type CareTime } from './care-times.ts';
import type { Tell } from './tell.ts';

/** One absence without leave as a delivery tells it, by days: facts of a missing episode. */
export type ReturnAbsence = { readonly startOn: CalendarDate; readonly facts: readonly Telling[] };

/** The absences that began while the child was in care, the earliest first, so that later ones hear of earlier ones. */
export function absencesOf(
  rows: readonly StagedRow[],
  { times, tell }: { readonly times: readonly CareTime[]; readonly tell: Tell },
): readonly ReturnAbsence[] {
  return rows
    .flatMap((row) => dated(row, 'MIS_START'))
    .filter(({ on }) => times.some((time) => isWithin(time, on)))
    .toSorted(by(({ on }) => on))
    .map((start) => ({ startOn: start.on, facts: factsOf(start, tell) }));
}

function factsOf(start: DatedRow, tell: Tell): readonly Telling[] {
  const { row, on } = start;
  const code = valueIn(row, 'MISSING');
  const absence = code === '' ? null : code;
  return [
    tell('went-missing', start, { key: `missing:${on}`, row: 'MISSING_ROW', payload: { absence } }),
    ...dated(row, 'MIS_END').flatMap((end) => [
      tell('found', end, { key: `found:${on}`, row: 'MISSING_ROW', payload: {} }),
      ...offers(end, { startOn: on, tell }),
    ]),
  ];
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
