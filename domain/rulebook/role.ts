/** The lines of management, each climbed from left to right: who owes a duty stands at the left, the director at the end. */
export const LINES = {
  case: ['social-worker', 'team-manager', 'service-manager', 'head-of-service', 'director'],
  iro: ['iro', 'iro-manager', 'head-of-quality-assurance', 'director'],
  /** Fostering and kinship: assessment of connected carers and their approval. */
  fostering: ['fostering-worker', 'fostering-manager', 'head-of-fostering', 'director'],
  adoption: ['adoption-worker', 'adoption-manager', 'head-of-adoption', 'director'],
  legal: ['lawyer', 'legal-manager', 'director'],
} as const;

/** Which line of management a duty climbs. */
export type Line = keyof typeof LINES;

/** The line of the case first: who stands in several lines counts to it. */
const LINES_IN_ORDER: readonly Line[] = Object.keys(LINES).filter((line): line is Line => line in LINES);

export type Role = (typeof LINES)[Line][number] | (typeof OTHER_ROLES)[number];

/** They are told, decide or look after the installation, and nothing climbs through them. */
const OTHER_ROLES = [
  'review-administrator',
  'administrator',
  'auditor',
  /** Approves what the law reserves for a person the authority has nominated (CPPCR regs 11, 18, 24, 25, 39). */
  'nominated-officer',
  'panel-adviser',
  'agency-decision-maker',
  'virtual-school-head',
  'designated-nurse',
  'out-of-hours',
] as const;

export const CASE_LINE = LINES.case;
export const IRO_LINE = LINES.iro;
/** Who chairs reviews and decides as an IRO: nobody above them, and nobody who manages the case. */
export const IRO_ONLY: readonly Role[] = ['iro', 'iro-manager'];

export const ROLES: readonly Role[] = [...new Set<Role>([...Object.values(LINES).flat(), ...OTHER_ROLES])];

export function isRole(text: string | null): text is Role {
  return ROLES.some((known) => known === text);
}

/** The roles of a line, from the one that owes to the director. */
export function rolesOf(line: Line): readonly Role[] {
  return LINES[line];
}

/** The line of management that a role stands in; the director, and who stands in none, count to the line of the case. */
export function lineOf(role: Role): Line {
  return LINES_IN_ORDER.find((line) => rolesOf(line).includes(role)) ?? 'case';
}

/** The next role above in a line; null at its top or outside it. */
export function roleAbove(role: Role, line: Line): Role | null {
  const roles = rolesOf(line);
  const place = roles.indexOf(role);
  return place < 0 ? null : (roles[place + 1] ?? null);
}
