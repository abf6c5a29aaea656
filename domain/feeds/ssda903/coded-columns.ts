import {
  ETHNICITY,
  LEGAL_STATUS,
  MISSING,
  NEED,
  PARTICIPATION,
  PLACEMENT,
  PROVIDER,
  REASON_CEASED,
  REASON_CHANGED,
  RNE,
  SEX,
} from './codes.ts';

/** A column of codes: with an unknown one the row is rejected, or taken with the field not recorded. */
export type Coded = { readonly codes: ReadonlySet<string>; readonly unknown: 'UNKNOWN_CODE' | 'UNKNOWN_CODE_TAKEN' };

const needed = (codes: ReadonlySet<string>): Coded => ({ codes, unknown: 'UNKNOWN_CODE' });
const extra = (codes: ReadonlySet<string>): Coded => ({ codes, unknown: 'UNKNOWN_CODE_TAKEN' });

/** By `table.COLUMN`. What dates and rules depend on is needed; the rest is extra. */
export const CODED: ReadonlyMap<string, Coded> = new Map([
  ['header.SEX', needed(SEX)],
  ['header.ETHNIC', extra(ETHNICITY)],
  ['episodes.RNE', needed(RNE)],
  ['episodes.LS', needed(LEGAL_STATUS)],
  ['episodes.CIN', extra(NEED)],
  ['episodes.PLACE', needed(PLACEMENT)],
  ['episodes.PLACE_PROVIDER', extra(PROVIDER)],
  ['episodes.REC', needed(REASON_CEASED)],
  ['episodes.REASON_PLACE_CHANGE', extra(REASON_CHANGED)],
  ['reviews.REVIEW_CODE', extra(PARTICIPATION)],
  ['missing.MISSING', needed(MISSING)],
]);
