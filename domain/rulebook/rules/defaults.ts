/** The first version of a rule: valid for every anchor, and nothing extends it. */
export const FIRST_VERSION = { version: 1, validFrom: null, validTo: null, extendedBy: null } as const;

/** Owed by law, in words that were read in the instrument itself. */
export const REGULATION = { ...FIRST_VERSION, force: 'regulation', sure: 'seen' } as const;

/** No law gives a date: for the authority to confirm. */
export const LOCAL_PRACTICE = { ...FIRST_VERSION, force: 'practice', sure: 'local' } as const;

/** What the child's worker owes; overdue climbs the line of the case. */
export const OWED_BY_WORKER = { owner: 'social-worker', line: 'case' } as const;

export const WORKER_BY_LAW = { ...REGULATION, ...OWED_BY_WORKER, ladder: 'case-regulation' } as const;

export const WORKER_BY_PRACTICE = { ...LOCAL_PRACTICE, ...OWED_BY_WORKER, ladder: 'case-weekly' } as const;

/** What the fostering service owes; overdue climbs its own line. */
export const FOSTERING_BY_LAW = {
  ...REGULATION,
  owner: 'fostering-worker',
  line: 'fostering',
  ladder: 'fostering-regulation',
} as const;

export const FOSTERING_BY_PRACTICE = { ...FOSTERING_BY_LAW, ...LOCAL_PRACTICE, ladder: 'fostering-weekly' } as const;
