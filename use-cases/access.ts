import type { Actor } from '../domain/heart/actor.ts';
import { CASE_LINE, IRO_LINE, ROLES, type Role } from '../domain/rulebook/role.ts';
import type { CommandKind } from './command-schemas.ts';

const CASE: readonly Role[] = CASE_LINE;
const IRO_SERVICE: readonly Role[] = [...IRO_LINE, 'review-administrator'];
const IRO_ONLY: readonly Role[] = ['iro', 'iro-manager'];
const CASE_AND_IRO: readonly Role[] = [...new Set([...CASE, ...IRO_SERVICE])];

/** Who may say what. Holding a role is not enough to answer an alert: the heart looks to whom it is addressed. */
const MAY: Readonly<Record<CommandKind, readonly Role[]>> = {
  'record-entry': CASE,
  'change-legal-status': CASE,
  'record-placement': CASE,
  allocate: CASE_AND_IRO,
  'record-care-plan': CASE,
  'record-placement-plan': CASE,
  'record-leaving': CASE,
  'book-review': IRO_SERVICE,
  'move-review': IRO_SERVICE,
  'cancel-booking': IRO_SERVICE,
  'record-review': IRO_SERVICE,
  'adjourn-review': IRO_ONLY,
  'record-review-part': IRO_SERVICE,
  'trigger-early-review': CASE_AND_IRO,
  'decline-early-review': IRO_ONLY,
  'record-review-step': CASE_AND_IRO,
  'ratify-plan': IRO_ONLY,
  'record-plan-not-ratified': IRO_ONLY,
  correct: [...CASE_AND_IRO, 'administrator'],
  withdraw: [...CASE_AND_IRO, 'administrator'],
  'answer-alert': CASE_AND_IRO,
  'record-iro-view': IRO_ONLY,
};

export const IMPORTERS: readonly Role[] = ['administrator', 'director'];
/** Who proposes and approves changes of settings; never one person both. */
export const ADOPTERS: readonly Role[] = ['administrator', 'head-of-service', 'head-of-quality-assurance', 'director'];
export const READERS: readonly Role[] = ROLES;
/** The engine's own view and the raw history are for those who look after the installation. */
export const INSPECTORS: readonly Role[] = ['administrator', 'auditor'];

export function mayCommand(kind: string): readonly Role[] {
  return Object.entries(MAY).find(([candidate]) => candidate === kind)?.[1] ?? [];
}

export function holdsOneOf(actor: Actor, roles: readonly Role[]): boolean {
  return actor.roles.some((role) => roles.includes(role));
}
