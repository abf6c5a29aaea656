import { z } from 'zod';
import type { Instant } from '../domain/calendar/instant.ts';
import type { ReadFile } from '../domain/feeds/read-file.ts';
import type { Actor } from '../domain/heart/actor.ts';
import type { Law } from '../domain/heart/law.ts';
import { canonical, type JsonObject } from '../domain/json.ts';
import type { Directory } from '../domain/people/directory.ts';
import type { Entries, EntryKind, Saving } from '../domain/people/entries.ts';
import { manages } from '../domain/people/managing.ts';
import { stagePeople } from '../domain/people/people-files.ts';
import type { FileProblem } from '../domain/people/table.ts';
import type { Digest } from '../domain/record/chain.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';
import type { Upload } from '../store/imports/staging.ts';
import { listDirectoryChanges, readDirectory, type LoggedChange } from '../store/people/directory.ts';
import { changesIn, readEntries, saveEntries, type EntryChange } from '../store/people/entries.ts';
import { once } from '../store/people/once.ts';
import type { Page, PageWish } from '../store/queries/page.ts';
import type { Record } from '../store/record.ts';
import { ADMINISTRATORS, holdsOneOf, READERS, requireRole } from './access.ts';
import { commandId } from './commands.ts';
import { refuseCircle, refuseUnknown } from './directory-refusals.ts';
import { entryOf } from './directory-entries.ts';
import { Refused } from './refused.ts';
import { refuseUnknownWorker, retellWorkers, savingsOfCodes } from './workers.ts';

export type PeopleDeps = {
  readonly prisma: PrismaClient;
  readonly digest: Digest;
  readonly now: () => Instant;
  readonly readCsv: (name: string, bytes: Uint8Array) => ReadFile;
  readonly record: Record;
  readonly newRef: () => string;
};

/** Besides, where what a file or a team brings is told to many processes. */
export type TellingDeps = Omit<PeopleDeps, 'newRef'> & { readonly law: Law };

/** What is asked of the directory under a key that makes a repeat harmless. */
export type Keyed = { readonly actor: Actor; readonly key: string };

/** What files of people and teams would change, or have changed. */
export type PeopleImport = {
  readonly applied: boolean;
  readonly rows: number;
  readonly taken: number;
  readonly problems: readonly FileProblem[];
  readonly changes: readonly EntryChange[];
};

/** What is taken out again; people, teams and posts end by a day. */
export type Withdrawable = 'cover' | 'rota' | 'worker';

export type People = {
  list<Kind extends EntryKind>(actor: Actor, kind: Kind): Promise<readonly Entries[Kind][]>;
  changes(actor: Actor, wish: PageWish): Promise<Page<LoggedChange>>;
  /** Puts an entry as it shall be; without a `ref` it is a new one. */
  save(asked: Keyed & { readonly kind: EntryKind; readonly body: unknown }): Promise<object>;
  /** Takes cover, a turn on call, or who a worker of deliveries is, out of the directory; the log keeps it. */
  withdraw(asked: Keyed & { readonly kind: Withdrawable; readonly ref: string }): Promise<object>;
  importFiles(asked: Keyed & { readonly files: readonly Upload[]; readonly apply: boolean }): Promise<PeopleImport>;
};

/** Who works here, in which roles and teams, who covers and who is on call. Reference data with a log of its own, and no process. */
export function createPeople(deps: PeopleDeps): People {
  const { prisma, now } = deps;
  return {
    list: async (actor, kind) => {
      requireRole(actor, READERS, 'Reading');
      const entries = await readEntries(prisma, kind);
      return holdsOneOf(actor, ADMINISTRATORS) ? entries : entries.map((entry) => withoutAddress(entry));
    },
    changes: async (actor, wish) => {
      requireRole(actor, ADMINISTRATORS, 'The directory');
      return listDirectoryChanges(prisma, wish);
    },
    save: async ({ actor, key, kind, body }) => {
      const [directory, teams] = await Promise.all([readDirectory(prisma), readEntries(prisma, 'team')]);
      const entry = entryOf(kind, body, { newRef: deps.digest(`${kind} ${key}`).slice(0, 20), teams });
      mayChange(actor, entry, { directory, at: now() });
      refuseUnknown(entry, directory);
      refuseCircle(entry, directory);
      await refuseUnknownWorker(prisma, entry);
      return saving({ actor, key, kind: `save-${kind}`, savings: [entry] }, deps);
    },
    withdraw: async (asked) => {
      await mayWithdraw(asked, deps);
      const { actor, key, kind, ref } = asked;
      return saving({ actor, key, kind: `withdraw-${kind}`, savings: [{ kind, ref, entry: null }] }, deps);
    },
    importFiles: (asked) => importFiles(asked, deps),
  };
}

