import type { CalendarDate } from '../../calendar/calendar-date.ts';
import type { Fact, Telling } from '../../heart/fact.ts';
import { QUIET } from '../../heart/quiet.ts';
import type { Command, Moment, Process } from '../../heart/process.ts';
import { numberOf, readDate, readText } from '../../json-reading.ts';
import type { JsonObject } from '../../json.ts';
import { accept, refuse, type Result } from '../../result.ts';

/** Where an import stands: it waits for a person once it is previewed, and always ends applied or withdrawn. */
export type ImportStatus = 'received' | 'previewed' | 'applying' | 'applied' | 'withdrawing' | 'withdrawn';

export type FeedImportRefusal = 'not-previewed' | 'already-confirmed' | 'already-withdrawn' | 'nothing-to-do';

export type FeedImport = {
  readonly status: ImportStatus;
  /** The day to which the return speaks; null until it is found or told. */
  readonly asAt: CalendarDate | null;
  /** The earliest day of which the return speaks; what lies before cannot have vanished from it. */
  readonly coversFrom: CalendarDate | null;
  readonly children: number;
  /** Why it was withdrawn; null unless it was. */
  readonly reason: string | null;
};

const FACTS: Readonly<Record<string, (state: FeedImport, fact: Fact) => FeedImport>> = {
  'return-received': (state, fact) => ({ ...state, status: 'received', asAt: readDate(fact.payload, 'asAt') }),
  'import-previewed': (state, fact) => ({
    ...state,
    status: 'previewed',
    asAt: readDate(fact.payload, 'asAt') ?? state.asAt,
    coversFrom: readDate(fact.payload, 'coversFrom'),
    children: numberOf(fact.payload, 'children'),
  }),
  'import-confirmed': (state) => ({ ...state, status: 'applying' }),
  'import-applied': (state) => ({ ...state, status: 'applied' }),
  'import-withdrawal-begun': (state, fact) => ({
    ...state,
    status: 'withdrawing',
    reason: readText(fact.payload, 'reason'),
  }),
  'import-withdrawn': (state) => ({ ...state, status: 'withdrawn' }),
};

type Deciding = { readonly from: readonly ImportStatus[]; readonly fact: string; readonly refusal: FeedImportRefusal };

/** From which status each command leads on, and what it is refused with from any other. */
const COMMANDS: Readonly<Record<string, Deciding>> = {
  'receive-return': { from: ['received'], fact: 'return-received', refusal: 'nothing-to-do' },
  'record-preview': { from: ['received'], fact: 'import-previewed', refusal: 'nothing-to-do' },
  'confirm-import': { from: ['previewed'], fact: 'import-confirmed', refusal: 'not-previewed' },
  'finish-import': { from: ['applying'], fact: 'import-applied', refusal: 'nothing-to-do' },
  'withdraw-import': {
    from: ['received', 'previewed', 'applying', 'applied'],
    fact: 'import-withdrawal-begun',
    refusal: 'already-withdrawn',
  },
  'finish-withdrawal': { from: ['withdrawing'], fact: 'import-withdrawn', refusal: 'nothing-to-do' },
};

/** One import of a return: received, previewed, confirmed by a person, applied; it can be withdrawn at any time. */
export const FEED_IMPORT: Process<FeedImport> = {
  ...QUIET,
  kind: 'feed-import',
  stateVersion: 1,
  factKinds: Object.keys(FACTS),
  commandKinds: Object.keys(COMMANDS),
  initial: { status: 'received', asAt: null, coversFrom: null, children: 0, reason: null },
  decide,
  evolve: (state, fact) => FACTS[fact.kind]?.(state, fact) ?? state,
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
  const payload: JsonObject = command.payload;
  return accept([{ kind: deciding.fact, on: today, payload }]);
}
