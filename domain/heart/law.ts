import type { Calendar } from '../calendar/calendar.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import { calendarWith, practiceOf, type Practice, type Settings } from '../rulebook/settings.ts';

/** What a process may look at besides its own state: rules, calendar, and the authority's own practice. */
export type Law = {
  readonly rules: Rulebook;
  readonly calendar: Calendar;
  readonly practice: Practice;
  /** The law of the same build under the settings that a process has adopted; null: none. */
  under(settings: Settings | null): Law;
};

/** The law of a build. What it is under settings is made once for each content hash: few, and the same for all processes. */
export function lawOf({ rules, calendar }: Pick<Law, 'rules' | 'calendar'>): Law {
  const made = new Map<string, Law>();
  const under = (settings: Settings | null): Law => {
    if (settings === null) return base;
    const known = made.get(settings.id);
    if (known !== undefined) return known;
    const changed = calendarWith(calendar, settings);
    const law: Law = { rules, calendar: changed, practice: practiceOf(changed, settings), under };
    made.set(settings.id, law);
    return law;
  };
  const base: Law = { rules, calendar, practice: practiceOf(calendar, null), under };
  return base;
}
