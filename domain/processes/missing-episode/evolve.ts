import { addDays, addYears } from '../../calendar/calendar-date.ts';
import type { Fact } from '../../heart/fact.ts';
import { RETURN_READ } from '../../heart/telling.ts';
import { readDate, readFlag, readText, textOf } from '../../json-reading.ts';
import { contradicted } from '../contradictory.ts';
import type { MissingEpisodeRefusal } from './commands.ts';
import { ALL_DUE_DAYS, type MissingEpisode, type When } from './state.ts';

type Change = Partial<MissingEpisode> | MissingEpisodeRefusal;

/** What each fact changes; a refusal says why it cannot be. */
const EVOLVE: Readonly<Record<string, (state: MissingEpisode, fact: Fact) => Change>> = {
  [RETURN_READ]: (state, { on, payload }) => {
    const asAt = readDate(payload, 'asAt');
    const isLater = asAt !== null && (state.reading === null || asAt >= state.reading.asAt);
    return isLater ? { reading: { asAt, readOn: on } } : {};
  },
  'went-missing': (state, fact) => {
    if (state.missing !== null) return 'already-missing';
    const { payload } = fact;
    const risk = {
      harmSuspected: readFlag(payload, 'harmSuspected') === true,
      exploitation: readFlag(payload, 'exploitation') === true,
    };
    return {
      missing: {
        ...{ factId: fact.id, ...whenOf(fact), told: fact.source.by, absence: readText(payload, 'absence') ?? 'M' },
        ...risk,
        ...(isToldAsPast(fact) ? { asPast: true } : {}),
        ...(isToldLongAfter(fact) ? { longAgo: true } : {}),
      },
    };
  },
  'strategy-discussed': (state, { on }) =>
    state.missing === null ? 'before-missing' : { strategyOn: state.strategyOn ?? on },
  'safety-planned': (state, { on }) =>
    state.missing === null ? 'before-missing' : { safetyPlanOn: state.safetyPlanOn ?? on },
  found: (state, fact) => {
    if (state.found !== null) return 'already-found';
    if (state.missing === null || isBefore(whenOf(fact), state.missing)) return 'before-missing';
    const undated = readFlag(fact.payload, 'dayKnown') === false ? { undated: true as const } : {};
    return { found: { factId: fact.id, ...whenOf(fact), ...undated } };
  },
  'return-interview-offered': (state, fact) => notYetFound(state, fact) ?? offered(state, fact),
  'return-interview-recorded': (state, fact) => notYetFound(state, fact) ?? interviewed(state, fact),
  'episode-closed': (state, fact) => notYetFound(state, fact) ?? { closedOn: fact.on },
};

/** A feed does not tell on which day it was offered. */
function offered(state: MissingEpisode, fact: Fact): Change {
  if (readFlag(fact.payload, 'dayKnown') !== false) return { offered: state.offered ?? whenOf(fact) };
  return { offeredUndated: { accepted: readFlag(fact.payload, 'accepted') } };
}

function isToldAsPast({ on, source, firstAsAt }: Fact): boolean {
  return source.by === 'feed' && addDays(on, ALL_DUE_DAYS) < (firstAsAt ?? source.asAt);
}

function isToldLongAfter({ on, source, firstAsAt }: Fact): boolean {
  return source.by !== 'person' && addYears(on, 1) < (firstAsAt ?? source.asAt);
}

/** Who talks with the child is independent: what anybody else records counts as the offer alone. */
function interviewed(state: MissingEpisode, fact: Fact): Change {
  if (state.interviewed !== null) return 'already-interviewed';
  const offered = state.offered ?? whenOf(fact);
  if (textOf(fact.payload, 'outcome') === 'refused') return { offered, refusedOn: fact.on };
  return readFlag(fact.payload, 'independent') === true ? { offered, interviewed: whenOf(fact) } : { offered };
}

function notYetFound({ found }: MissingEpisode, fact: Fact): Change | null {
  return found === null || isBefore(whenOf(fact), found) ? 'still-missing' : null;
}

function isBefore(when: When, other: When): boolean {
  return when.on < other.on || (when.at !== null && other.at !== null && when.at < other.at);
}

function whenOf({ on, at }: Fact): When {
  return { on, at: at ?? null };
}

export function evolve(state: MissingEpisode, fact: Fact): MissingEpisode {
  const change = EVOLVE[fact.kind]?.(state, fact) ?? {};
  return typeof change === 'string' ? contradicted(state, fact, change) : { ...state, ...change };
}
