import { z } from 'zod';
import type { Instant } from '../domain/calendar/instant.ts';
import type { ReadFile } from '../domain/feeds/read-file.ts';
import type { Actor } from '../domain/heart/actor.ts';
import type { Law } from '../domain/heart/law.ts';
import { canonical, type JsonObject } from '../domain/json.ts';
import type { Directory } from '../domain/people/directory.ts';
import type { Entries, EntryKind, Saving } from '../domain/people/entries.ts';
import { manages } from '../domain/people/managing.ts';
import { stagePeople, teamEntry } from '../domain/people/people-files.ts';
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
import { ENTRY_SCHEMAS } from './people-schemas.ts';
import { parsed } from './parsed.ts';
import { Refused } from './refused.ts';

export type PeopleDeps = {
  readonly prisma: PrismaClient;
  readonly digest: Digest;
  readonly now: () => Instant;
  readonly readCsv: (name: string, bytes: Uint8Array) => ReadFile;
};

/** Besides, where what a file or a team brings is told to many processes. */
export type TellingDeps = PeopleDeps & { readonly record: Record; readonly law: Law };

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

export type People = {
  list<Kind extends EntryKind>(actor: Actor, kind: Kind): Promise<readonly Entries[Kind][]>;
  changes(actor: Actor, wish: PageWish): Promise<Page<LoggedChange>>;
  /** Puts an entry as it shall be; without a `ref` it is a new one. */
  save(asked: Keyed & { readonly kind: EntryKind; readonly body: unknown }): Promise<object>;
  /** Takes cover or a turn on call out of the directory; the log keeps it. */
  withdraw(asked: Keyed & { readonly kind: 'cover' | 'rota'; readonly ref: string }): Promise<object>;
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
      return saving({ actor, key, kind: `save-${kind}`, savings: [entry] }, deps);
    },
    withdraw: async (asked) => {
      await mayWithdraw(asked, deps);
      const { actor, key, kind, ref } = asked;
      return saving({ actor, key, kind: `withdraw-${kind}`, savings: [{ kind, ref, entry: null }] }, deps);
    },
    importFiles: async ({ actor, key, files, apply }) => {
      requireRole(actor, ADMINISTRATORS, 'The directory');
      if (files.length === 0) throw new Refused('no-files');
      const teams = await readEntries(prisma, 'team');
      const { savings, ...said } = stagePeople(
        files.map(({ name, bytes }) => deps.readCsv(name, bytes)),
        teams,
      );
      const changes = await changesIn(prisma, savings);
      if (apply) await saving({ actor, key, kind: 'import-people', savings }, deps);
      return { applied: apply, ...said, changes };
    },
  };
}

type SavingAsked = Keyed & { readonly kind: string; readonly savings: readonly Saving[] };

async function saving(
  { actor: { person }, key, kind, savings }: SavingAsked,
  { prisma, digest, now }: PeopleDeps,
): Promise<object> {
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
  return { ...done.answer, repeated: done.repeated };
}

/** Whoever may arrange cover may take it out; a repeat finds it gone, and is answered as before. */
async function mayWithdraw(
  { actor, kind, ref }: Parameters<People['withdraw']>[0],
  { prisma, now }: PeopleDeps,
): Promise<void> {
  if (kind === 'rota') {
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

function entryOf(
  kind: EntryKind,
  body: unknown,
  { newRef, teams }: { readonly newRef: string; readonly teams: readonly Entries['team'][] },
): Saving {
  switch (kind) {
    case 'person': {
      const entry = parsed(ENTRY_SCHEMAS.person, body);
      return { kind, ref: entry.ref, entry };
    }
    case 'team': {
      const entry = teamEntry(parsed(ENTRY_SCHEMAS.team, body), teams);
      return { kind, ref: entry.ref, entry };
    }
    case 'post': {
      const { ref = newRef, ...entry } = parsed(ENTRY_SCHEMAS.post, body);
      return { kind, ref, entry: { ref, ...entry } };
    }
    case 'cover': {
      const { ref = newRef, ...entry } = parsed(ENTRY_SCHEMAS.cover, body);
      return { kind, ref, entry: { ref, ...entry } };
    }
    case 'rota': {
      const { ref = newRef, ...entry } = parsed(ENTRY_SCHEMAS.rota, body);
      return { kind, ref, entry: { ref, ...entry } };
    }
  }
}
