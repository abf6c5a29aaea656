import type { CalendarDate } from '../calendar/calendar-date.ts';
import { dutyFromRule } from '../heart/duty-from-rule.ts';
import type { Duty } from '../heart/duty.ts';
import type { Fact, FactId } from '../heart/fact.ts';
import type { Law } from '../heart/law.ts';

/** A fact that does not fit the others: noticed on its day, or where a return tells it on the day that return was read. */
export type Contradictory = {
  readonly factId: FactId;
  readonly on: CalendarDate;
  readonly reason: string;
  /** The day to which the return or feed speaks that told it; null: a person. */
  readonly asAt: CalendarDate | null;
};

type WithContradictions = { readonly contradictory: readonly Contradictory[] };

/** The state with a fact noted that cannot be, and why. */
export function contradicted<State extends WithContradictions>(state: State, fact: Fact, reason: string): State {
  const asAt = fact.source.by === 'person' ? null : fact.source.asAt;
  return { ...state, contradictory: [...state.contradictory, { factId: fact.id, on: fact.on, reason, asAt }] };
}

/** Somebody sorts each contradiction out. */
export function contradictionDuties(
  { contradictory }: WithContradictions,
  closed: string | null,
  law: Law,
): readonly Duty[] {
  return contradictory.map(({ factId, on }) =>
    dutyFromRule(
      { ruleId: 'record.contradiction', anchor: factId, inputs: { noticedOn: on }, endedBecause: closed },
      law,
    ),
  );
}
