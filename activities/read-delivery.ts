import { calendarDate, dateOf, partsOf, type CalendarDate } from '../domain/calendar/calendar-date.ts';
import type { ReadFile } from '../domain/feeds/read-file.ts';
import type { KnownWorker } from '../domain/feeds/ssda903/allocations.ts';
import { childrenOf, workersIn, type ReturnChild } from '../domain/feeds/ssda903/periods.ts';
import { stageReturn } from '../domain/feeds/ssda903/stage.ts';
import { stageFeed } from '../domain/feeds/ssd/stage.ts';
import { SSD_TABLES } from '../domain/feeds/ssd/tables.ts';
import type { StagedReturn, StagedRow } from '../domain/feeds/staged.ts';
import type { Telling } from '../domain/heart/fact.ts';
import { CHILDREN_OF_A_STEP, eachInSteps } from '../domain/in-steps.ts';
import { canonical, type Json } from '../domain/json.ts';
import type { Digest } from '../domain/record/chain.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';
import { fedDigests } from '../store/imports/fed.ts';
import type { StagedChild } from '../store/imports/staging.ts';
import { rowDecisions } from '../store/imports/state.ts';
import { knownWorkers } from '../store/imports/workers.ts';
import { inTurns } from './in-turns.ts';

export type ReadDeps = {
  readonly prisma: PrismaClient;
  readonly newRef: () => string;
  readonly digest: Digest;
};

/** A delivery as read: what became of its rows, and what it tells of each child that has to be looked at. */
export type Delivery = {
  readonly staged: StagedReturn;
  /** The rows that are kept as they were read. */
  readonly rows: readonly StagedRow[];
  readonly children: readonly (ReturnChild & { readonly fed: StagedChild['fed'] })[];
  readonly coversFrom: CalendarDate | null;
  readonly allocationsFrom: CalendarDate | null;
  readonly missingFrom: CalendarDate | null;
  readonly searchesFrom: CalendarDate | null;
  readonly deprivationsFrom: CalendarDate | null;
  /** Workers whom it names, by their references. */
  readonly workers: readonly string[];
  /** Children of the last feed who are not in this one. */
  readonly absent: number;
};

type Asked = { readonly importId: string; readonly asAt: CalendarDate };

export async function readReturn(
  files: readonly ReadFile[],
  { importId, asAt }: Asked,
  { prisma, newRef }: ReadDeps,
): Promise<Delivery> {
  const staged = await inTurns(stageReturn(files, { asAt, decisions: await rowDecisions(prisma, importId) }));
  const workers = await knownWorkers(prisma, workersIn(staged), newRef);
  const children = await inTurns(childrenOf(staged, { by: 'return', importId, workers }));
  return {
    staged,
    rows: staged.rows,
    children: children.map((child) => ({ ...child, fed: null })),
    coversFrom: earliest(children, 'review-held'),
    allocationsFrom: earliest(children, 'allocated'),
    missingFrom: earliest(children, 'went-missing'),
    searchesFrom: earliest(children, 'adoption-plan-set'),
    // Few children are deprived of their liberty: a year in which the table tells of none says so.
    deprivationsFrom: tablesRead(staged).has(DEPRIVATIONS) ? firstOfYear(asAt) : null,
    workers: refsOf(workers),
    absent: 0,
  };
}

function refsOf(workers: ReadonlyMap<string, KnownWorker>): readonly string[] {
  return [...workers.values()].map(({ ref }) => ref);
}

function earliest(children: readonly ReturnChild[], kind: string): CalendarDate | null {
  let first: CalendarDate | null = null;
  const told = children.flatMap(({ periods, absences, searches }) => [...periods, ...absences, ...searches]);
  for (const { facts } of told) {
    for (const fact of facts) if (fact.kind === kind && (first === null || fact.on < first)) first = fact.on;
  }
  return first;
}

/** A feed tells the whole of what its source has: from the first day on. */
const FIRST_DAY = calendarDate('0001-01-01');

