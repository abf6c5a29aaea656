import { codes, extra, needed, type Coded, type Numbered } from '../coded.ts';
import type { Format } from '../format.ts';
import { readFeedDate } from '../read-value.ts';
import {
  LEGAL_STATUS,
  MISSING,
  NEED,
  PARTICIPATION,
  PLACEMENT,
  REASON_CEASED,
  RNE,
  SEX,
  WORKER_CHANGED,
} from '../ssda903/codes.ts';
import type { Table } from '../table.ts';

type Told = {
  /** Columns without which the table says nothing. */
  readonly headings: string;
  readonly optional?: string;
  readonly dates: string;
  readonly required: string;
  readonly child: string | null;
};

const listed = (headings: string): readonly string[] => headings.split(' ').filter((heading) => heading !== '');

const table = (name: string, file: string, { headings, optional = '', dates, required, child }: Told): Table => ({
  table: name,
  files: [file],
  headings: listed(headings),
  optional: listed(optional),
  dates: listed(dates),
  required: listed(required),
  child,
  use: 'used',
  since: null,
});

/**
 * The tables of the Standard Safeguarding Dataset that are read, with the columns that are read of them (docs/feeds.md). All
 * other columns are passed over, names of children first among them.
 */
export const SSD_TABLES: readonly Table[] = [
  table('ssd-person', 'ssd_person', {
    headings: 'PERS_PERSON_ID PERS_DOB',
    optional: 'PERS_SEX',
    dates: 'PERS_DOB',
    required: 'PERS_PERSON_ID',
    child: 'PERS_PERSON_ID',
  }),
  table('ssd-episodes', 'ssd_cla_episodes', {
    headings:
      'CLAE_CLA_EPISODE_ID CLAE_PERSON_ID CLAE_CLA_ID CLAE_CLA_EPISODE_START_DATE CLAE_CLA_EPISODE_START_REASON CLAE_CLA_EPISODE_CEASED_DATE CLAE_CLA_EPISODE_CEASED_REASON',
    optional: 'CLAE_CLA_PLACEMENT_ID CLAE_CLA_PRIMARY_NEED_CODE',
    dates: 'CLAE_CLA_EPISODE_START_DATE CLAE_CLA_EPISODE_CEASED_DATE',
    required: 'CLAE_CLA_EPISODE_ID CLAE_PERSON_ID CLAE_CLA_ID CLAE_CLA_EPISODE_START_DATE',
    child: 'CLAE_PERSON_ID',
  }),
  table('ssd-placement', 'ssd_cla_placement', {
    headings: 'CLAP_CLA_PLACEMENT_ID CLAP_PERSON_ID CLAP_CLA_PLACEMENT_START_DATE CLAP_CLA_PLACEMENT_TYPE',
    optional: 'CLAP_CLA_PLACEMENT_END_DATE',
    dates: 'CLAP_CLA_PLACEMENT_START_DATE CLAP_CLA_PLACEMENT_END_DATE',
    required: 'CLAP_CLA_PLACEMENT_ID CLAP_PERSON_ID CLAP_CLA_PLACEMENT_START_DATE',
    child: 'CLAP_PERSON_ID',
  }),
  table('ssd-legal-status', 'ssd_legal_status', {
    headings:
      'LEGA_LEGAL_STATUS_ID LEGA_PERSON_ID LEGA_LEGAL_STATUS LEGA_LEGAL_STATUS_START_DATE LEGA_LEGAL_STATUS_END_DATE',
    dates: 'LEGA_LEGAL_STATUS_START_DATE LEGA_LEGAL_STATUS_END_DATE',
    required: 'LEGA_LEGAL_STATUS_ID LEGA_PERSON_ID LEGA_LEGAL_STATUS_START_DATE',
    child: 'LEGA_PERSON_ID',
  }),
  table('ssd-reviews', 'ssd_cla_reviews', {
    headings: 'CLAR_CLA_REVIEW_ID CLAR_CLA_ID CLAR_CLA_REVIEW_DUE_DATE CLAR_CLA_REVIEW_DATE',
    optional: 'CLAR_CLA_REVIEW_CANCELLED CLAR_CLA_REVIEW_PARTICIPATION',
    dates: 'CLAR_CLA_REVIEW_DUE_DATE CLAR_CLA_REVIEW_DATE',
    required: 'CLAR_CLA_REVIEW_ID CLAR_CLA_ID',
    child: null,
  }),
  table('ssd-visits', 'ssd_cla_visits', {
    headings: 'CLAV_CLA_VISIT_ID CLAV_PERSON_ID CLAV_CLA_VISIT_DATE CLAV_CLA_VISIT_SEEN CLAV_CLA_VISIT_SEEN_ALONE',
    dates: 'CLAV_CLA_VISIT_DATE',
    required: 'CLAV_CLA_VISIT_ID CLAV_PERSON_ID CLAV_CLA_VISIT_DATE',
    child: 'CLAV_PERSON_ID',
  }),
  table('ssd-care-plans', 'ssd_cla_care_plan', {
    headings: 'LACP_TABLE_ID LACP_PERSON_ID LACP_CLA_CARE_PLAN_START_DATE LACP_CLA_CARE_PLAN_END_DATE',
    dates: 'LACP_CLA_CARE_PLAN_START_DATE LACP_CLA_CARE_PLAN_END_DATE',
    required: 'LACP_TABLE_ID LACP_PERSON_ID LACP_CLA_CARE_PLAN_START_DATE',
    child: 'LACP_PERSON_ID',
  }),
  table('ssd-permanence', 'ssd_permanence', {
    headings: 'PERM_TABLE_ID PERM_PERSON_ID PERM_ADM_DECISION_DATE PERM_PLACED_FOR_ADOPTION_DATE PERM_MATCHED_DATE',
    optional:
      'PERM_CLA_ID PERM_FFA_CP_DECISION_DATE PERM_PLACEMENT_ORDER_DATE PERM_PLACED_FFA_CP_DATE PERM_DECISION_REVERSED_DATE PERM_DECISION_REVERSED_REASON PERM_PERMANENCE_ORDER_DATE PERM_PERMANENCE_ORDER_TYPE',
    dates:
      'PERM_ADM_DECISION_DATE PERM_PLACED_FOR_ADOPTION_DATE PERM_MATCHED_DATE PERM_FFA_CP_DECISION_DATE PERM_PLACEMENT_ORDER_DATE PERM_PLACED_FFA_CP_DATE PERM_DECISION_REVERSED_DATE PERM_PERMANENCE_ORDER_DATE',
    required: 'PERM_TABLE_ID PERM_PERSON_ID',
    child: 'PERM_PERSON_ID',
  }),
  table('ssd-involvements', 'ssd_involvements', {
    headings:
      'INVO_INVOLVEMENTS_ID INVO_PROFESSIONAL_ID INVO_PROFESSIONAL_ROLE_ID INVO_PERSON_ID INVO_INVOLVEMENT_START_DATE INVO_INVOLVEMENT_END_DATE',
    optional: 'INVO_WORKER_CHANGE_REASON',
    dates: 'INVO_INVOLVEMENT_START_DATE INVO_INVOLVEMENT_END_DATE',
    required: 'INVO_INVOLVEMENTS_ID INVO_PROFESSIONAL_ID INVO_PERSON_ID INVO_INVOLVEMENT_START_DATE',
    child: 'INVO_PERSON_ID',
  }),
  table('ssd-missing', 'ssd_missing', {
    headings:
      'MISS_TABLE_ID MISS_PERSON_ID MISS_MISSING_EPISODE_START_DATE MISS_MISSING_EPISODE_TYPE MISS_MISSING_EPISODE_END_DATE',
    optional: 'MISS_MISSING_RHI_OFFERED MISS_MISSING_RHI_ACCEPTED',
    dates: 'MISS_MISSING_EPISODE_START_DATE MISS_MISSING_EPISODE_END_DATE',
    required: 'MISS_TABLE_ID MISS_PERSON_ID MISS_MISSING_EPISODE_START_DATE',
    child: 'MISS_PERSON_ID',
  }),
];

