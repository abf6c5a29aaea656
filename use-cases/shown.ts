import type { CalendarDate } from '../domain/calendar/calendar-date.ts';
import { dutyState } from '../domain/heart/duty-state.ts';
import type { Law } from '../domain/heart/law.ts';
import { calendarOfRule } from '../domain/heart/duty-from-rule.ts';
import { derive } from '../domain/rulebook/derive.ts';
import { settingsOf } from '../domain/rulebook/settings.ts';
import type { ChildRow } from '../store/queries/children.ts';
import type { DutyRow } from '../store/queries/duties.ts';

/** A duty as it is shown: the rule in words, the state today, and how the date came about. */
export type ShownDuty = Omit<DutyRow, 'settings'> & {
  readonly title: string;
  readonly state: string;
  readonly force: string;
  readonly citation: string;
  readonly sure: string;
  readonly derivation: unknown;
};

export function shown({ settings, ...row }: DutyRow, base: Law, today: CalendarDate): ShownDuty {
  const law = base.under(settingsOf(settings));
  const rule = law.rules.ruleFor(row.ruleId, row.fromOn);
  const derivation = derive(rule, row.inputs, calendarOfRule(rule, law))?.derivation ?? null;
  const { title, force, citation, sure } = rule;
  return { ...row, title, state: dutyState(row, today), force, citation, sure, derivation };
}

export function titleOf(ruleId: string, { rules }: Law): string {
  return rules.rules.find((rule) => rule.id === ruleId)?.title ?? ruleId;
}

/** The word for a child's next review today; null: none is owed. */
export function nextReviewState(row: ChildRow, today: CalendarDate): string | null {
  const { reviewKnowledge: knowledge, reviewOverdueFrom: overdueFrom, reviewBookedOn: bookedOn } = row;
  return knowledge === null ? null : dutyState({ status: 'open', knowledge, overdueFrom, bookedOn }, today);
}