/** Reads a daily feed; of its children only those are looked at of whom it says otherwise than the one before. */
export async function readFeed(
  files: readonly ReadFile[],
  { importId, asAt }: Asked,
  { prisma, newRef, digest }: ReadDeps,
): Promise<Delivery> {
  const feed = await inTurns(stageFeed(files, { asAt }));
  const workers = await knownWorkers(prisma, workersIn(feed.told), newRef);
  const isComplete = isWhole(feed.staged);
  const read = await inTurns(childrenOf(feed.told, { by: 'feed', importId, workers }));
  const digested = (child: ReturnChild): Delivery['children'][number] => {
    const told = { ...child, isWhole: child.isWhole && isComplete };
    const reviewDueOn = feed.reviewsDue.get(child.localReference) ?? null;
    return { ...told, fed: { digest: digest(canonical(saidOf(told, reviewDueOn))), reviewDueOn } };
  };
  const children = await inTurns(eachInSteps(read, digested, CHILDREN_OF_A_STEP));
  const before = await fedDigests(prisma);
  const changed = children.filter(({ localReference, fed }) => before.get(localReference) !== fed?.digest);
  const now = new Set(children.map(({ localReference }) => localReference));
  return {
    staged: feed.staged,
    // All others are the vendor's to keep.
    rows: feed.staged.rows.filter(({ status }) => status !== 'taken'),
    children: changed,
    coversFrom: FIRST_DAY,
    allocationsFrom: FIRST_DAY,
    missingFrom: tablesRead(feed.staged).has(ABSENCES) ? FIRST_DAY : null,
    searchesFrom: tablesRead(feed.staged).has(PERMANENCE) ? FIRST_DAY : null,
    deprivationsFrom: null,
    workers: refsOf(workers),
    absent: [...before.keys()].filter((reference) => !now.has(reference)).length,
  };
}

const DEPRIVATIONS = 'deprivation-of-liberty';

/** The first day of the year of a return, which begins in April: it tells what went on in that year. */
function firstOfYear(asAt: CalendarDate): CalendarDate {
  const { year, month } = partsOf(asAt);
  return dateOf({ year: month < 4 ? year - 1 : year, month: 4, day: 1 });
}

const ABSENCES = 'ssd-missing';
const PERMANENCE = 'ssd-permanence';
/** Not every system delivers these: without one of them only absences, or searches for adopters, cannot vanish. */
const OF_SOME_SYSTEMS: readonly string[] = [ABSENCES, PERMANENCE];

/** Nothing can have vanished from a feed of which a table is missing or could not be read. */
function isWhole(staged: StagedReturn): boolean {
  const read = tablesRead(staged);
  return SSD_TABLES.every(({ table }) => OF_SOME_SYSTEMS.includes(table) || read.has(table));
}

function tablesRead({ files, problems }: StagedReturn): ReadonlySet<string | null> {
  const unread = new Set(problems.filter(({ severity }) => severity === 'reject-file').map(({ file }) => file));
  return new Set(files.filter(({ file }) => !unread.has(file)).map(({ table }) => table));
}

/** All that a feed says of a child, without by which import and up to which day. */
function saidOf(
  { periods, absences, searches, stays, isWhole: whole }: ReturnChild,
  reviewDueOn: CalendarDate | null,
): Json {
  const facts = periods.map(inShort);
  // A child without any says what it said before these were told.
  const missing = absences.length === 0 ? {} : { missing: absences.map(inShort) };
  const found = searches.length === 0 ? {} : { searches: searches.map(inShort) };
  const connected = stays.length === 0 ? {} : { stays: stays.map(inShort) };
  return { facts, ...missing, ...found, ...connected, whole, reviewDueOn };
}

function inShort({ facts }: { readonly facts: readonly Telling[] }): Json {
  return facts.map(({ kind, on, at, payload, source }) => {
    const moment = at === undefined ? [] : [at];
    return [kind, on, payload, source?.by === 'feed' ? source.key : null, ...moment];
  });
}
