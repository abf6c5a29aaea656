import type { CalendarDate } from '../../calendar/calendar-date.ts';
import { dutyFromRule } from '../../heart/duty-from-rule.ts';
import type { Duty } from '../../heart/duty.ts';
import type { Derived } from '../../heart/fact.ts';
import type { Law } from '../../heart/law.ts';
import { by } from '../../in-order.ts';
import { searchOverBecause } from './ending.ts';
import type { FamilyFinding, PlacedForAdoption, PlacementReport } from './state.ts';

/** Kind of the derived event by which a waiting time is over. */
export const WAITING_TIME_OVER = 'waiting-time-over';

/**
 * Times that have to pass before something may be done: they are over by themselves at the end of their last day, so that nobody
 * can be late with them. The adopters' ten working days end before that where they have commented.
 */
export function waitingTimes(state: FamilyFinding, law: Law): readonly Duty[] {
  const over = searchOverBecause(state);
  const ended = (because: string | null): string | null => because ?? over;
  return [
    ...state.reports.map((report) =>
      commenting(report, { law, metOn: overOn(state, report.factId), ended: ended(null) }),
    ),
    ...state.life.placements.map((placed) =>
      tenWeeks(placed, {
        law,
        metOn: overOn(state, placed.factId),
        ended: ended(placed.returned === null ? null : 'the placement ended'),
      }),
    ),
  ];
}

type Standing = { readonly law: Law; readonly metOn: CalendarDate | null; readonly ended: string | null };

/** Whether the adopters may still comment on a day: their ten working days run, and they have not. */
export function mayStillComment(report: PlacementReport, on: CalendarDate, law: Law): boolean {
  const { fromOn, dueOn } = commenting(report, { law, metOn: null, ended: null });
  return fromOn <= on && on <= dueOn && (report.commentedOn === null || on < report.commentedOn);
}

function commenting(report: PlacementReport, { law, metOn, ended }: Standing): Duty {
  return dutyFromRule(
    {
      ruleId: 'adoption.placement-report',
      anchor: report.factId,
      inputs: { placementReportSentOn: report.on },
      metOn: report.commentedOn ?? metOn,
      endedBecause: ended,
    },
    law,
  );
}

function tenWeeks(placed: PlacedForAdoption, { law, metOn, ended }: Standing): Duty {
  return dutyFromRule(
    {
      ruleId: 'adoption.order-earliest',
      anchor: placed.factId,
      inputs: { placedForAdoptionOn: placed.on },
      metOn,
      endedBecause: ended,
    },
    law,
  );
}

function overOn({ over }: FamilyFinding, anchor: string): CalendarDate | null {
  return over.find((time) => time.anchor === anchor)?.on ?? null;
}

/** The next day at whose end a waiting time is over. */
export function nextWaitingTimeOn(state: FamilyFinding, law: Law): CalendarDate | null {
  const running = waitingTimes(state, law).filter(({ status }) => status === 'open');
  return running.map(({ dueOn }) => dueOn).toSorted(by((on) => on))[0] ?? null;
}

export function waitingTimesOverOn(state: FamilyFinding, on: CalendarDate, law: Law): readonly Derived[] {
  return waitingTimes(state, law)
    .filter(({ status, dueOn }) => status === 'open' && dueOn === on)
    .map(({ ruleId, anchor }) => ({ kind: WAITING_TIME_OVER, on, payload: { ruleId, anchor } }));
}
