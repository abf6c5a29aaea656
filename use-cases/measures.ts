import { addDays, addYears, type CalendarDate } from '../domain/calendar/calendar-date.ts';
import { londonDateOf, type Instant } from '../domain/calendar/instant.ts';
import type { Actor } from '../domain/heart/actor.ts';
import {
  listOpenSpans,
  readAdoptedMeasures,
  readOpenStages,
  type Mean,
  type OpenSpan,
  type StageSpan,
} from '../store/queries/adoption-measures.ts';
import { caseloadsOfIros } from '../store/queries/caseloads.ts';
import type { PageWish } from '../store/queries/page.ts';
import type { Queries } from '../store/read-stream.ts';
import { CASE_MANAGERS, INSPECTORS, IRO_SERVICE, READERS, requireRole } from './access.ts';

/** A published measure as the scorecard defines it. */
export type PublishedMeasure = {
  readonly measure: string;
  readonly definition: string;
  readonly source: string;
  /** In days; null: none was found in a source. */
  readonly threshold: number | null;
  readonly meanDays: number | null;
  readonly children: number;
};

export type AdoptionMeasures = {
  readonly published: {
    readonly what: string;
    readonly from: CalendarDate;
    readonly to: CalendarDate;
    readonly adopted: number;
    readonly measures: readonly PublishedMeasure[];
  };
  readonly live: {
    readonly what: string;
    readonly asOf: CalendarDate;
    readonly stages: readonly StageSpan[];
    readonly items: readonly OpenSpan[];
    readonly next: string | null;
  };
};

/** How the children of an IRO compare with the guidance. */
export const CASELOAD_WORDS = ['fewer than 50', '50 to 70', 'more than 70'] as const;

export type IroCaseloads = {
  readonly what: string;
  readonly source: string;
  readonly asOf: CalendarDate;
  /** The highest first. */
  readonly items: readonly {
    readonly iro: string;
    readonly children: number;
    readonly compared: (typeof CASELOAD_WORDS)[number];
  }[];
  /** Children in care of whom no IRO is recorded. */
  readonly withoutIro: number;
};

export type MeasuresWish = PageWish & { readonly to?: CalendarDate | undefined };

export type MeasuresDeps = { readonly queries: Queries; readonly now: () => Instant };

export type Measures = {
  adoptionMeasures(actor: Actor, wish: MeasuresWish): Promise<AdoptionMeasures>;
  iroCaseloads(actor: Actor): Promise<IroCaseloads>;
};

/** A manager's figure about colleagues: for those who manage, the IRO service and inspection. */
const OF_CASELOADS = [...new Set([...IRO_SERVICE, ...CASE_MANAGERS, ...INSPECTORS])];

/** Published measures are three-year averages. */
const YEARS = 3;

const SEEN = 'adoption scorecard, seen in a secondary source';

/** A20 is not here: no source for it was found. */
const DEFINITIONS = {
  a1: {
    measure: 'A1',
    definition: 'Mean days from entering care to moving in with the adoptive family.',
    source: SEEN,
    threshold: 426,
  },
  a2: {
    measure: 'A2',
    definition:
      'Mean days from the placement order to the decision on the match; a match before the order counts as nought. Without children who had no order or were not placed before the adoption order.',
    source: SEEN,
    threshold: 121,
  },
  a10: {
    measure: 'A10',
    definition:
      'A1, where children adopted by their foster carers count to the day the fostering placement with those carers began.',
    source: SEEN,
    threshold: null,
  },
} as const;

/** Children in care for an IRO who works full time (timescales §8 iro.caseload). */
const GUIDANCE = { from: 50, to: 70 };

export function createMeasures({ queries, now }: MeasuresDeps): Measures {
  return {
    adoptionMeasures: async (actor, { to: wished, ...page }) => {
      requireRole(actor, READERS, 'Reading');
      const today = londonDateOf(now());
      const to = wished ?? today;
      const from = addDays(addYears(to, -YEARS), 1);
      const [{ adopted, ...means }, stages, { items, next }] = await Promise.all([
        readAdoptedMeasures(queries, { from, to }),
        readOpenStages(queries, today),
        listOpenSpans(queries, { ...page, today }),
      ]);
      return {
        published: {
          what: 'Published measures: averages over three years of adopted children only; who is not adopted is not in them.',
          ...{ from, to, adopted },
          measures: [measured('a1', means.a1), measured('a2', means.a2), measured('a10', means.a10)],
        },
        live: {
          what: 'Open cases today: days that run, of children who are not adopted; no published measure.',
          ...{ asOf: today, stages, items, next },
        },
      };
    },
    iroCaseloads: async (actor) => {
      requireRole(actor, OF_CASELOADS, 'Reading the caseloads of IROs');
      const loads = await caseloadsOfIros(queries);
      return {
        what: 'Children in care by their IRO, as allocations are recorded today. 50 to 70 are guidance for an IRO who works full time; hours of work are not recorded here.',
        source: 'IRO Handbook 2010 para 7.15, from memory: for the authority to confirm',
        asOf: londonDateOf(now()),
        items: loads.flatMap(({ iro, children }) =>
          iro === null ? [] : [{ iro, children, compared: compared(children) }],
        ),
        withoutIro: loads.find(({ iro }) => iro === null)?.children ?? 0,
      };
    },
  };
}

function compared(children: number): (typeof CASELOAD_WORDS)[number] {
  if (children > GUIDANCE.to) return 'more than 70';
  return children < GUIDANCE.from ? 'fewer than 50' : '50 to 70';
}

function measured(name: keyof typeof DEFINITIONS, { days: meanDays, children }: Mean): PublishedMeasure {
  return { ...DEFINITIONS[name], meanDays, children };
}
