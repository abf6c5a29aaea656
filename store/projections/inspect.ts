import { isJsonObject } from '../../domain/json-reading.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { Law } from '../../domain/heart/law.ts';
import { latestOverview, type KeptProcess } from '../kept-rows.ts';
import type { Queries } from '../read-stream.ts';
import type { Row } from '../rows.ts';
import { NOTHING_WRITTEN, type Writing } from '../write.ts';
import { columnsThatDiffer, differencesOf, partsThatDiffer, type Differences } from './differences.ts';
import { expectedOf, type Expected, type ExpectedRows, type ProjectionDeps } from './expected.ts';
import { OF_PROCESS, readFound, type OfProcessTable, type ProcessFound, type SubjectFound } from './found.ts';

/** Something that does not hold, with where. */
export type Fault = { readonly processId: string; readonly sequence: number | null; readonly fault: string };

/** Rows that are not what the stream gives. */
export type Stale = {
  readonly ref: string;
  readonly faults: readonly Fault[];
  /** What puts it right, but for alerts too many: a change never removes one. */
  readonly writing: Writing;
  readonly alertsGone: readonly Row[];
};

/** What was found about some subjects. */
export type Inspected = {
  readonly processes: number;
  readonly events: number;
  /** Processes whose content was destroyed: nobody can tell what their rows should be. */
  readonly erased: number;
  /** What cannot be put right from here: broken chains, and what this build does not understand. */
  readonly left: readonly Fault[];
  /** Whole streams of which this build makes something else than was recorded. */
  readonly reckonedOtherwise: readonly string[];
  readonly stale: readonly Stale[];
};

/** Compares all rows of some subjects with what their streams give. */
export async function inspect(queries: Queries, refs: readonly string[], deps: ProjectionDeps): Promise<Inspected> {
  const subjects = (await readFound(queries, refs)).map((found) => ({
    found,
    expected: found.processes.map((process) => [process, expectedOf(process, deps)] as const),
  }));
  const all = subjects.flatMap(({ expected }) => expected);
  return {
    processes: all.length,
    events: all.reduce((sum, [{ stream }]) => sum + stream.length, 0),
    erased: all.filter(([, { status }]) => status === 'erased').length,
    left: all.flatMap(([{ id }, expected]) =>
      expected.status === 'left' ? expected.faults.map((fault) => ({ processId: id, ...fault })) : [],
    ),
    reckonedOtherwise: all.flatMap(([{ id }, expected]) =>
      expected.status === 'left' && expected.isReckonedOtherwise ? [id] : [],
    ),
    stale: subjects.map((subject) => staleOf(subject, deps.law)).filter(({ faults }) => faults.length > 0),
  };
}

type SubjectExpected = {
  readonly found: SubjectFound;
  readonly expected: readonly (readonly [found: ProcessFound, expected: Expected])[];
};

function staleOf({ found: { subject, overview }, expected }: SubjectExpected, law: Law): Stale {
  const processes = expected.flatMap(([found, should]) =>
    should.status === 'rows' ? [processStale(found, should)] : [],
  );
  const row = overviewOf(expected, (kept) => latestOverview(subject, kept, law));
  const line = row === 'unknown' ? NO_DIFFERENCES : differencesOf(row === null ? [] : [row], overview, ['child_ref']);
  const isLineStale = line.written.length + line.gone.length > 0;
  const all = (table: keyof Writing): readonly Row[] => processes.flatMap(({ writing }) => writing[table]);
  return {
    ref: subject.ref,
    faults: [...processes.flatMap(({ faults }) => faults), ...(isLineStale ? [ofLine(line)] : [])],
    writing: {
      ...NOTHING_WRITTEN,
      process: all('process'),
      ...{ duty: all('duty'), duty_gone: all('duty_gone'), alert: all('alert') },
      ...{ review: all('review'), review_gone: all('review_gone') },
      ...{ process_child: all('process_child'), process_child_gone: all('process_child_gone') },
      ...{ child_overview: line.written, child_overview_gone: line.gone },
    },
    alertsGone: processes.flatMap(({ alertsGone }) => alertsGone),
  };
}

const NO_DIFFERENCES: Differences = { written: [], gone: [] };

function ofLine({ written, gone }: Differences): Fault {
  const processId = [...written, ...gone].map((row) => row['process_id']).find((id) => typeof id === 'string');
  return { processId: processId ?? '', sequence: null, fault: notGiven('the projection child_overview') };
}

/** A child's line is not known where one of its processes is left as it is; of erased content what is kept is taken as it stands. */
function overviewOf(
  expected: SubjectExpected['expected'],
  latest: (kept: readonly KeptProcess[]) => Row | null,
): Row | null | 'unknown' {
  const kept = expected.map(([, should]) => (should.status === 'left' ? null : should.kept));
  const known = kept.filter((process) => process !== null);
  if (known.length < kept.length) return 'unknown';
  try {
    return latest(known);
  } catch {
    // Only what is kept of erased content can be unreadable: all else was just made.
    return 'unknown';
  }
}

type ProcessStale = Omit<Stale, 'ref'>;

function processStale({ id, row, rows }: ProcessFound, expected: ExpectedRows): ProcessStale {
  // What is kept is compared as it is known, however it is stored.
  const should = { ...expected.process, kept: expected.kept.kept };
  const columns = columnsThatDiffer(should, row).filter((column) => column !== 'build');
  const tables = OF_PROCESS.map(
    (table) => [table, differencesOf(expected.rows[table], rows[table], KEYS[table])] as const,
  );
  const stale = tables.filter(([, { written, gone }]) => written.length + gone.length > 0);
  const differences = new Map<string, Differences>(tables);
  const of = (table: OfProcessTable): Differences => differences.get(table) ?? NO_DIFFERENCES;
  const say = (fault: string): Fault => ({ processId: id, sequence: null, fault });
  return {
    faults: [
      ...processFaults(columns, should, row),
      ...stale.map(([table]) => notGiven(`the projection ${table}`)),
    ].map(say),
    writing: {
      ...NOTHING_WRITTEN,
      process: columns.length === 0 ? [] : [expected.process],
      ...{ duty: of('duty').written, duty_gone: of('duty').gone },
      alert: of('alert').written,
      ...{ review: of('review').written, review_gone: of('review').gone },
      ...{ process_child: of('process_child').written, process_child_gone: of('process_child').gone },
    },
    alertsGone: of('alert').gone,
  };
}

const KEYS = {
  duty: ['process_id', 'id'],
  alert: ['process_id', 'id'],
  review: ['process_id', 'fact_id'],
  process_child: ['process_id', 'child_ref'],
} as const;

function processFaults(columns: readonly string[], expected: Row, found: JsonObject): readonly string[] {
  const parts = columns.includes('kept') ? partsThatDiffer(expected['kept'], found['kept']) : [];
  const others = columns.filter((column) => column !== 'kept');
  const unreadable = columns.includes('kept') && !isJsonObject(found['kept']);
  return [
    ...parts.map((part) => notGiven(`what is kept (${part})`)),
    ...(unreadable && parts.length === 0 ? [notGiven('what is kept')] : []),
    ...(others.length > 0 ? [notGiven(`its row (${others.join(', ')})`)] : []),
  ];
}

function notGiven(what: string): string {
  return `${what} is not what the stream gives`;
}
