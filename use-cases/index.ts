import type { CalendarDate } from '../domain/calendar/calendar-date.ts';
import { londonDateOf, type Instant } from '../domain/calendar/instant.ts';
import type { Actor } from '../domain/heart/actor.ts';
import type { Law } from '../domain/heart/law.ts';
import type { Digest } from '../domain/record/chain.ts';
import { readTracker } from '../store/queries/tracker.ts';
import { listAlerts, type AlertFilter, type AlertRow } from '../store/queries/alerts.ts';
import {
  findChild,
  listChildren,
  reviewsOfChild,
  type ChildFilter,
  type ChildRow,
  type ReviewRow,
} from '../store/queries/children.ts';
import { keptRowsOf, type KeptImportRow } from '../store/imports/kept.ts';
import { KEPT_TABLES } from '../domain/feeds/use-of.ts';
import { dutiesOfChild, listDuties, type DutyFilter } from '../store/queries/duties.ts';
import { listEvaluations, type Evaluations } from '../store/queries/evaluations.ts';
import type { Page, PageWish } from '../store/queries/page.ts';
import { findProcess, listProcesses, type ProcessFilter, type ProcessRow } from '../store/queries/processes.ts';
import { unfinishedDecisions, type UnfinishedDecision } from '../store/queries/supervision.ts';
import { readStream, type Queries } from '../store/read-stream.ts';
import type { Record } from '../store/record.ts';
import { READERS, requireRole } from './access.ts';
import { addressedHere } from './addressing.ts';
import { createCommands, type Commands } from './commands.ts';
import { asSeenBy } from './confidential.ts';
import { createMeasures, type Measures } from './measures.ts';
import { ofChild } from './of-child.ts';
import { Refused } from './refused.ts';
import { sentenceOf } from './sentences.ts';
import { nextStates, shown, titleOf, type ShownDuty, type ShownProcess, type ShownTracker } from './shown.ts';

export type { Changed } from '../store/record.ts';

export type UseCaseDeps = {
  readonly record: Record;
  readonly queries: Queries;
  readonly law: Law;
  readonly digest: Digest;
  readonly now: () => Instant;
};

export type HistoryEntry = {
  readonly sequence: number;
  readonly processId: string;
  readonly sentence: string;
  readonly class: string;
  readonly kind: string;
  readonly occurredOn: CalendarDate;
  readonly recordedAt: Instant;
  readonly actor: string;
  readonly cause: string | null;
  readonly payload: unknown;
};

export type UseCases = Commands &
  Measures & {
    children(actor: Actor, filter: Omit<ChildFilter, 'now'>): Promise<Page<ChildRow & ReturnType<typeof nextStates>>>;
    child(
      actor: Actor,
      ref: string,
    ): Promise<{
      readonly child: ChildRow;
      readonly processes: readonly ProcessRow[];
      readonly duties: readonly ShownDuty[];
      /** Reviews held, the latest first; without lawful effect where it is known that no IRO chaired. */
      readonly reviews: readonly ReviewRow[];
    }>;
    /** Decisions of supervision that are not carried out, with their age and how often they were put off, the oldest first. */
    unfinishedDecisions(actor: Actor, ref: string): Promise<readonly UnfinishedDecision[]>;
    /** Everything recorded of the child, also what a household's process tells of this child. */
    timeline(actor: Actor, ref: string): Promise<readonly HistoryEntry[]>;
    /** What imports brought of the child and no process uses yet. */
    kept(actor: Actor, ref: string): Promise<readonly KeptImportRow[]>;
    duties(actor: Actor, filter: Omit<DutyFilter, 'now'>): Promise<Page<ShownDuty>>;
    alerts(
      actor: Actor,
      filter: Omit<AlertFilter, 'mine'> & { readonly mine?: Actor | undefined },
    ): Promise<Page<AlertRow & { readonly title: string }>>;
    processes(
      actor: Actor,
      filter: Omit<ProcessFilter, 'overdueAt'> & { readonly overdue?: boolean | undefined },
    ): Promise<Page<ProcessRow>>;
    process(actor: Actor, id: string): Promise<ShownProcess>;
    history(actor: Actor, id: string): Promise<readonly HistoryEntry[]>;
    /** Evaluations of practice, of a theme or all, and what they come to. */
    evaluations(actor: Actor, filter: PageWish & { readonly theme: string | null }): Promise<Evaluations>;
    tracker(actor: Actor, from: CalendarDate | null): Promise<ShownTracker>;
    readonly law: Law;
  };

