import type { Fact } from '../../../heart/fact.ts';
import { RETURN_READ } from '../../../heart/telling.ts';
import { readDate, readFlag, readText, textOf } from '../../../json-reading.ts';
import { isTemporaryPlacement } from '../../../rulebook/regime.ts';
import { isRole } from '../../../rulebook/role.ts';
import { dated } from '../dated.ts';
import { outsideCare, type Evolve } from '../evolving.ts';
import { placementOn, type PeriodOfCare, type Placement } from '../state.ts';

/** What a fact of care planning changes, in the order in which those of one day are folded. */
export const CARE_PLANNING_FACTS: Readonly<Record<string, Evolve>> = {
  [RETURN_READ]: (state, fact) => {
    const asAt = readDate(fact.payload, 'asAt');
    if (asAt === null) return state;
    if (fact.source.by === 'feed') return { ...state, fedFrom: state.fedFrom ?? fact.on };
    const isLater = state.reading === null || asAt >= state.reading.asAt;
    const contradictory = state.contradictory.map((told) => (told.asAt === asAt ? { ...told, on: fact.on } : told));
    return { ...state, contradictory, reading: isLater ? { asAt, readOn: fact.on } : state.reading };
  },
  'entered-care': (state, fact) => {
    if (state.care.entry !== null) return 'already-entered';
    const dateOfBirth = readDate(fact.payload, 'dateOfBirth');
    if (dateOfBirth !== null && dateOfBirth > fact.on) return 'before-birth';
    const startKnown = readFlag(fact.payload, 'startKnown') ?? true;
    const outOfHours = readFlag(fact.payload, 'outOfHours') ?? false;
    const entry = { ...dated(fact), startKnown, dateOfBirth, outOfHours };
    const code = readText(fact.payload, 'legalStatus');
    const legal = code === null ? [] : [{ ...dated(fact), code, at: fact.at ?? null }];
    return { ...state, care: { ...state.care, entry, legal } };
  },
  'legal-status-changed': (state, fact) => {
    const code = textOf(fact.payload, 'code');
    return (
      outsideCare(state, fact) ?? {
        ...state,
        care: { ...state.care, legal: [...state.care.legal, { ...dated(fact), code, at: fact.at ?? null }] },
      }
    );
  },
  'placement-started': (state, fact) => {
    const placements = [...state.care.placements, placementOf(state, fact)];
    return outsideCare(state, fact) ?? { ...state, care: { ...state.care, placements } };
  },
  allocated: (state, fact) => {
    const role = readText(fact.payload, 'role');
    if (!isRole(role)) return 'unknown-code';
    const allocation = { ...dated(fact), role, person: readText(fact.payload, 'person') };
    return { ...state, care: { ...state.care, allocations: [...state.care.allocations, allocation] } };
  },
  'team-assigned': (state, fact) => {
    const teams = [...state.care.teams, { ...dated(fact), team: textOf(fact.payload, 'team') }];
    return { ...state, care: { ...state.care, teams } };
  },
  'team-went-live': (state, fact) => {
    const recoverBy = readDate(fact.payload, 'recoverBy');
    const since = state.care.live ?? dated(fact);
    return { ...state, care: { ...state.care, live: { ...since, recoverBy } } };
  },
  'care-plan-prepared': (state, fact) => ({
    ...state,
    care: {
      ...state.care,
      carePlanOn: state.care.carePlanOn ?? fact.on,
      carePlans: [...(state.care.carePlans ?? []), dated(fact)],
    },
  }),
  'placement-plan-prepared': (state, fact) => {
    const current = placementOn(state, fact.on);
    if (current === null) return 'no-placement';
    const placements = state.care.placements.map((placement) =>
      placement.factId === current.factId ? { ...placement, planOn: placement.planOn ?? fact.on } : placement,
    );
    return { ...state, care: { ...state.care, placements } };
  },
};

/** Leaving comes last on its day: whatever else happened on it happened in care. */
export const LEAVING: Readonly<Record<string, Evolve>> = {
  'left-care': (state, fact) => {
    const left = { ...dated(fact), reason: textOf(fact.payload, 'reason') };
    if (state.care.entry === null) return 'before-entry';
    return state.care.left === null ? { ...state, care: { ...state.care, left } } : 'after-leaving';
  },
};

/** A change with the same carer, a temporary placement and the return from one start no new placement (timescales §17.11, §14.3). */
function placementOf(state: PeriodOfCare, fact: Fact): Placement {
  const code = readText(fact.payload, 'code');
  const temporary = readFlag(fact.payload, 'temporary') ?? isTemporaryPlacement(code);
  const returned = readFlag(fact.payload, 'returned') ?? false;
  const sameCarer = readFlag(fact.payload, 'sameCarer') ?? false;
  const continues = state.care.placements.length > 0 && (temporary || returned || sameCarer);
  return { ...dated(fact), code, continues, planOn: null };
}
