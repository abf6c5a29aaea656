import type { CalendarDate } from '../calendar/calendar-date.ts';
import type { ReadFile } from '../feeds/read-file.ts';
import { fileProblem, hasColumns, rowReader, tableOf, type FileProblem } from './table.ts';

export const OLD_DATE_COLUMNS = ['child', 'rule', 'due'] as const;

/** What the system before says is due for a child by a rule. */
export type OldDate = { readonly localReference: string; readonly ruleId: string; readonly dueOn: CalendarDate };

export type OldDatesStaged = {
  readonly rows: number;
  readonly taken: number;
  readonly dates: readonly OldDate[];
  readonly problems: readonly FileProblem[];
};

/** Reads the dates of the system before, to be compared with ours; of two rows for the same child and rule the last counts. */
export function stageOldDates(
  file: ReadFile,
  known: { readonly children: ReadonlySet<string>; readonly rules: ReadonlySet<string> },
): OldDatesStaged {
  if (!hasColumns(file, OLD_DATE_COLUMNS)) {
    const code = file.heading === null ? 'EMPTY_FILE' : 'UNKNOWN_FILE';
    return { rows: file.rows.length, taken: 0, dates: [], problems: [fileProblem(code, { file: file.name })] };
  }
  const table = tableOf(file);
  const problems = [...table.problems];
  const dates = new Map<string, OldDate>();
  let taken = 0;
  for (const row of table.rows) {
    const reader = rowReader(row);
    const [localReference, ruleId] = [reader.required('child'), reader.required('rule')];
    const dueOn = reader.requiredDay('due');
    if (localReference !== '' && !known.children.has(localReference)) reader.say('CHILD_NOT_IN_CARE', 'child');
    if (ruleId !== '' && !known.rules.has(ruleId)) reader.say('UNKNOWN_RULE', 'rule');
    problems.push(...reader.problems);
    if (reader.problems.length > 0) continue;
    taken += 1;
    dates.set(`${localReference} ${ruleId}`, { localReference, ruleId, dueOn });
  }
  return { rows: file.rows.length, taken, dates: [...dates.values()], problems };
}
