import { by } from '../../in-order.ts';
import { eachInSteps, type Steps } from '../../in-steps.ts';
import { byChild, dated, valueIn, type DatedRow, type StagedRow } from '../staged.ts';

/**
 * Rows of a feed in the columns of the return, so that both are checked and turned into facts alike. Each keeps its file and
 * line; episodes take their legal status and placement from the rows that hold on their first day, with the keys of those.
 */
export function* asReturn(rows: readonly StagedRow[]): Steps<readonly StagedRow[]> {
  const context = yield* contextOf(rows);
  const translated = yield* eachInSteps(rows, (row): readonly StagedRow[] => {
    const translate = row.status === 'taken' ? TRANSLATED[row.table] : undefined;
    const told = translate?.(row, context);
    return told === undefined || told === null ? [] : [{ ...row, ...told }];
  });
  return translated.flat();
}

type Context = {
  readonly statuses: ReadonlyMap<string, readonly StagedRow[]>;
  readonly placements: ReadonlyMap<string, readonly StagedRow[]>;
  /** The child of each period of care. */
  readonly children: ReadonlyMap<string, string>;
};

function* contextOf(rows: readonly StagedRow[]): Steps<Context> {
  const taken = (table: string): readonly StagedRow[] =>
    rows.filter((row) => row.table === table && row.status === 'taken');
  const statuses = taken('ssd-legal-status').filter((row) => valueIn(row, 'LEGA_LEGAL_STATUS') !== '');
  yield;
  const children = yield* childrenOfCare(rows);
  const placements = byChild(taken('ssd-placement'));
  yield;
  return { statuses: byChild(statuses), placements, children };
}

/** The child of each period of care, as episodes say, whatever becomes of them. */
export function* childrenOfCare(rows: readonly StagedRow[]): Steps<ReadonlyMap<string, string>> {
  const children = new Map<string, string>();
  yield* eachInSteps(rows, (row) => {
    if (row.table === 'ssd-episodes' && row.child !== null) children.set(valueIn(row, 'CLAE_CLA_ID'), row.child);
  });
  return children;
}

type Days = readonly [first: string, last: string];
export const PLACEMENT_DAYS: Days = ['CLAP_CLA_PLACEMENT_START_DATE', 'CLAP_CLA_PLACEMENT_END_DATE'];
export const LEGAL_STATUS_DAYS: Days = ['LEGA_LEGAL_STATUS_START_DATE', 'LEGA_LEGAL_STATUS_END_DATE'];

function begun({ dates }: StagedRow, [first]: Days): StagedRow['dates'] {
  return { [first]: dates[first] };
}

type Told = Pick<StagedRow, 'table' | 'values' | 'dates'> & { readonly child?: string | null };
type Translate = (row: StagedRow, context: Context) => Told | null;