async function importFiles(
  { actor, key, files, apply }: Parameters<People['importFiles']>[0],
  deps: PeopleDeps,
): Promise<PeopleImport> {
  requireRole(actor, ADMINISTRATORS, 'The directory');
  if (files.length === 0) throw new Refused('no-files');
  const teams = await readEntries(deps.prisma, 'team');
  const { codes, ...said } = stagePeople(
    files.map(({ name, bytes }) => deps.readCsv(name, bytes)),
    teams,
  );
  const savings = [...said.savings, ...(await savingsOfCodes(codes, deps))];
  const changes = await changesIn(deps.prisma, savings);
  if (apply) await saving({ actor, key, kind: 'import-people', savings }, deps);
  const { rows, taken, problems } = said;
  return { applied: apply, rows, taken, problems, changes };
}

type SavingAsked = Keyed & { readonly kind: string; readonly savings: readonly Saving[] };

async function saving(asked: SavingAsked, deps: PeopleDeps): Promise<object> {
  const { actor, key, kind, savings } = asked;
  const { person } = actor;
  const { prisma, digest, now } = deps;
  const at = now();
  const bodyDigest = digest(canonical(plain({ kind, person, savings })));
  const done = await prisma.$transaction((queries) =>
    once(queries, { id: commandId(key, digest), actor: person, kind, bodyDigest, at }, async () => {
      const changes = await saveEntries(queries, savings, { actor: person, at });
      if (kind.startsWith('withdraw-') && changes.length === 0) throw new Refused('not-found');
      // What an answer is remembered by holds no name and no address.
      return { changed: changes.map(({ kind: of, ref }) => ({ kind: of, ref })) };
    }),
  );
  if (done === null) throw new Refused('key-used-otherwise');
  await retellWorkers(asked, deps);
  return { ...done.answer, repeated: done.repeated };
}

/** Whoever may arrange cover may take it out; a repeat finds it gone, and is answered as before. */
async function mayWithdraw(
  { actor, kind, ref }: Parameters<People['withdraw']>[0],
  { prisma, now }: PeopleDeps,
): Promise<void> {
  if (kind !== 'cover') {
    requireRole(actor, ADMINISTRATORS, 'The directory');
    return;
  }
  requireRole(actor, READERS, 'Reading');
  const entry = (await readEntries(prisma, kind)).find((one) => one.ref === ref);
  if (entry !== undefined)
    mayChange(actor, { kind, ref, entry }, { directory: await readDirectory(prisma), at: now() });
}

function plain(value: object): JsonObject {
  return z.record(z.string(), z.json()).parse(JSON.parse(JSON.stringify(value)));
}

function withoutAddress<Entry extends object>(entry: Entry): Entry {
  return 'email' in entry ? { ...entry, email: null } : entry;
}

/** Administrators change everything; everybody arranges cover for themselves, and managers for those below them. */
function mayChange(
  actor: Actor,
  { kind, entry }: Saving,
  at: { readonly directory: Directory; readonly at: Instant },
): void {
  if (kind !== 'cover' || entry === null) {
    requireRole(actor, ADMINISTRATORS, 'The directory');
    return;
  }
  if (holdsOneOf(actor, ADMINISTRATORS) || entry.person === actor.person) return;
  if (!manages(actor.person, entry.person, at))
    throw new Refused('not-allowed', {
      detail: 'Cover is arranged by the person, a manager above them, or an administrator.',
    });
}
