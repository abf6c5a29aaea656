import type { CalendarDate } from '../../calendar/calendar-date.ts';
import type { Fact, Telling } from '../../heart/fact.ts';
import { QUIET } from '../../heart/quiet.ts';
import type { Command, Moment, Process } from '../../heart/process.ts';
import { numberOf, readDate, readText } from '../../json-reading.ts';
import type { JsonObject } from '../../json.ts';
import { accept, refuse, type Result } from '../../result.ts';

/** Where an import stands: it waits for a person once it is previewed, and always ends applied or withdrawn. */
export type ImportStatus = 'received' | 'previewed' | 'applying' | 'applied' | 'withdrawing' | 'withdrawn';

export type FeedImportRefusal =
  'not-previewed' | 'already-confirmed' | 'already-withdrawn' | 'nothing-to-do' | 'decided-at-the-source';

export type FeedImport = {
  readonly status: ImportStatus;
  /** A yearly return, or the daily feed. */
  readonly by: 'return' | 'feed';
  /** The day to which the delivery speaks; null until it is found or told. */
  readonly asAt: CalendarDate | null;
  /** The earliest day of which the delivery speaks; what lies before cannot have vanished from it. */
  readonly coversFrom: CalendarDate | null;
  /** The same of allocations; null: it tells none, so that none can have vanished. */
  readonly allocationsFrom: CalendarDate | null;
  /** The same of absences; absent: it tells none. */
  readonly missingFrom?: CalendarDate;
  /** The same of searches for adopters; absent: it tells none. */
  readonly searchesFrom?: CalendarDate;
  /** The same of deprivations of liberty; absent: it tells none. */
  readonly deprivationsFrom?: CalendarDate;
  /** How often persons have decided about rows of it; a preview that knows of fewer is made again. */
  readonly decided: number;
  readonly children: number;
  /** Why it was withdrawn; null unless it was. */
  readonly reason: string | null;
};

/** What each fact leads to, and what it says beside it. */
const FACTS: Readonly<Record<string, readonly [status: ImportStatus, says: (fact: Fact) => Partial<FeedImport>]>> = {
  'return-received': ['received', ({ payload }) => ({ asAt: readDate(payload, 'asAt') })],
  'feed-received': ['received', ({ payload }) => ({ by: 'feed', asAt: readDate(payload, 'asAt') })],
  'rows-decided': ['received', () => ({})],
  'import-previewed': ['previewed', ({ payload }) => previewed(payload)],
  'import-confirmed': ['applying', () => ({})],
  'import-applied': ['applied', () => ({})],
  'import-withdrawal-begun': ['withdrawing', ({ payload }) => ({ reason: readText(payload, 'reason') })],
  'import-withdrawn': ['withdrawn', () => ({})],
};

/** Of what a delivery may not tell at all: absent where it does not. */
const TOLD_FROM = ['missingFrom', 'searchesFrom', 'deprivationsFrom'] as const;

function previewed(payload: JsonObject): Partial<FeedImport> {
  const asAt = readDate(payload, 'asAt');
  const from = TOLD_FROM.flatMap((name) => {
    const on = readDate(payload, name);
    return on === null ? [] : [[name, on] as const];
  });
  return {
    ...(asAt === null ? {} : { asAt }),
    ...Object.fromEntries(from),
    coversFrom: readDate(payload, 'coversFrom'),
    allocationsFrom: readDate(payload, 'allocationsFrom'),
    children: numberOf(payload, 'children'),
  };
}

const STATUSES: readonly ImportStatus[] = ['received', 'previewed', 'applying', 'applied', 'withdrawing', 'withdrawn'];

/**
 * An import goes from status to status, and begins anew each time that a person decides about rows. A fact of an earlier round,
 * or of an earlier status of the same one, says nothing more: all may have happened on one day.
 */
function evolve(state: FeedImport, fact: Fact): FeedImport {
  const leads = FACTS[fact.kind];
  if (leads === undefined) return state;
  const [status, says] = leads;
  const decided = numberOf(fact.payload, 'decided');
  const isBehind =
    decided < state.decided || (decided === state.decided && STATUSES.indexOf(status) < STATUSES.indexOf(state.status));
  return isBehind ? state : { ...state, ...says(fact), status, decided };
}

type Deciding = { readonly from: readonly ImportStatus[]; readonly fact: string; readonly refusal: FeedImportRefusal };

/** From which status each command leads on, and what it is refused with from any other. */
const COMMANDS: Readonly<Record<string, Deciding>> = {
  'receive-return': { from: ['received'], fact: 'return-received', refusal: 'nothing-to-do' },
  'receive-feed': { from: ['received'], fact: 'feed-received', refusal: 'nothing-to-do' },
  'record-preview': { from: ['received'], fact: 'import-previewed', refusal: 'nothing-to-do' },
  'decide-rows': { from: ['previewed', 'applied'], fact: 'rows-decided', refusal: 'not-previewed' },
  'confirm-import': { from: ['previewed'], fact: 'import-confirmed', refusal: 'not-previewed' },
  'finish-import': { from: ['applying'], fact: 'import-applied', refusal: 'nothing-to-do' },
  'withdraw-import': {
    from: ['received', 'previewed', 'applying', 'applied'],
    fact: 'import-withdrawal-begun',
    refusal: 'already-withdrawn',
  },
  'finish-withdrawal': { from: ['withdrawing'], fact: 'import-withdrawn', refusal: 'nothing-to-do' },
};

/**
 * One import of a return or feed: received, previewed, confirmed, applied; it can be withdrawn at any time. What a person decides
 * about rows of a return has it read again and previewed anew, also after it was applied.
 */
export const FEED_IMPORT: Process<FeedImport> = {
  ...QUIET,
  kind: 'feed-import',
  stateVersion: 2,
  factKinds: Object.keys(FACTS),
  commandKinds: Object.keys(COMMANDS),
  initial: {
    status: 'received',
    by: 'return',
    asAt: null,
    coversFrom: null,
    allocationsFrom: null,
    decided: 0,
    children: 0,
    reason: null,
  },
  decide,
  evolve,
  stage: (state) => state.status,
  isClosed: (state) => state.status === 'applied' || state.status === 'withdrawn',
};

function decide(state: FeedImport, command: Command, { today }: Moment): Result<readonly Telling[], FeedImportRefusal> {
  const deciding = COMMANDS[command.kind];
  if (deciding === undefined) return refuse('nothing-to-do');
  if (!deciding.from.includes(state.status)) {
    const confirmedBefore =
      command.kind === 'confirm-import' && (state.status === 'applying' || state.status === 'applied');
    return refuse(confirmedBefore ? 'already-confirmed' : deciding.refusal);
  }
  const { kind, payload } = command;
  // Yesterday's row of a feed comes again tonight: only its source can put it right.
  if (kind === 'decide-rows' && state.by === 'feed') return refuse('decided-at-the-source');
  if (kind === 'record-preview' && numberOf(payload, 'decided') !== state.decided) return refuse('nothing-to-do');
  const decided = kind === 'decide-rows' ? state.decided + 1 : state.decided;
  return accept([{ kind: deciding.fact, on: today, payload: decided === 0 ? payload : { ...payload, decided } }]);
}
