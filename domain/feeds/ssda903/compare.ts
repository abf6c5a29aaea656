import { addDays, daysBetween, laterOf, type CalendarDate } from '../../calendar/calendar-date.ts';
import type { Fact, FactId, Telling } from '../../heart/fact.ts';
import type { JsonObject } from '../../json.ts';
import { DEPRIVATION, differences, isKept, type Coverage, type Differences } from './differences.ts';

/** What the record has of one process of a child. */
export type Recorded = {
  readonly processId: string;
  readonly startOn: CalendarDate;
  /** The day on which a search ended; null while it lasts, absent of everything else. */
  readonly endOn?: CalendarDate | null;
  /** Something is owed in it, also once it has ended; absent: not. */
  readonly isOpen?: boolean;
  /** A person has taken back that there was any such thing: that stands. */
  readonly isTakenBack?: boolean;
  readonly readAsAt: CalendarDate | null;
  readonly isFed: boolean;
  readonly facts: readonly Fact[];
};
/** What a delivery tells of it, and the process that is opened where there is none. */
export type Brought = {
  readonly processId: string;
  readonly startOn: CalendarDate;
  /** Null while it lasts; absent of an absence. */
  readonly endOn?: CalendarDate | null;
  readonly facts: readonly Telling[];
  readonly isWhole: boolean;
};

/** What a delivery changes in one period of care: opened anew, or differences against what is recorded. */
export type PeriodChange = {
  readonly processId: string;
  readonly opens: boolean;
  readonly differences: Differences;
  /** The delivery speaks to a later day than any before it; of a daily feed only the first one is noted. */
  readonly isLaterReading: boolean;
  /** One line for each fact that would change or waits; none for a period that is opened. */
  readonly lines: readonly ChangeLine[];
};

/** A fact that would change, in short; what a source says otherwise with its content, so that a person can decide. */
export type ChangeLine = {
  readonly processId: string;
  readonly what: 'told' | 'corrected' | 'withdrawn' | 'waits';
  readonly kind: string;
  readonly factId: FactId | null;
  readonly from: CalendarDate | null;
  readonly to: CalendarDate | null;
  readonly content?: JsonObject;
};

/** A delivery: how far it speaks, and to which day. */
export type Delivered = Omit<Coverage, 'isWhole'> & {
  readonly asAt: CalendarDate;
  /** The earliest day of which it tells absences. */
  readonly missingFrom: CalendarDate;
  /** The earliest day of which it tells searches for adopters. */
  readonly searchesFrom: CalendarDate;
};

/** The same, and whether every row that may be the child's was taken. */
export type DeliveredOfChild = Delivered & Pick<Coverage, 'isWhole'>;

/** A start that moved by more is another period of care. */
export const SAME_PERIOD_WITHIN_DAYS = 31;

/** Compares the periods of one child that a return brings with those recorded; each recorded one is matched once, the nearest first. */
export function comparePeriods(
  recorded: readonly Recorded[],
  brought: readonly Brought[],
  delivered: Delivered,
): readonly PeriodChange[] {
  const free = [...recorded];
  return brought.map((period) => {
    const match = nearest(free, period.startOn) ?? longer(free, period);
    const current = match === null && isCurrent(period.facts) ? free.find(({ facts }) => isCurrent(facts)) : undefined;
    if (current !== undefined && isOfAnother(current, delivered)) return waitingFor(current, period);
    const same = match ?? current ?? null;
    if (same === null) return opened(period);
    free.splice(free.indexOf(same), 1);
    return changeOf(same, against(same, period, delivered), isLater(same, delivered));
  });
}

/** Nothing of the kind is recorded yet. */
export function opened({ processId, facts }: Brought): PeriodChange {
  const nothing = { corrected: [], withdrawn: [], conflicts: [] };
  return { processId, opens: true, differences: { told: facts, ...nothing }, isLaterReading: true, lines: [] };
}

/** Whether a delivery speaks to a later day than those read before. */
export function isLater({ readAsAt, isFed }: Recorded, { by, asAt }: Delivered): boolean {
  return by === 'feed' ? !isFed : readAsAt === null || readAsAt < asAt;
}

