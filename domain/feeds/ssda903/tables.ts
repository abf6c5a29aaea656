import { calendarDate, type CalendarDate } from '../../calendar/calendar-date.ts';
import type { Table } from '../table.ts';

type Told = {
  readonly headings: string;
  readonly dates?: string;
  readonly required?: string;
  readonly use?: Table['use'];
  readonly since?: CalendarDate;
};

const listed = (headings: string): readonly string[] => headings.split(' ').filter((heading) => heading !== '');

const table = (
  name: string,
  files: string,
  { headings, dates = '', required = '', use = 'kept', since }: Told,
): Table => ({
  table: name,
  files: listed(files),
  headings: listed(headings),
  optional: [],
  dates: listed(dates),
  required: ['CHILD', ...listed(required)],
  child: 'CHILD',
  use,
  since: since ?? null,
});

/** Tables and headings of timescales §16; matched by name, never by position. */
export const TABLES: readonly Table[] = [
  table('header', 'header', {
    headings: 'CHILD SEX DOB ETHNIC UPN MOTHER MC_DOB',
    dates: 'DOB MC_DOB',
    required: 'DOB',
    use: 'used',
  }),
  table('episodes', 'episodes', {
    headings: 'CHILD DECOM RNE LS CIN PLACE PLACE_PROVIDER DEC REC REASON_PLACE_CHANGE HOME_POST PL_POST URN',
    dates: 'DECOM DEC',
    required: 'DECOM',
    use: 'used',
  }),
  table('reviews', 'reviews', {
    headings: 'CHILD DOB REVIEW REVIEW_CODE',
    dates: 'DOB REVIEW',
    required: 'REVIEW',
    use: 'used',
  }),
  table('uasc', 'uasc', { headings: 'CHILD SEX DOB DUC', dates: 'DOB DUC' }),
  table('oc2', 'oc2', {
    headings:
      'CHILD DOB SDQ_SCORE SDQ_REASON CONVICTED HEALTH_CHECK IMMUNISATIONS TEETH_CHECK HEALTH_ASSESSMENT SUBSTANCE_MISUSE INTERVENTION_RECEIVED INTERVENTION_OFFERED',
    dates: 'DOB',
  }),
  table('oc3', 'oc3', { headings: 'CHILD DOB IN_TOUCH ACTIV ACCOM', dates: 'DOB' }),
  table('ad1', 'ad1', {
    headings: 'CHILD DOB DATE_INT DATE_MATCH FOSTER_CARE NB_ADOPTR SEX_ADOPTR LS_ADOPTR',
    dates: 'DOB DATE_INT DATE_MATCH',
    use: 'used',
  }),
  table('placed-for-adoption', 'placed_for_adoption placedadoption placed_adoption', {
    headings: 'CHILD DOB DATE_PLACED DATE_PLACED_CEASED REASON_PLACED_CEASED',
    dates: 'DOB DATE_PLACED DATE_PLACED_CEASED',
    required: 'DATE_PLACED',
    use: 'used',
  }),
  table('previous-permanence', 'previous_permanence prev_perm prevperm', {
    headings: 'CHILD DOB PREV_PERM LA_PERM DATE_PERM',
    // DATE_PERM may be written with an unknown day: it is kept as text.
    dates: 'DOB',
  }),
  table('missing', 'missing', {
    headings: 'CHILD DOB MISSING MIS_START MIS_END',
    dates: 'DOB MIS_START MIS_END',
    required: 'MIS_START',
    use: 'used',
  }),
  table('social-workers', 'sw_episodes swepisodes social_worker social_workers', {
    headings: 'CHILD DOB SW_ID SW_DECOM SW_DEC SW_REASON',
    dates: 'DOB SW_DECOM SW_DEC',
    required: 'SW_ID SW_DECOM',
    use: 'used',
    since: calendarDate('2023-04-01'),
  }),
  table('deprivation-of-liberty', 'dolo deprivation_of_liberty deprivation_of_liberty_order', {
    headings: 'CHILD DOB DOLO_START DOLO_END',
    dates: 'DOB DOLO_START DOLO_END',
    required: 'DOLO_START',
    use: 'used',
    since: calendarDate('2026-04-01'),
  }),
];
