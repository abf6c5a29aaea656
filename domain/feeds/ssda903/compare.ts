import { addDays, daysBetween, laterOf, type CalendarDate } from '../../calendar/calendar-date.ts';
import type { Fact, Telling } from '../../heart/fact.ts';
import { differences, type Differences } from './differences.ts';

type Recorded = {
  readonly processId: string;
  readonly startOn: CalendarDate;
  readonly readAsAt: CalendarDate | null;
  readonly facts: readonly Fact[];
};
type Brought = { readonly processId: string; readonly startOn: CalendarDate; readonly facts: readonly Telling[] };

/** What a return changes in one period of care: opened anew, or differences against what is recorded. */
export type PeriodChange = {
  readonly processId: string;
  readonly opens: boolean;
  readonly differences: Differences;
  /** The return speaks to a later day than any before it. */
  readonly isLaterReading: boolean;
};

/** A start that moved by more is another period of care. */
const SAME_PERIOD_WITHIN_DAYS = 31;

/** Compares the periods of one child that a return brings with those recorded; each recorded one is matched once, the nearest first. */
export function comparePeriods(
  recorded: readonly Recorded[],
  brought: readonly Brought[],
  { asAt, coversFrom }: { readonly asAt: CalendarDate; readonly coversFrom: CalendarDate },
): readonly PeriodChange[] {
  const free = [...recorded];
  return brought.map((period) => {
    const match = nearest(free, period.startOn) ?? longer(free, period);
    const current = match === null && isCurrent(period.facts) ? free.find(({ facts }) => isCurrent(facts)) : undefined;
    if (current !== undefined) return waitingFor(current, period);
    if (match === null) {
      const nothing = { corrected: [], withdrawn: [], conflicts: [] };
      return {
        processId: period.processId,
        opens: true,
        differences: { told: period.facts, ...nothing },
        isLaterReading: true,
      };
    }
    free.splice(free.indexOf(match), 1);
    return {
      processId: match.processId,
      opens: false,
      differences: against(match, period, coversFrom),
      isLaterReading: match.readAsAt === null || match.readAsAt < asAt,
    };
  });
}

function isCurrent(facts: readonly { readonly kind: string }[]): boolean {
  return !facts.some(({ kind }) => kind === 'left-care');
}

/** Nobody is in care twice: a current period that began months apart from the one recorded waits for a person. */
function waitingFor({ processId, facts }: Recorded, brought: Brought): PeriodChange {
  const isEntry = ({ kind }: Telling): boolean => kind === 'entered-care';
  const conflicts = facts
    .filter(isEntry)
    .flatMap(({ id }) => brought.facts.filter(isEntry).map((telling) => ({ factId: id, telling })));
  return {
    processId,
    opens: false,
    differences: { told: [], corrected: [], withdrawn: [], conflicts },
    isLaterReading: false,
  };
}

function nearest(recorded: readonly Recorded[], startOn: CalendarDate): Recorded | null {
  const near = recorded.filter(
    (candidate) => Math.abs(daysBetween(candidate.startOn, startOn)) <= SAME_PERIOD_WITHIN_DAYS,
  );
  return (
    near.toSorted((a, b) => Math.abs(daysBetween(a.startOn, startOn)) - Math.abs(daysBetween(b.startOn, startOn)))[0] ??
    null
  );
}

/** A yearly return may begin in the middle of a period: it continues the recorded one in which its first row lies. */
function longer(recorded: readonly Recorded[], period: Brought): Recorded | null {
  const isStartTold = period.facts.some(
    ({ kind, payload }) => kind === 'entered-care' && payload['startKnown'] === true,
  );
  if (isStartTold) return null;
  return (
    recorded.findLast(
      ({ startOn, facts }) =>
        startOn < period.startOn && !facts.some(({ kind, on }) => kind === 'left-care' && on < period.startOn),
    ) ?? null
  );
}

/** Where a return begins later than what is recorded, its first row is known from before and says nothing of earlier days. */
function against(match: Recorded, { startOn, facts }: Brought, coversFrom: CalendarDate): Differences {
  if (daysBetween(match.startOn, startOn) <= SAME_PERIOD_WITHIN_DAYS)
    return differences(match.facts, facts, coversFrom);
  const known = match.facts.filter(({ kind, on }) => kind === 'placement-started' && on === startOn);
  const isKnown = ({ kind, on, payload }: Telling): boolean =>
    kind === 'entered-care' ||
    (kind === 'placement-started' && on === startOn && known.some((fact) => fact.payload['code'] === payload['code']));
  const from = addDays(startOn, 1);
  return differences(
    match.facts.filter(({ on }) => on >= from),
    facts.filter((telling) => !isKnown(telling)),
    laterOf(coversFrom, from),
  );
}

/** Whether the change is nothing at all: the same return again. */
export function isNothing({
  opens,
  differences: { told, corrected, withdrawn },
  isLaterReading,
}: PeriodChange): boolean {
  return !opens && !isLaterReading && told.length + corrected.length + withdrawn.length === 0;
}
