import type { Fact, Telling } from '../../heart/fact.ts';
import type { CalendarDate } from '../../calendar/calendar-date.ts';
import {
  changedOnly,
  opened,
  type Brought,
  type DeliveredOfChild,
  type PeriodChange,
  type Recorded,
} from './compare.ts';
import { differences } from './differences.ts';
import { pairedUp, sameRow, startsWithin, type Fits } from './pairing.ts';

/** A row is known by its key, else by its first day, else by days that it shares: nobody is missing twice at once. */
const SAME: readonly Fits[] = [sameRow(isStart), startsWithin(0), sharesDays];

/**
 * Compares the absences of one child that a delivery brings with those recorded; each recorded one is matched once. One whose
 * row has gone is withdrawn, where the delivery could have told it.
 */
export function compareAbsences(
  recorded: readonly Recorded[],
  brought: readonly Brought[],
  delivered: DeliveredOfChild,
): readonly PeriodChange[] {
  const coverage = { ...delivered, coversFrom: delivered.missingFrom };
  const pairs = pairedUp(recorded, brought, SAME);
  const matched = new Set(pairs.values());
  const told = brought.flatMap((absence): readonly PeriodChange[] => {
    const same = pairs.get(absence);
    if (same === undefined) return [opened(absence)];
    const found = differences(same.facts, withoutKnown(absence.facts, same.facts), coverage);
    return same.isTakenBack ? [] : [changedOnly(same, found, delivered)];
  });
  const gone = recorded
    .filter((absence) => !matched.has(absence) && absence.startOn >= delivered.missingFrom)
    .map((absence) => changedOnly(absence, differences(absence.facts, [], coverage), delivered));
  return [...told, ...gone.filter(({ lines }) => lines.length > 0)];
}

/** Days between the first and the last: absences that only meet on one are two. */
function sharesDays({ facts }: Recorded, { startOn, facts: told }: Brought): boolean {
  const from = missedOn(facts);
  if (from === null) return false;
  const [to, until] = [foundOn(facts), foundOn(told)];
  return (until === null || from < until) && (to === null || startOn < to);
}

/** By which facts it is known on which day something was that a delivery tells without its day. */
const KNOWN_BY: Readonly<Record<string, readonly string[]>> = {
  'return-interview-offered': ['return-interview-offered', 'return-interview-recorded'],
  found: ['found'],
};

/** That the child was back, or an interview was offered, at some time adds nothing to what a person recorded of it with its day. */
function withoutKnown(told: readonly Telling[], facts: readonly Fact[]): readonly Telling[] {
  return told.filter(({ kind, payload }) => {
    const known = payload['dayKnown'] === false ? facts.filter((fact) => KNOWN_BY[kind]?.includes(fact.kind)) : [];
    return known.length === 0 || known.some(({ source }) => source.by !== 'person');
  });
}

function isStart({ kind }: Telling | Fact): boolean {
  return kind === 'went-missing';
}

function missedOn(facts: readonly Fact[]): CalendarDate | null {
  return facts.find(isStart)?.on ?? null;
}

function foundOn(facts: readonly (Telling | Fact)[]): CalendarDate | null {
  return facts.find(({ kind }) => kind === 'found')?.on ?? null;
}