/** A later reading is noted where it says something new: what is of the past stays as it is. */
export function changedOnly(same: Recorded, found: Differences, delivered: Delivered): PeriodChange {
  const isChanged = found.told.length + found.corrected.length + found.withdrawn.length > 0;
  return changeOf(same, found, isChanged && isLater(same, delivered));
}

/** The change of a recorded process, with a line for each fact. */
export function changeOf(match: Recorded, found: Differences, isLaterReading: boolean): PeriodChange {
  const { processId, facts } = match;
  const byId = new Map(facts.map((fact) => [fact.id, fact]));
  const line = (what: ChangeLine['what'], factId: FactId | null, { kind, on: to }: Telling): ChangeLine => {
    const before = factId === null ? undefined : byId.get(factId);
    return { processId, what, kind, factId, from: before?.on ?? null, to };
  };
  const gone = ({ id: factId, kind, on: from }: Fact): ChangeLine => ({
    ...{ processId, what: 'withdrawn', kind, factId, from, to: null },
  });
  const lines = [
    ...found.told.map((telling) => line('told', null, telling)),
    ...found.corrected.map(({ factId, telling }) => line('corrected', factId, telling)),
    ...facts.filter(({ id }) => found.withdrawn.includes(id)).map(gone),
    ...found.conflicts.map(({ factId, telling }) => ({ ...line('waits', factId, telling), content: telling.payload })),
  ];
  return { processId, opens: false, differences: found, isLaterReading, lines };
}

function isCurrent(facts: readonly { readonly kind: string }[]): boolean {
  return !facts.some(({ kind }) => kind === 'left-care');
}

/** Whether somebody else told when the period began; who told it may say that it began months earlier or later. */
function isOfAnother({ facts }: Recorded, { by }: Delivered): boolean {
  return facts.some(({ kind, source }) => kind === 'entered-care' && source.by !== by);
}

function isStartTold({ facts }: Brought): boolean {
  return facts.some(({ kind, payload }) => kind === 'entered-care' && payload['startKnown'] === true);
}

/** Nobody is in care twice: a current period that began months apart from the one recorded waits for a person. */
function waitingFor(recorded: Recorded, brought: Brought): PeriodChange {
  const { facts } = recorded;
  const isEntry = ({ kind }: Telling): boolean => kind === 'entered-care';
  const conflicts = facts
    .filter(isEntry)
    .flatMap((fact) => brought.facts.filter(isEntry).map((telling) => ({ fact, telling })))
    .filter((pair) => !isKept(pair, facts))
    .map(({ fact, telling }) => ({ factId: fact.id, telling }));
  return changeOf(recorded, { told: [], corrected: [], withdrawn: [], conflicts }, false);
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
  if (isStartTold(period)) return null;
  return (
    recorded.findLast(
      ({ startOn, facts }) =>
        startOn < period.startOn && !facts.some(({ kind, on }) => kind === 'left-care' && on < period.startOn),
    ) ?? null
  );
}

/** Where a return begins later than what is recorded, its first row is known from before and says nothing of earlier days. */
function against(match: Recorded, brought: Brought, delivered: Delivered): Differences {
  const { startOn, facts, isWhole } = brought;
  const coverage = { ...delivered, isWhole };
  if (isStartTold(brought) || daysBetween(match.startOn, startOn) <= SAME_PERIOD_WITHIN_DAYS)
    return differences(match.facts, facts, coverage);
  const known = match.facts.filter(({ kind, on }) => kind === 'placement-started' && on === startOn);
  const isKnown = ({ kind, on, payload }: Telling): boolean =>
    kind === 'entered-care' ||
    (kind === 'placement-started' && on === startOn && known.some((fact) => fact.payload['code'] === payload['code']));
  const from = addDays(startOn, 1);
  return differences(
    // An order to deprive the child of liberty is told with its first day for as long as it goes on.
    match.facts.filter(({ kind, on }) => on >= from || DEPRIVATION.test(kind)),
    facts.filter((telling) => !isKnown(telling)),
    { ...coverage, coversFrom: laterOf(coverage.coversFrom, from) },
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
