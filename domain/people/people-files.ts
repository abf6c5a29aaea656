import { earlierOf, laterOf } from '../calendar/calendar-date.ts';
import type { ReadFile } from '../feeds/read-file.ts';
import { ROLES } from '../rulebook/role.ts';
import { FALLBACK, isBelowItself, type Period, type PostRole } from './directory.ts';
import type { Entries, Saving } from './entries.ts';
import {
  cellOf,
  fileProblem,
  hasColumns,
  rowReader,
  tableOf,
  type FileProblem,
  type RowReader,
  type TableRow,
} from './table.ts';

export const PEOPLE_COLUMNS = ['person', 'name', 'email', 'role', 'team', 'from', 'to'] as const;
/** May be missing: by which code returns and feeds name the person. */
const CODE = 'code';
export const TEAM_COLUMNS = ['team', 'name', 'above'] as const;

/** Files of people and teams as entries of the directory, row by row; what cannot be taken is left out and said. */
export type PeopleStaged = {
  readonly rows: number;
  readonly taken: number;
  readonly savings: readonly Saving[];
  /** By which code returns and feeds name whom. */
  readonly codes: ReadonlyMap<string, string>;
  readonly problems: readonly FileProblem[];
};

const ADDRESS = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/;

/** What each team stands below: those of the directory, and over them those of the files. */
type AboveOf = ReadonlyMap<string, string | null>;

function aboveOfAll(known: readonly Entries['team'][], rows: readonly TableRow[]): AboveOf {
  return new Map([
    ...known.map(({ ref, above }) => [ref, above] as const),
    ...rows.map((row) => [cellOf(row, 'team'), cellOf(row, 'above') || null] as const),
  ]);
}

type PersonRow = {
  readonly person: Entries['person'];
  readonly post: Entries['post'] | null;
  readonly code: string | null;
};

/** What rows come to together: each person once, and who each code stands for. */
type Joined = { readonly people: Map<string, Entries['person']>; readonly codes: Map<string, string> };

/** Reads files of people (a row for each role that somebody holds) and of teams. Teams keep the day from which they are live. */
export function stagePeople(files: readonly ReadFile[], known: readonly Entries['team'][]): PeopleStaged {
  const problems: FileProblem[] = [];
  const rowsOf = (wanted: (file: ReadFile) => boolean): readonly TableRow[] => {
    const tables = files.filter(wanted).map(tableOf);
    problems.push(...tables.flatMap((table) => table.problems));
    return tables.flatMap((table) => table.rows);
  };
  const taking = <Row>(rows: readonly TableRow[], take: (reader: RowReader) => Row): readonly Row[] =>
    rows.flatMap((row) => {
      const reader = rowReader(row);
      const taken = take(reader);
      problems.push(...reader.problems);
      return reader.problems.length === 0 ? [taken] : [];
    });
  const unknown = files.filter((file) => !isPeople(file) && !isTeams(file));
  problems.push(
    ...unknown.map(({ name: file, heading }) =>
      fileProblem(heading === null ? 'EMPTY_FILE' : 'UNKNOWN_FILE', { file }),
    ),
  );
  const teamRows = rowsOf((file) => !isPeople(file) && isTeams(file));
  const aboveOf = aboveOfAll(known, teamRows);
  const teams = taking(teamRows, (reader) => teamOf(reader, { known, aboveOf }));
  const joined: Joined = { people: new Map(), codes: new Map() };
  const held = taking(rowsOf(isPeople), (reader) => {
    const row = personOf(reader, aboveOf);
    if (reader.problems.length === 0) join(joined, row, reader);
    return row;
  });
  return {
    rows: files.reduce((sum, file) => sum + file.rows.length, 0),
    taken: held.length + teams.length,
    savings: savingsOf(teams, joined, held),
    codes: joined.codes,
    problems,
  };
}

function savingsOf(
  teams: readonly Entries['team'][],
  { people }: Joined,
  held: readonly PersonRow[],
): readonly Saving[] {
  const posts = held.flatMap(({ post }) => post ?? []);
  return [
    ...byRef(teams).map((entry): Saving => ({ kind: 'team', ref: entry.ref, entry })),
    ...[...people.values()].map((entry): Saving => ({ kind: 'person', ref: entry.ref, entry })),
    ...byRef(posts).map((entry): Saving => ({ kind: 'post', ref: entry.ref, entry })),
  ];
}