const FLAG = codes('Y N');

/** By `table.COLUMN`. Statuses of a feed that have no bearing on being looked after are not recorded. */
const SSD_CODED: ReadonlyMap<string, Coded> = new Map<string, Coded>([
  ['ssd-person.PERS_SEX', extra(SEX)],
  ['ssd-episodes.CLAE_CLA_EPISODE_START_REASON', needed(RNE)],
  ['ssd-episodes.CLAE_CLA_EPISODE_CEASED_REASON', needed(REASON_CEASED, 'CLAE_CLA_EPISODE_CEASED_DATE')],
  ['ssd-episodes.CLAE_CLA_PRIMARY_NEED_CODE', extra(NEED)],
  ['ssd-placement.CLAP_CLA_PLACEMENT_TYPE', needed(PLACEMENT, 'CLAP_CLA_PLACEMENT_START_DATE')],
  ['ssd-legal-status.LEGA_LEGAL_STATUS', extra(LEGAL_STATUS)],
  ['ssd-reviews.CLAR_CLA_REVIEW_CANCELLED', extra(FLAG)],
  ['ssd-reviews.CLAR_CLA_REVIEW_PARTICIPATION', extra(PARTICIPATION)],
  ['ssd-visits.CLAV_CLA_VISIT_SEEN', extra(FLAG)],
  ['ssd-visits.CLAV_CLA_VISIT_SEEN_ALONE', extra(FLAG)],
  ['ssd-missing.MISS_MISSING_EPISODE_TYPE', extra(MISSING)],
  ['ssd-missing.MISS_MISSING_RHI_OFFERED', extra(FLAG)],
  ['ssd-missing.MISS_MISSING_RHI_ACCEPTED', extra(FLAG)],
  ['ssd-involvements.INVO_WORKER_CHANGE_REASON', extra(WORKER_CHANGED)],
]);

const NOTHING_NUMBERED: ReadonlyMap<string, Numbered> = new Map();

export const FEED: Format = {
  tables: SSD_TABLES,
  coded: SSD_CODED,
  numbered: NOTHING_NUMBERED,
  readDate: readFeedDate,
  saysExtraColumns: false,
  nullWord: 'NULL',
};
