import { londonDateOf, startOfDay, type Instant } from '../calendar/instant.ts';
import { by } from '../in-order.ts';
import { addresseesOf, type AddressedTo } from '../people/addressees.ts';
import { isLive, type Directory } from '../people/directory.ts';

/** An open alert that may have to be told. */
export type Tellable = AddressedTo & {
  readonly isOfChild: boolean;
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

/** Whether anybody is told of an alert at all: always where it is about no child. */
function isTold({ isOfChild, team, raisedAt }: Tellable, { teams }: Directory, at: Instant): boolean {
  if (!isOfChild) return true;
  if (!isLive(team, teams, londonDateOf(at))) return false;
  const liveFrom = teams.find(({ ref }) => ref === team)?.liveFrom ?? null;
  return liveFrom === null || raisedAt >= startOfDay(liveFrom);
}

/** Whether it is still this person who has to be told of an alert that is addressed to another or to themselves. */
export function isStillToldTo(
  alert: AddressedTo,
  { person, addressedTo }: { readonly person: string; readonly addressedTo: string },
  { directory, at }: { readonly directory: Directory; readonly at: Instant },
): boolean {
  return addresseesOf(alert, directory, at).some((one) => one.told === person && one.person === addressedTo);
}
