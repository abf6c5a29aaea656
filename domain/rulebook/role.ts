/** The roles that are told, answer, or act. Each line is climbed from left to right. */
export const CASE_LINE = ['social-worker', 'team-manager', 'service-manager', 'head-of-service', 'director'] as const;
export const IRO_LINE = ['iro', 'iro-manager', 'head-of-quality-assurance', 'director'] as const;
const OTHER_ROLES = ['review-administrator', 'administrator', 'auditor'] as const;

export const ROLES = [...new Set([...CASE_LINE, ...IRO_LINE, ...OTHER_ROLES])];

export type Role = (typeof CASE_LINE | typeof IRO_LINE | typeof OTHER_ROLES)[number];

/** Which line of management a duty climbs. */
export type Line = 'case' | 'iro';
