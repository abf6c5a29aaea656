import type { CalendarDate } from '../calendar/calendar-date.ts';
import { londonDateOf, type Instant } from '../calendar/instant.ts';
import { LINES, lineOf, roleAbove, type Role } from '../rulebook/role.ts';
import { FALLBACK, isDuring, teamsUpFrom, type Directory, type PostRole } from './directory.ts';

/** What an alert says of whom it is for. */
export type AddressedTo = {
  readonly role: Role;
  /** The person of that role whom the process names; null: it names none. */
  readonly person: string | null;
  /** The team of the child; null: not told, or no child. */
  readonly team: string | null;
  /** Who owes what it is about and so may not answer for it; null: anybody may be told. */
  readonly notBy: string | null;
};

export type Addressee = {
  /** Whose alert it is. */
  readonly person: string;
  /** Who is told: the same, or who covers or is on call. */
  readonly told: string;
};

/** Held for one child by one person: where nobody is named, colleagues of the same role are not told, the next above is. */
const NAMED_FOR_A_CHILD: readonly Role[] = Object.values(LINES).map(([first]) => first);

type Asking = { readonly at: Instant; readonly on: CalendarDate; readonly directory: Directory };

/**
 * Whom an alert reaches at a moment: the person named, else who holds the role nearest to the child's team, else the next above
 * in the line, in the end the named fallback person (design §7). Empty only where the directory has nobody to fall back on.
 */
export function addresseesOf(alert: AddressedTo, directory: Directory, at: Instant): readonly Addressee[] {
  const asking: Asking = { at, on: londonDateOf(at), directory };
  const mayBeTold = ({ told, person }: Addressee): boolean => told !== alert.notBy && person !== alert.notBy;
  if (alert.person !== null && isWorking(alert.person, asking)) {
    const named = [{ person: alert.person, told: coverOf(alert.person, asking) }].filter(mayBeTold);
    if (named.length > 0) return named;
  }
  const isNamed = NAMED_FOR_A_CHILD.includes(alert.role);
  let role: Role | null = isNamed ? roleAbove(alert.role, lineOf(alert.role)) : alert.role;
  for (; role !== null; role = roleAbove(role, lineOf(alert.role))) {
    const holders = holdersOf(role, alert.team, asking).filter(mayBeTold);
    if (holders.length > 0) return holders;
  }
  return holdersOf(FALLBACK, null, asking);
}

/** Whom a person stands for on a day: themselves and those they cover. */
export function standsFor(person: string, directory: Directory, at: Instant): readonly string[] {
  const asking: Asking = { at, on: londonDateOf(at), directory };
  const covered = directory.covers.map((cover) => cover.person).filter((other) => coverOf(other, asking) === person);
  return [...new Set([person, ...covered])];
}

function isWorking(person: string, { directory, on }: Asking): boolean {
  return directory.people.some((one) => one.ref === person && isDuring(one, on));
}

/** Who holds a role in the nearest team that has anybody in it. While somebody is on call in the role, that person is told. */
function holdersOf(role: PostRole, team: string | null, asking: Asking): readonly Addressee[] {
  const { directory, on, at } = asking;
  const posts = directory.posts.filter(
    (post) => post.role === role && isDuring(post, on) && isWorking(post.person, asking),
  );
  const near = teamsUpFrom(team, directory.teams).find((ref) => posts.some((post) => post.team === ref));
  const holders = [...new Set(posts.filter((post) => post.team === near).map(({ person }) => person))];
  const onCall = directory.onCall.find((turn) => turn.role === role && turn.fromAt <= at && at < turn.toAt)?.person;
  if (onCall === undefined) return holders.map((person) => ({ person, told: coverOf(person, asking) }));
  return holders.length === 0
    ? [{ person: onCall, told: onCall }]
    : holders.map((person) => ({ person, told: onCall }));
}

/** Who acts for a person, through those who cover for each other; who goes round in a circle stays where it closes. */
function coverOf(person: string, asking: Asking): string {
  const seen = [person];
  let acting = person;
  for (let by = coveringFor(person, asking); by !== null && !seen.includes(by); by = coveringFor(by, asking)) {
    seen.push(by);
    acting = by;
  }
  return acting;
}

function coveringFor(person: string, asking: Asking): string | null {
  const { covers } = asking.directory;
  return (
    covers.find((cover) => cover.person === person && isDuring(cover, asking.on) && isWorking(cover.by, asking))?.by ??
    null
  );
}
