import type { CalendarDate } from '../domain/calendar/calendar-date.ts';
import type { Instant } from '../domain/calendar/instant.ts';
import { dutyState } from '../domain/heart/duty-state.ts';
import type { Law } from '../domain/heart/law.ts';
import { calendarOfRule } from '../domain/heart/duty-from-rule.ts';
import { derive } from '../domain/rulebook/derive.ts';
import { settingsOf } from '../domain/rulebook/settings.ts';
import type { ChildRow } from '../store/queries/children.ts';
import type { DutyRow } from '../store/queries/duties.ts';
import type { ProcessPage } from '../store/queries/processes.ts';
import type { RuleCount, Tracker } from '../store/queries/tracker.ts';

/** What is owed by rule and state, with each rule in words, and the measures from a day to today. */
export type ShownTracker = Omit<Tracker, 'byRule'> & {
  readonly byRule: readonly (RuleCount & { readonly title: string })[];
  readonly from: CalendarDate;
  readonly to: CalendarDate;
};

type OpenDuty = Parameters<typeof dutyState>[0];

/** A duty as it is shown: the rule in words, its state, and how the date came about. */
export type ShownDuty = Omit<DutyRow, 'settings'> & {
  readonly title: string;
  readonly state: string;
  readonly force: string;
  readonly citation: string;
  readonly sure: string;
  readonly derivation: unknown;
};

/** A process as it is shown by itself, with everything that it owes. */
export type ShownProcess = ProcessPage & { readonly duties: readonly ShownDuty[] };

export function shown({ settings, ...row }: DutyRow, base: Law, now: Instant): ShownDuty {
  const law = base.under(settingsOf(settings));
  const rule = law.rules.ruleFor(row.ruleId, row.fromOn);
  const derivation = derive(rule, row.inputs, calendarOfRule(rule, law))?.derivation ?? null;
  const { title, force, citation, sure } = rule;
  return { ...row, title, state: dutyState(row, now), force, citation, sure, derivation };
}

export function titleOf(ruleId: string, { rules }: Law): string {
  return rules.rules.find((rule) => rule.id === ruleId)?.title ?? ruleId;
}

/** The words for a child's next review and next visit now; null: none is owed. */
export function nextStates(
  row: ChildRow,
  now: Instant,
): { readonly nextReviewState: string | null; readonly nextVisitState: string | null } {
  const state = (knowledge: ChildRow['reviewKnowledge'], dates: Pick<OpenDuty, 'overdueFrom' | 'bookedOn'>) =>
    knowledge === null ? null : dutyState({ status: 'open', knowledge, ...dates }, now);
  return {
    nextReviewState: state(row.reviewKnowledge, { overdueFrom: row.reviewOverdueFrom, bookedOn: row.reviewBookedOn }),
    nextVisitState: state(row.visitKnowledge, { overdueFrom: row.visitOverdueFrom, bookedOn: row.visitBookedOn }),
  };
}
