import type { Actor } from '../domain/heart/actor.ts';
import { CASE_LINE, IRO_LINE, LINES, rolesOf, ROLES, type Role } from '../domain/rulebook/role.ts';
import { Refused } from './refused.ts';

export const CASE: readonly Role[] = CASE_LINE;
export const IRO_SERVICE: readonly Role[] = [...IRO_LINE, 'review-administrator'];
export const IRO_ONLY: readonly Role[] = ['iro', 'iro-manager'];
/** The adoption line, with who decides for the agency and who advises its panel. */
export const ADOPTION: readonly Role[] = [...rolesOf('adoption'), 'agency-decision-maker', 'panel-adviser'];
export const CASE_AND_IRO: readonly Role[] = [...new Set([...CASE, ...IRO_SERVICE])];
/** Whoever may be told of what is owed, and so answers and puts facts right. */
export const EVERY_LINE: readonly Role[] = [...new Set([...CASE_AND_IRO, ...Object.values(LINES).flat(), ...ADOPTION])];

export const IMPORTERS: readonly Role[] = ['administrator', 'director'];
/** Who proposes and approves changes of settings; never one person both. */
export const ADOPTERS: readonly Role[] = ['administrator', 'head-of-service', 'head-of-quality-assurance', 'director'];
export const READERS: readonly Role[] = ROLES;
/** The engine's own view and the raw history are for those who look after the installation. */
export const INSPECTORS: readonly Role[] = ['administrator', 'auditor'];

/** Refuses who holds none of the roles, saying for whom it is. */
export function requireRole(actor: Actor, roles: readonly Role[], what: string): void {
  if (!actor.roles.some((role) => roles.includes(role)))
    throw new Refused('not-allowed', { detail: `${what} is for: ${roles.join(', ')}.` });
}
