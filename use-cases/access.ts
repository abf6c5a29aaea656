import type { Actor } from '../domain/heart/actor.ts';
import { CASE_LINE, IRO_LINE, LINES, rolesOf, ROLES, type Role } from '../domain/rulebook/role.ts';
export { IRO_ONLY } from '../domain/rulebook/role.ts';
import { Refused } from './refused.ts';

export const CASE: readonly Role[] = CASE_LINE;
/** Those of the line of the case who manage, rather than do the work. */
export const CASE_MANAGERS: readonly Role[] = CASE.slice(1);
/** Who audits the practice of others, and who closes an audit that somebody else made. */
export const AUDITING: readonly Role[] = [...CASE_MANAGERS, 'iro', 'iro-manager', 'head-of-quality-assurance'];
export const MODERATING: readonly Role[] = AUDITING.filter((role) => role !== 'iro' && role !== 'team-manager');
export const IRO_SERVICE: readonly Role[] = [...IRO_LINE, 'review-administrator'];
/** The adoption line, with who decides for the agency and who advises its panel. */
export const ADOPTION: readonly Role[] = [...rolesOf('adoption'), 'agency-decision-maker', 'panel-adviser'];
export const CASE_AND_IRO: readonly Role[] = [...new Set([...CASE, ...IRO_SERVICE])];
/** Whoever may be told of what is owed, and so answers and puts facts right. */
export const EVERY_LINE: readonly Role[] = [...new Set([...CASE_AND_IRO, ...Object.values(LINES).flat(), ...ADOPTION])];
/** Lawyers, and the line of the case whose court work they do. */
export const CASE_AND_LEGAL: readonly Role[] = [...new Set([...CASE, ...LINES.legal])];
/** Those who assess and support carers, and the line of the case beside them. */
export const FOSTERING_AND_CASE: readonly Role[] = [...new Set([...LINES.fostering, ...CASE])];
/** Decisions that the law reserves: recorded by those who make them, or by the managers of the fostering service. */
export const FOSTERING_DECISIONS: readonly Role[] = [
  ...(['nominated-officer', 'agency-decision-maker', 'panel-adviser'] as const),
  ...LINES.fostering.slice(1),
];

/** Who keeps the directory of people and teams. */
export const ADMINISTRATORS: readonly Role[] = ['administrator'];
export const IMPORTERS: readonly Role[] = ['administrator', 'director'];
/** Who decides where an import says otherwise than a person recorded. */
export const DIFFERENCE_DECIDERS: readonly Role[] = [
  ...IMPORTERS,
  'team-manager',
  'service-manager',
  'iro',
  'iro-manager',
  'review-administrator',
];
/** Who proposes and approves changes of settings; never one person both. */
export const ADOPTERS: readonly Role[] = ['administrator', 'head-of-service', 'head-of-quality-assurance', 'director'];
export const READERS: readonly Role[] = ROLES;
/** The engine's own view and the raw history are for those who look after the installation. */
export const INSPECTORS: readonly Role[] = ['administrator', 'auditor'];

export function holdsOneOf(actor: Actor, roles: readonly Role[]): boolean {
  return actor.roles.some((role) => roles.includes(role));
}

/** Refuses who holds none of the roles, saying for whom it is. */
export function requireRole(actor: Actor, roles: readonly Role[], what: string): void {
  if (!holdsOneOf(actor, roles)) throw new Refused('not-allowed', { detail: `${what} is for: ${roles.join(', ')}.` });
}
