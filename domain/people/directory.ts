import type { CalendarDate } from '../calendar/calendar-date.ts';
import type { Instant } from '../calendar/instant.ts';
import type { Role } from '../rulebook/role.ts';

/** Who is told where nobody else is left: an authority names somebody, so that no alert is addressed to nobody. */
export const FALLBACK = 'fallback';

export type PostRole = Role | typeof FALLBACK;

/** From the first day to the last; null: no end is known. Both days are included. */
export type Period = { readonly fromOn: CalendarDate; readonly toOn: CalendarDate | null };

/** Somebody who works for the authority, by the opaque reference that the token carries too. Names and addresses are not needed to decide. */
export type Person = Period & { readonly ref: string };

/** A role that a person holds: in a team (or in a service above teams), or for the whole authority. */
export type Post = Period & {
  readonly person: string;
  readonly role: PostRole;
  /** Null: the whole authority. */
  readonly team: string | null;
};

/** A team, or a service that teams stand below. */
export type Team = {
  readonly ref: string;
  readonly above: string | null;
  /** The first day on which its people are told; null: in shadow, everything is computed and nobody is told. */
  readonly liveFrom: CalendarDate | null;
};

/** Somebody is away, and another acts for them. */
export type Cover = Period & { readonly person: string; readonly by: string };

/** Who is on call in a role, to the minute. */
export type OnCall = {
  readonly role: PostRole;
  readonly person: string;
  readonly fromAt: Instant;
  readonly toAt: Instant;
};

/** Everything that says who is who at any time. */
export type Directory = {
  readonly people: readonly Person[];
  readonly teams: readonly Team[];
  readonly posts: readonly Post[];
  readonly covers: readonly Cover[];
  readonly onCall: readonly OnCall[];
};

export function isDuring({ fromOn, toOn }: Period, on: CalendarDate): boolean {
  return fromOn <= on && (toOn === null || on <= toOn);
}

/** Whether somebody holds a post on a day, or covers who does; null: the directory knows nobody who does. */
export function holdsPost({ posts, covers }: Directory, person: string, { role, on }: Held): boolean | null {
  const holders = posts.filter((post) => post.role === role && isDuring(post, on)).map((post) => post.person);
  if (holders.length === 0) return null;
  const covering = covers.filter((cover) => holders.includes(cover.person) && isDuring(cover, on)).map(({ by }) => by);
  return [...holders, ...covering].includes(person);
}

type Held = { readonly role: PostRole; readonly on: CalendarDate };

/** A team and all that it stands below, nearest first, and at the end the whole authority (null). */
export function teamsUpFrom(team: string | null, teams: readonly Team[]): readonly (string | null)[] {
  const above: (string | null)[] = [];
  for (let ref = team; ref !== null && !above.includes(ref); ref = teams.find((one) => one.ref === ref)?.above ?? null)
    above.push(ref);
  return [...above, null];
}

/** Whether a team would stand below itself, at once or by way of others. */
export function isBelowItself(ref: string, aboveOf: ReadonlyMap<string, string | null>): boolean {
  const passed = new Set<string>();
  for (let above = aboveOf.get(ref) ?? null; above !== null && !passed.has(above); above = aboveOf.get(above) ?? null) {
    if (above === ref) return true;
    passed.add(above);
  }
  return false;
}

/** Whether people are told of a child of this team. A child whose team nobody has told is not left out once any team is live. */
export function isLive(team: string | null, teams: readonly Team[], on: CalendarDate): boolean {
  const since = (liveFrom: CalendarDate | null): boolean => liveFrom !== null && liveFrom <= on;
  const own = teams.find(({ ref }) => ref === team);
  return own === undefined ? teams.some(({ liveFrom }) => since(liveFrom)) : since(own.liveFrom);
}
