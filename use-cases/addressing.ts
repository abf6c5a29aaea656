import type { Instant } from '../domain/calendar/instant.ts';
import type { Actor } from '../domain/heart/actor.ts';
import { readHistory } from '../domain/heart/history.ts';
import { objectOf, readDate, readText, textOf } from '../domain/json-reading.ts';
import type { JsonObject } from '../domain/json.ts';
import { addresseesOf } from '../domain/people/addressees.ts';
import { holdsPost } from '../domain/people/directory.ts';
import { addressingOf } from '../domain/people/managing.ts';
import { NOMINATED_OFFICER } from '../domain/processes/connected-carer/commands.ts';
import { EXTENDED } from '../domain/processes/connected-carer/decide.ts';
import { CONNECTED_CARER } from '../domain/processes/connected-carer/index.ts';
import { readDirectory } from '../store/people/directory.ts';
import { addressedTo } from '../store/queries/addressed.ts';
import type { AddressedHere } from '../store/queries/alerts.ts';
import { readStream, type Queries } from '../store/read-stream.ts';

/** Which alerts are somebody's own: by the directory, or by the roles of the token while nobody has been entered there. */
export async function addressedHere(queries: Queries, { person, roles }: Actor, at: Instant): Promise<AddressedHere> {
  const directory = await readDirectory(queries);
  if (directory.posts.length === 0)
    return { persons: [person], working: null, roles: roles.map((role) => `${role} *`) };
  const addressing = addressingOf(person, directory, at);
  return { ...addressing, roles: addressing.roles.map(({ role, team }) => `${role} ${team ?? ''}`) };
}

/** Who is named as the nominated officer that approved an extension (CPPCR reg 25(4)) has to have held that post then, where the directory knows who did. */
export async function naming(
  { queries }: { readonly queries: Queries },
  actor: Actor,
  payload: JsonObject,
): Promise<Actor> {
  const [approvedBy, on] = [textOf(payload, 'approvedBy'), readDate(payload, 'on')];
  if (on === null || readText(payload, 'approvedAs') !== NOMINATED_OFFICER) return actor;
  const isHeld = holdsPost(await readDirectory(queries), approvedBy, { role: NOMINATED_OFFICER, on });
  return isHeld === false ? { ...actor, notInPost: [approvedBy] } : actor;
}

/** So has who is named by the correction of such an approval. */
export async function namingAnew(
  { queries }: { readonly queries: Queries },
  actor: Actor,
  { processId, payload }: { readonly processId: string; readonly payload: JsonObject },
): Promise<Actor> {
  const { facts } = readHistory(await readStream(queries, processId), CONNECTED_CARER);
  const before = facts.get(textOf(payload, 'factId'));
  if (before?.kind !== EXTENDED) return actor;
  const on = readDate(payload, 'on') ?? before.on;
  return naming({ queries }, actor, { ...before.payload, ...objectOf(payload, 'payload'), on });
}

/**
 * Who answers an alert, in the part in which it reaches them: for the person they cover, or for an empty role below. Where it
 * does not reach them, holding the same role elsewhere does not help.
 */
export async function answering(
  { queries, now }: { readonly queries: Queries; readonly now: () => Instant },
  actor: Actor,
  { processId, payload }: { readonly processId: string; readonly payload: JsonObject },
): Promise<Actor> {
  const [alertId, at] = [textOf(payload, 'alertId'), now()];
  const [directory, alert] = await Promise.all([readDirectory(queries), addressedTo(queries, { processId, alertId })]);
  if (directory.posts.length === 0 || alert === null) return actor;
  const reached = addresseesOf(alert, directory, at).some(
    ({ person, told }) => told === actor.person || person === actor.person,
  );
  const otherRoles = actor.roles.filter((role) => role !== alert.role);
  if (!reached) return { ...actor, roles: otherRoles };
  return { ...actor, roles: [...otherRoles, alert.role], standsFor: alert.person === null ? [] : [alert.person] };
}
