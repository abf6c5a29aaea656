import {
  ACCOMMODATION,
  ACTIVITY,
  ADOPTERS,
  ADOPTERS_STATUS,
  ETHNICITY,
  IN_TOUCH,
  LEGAL_STATUS,
  MISSING,
  NEED,
  NO_LONGER_PLACED,
  NO_SDQ,
  PARTICIPATION,
  PERMANENCE_BEFORE,
  PLACEMENT,
  PROVIDER,
  REASON_CEASED,
  REASON_CHANGED,
  RNE,
  SEX,
  WORKER_CHANGED,
  YES_OR_NO,
} from './codes.ts';
import { extra, needed, type Coded, type Numbered } from '../coded.ts';

/** Health and offending of the past year, each yes or no. */
const OC2_FLAGS =
  'CONVICTED HEALTH_CHECK IMMUNISATIONS TEETH_CHECK HEALTH_ASSESSMENT SUBSTANCE_MISUSE INTERVENTION_RECEIVED INTERVENTION_OFFERED';

/** By `table.COLUMN`. What dates and rules depend on is needed; the rest is extra. */
export const CODED: ReadonlyMap<string, Coded> = new Map<string, Coded>([
  ['header.SEX', needed(SEX)],
  ['header.ETHNIC', extra(ETHNICITY)],
  ['header.MOTHER', extra(YES_OR_NO)],
  ['episodes.RNE', needed(RNE, 'DECOM')],
  ['episodes.LS', needed(LEGAL_STATUS, 'DECOM')],
  ['episodes.CIN', extra(NEED, 'DECOM')],
  ['episodes.PLACE', needed(PLACEMENT, 'DECOM')],
  ['episodes.PLACE_PROVIDER', extra(PROVIDER, 'DECOM')],
  ['episodes.REC', needed(REASON_CEASED, 'DEC')],
  ['episodes.REASON_PLACE_CHANGE', extra(REASON_CHANGED, 'DEC')],
  ['reviews.REVIEW_CODE', extra(PARTICIPATION, 'REVIEW')],
  ['uasc.SEX', extra(SEX)],
  ...OC2_FLAGS.split(' ').map((column) => [`oc2.${column}`, extra(YES_OR_NO)] as const),
  ['oc2.SDQ_REASON', extra(NO_SDQ)],
  ['oc3.IN_TOUCH', extra(IN_TOUCH)],
  ['oc3.ACTIV', extra(ACTIVITY)],
  ['oc3.ACCOM', extra(ACCOMMODATION)],
  ['ad1.FOSTER_CARE', extra(YES_OR_NO)],
  ['ad1.SEX_ADOPTR', extra(ADOPTERS)],
  ['ad1.LS_ADOPTR', extra(ADOPTERS_STATUS)],
  ['placed-for-adoption.REASON_PLACED_CEASED', extra(NO_LONGER_PLACED)],
  ['previous-permanence.PREV_PERM', extra(PERMANENCE_BEFORE)],
  ['missing.MISSING', needed(MISSING)],
  ['social-workers.SW_REASON', extra(WORKER_CHANGED)],
]);

/** Columns of whole numbers with their bounds, by `table.COLUMN`. */
export const NUMBERED: ReadonlyMap<string, Numbered> = new Map([
  ['oc2.SDQ_SCORE', { least: 0, most: 40 }],
  ['ad1.NB_ADOPTR', { least: 1, most: 2 }],
]);
