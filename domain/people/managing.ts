import { londonDateOf, type Instant } from '../calendar/instant.ts';
import { LINES, ROLES, type Role } from '../rulebook/role.ts';
import { addresseesOf, standsFor } from './addressees.ts';
import { isDuring, teamsUpFrom, type Directory } from './directory.ts';

/** Roles that others stand below. */
const MANAGERS: readonly string[] = Object.values(LINES).flatMap((line) => line.slice(1));

/** Whether somebody manages a team (or what is above it) in which the other holds a post on that day. */
export function manages(manager: string, person: string, { directory, at }: At): boolean {
  const on = londonDateOf(at);
  const current = directory.posts.filter((post) => isDuring(post, on));
  const managed = current.filter((post) => post.person === manager && MANAGERS.includes(post.role));
  return current
    .filter((post) => post.person === person)
    .some((post) => teamsUpFrom(post.team, directory.teams).some((ref) => managed.some(({ team }) => team === ref)));
}

type At = { readonly directory: Directory; readonly at: Instant };

/** What is addressed to somebody: those they stand for, and the roles whose holder they are, or act for, in each team. */
export type Addressing = {
  readonly persons: readonly string[];
  /** Everybody who works here now: an alert that names anybody else goes by its role. */
  readonly working: readonly string[];
  readonly roles: readonly { readonly role: Role; readonly team: string | null }[];
};

export function addressingOf(person: string, directory: Directory, at: Instant): Addressing {
  const on = londonDateOf(at);
  const teams = [...directory.teams.map(({ ref }) => ref), null];
  const roles = ROLES.flatMap((role) =>
    teams
      .filter((team) =>
        addresseesOf({ role, person: null, team, notBy: null }, directory, at).some(
          (addressee) => addressee.told === person || addressee.person === person,
        ),
      )
      .map((team) => ({ role, team })),
  );
  const working = directory.people.filter((one) => isDuring(one, on)).map(({ ref }) => ref);
  return { persons: standsFor(person, directory, at), working, roles };
}
