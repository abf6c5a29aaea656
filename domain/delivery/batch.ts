import type { CalendarDate } from '../calendar/calendar-date.ts';
import { londonDateOf, startOfDay, type Instant } from '../calendar/instant.ts';
import { by } from '../in-order.ts';
import { addresseesOf, type AddressedTo } from '../people/addressees.ts';
import { isDuring, isLive, type Directory } from '../people/directory.ts';

/** An open alert that may have to be told. */
export type Tellable = AddressedTo & {
  readonly isOfTeam: boolean;
  /** The teams whose work it is about: of the child, of the children of a household; null: a team that is not told. */
  readonly teams: readonly (string | null)[];
  /** The worker whom it is about; null: it is about no worker. */
  readonly worker: string | null;
  readonly raisedAt: Instant;
  /** To whom it was addressed in mails before. */
  readonly deliveredTo: readonly string[];
};

/** What one person is told: alerts, each with whom it is addressed to. */
export type Batch<Alert> = {
  /** Empty: nobody could be found. */
  readonly person: string;
  readonly alerts: readonly { readonly alert: Alert; readonly addressedTo: string }[];
};

const NOBODY = { person: '', told: '' };

/**
 * Who has to be told of what now: one batch for each person. Teams in shadow are not told, nor of what was raised while they were;
 * nobody is told twice of what is addressed to the same person.
 */
export function batchesFor<Alert extends Tellable>(
  alerts: readonly Alert[],
  directory: Directory,
  at: Instant,
): readonly Batch<Alert>[] {
  const batches = new Map<string, { readonly alert: Alert; readonly addressedTo: string }[]>();
  for (const alert of alerts.filter((one) => isTold(one, directory, at))) {
    const found = addresseesOf(alert, directory, at);
    for (const { person, told } of found.length === 0 ? [NOBODY] : found) {
      if (alert.deliveredTo.includes(person)) continue;
      const own = batches.get(told) ?? [];
      own.push({ alert, addressedTo: person });
      batches.set(told, own);
    }
  }
  return [...batches].map(([person, own]) => ({ person, alerts: own })).toSorted(by(({ person }) => person));
}

/** Whether anybody is told of an alert at all: always where it is about no child, household or worker; else once a team of theirs is. */
function isTold({ isOfTeam, teams, worker, raisedAt }: Tellable, directory: Directory, at: Instant): boolean {
  if (!isOfTeam) return true;
  const on = londonDateOf(at);
  const concerned = worker === null ? teams : teamsOf(worker, directory, on);
  return (concerned.length === 0 ? [null] : concerned).some((team) => {
    if (!isLive(team, directory.teams, on)) return false;
    const liveFrom = directory.teams.find(({ ref }) => ref === team)?.liveFrom ?? null;
    return liveFrom === null || raisedAt >= startOfDay(liveFrom);
  });
}

/** The teams in which a worker holds a post on a day. */
function teamsOf(worker: string, { posts }: Directory, on: CalendarDate): readonly (string | null)[] {
  return posts.filter((post) => post.person === worker && isDuring(post, on)).map(({ team }) => team);
}

/** Whether it is still this person who has to be told of an alert that is addressed to another or to themselves. */
export function isStillToldTo(
  alert: AddressedTo,
  { person, addressedTo }: { readonly person: string; readonly addressedTo: string },
  { directory, at }: { readonly directory: Directory; readonly at: Instant },
): boolean {
  return addresseesOf(alert, directory, at).some((one) => one.told === person && one.person === addressedTo);
}