function byRef<Entry extends { readonly ref: string }>(entries: readonly Entry[]): readonly Entry[] {
  return [...new Map(entries.map((entry) => [entry.ref, entry])).values()];
}

function isPeople(file: ReadFile): boolean {
  return hasColumns(file, PEOPLE_COLUMNS);
}

function isTeams(file: ReadFile): boolean {
  return hasColumns(file, TEAM_COLUMNS);
}

function teamOf(
  reader: RowReader,
  { known, aboveOf }: { readonly known: readonly Entries['team'][]; readonly aboveOf: AboveOf },
): Entries['team'] {
  const [ref, name, above] = [reader.required('team'), reader.required('name'), reader.text('above')];
  if (above !== null && !aboveOf.has(above)) reader.say('UNKNOWN_TEAM', 'above');
  if (isBelowItself(ref, aboveOf)) reader.say('TEAM_BELOW_ITSELF', 'above');
  return teamEntry({ ref, name, above }, known);
}

function personOf(reader: RowReader, aboveOf: AboveOf): PersonRow {
  const [ref, name, email] = [reader.required('person'), reader.required('name'), reader.text('email')];
  if (/\s/.test(ref)) reader.say('NOT_A_REFERENCE', 'person');
  if (email !== null && !ADDRESS.test(email)) reader.say('NOT_AN_ADDRESS', 'email');
  const period = periodOf(reader);
  const [role, team] = [reader.text('role')?.toLowerCase().replaceAll(' ', '-') ?? null, reader.text('team')];
  if (team !== null && !aboveOf.has(team)) reader.say('UNKNOWN_TEAM', 'team');
  const row = { person: { ref, name, email, ...period }, post: null, code: reader.text(CODE) };
  if (role === null) return row;
  if (!isPostRole(role)) {
    reader.say('UNKNOWN_ROLE', 'role');
    return row;
  }
  return {
    ...row,
    post: { ref: postRef(ref, role, { team, fromOn: period.fromOn }), person: ref, role, team, ...period },
  };
}

function periodOf(reader: RowReader): Period {
  const [fromOn, toOn] = [reader.requiredDay('from'), reader.day('to')];
  if (toOn !== null && toOn < fromOn) reader.say('ENDS_BEFORE_IT_BEGINS', 'to');
  return { fromOn, toOn };
}

/** A post is known by who holds what, where and from when, so that the same file again changes nothing. */
export function postRef(person: string, role: PostRole, at: Pick<Entries['post'], 'team' | 'fromOn'>): string {
  return [person, role, at.team ?? '', at.fromOn].join(' ');
}

/** Somebody stands in as many rows as they hold roles, and works here from the first to the last of them. */
function join({ people, codes }: Joined, { person, code }: PersonRow, reader: RowReader): void {
  const before = people.get(person.ref) ?? person;
  if (before.name !== person.name || before.email !== person.email) reader.say('NAMED_OTHERWISE', 'name');
  else if (code !== null && (codes.get(code) ?? person.ref) !== person.ref) reader.say('CODE_OF_ANOTHER', CODE);
  else {
    const toOn = before.toOn === null || person.toOn === null ? null : laterOf(before.toOn, person.toOn);
    people.set(person.ref, { ...before, fromOn: earlierOf(before.fromOn, person.fromOn), toOn });
    if (code !== null) codes.set(code, person.ref);
  }
}

export function isPostRole(role: string): role is PostRole {
  return role === FALLBACK || ROLES.some((known) => known === role);
}

/** A team under its name; since when it is live, and its recovery plan, are left as they are. */
export function teamEntry(
  named: Pick<Entries['team'], 'ref' | 'name' | 'above'>,
  known: readonly Entries['team'][],
): Entries['team'] {
  const before = known.find((team) => team.ref === named.ref);
  return { ...{ liveFrom: null, recoverBy: null, recovery: null }, ...before, ...named };
}