/** What a person or a program may ask; every call authorises its actor. */
export function createUseCases(deps: UseCaseDeps): UseCases {
  const { queries, law } = deps;
  const today = (): CalendarDate => londonDateOf(deps.now());
  const history = (id: string, actor: Actor): Promise<readonly HistoryEntry[]> => historyOf(id, actor, deps);
  return {
    ...createCommands(deps),
    ...createMeasures(deps),
    law,
    children: async (actor, filter) => {
      mayRead(actor);
      const page = await listChildren(queries, { ...filter, now: deps.now() });
      return { ...page, items: page.items.map((row) => ({ ...row, ...nextStates(row, deps.now()) })) };
    },
    child: async (actor, ref) => {
      mayRead(actor);
      const child = await findChild(queries, ref);
      if (child === null) throw new Refused('not-found');
      const [processes, duties, reviews] = await Promise.all([
        listProcesses(queries, { childRef: ref, limit: 200, after: null }),
        dutiesOfChild(queries, ref),
        reviewsOfChild(queries, ref),
      ]);
      return { child, processes: processes.items, duties: duties.map((row) => shown(row, law, deps.now())), reviews };
    },
    unfinishedDecisions: async (actor, ref) => {
      mayRead(actor);
      if ((await findChild(queries, ref)) === null) throw new Refused('not-found');
      return unfinishedDecisions(queries, { childRef: ref, today: today() });
    },
    timeline: async (actor, ref) => {
      mayRead(actor);
      const { items } = await listProcesses(queries, { childRef: ref, limit: 200, after: null });
      if (items.length === 0) throw new Refused('not-found');
      const all = await Promise.all(items.map(async (row) => ofChild(ref, row, await history(row.id, actor))));
      return all
        .flat()
        .sort((a, b) => (a.recordedAt < b.recordedAt ? -1 : a.recordedAt > b.recordedAt ? 1 : a.sequence - b.sequence));
    },
    kept: async (actor, ref) => {
      mayRead(actor);
      if ((await findChild(queries, ref)) === null) throw new Refused('not-found');
      return keptRowsOf(queries, ref, KEPT_TABLES);
    },
    duties: async (actor, filter) => {
      mayRead(actor);
      const page = await listDuties(queries, { ...filter, now: deps.now() });
      return { ...page, items: page.items.map((row) => shown(row, law, deps.now())) };
    },
    alerts: async (actor, filter) => {
      mayRead(actor);
      const { mine: me, ...rest } = filter;
      const mine = me === undefined ? undefined : () => addressedHere(queries, me, deps.now());
      const page = await listAlerts(queries, { ...rest, mine });
      return { ...page, items: page.items.map((row) => ({ ...row, title: titleOf(row.ruleId, law) })) };
    },
    processes: async (actor, { overdue, ...filter }) => {
      mayRead(actor);
      return listProcesses(queries, { ...filter, overdueAt: overdue === true ? deps.now() : undefined });
    },
    process: async (actor, id) => {
      mayRead(actor);
      const row = await findProcess(queries, id);
      if (row === null) throw new Refused('not-found');
      const duties = await listDuties(queries, { processId: id, limit: 1_000, after: null, now: deps.now() });
      return { ...row, duties: duties.items.map((duty) => shown(duty, law, deps.now())) };
    },
    history: async (actor, id) => {
      mayRead(actor);
      const entries = await history(id, actor);
      if (entries.length === 0) throw new Refused('not-found');
      return entries;
    },
    evaluations: async (actor, filter) => {
      mayRead(actor);
      return listEvaluations(queries, { ...filter, now: deps.now() });
    },
    tracker: async (actor, given) => {
      mayRead(actor);
      const from = given ?? yearStart(today());
      const { byRule, ...measures } = await readTracker(queries, { now: deps.now(), from });
      const titled = byRule.map((row) => ({ ...row, title: titleOf(row.ruleId, law) }));
      return { byRule: titled, ...measures, from, to: today() };
    },
  };
}

function mayRead(actor: Actor): void {
  requireRole(actor, READERS, 'Reading');
}

async function historyOf(id: string, reader: Actor, { queries, law }: UseCaseDeps): Promise<readonly HistoryEntry[]> {
  const events = await readStream(queries, id);
  return events.map((recorded) => {
    const event = asSeenBy(recorded, id, reader);
    const { sequence, class: eventClass, kind, occurredOn, recordedAt, actor, cause, payload } = event;
    return {
      sequence,
      processId: id,
      sentence: sentenceOf(event, law.rules),
      class: eventClass,
      kind,
      occurredOn,
      recordedAt,
      actor,
      cause,
      payload,
    };
  });
}

/** The year of the return that a day lies in: from 1 April. */
function yearStart(today: CalendarDate): CalendarDate {
  const year = Number(today.slice(0, 4)) - (today.slice(5) < '04-01' ? 1 : 0);
  const start = `${String(year)}-04-01`;
  return isDay(start) ? start : today;
}

function isDay(text: string): text is CalendarDate {
  return text.length === 10;
}