const TRANSLATED: Readonly<Record<string, Translate>> = {
  'ssd-person': (row) => ({
    table: 'header',
    values: { CHILD: valueIn(row, 'PERS_PERSON_ID'), DOB: valueIn(row, 'PERS_DOB') },
    dates: { DOB: row.dates['PERS_DOB'] },
  }),
  'ssd-episodes': episode,
  // Told by the episodes that they hold for; here so that they are checked beside other rows, by their first day.
  'ssd-placement': (row) => ({ table: 'placements', values: row.values, dates: begun(row, PLACEMENT_DAYS) }),
  'ssd-legal-status': (row) => ({ table: 'legal-statuses', values: row.values, dates: begun(row, LEGAL_STATUS_DAYS) }),
  'ssd-reviews': (row, { children }) => {
    // What was not held, or was cancelled, only says when the vendor thinks that the next review is due.
    if (row.dates['CLAR_CLA_REVIEW_DATE'] === undefined || valueIn(row, 'CLAR_CLA_REVIEW_CANCELLED') === 'Y')
      return null;
    return {
      table: 'reviews',
      child: children.get(valueIn(row, 'CLAR_CLA_ID')) ?? null,
      values: {
        REVIEW: valueIn(row, 'CLAR_CLA_REVIEW_DATE'),
        REVIEW_CODE: valueIn(row, 'CLAR_CLA_REVIEW_PARTICIPATION'),
        REVIEW_ROW: valueIn(row, 'CLAR_CLA_REVIEW_ID'),
      },
      dates: { REVIEW: row.dates['CLAR_CLA_REVIEW_DATE'] },
    };
  },
  'ssd-care-plans': (row) => ({
    table: 'care-plans',
    values: {
      PLAN_FROM: valueIn(row, 'LACP_CLA_CARE_PLAN_START_DATE'),
      PLAN_ROW: valueIn(row, 'LACP_TABLE_ID'),
    },
    dates: { PLAN_FROM: row.dates['LACP_CLA_CARE_PLAN_START_DATE'] },
  }),
  'ssd-involvements': (row) => ({
    table: 'social-workers',
    values: {
      SW_ID: valueIn(row, 'INVO_PROFESSIONAL_ID'),
      SW_DECOM: valueIn(row, 'INVO_INVOLVEMENT_START_DATE'),
      SW_DEC: valueIn(row, 'INVO_INVOLVEMENT_END_DATE'),
      ROLE: roleOf(valueIn(row, 'INVO_PROFESSIONAL_ROLE_ID')),
      WORKER_ROW: valueIn(row, 'INVO_INVOLVEMENTS_ID'),
    },
    dates: { SW_DECOM: row.dates['INVO_INVOLVEMENT_START_DATE'], SW_DEC: row.dates['INVO_INVOLVEMENT_END_DATE'] },
  }),
  'ssd-visits': (row) => ({
    table: 'visits',
    values: {
      VISIT_ON: valueIn(row, 'CLAV_CLA_VISIT_DATE'),
      SEEN: valueIn(row, 'CLAV_CLA_VISIT_SEEN'),
      SEEN_ALONE: valueIn(row, 'CLAV_CLA_VISIT_SEEN_ALONE'),
      VISIT_ROW: valueIn(row, 'CLAV_CLA_VISIT_ID'),
    },
    dates: { VISIT_ON: row.dates['CLAV_CLA_VISIT_DATE'] },
  }),
  'ssd-permanence': (row) => ({
    // One row tells the decision that the child should be placed, what became of it, and the match.
    table: 'placed-for-adoption',
    values: {
      DATE_PLACED: valueIn(row, 'PERM_ADM_DECISION_DATE'),
      DATE_PLACED_CEASED: valueIn(row, 'PERM_DECISION_REVERSED_DATE'),
      REASON_PLACED_CEASED: valueIn(row, 'PERM_DECISION_REVERSED_REASON'),
      DATE_MATCH: valueIn(row, 'PERM_MATCHED_DATE'),
      PERM_ROW: valueIn(row, 'PERM_TABLE_ID'),
    },
    // Those too of which nothing is made must not lie ahead.
    dates: {
      ...row.dates,
      DATE_PLACED: row.dates['PERM_ADM_DECISION_DATE'],
      DATE_PLACED_CEASED: row.dates['PERM_DECISION_REVERSED_DATE'],
      DATE_MATCH: row.dates['PERM_MATCHED_DATE'],
    },
  }),
  'ssd-missing': (row) => ({
    table: 'missing',
    values: {
      MISSING: valueIn(row, 'MISS_MISSING_EPISODE_TYPE'),
      MIS_START: valueIn(row, 'MISS_MISSING_EPISODE_START_DATE'),
      MIS_END: valueIn(row, 'MISS_MISSING_EPISODE_END_DATE'),
      RHI_OFFERED: valueIn(row, 'MISS_MISSING_RHI_OFFERED'),
      RHI_ACCEPTED: valueIn(row, 'MISS_MISSING_RHI_ACCEPTED'),
      MISSING_ROW: valueIn(row, 'MISS_TABLE_ID'),
    },
    dates: {
      MIS_START: row.dates['MISS_MISSING_EPISODE_START_DATE'],
      MIS_END: row.dates['MISS_MISSING_EPISODE_END_DATE'],
    },
  }),
};

function episode(row: StagedRow, { statuses, placements }: Context): Told {
  const child = row.child ?? '';
  const on = row.dates['CLAE_CLA_EPISODE_START_DATE'];
  const status = holdingOn(statuses.get(child) ?? [], on, LEGAL_STATUS_DAYS);
  const own = placements.get(child) ?? [];
  const named = valueIn(row, 'CLAE_CLA_PLACEMENT_ID');
  const placement =
    own.find((candidate) => named !== '' && valueIn(candidate, 'CLAP_CLA_PLACEMENT_ID') === named) ??
    holdingOn(own, on, PLACEMENT_DAYS);
  const of = (from: StagedRow | null, column: string): string => (from === null ? '' : valueIn(from, column));
  return {
    table: 'episodes',
    values: {
      CHILD: child,
      DECOM: valueIn(row, 'CLAE_CLA_EPISODE_START_DATE'),
      RNE: valueIn(row, 'CLAE_CLA_EPISODE_START_REASON'),
      LS: of(status, 'LEGA_LEGAL_STATUS'),
      PLACE: of(placement, 'CLAP_CLA_PLACEMENT_TYPE'),
      DEC: valueIn(row, 'CLAE_CLA_EPISODE_CEASED_DATE'),
      REC: valueIn(row, 'CLAE_CLA_EPISODE_CEASED_REASON'),
      EPISODE_ROW: valueIn(row, 'CLAE_CLA_EPISODE_ID'),
      CARE_ROW: valueIn(row, 'CLAE_CLA_ID'),
      LEGAL_ROW: of(status, 'LEGA_LEGAL_STATUS_ID'),
      PLACEMENT_ROW: of(placement, 'CLAP_CLA_PLACEMENT_ID'),
    },
    dates: { DECOM: on, DEC: row.dates['CLAE_CLA_EPISODE_CEASED_DATE'] },
  };
}

/** The row that holds on a day: of those that have begun and not ended the one that began last. */
function holdingOn(rows: readonly StagedRow[], on: DatedRow['on'] | undefined, [from, to]: Days): StagedRow | null {
  if (on === undefined) return null;
  const holding = rows
    .flatMap((row) => dated(row, from))
    .filter(({ row, on: begun }) => begun <= on && (row.dates[to] === undefined || on < row.dates[to]));
  return holding.toSorted(by((held) => held.on)).at(-1)?.row ?? null;
}

/** Whom an involvement makes responsible; what people are called differs by authority, so only what is clear is read. */
function roleOf(said: string): string {
  if (/\bIRO\b|independent reviewing/i.test(said)) return 'iro';
  return /social worker|case ?worker|allocated worker/i.test(said) ? 'social-worker' : 'other';
}
