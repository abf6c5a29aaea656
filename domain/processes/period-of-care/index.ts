import { addDays, addYears, type CalendarDate } from '../../calendar/calendar-date.ts';
import type { Fact } from '../../heart/fact.ts';
import type { People, Process } from '../../heart/process.ts';
import { DIFFERENCE_KEPT, RETURN_WITHDRAWN } from '../../heart/telling.ts';
import { isAuthorisedForAdoption, regimeOf, type Regime } from '../../rulebook/regime.ts';
import { contradicted } from '../contradictory.ts';
import { quieted } from '../going-live.ts';
import { ASPECTS } from './aspects.ts';
import { LEAVING } from './care-planning/evolve.ts';
import { COMMAND_KINDS, decide } from './decide.ts';
import type { Evolve } from './evolving.ts';
import { NOTHING_TOLD, type PeriodOfCare } from './state.ts';
import { viewsOf } from './views.ts';

/** Facts of one day in this order: what the child's situation is, then what was planned, held and decided, then leaving. */
const EVOLVE: ReadonlyMap<string, Evolve> = new Map(
  [...ASPECTS.map(({ facts }) => facts), LEAVING].flatMap((facts) => Object.entries(facts)),
);

const TIMES = ASPECTS.flatMap(({ time }) => (time === undefined ? [] : [time]));

const HEARING = new Map(ASPECTS.flatMap(({ hears = {} }) => Object.entries(hears)));

const DERIVED = new Map(ASPECTS.flatMap(({ derived = {} }) => Object.entries(derived)));

const TURNED_EIGHTEEN = 'turned-eighteen';

/** SSDA903 reason E2: the child died. Nothing goes out about the child any more. */
const DIED = 'E2';

const STAGES: Readonly<Record<Regime, string>> = {
  'looked-after': 'looked after',
  'placed-for-adoption': 'placed for adoption',
  'short-breaks': 'short breaks',
  'remand-la': 'on remand',
  'remand-yda': 'on remand in youth detention',
};

/** A child's period of care: care planning, the review cycle, permanence and supervision (CPPCR 2010; AAR 2005 Part 6 while placed for adoption). */
export const PERIOD_OF_CARE: Process<PeriodOfCare> = {
  kind: 'period-of-care',
  stateVersion: 5,
  factKinds: [RETURN_WITHDRAWN, DIFFERENCE_KEPT, ...EVOLVE.keys()],
  commandKinds: COMMAND_KINDS,
  initial: NOTHING_TOLD,
  decide,
  evolve,
  hears: [...HEARING.keys()],
  hear: (state, announcement) => HEARING.get(announcement.kind)?.(state, announcement) ?? [],
  evolveDerived: (state, derived) => {
    if (derived.kind === TURNED_EIGHTEEN)
      return { ...state, care: { ...state.care, turnedEighteenOn: addDays(derived.on, 1) } };
    return DERIVED.get(derived.kind)?.(state, derived) ?? state;
  },
  duties: (state, law) => {
    const closed = closedBecause(state);
    return ASPECTS.flatMap((aspect) => aspect.duties(state, closed, law)).map((duty) =>
      quieted(duty, state.care.live, law),
    );
  },
  nextChangeOn: (state, law) =>
    earliest([
      dayBeforeEighteen(state),
      ...(isClosed(state) ? [] : TIMES.map((time) => time.nextChangeOn(state, law))),
    ]),
  elapse: (state, on, law) => [
    ...TIMES.flatMap((time) => time.elapse(state, on, law)),
    ...(dayBeforeEighteen(state) === on ? [{ kind: TURNED_EIGHTEEN, on, payload: {} }] : []),
  ],
  contradictions: (state) => state.contradictory,
  people,
  stage,
  isClosed,
  views: viewsOf,
};

function evolve(state: PeriodOfCare, fact: Fact): PeriodOfCare {
  const after = EVOLVE.get(fact.kind)?.(state, fact) ?? state;
  return typeof after === 'string' ? contradicted(state, fact, after) : after;
}

/** A person reaches an age at the start of the birthday (Family Law Reform Act 1969 s.9), so the day before ends childhood. */
function dayBeforeEighteen({ care }: PeriodOfCare): CalendarDate | null {
  const dateOfBirth = care.entry?.dateOfBirth ?? null;
  if (dateOfBirth === null || care.left !== null || care.turnedEighteenOn !== null) return null;
  return addDays(addYears(dateOfBirth, 18), -1);
}

function earliest(days: readonly (CalendarDate | null)[]): CalendarDate | null {
  return days.reduce((first, on) => (on !== null && (first === null || on < first) ? on : first), null);
}

/** The latest allocation of each role; a role never told is absent. */
function people(state: PeriodOfCare): People {
  return Object.fromEntries(state.care.allocations.map((change) => [change.role, change.person]));
}

function isClosed(state: PeriodOfCare): boolean {
  return closedBecause(state) !== null;
}

function closedBecause({ care }: PeriodOfCare): string | null {
  if (care.entry === null) return 'the entry into care was withdrawn';
  if (care.left !== null) return 'the child ceased to be looked after';
  return care.turnedEighteenOn === null ? null : 'the child turned eighteen';
}

/** Under which rules the child is now; null before an entry is told. */
export function currentRegime({ care }: PeriodOfCare): Regime | null {
  return care.entry === null ? null : regimeOf(care.legal.at(-1)?.code ?? null, care.placements.at(-1)?.code ?? null);
}

function stage(state: PeriodOfCare): string {
  const closed = closedBecause(state);
  const regime = currentRegime(state);
  if (state.care.left?.reason === DIED) return 'died';
  if (closed !== null || regime === null) return state.care.entry === null ? 'entry not recorded' : 'left care';
  const hasConsent = state.cycle.consents?.at(-1)?.given === true;
  const isAuthorised = hasConsent || isAuthorisedForAdoption(state.care.legal.at(-1)?.code ?? null);
  return isAuthorised && regime === 'looked-after' ? 'looked after, to be placed for adoption' : STAGES[regime];
}
