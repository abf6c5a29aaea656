import { addDays, type CalendarDate } from '../calendar/calendar-date.ts';
import type { ReadFile } from '../feeds/read-file.ts';
import { by } from '../in-order.ts';
import type { ToldAllocation } from '../processes/period-of-care/care-planning/commands.ts';
import { ROLES } from '../rulebook/role.ts';
import type { Directory } from './directory.ts';
import { fileProblem, hasColumns, rowReader, tableOf, type FileProblem, type RowReader } from './table.ts';

export const ALLOCATION_COLUMNS = ['child', 'role', 'who', 'from', 'to'] as const;

/** What a file of allocations tells, child by child. */
export type AllocationsStaged = {
  readonly rows: number;
  readonly taken: number;
  readonly children: ReadonlyMap<string, readonly ToldAllocation[]>;
  readonly problems: readonly FileProblem[];
};

type Known = { readonly directory: Directory; readonly children: ReadonlySet<string>; readonly today: CalendarDate };

/** Reads who is worker, IRO … of each child and which team is responsible; an empty `who` says that it is nobody. */
export function stageAllocations(file: ReadFile, known: Known): AllocationsStaged {
  if (!hasColumns(file, ALLOCATION_COLUMNS)) {
    const code = file.heading === null ? 'EMPTY_FILE' : 'UNKNOWN_FILE';
    return {
      rows: file.rows.length,
      taken: 0,
      children: new Map(),
      problems: [fileProblem(code, { file: file.name })],
    };
  }
  const table = tableOf(file);
  const problems = [...table.problems];
  const children = new Map<string, readonly ToldAllocation[]>();
  let taken = 0;
  for (const row of table.rows) {
    const reader = rowReader(row);
    const child = reader.required('child');
    if (child !== '' && !known.children.has(child)) reader.say('CHILD_NOT_IN_CARE', 'child');
    const told = allocationsOf(reader, known);
    problems.push(...reader.problems);
    if (reader.problems.length > 0) continue;
    taken += 1;
    children.set(child, [...(children.get(child) ?? []), ...told]);
  }
  const ordered = new Map([...children].map(([child, told]) => [child, inOrder(told)]));
  return { rows: file.rows.length, taken, children: ordered, problems };
}

function allocationsOf(reader: RowReader, { directory, today }: Known): readonly ToldAllocation[] {
  const role = reader.required('role').toLowerCase().replaceAll(' ', '-');
  const [who, on, toOn] = [reader.text('who'), reader.requiredDay('from'), reader.day('to')];
  if (on > today) reader.say('IN_THE_FUTURE', 'from');
  if (toOn !== null && toOn < on) reader.say('ENDS_BEFORE_IT_BEGINS', 'to');
  if (role === '') return [];
  if (!isAllocatedRole(role)) {
    reader.say('UNKNOWN_ROLE', 'role');
    return [];
  }
  const known = role === 'team' ? directory.teams : directory.people;
  if (who !== null && !known.some(({ ref }) => ref === who))
    reader.say(role === 'team' ? 'UNKNOWN_TEAM' : 'UNKNOWN_PERSON', 'who');
  const nobodyFrom = toOn === null || role === 'team' ? null : addDays(toOn, 1);
  return [
    { on, role, who },
    ...(nobodyFrom === null || nobodyFrom > today ? [] : [{ on: nobodyFrom, role, who: null }]),
  ];
}

/** In order; nobody follows on the last day of one where another row tells of somebody from that day on. */
function inOrder(told: readonly ToldAllocation[]): readonly ToldAllocation[] {
  const isFilled = ({ on, role, who }: ToldAllocation): boolean =>
    who === null && told.some((other) => other.on === on && other.role === role && other.who !== null);
  return told.filter((one) => !isFilled(one)).toSorted(by(({ on }) => on));
}

function isAllocatedRole(role: string): role is ToldAllocation['role'] {
  return role === 'team' || ROLES.some((known) => known === role);
}
