import type { Announcement, Derived } from '../heart/fact.ts';
import type { People } from '../heart/process.ts';
import { readText } from '../json-reading.ts';
import { isRole } from '../rulebook/role.ts';

/** What a period of care makes known when somebody is allocated, or nobody any more. */
export const ALLOCATED = 'allocated';

/** Another kind than what was heard: whoever hears of allocations hears those of the period of care alone. */
const ALLOCATION_HEARD = 'allocation-heard';

/** Who holds which role for the child, as the period of care told; null: the role is known to be empty. */
export type PeopleHeard = { readonly [role: string]: string | null };

/** What a process of a child makes of an allocation that it hears. */
export function hearAllocation({ kind, on, payload }: Announcement): readonly Derived[] {
  const role = readText(payload, 'role');
  if (kind !== ALLOCATED || role === null) return [];
  return [{ kind: ALLOCATION_HEARD, on, payload: { role, person: readText(payload, 'person') } }];
}

/** The same people with what was derived from an allocation. */
export function withAllocation(people: PeopleHeard, { kind, payload }: Derived): PeopleHeard {
  const role = readText(payload, 'role');
  return kind === ALLOCATION_HEARD && role !== null ? { ...people, [role]: readText(payload, 'person') } : people;
}

export function peopleOf(heard: PeopleHeard): People {
  return Object.fromEntries(Object.entries(heard).filter(([role]) => isRole(role)));
}
