/** A table of the return: its names as delivered, its headings, which columns are dates, and which may be empty. */
export type Table = {
  readonly table: string;
  readonly files: readonly string[];
  readonly headings: readonly string[];
  readonly dates: readonly string[];
  readonly required: readonly string[];
};

const table = (
  name: string,
  files: string,
  {
    headings,
    dates = '',
    required = '',
  }: { readonly headings: string; readonly dates?: string; readonly required?: string },
): Table => ({
  table: name,
  files: files.split(' '),
  headings: headings.split(' '),
  dates: dates.split(' ').filter((heading) => heading !== ''),
  required: ['CHILD', ...required.split(' ').filter((heading) => heading !== '')],
});

/** Tables and headings of timescales §16; matched by name, never by position. */
export const TABLES: readonly Table[] = [
  table('header', 'header', {
    headings: 'CHILD SEX DOB ETHNIC UPN MOTHER MC_DOB',
    dates: 'DOB MC_DOB',
    required: 'DOB',
  }),
  table('episodes', 'episodes', {
    headings: 'CHILD DECOM RNE LS CIN PLACE PLACE_PROVIDER DEC REC REASON_PLACE_CHANGE HOME_POST PL_POST URN',
    dates: 'DECOM DEC',
    required: 'DECOM',
  }),
  table('reviews', 'reviews', { headings: 'CHILD DOB REVIEW REVIEW_CODE', dates: 'DOB REVIEW', required: 'REVIEW' }),
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
  }),
  table('placed-for-adoption', 'placed_for_adoption placedadoption placed_adoption', {
    headings: 'CHILD DOB DATE_PLACED DATE_PLACED_CEASED REASON_PLACED_CEASED',
    dates: 'DOB DATE_PLACED DATE_PLACED_CEASED',
  }),
  table('previous-permanence', 'previous_permanence prev_perm prevperm', {
    headings: 'CHILD DOB PREV_PERM LA_PERM DATE_PERM',
    dates: 'DOB',
  }),
  table('missing', 'missing', {
    headings: 'CHILD DOB MISSING MIS_START MIS_END',
    dates: 'DOB MIS_START MIS_END',
    required: 'MIS_START',
  }),
  table('social-workers', 'sw_episodes swepisodes social_worker', {
    headings: 'CHILD DOB SW_ID SW_DECOM SW_DEC SW_REASON',
    dates: 'DOB SW_DECOM SW_DEC',
  }),
  table('deprivation-of-liberty', 'dolo', {
    headings: 'CHILD DOB DOLO_START DOLO_END',
    dates: 'DOB DOLO_START DOLO_END',
  }),
];

/** The table a file name stands for; null for a name that is no table of the return. */
export function tableOf(fileName: string): Table | null {
  const name = fileName.toLowerCase().replace(/\.csv$/, '');
  return TABLES.find((candidate) => candidate.files.includes(name)) ?? null;
}
