import type { Role } from '../rulebook/role.ts';

/** Who asks: an opaque reference of a person, and the roles that person holds. */
export type Actor = {
  readonly person: string;
  readonly roles: readonly Role[];
  /** Those whom that person covers now and may answer for. */
  readonly standsFor?: readonly string[];
  /** Those whom that person names as holders of a post which by the directory they do not hold then. */
  readonly notInPost?: readonly string[];
};

/** Holdfast itself, when time or an import changes a process. */
export const HOLDFAST: Actor = { person: 'holdfast', roles: [] };
