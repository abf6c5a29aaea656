import { londonDateOf, type Instant } from '../domain/calendar/instant.ts';
import type { CalendarDate } from '../domain/calendar/calendar-date.ts';
import type { Actor } from '../domain/heart/actor.ts';
import type { JsonObject } from '../domain/json.ts';
import type { Digest } from '../domain/record/chain.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';
import {
  findImport,
  listDifferences,
  listImports,
  listProblems,
  type DifferenceRow,
  type ImportView,
  type ProblemRow,
} from '../store/imports/status.ts';
import { FeedUnderWay, receiveFeed } from '../store/imports/receive-feed.ts';
import { saveUploads, type Upload } from '../store/imports/staging.ts';
import { listWorkers, type ImportWorkerRow } from '../store/imports/workers.ts';
import type { Page, PageWish } from '../store/queries/page.ts';
import type { Record } from '../store/record.ts';
import { IMPORTERS, INSPECTORS, requireRole } from './access.ts';
import { accepted, commandId } from './commands.ts';
import { createImportDecisions, type ImportDecisions } from './import-decisions.ts';
import { Refused } from './refused.ts';

export type ImportDeps = {
  readonly prisma: PrismaClient;
  readonly record: Record;
  readonly digest: Digest;
  readonly now: () => Instant;
};

export type Delivery = {
  readonly actor: Actor;
  readonly key: string;
  readonly files: readonly Upload[];
  readonly asAt: CalendarDate | null;
  /** A yearly return, or a daily feed that somebody delivers by hand. */
  readonly by: 'return' | 'feed';
};

export type Imports = ImportDecisions & {
  receive(delivery: Delivery): Promise<ImportView>;
  list(actor: Actor): Promise<readonly ImportView[]>;
  get(actor: Actor, id: string): Promise<ImportView>;
  problems(
    actor: Actor,
    id: string,
    wish: PageWish & { readonly severity?: string | undefined; readonly code?: string | undefined },
  ): Promise<Page<ProblemRow>>;
  differences(
    actor: Actor,
    id: string,
    wish: PageWish & { readonly waiting?: boolean | undefined },
  ): Promise<Page<DifferenceRow>>;
  /** Workers whom the delivery names by codes of its own, and who they are. */
  workers(
    actor: Actor,
    id: string,
    wish: PageWish & { readonly identified?: boolean | undefined },
  ): Promise<Page<ImportWorkerRow>>;
  confirm(actor: Actor, id: string, key: string): Promise<ImportView>;
  withdraw(actor: Actor, id: string, asked: { readonly key: string; readonly reason: string }): Promise<ImportView>;
};

/** Returns and feeds: delivered, previewed, confirmed by a person, withdrawn. */
export function createImports(deps: ImportDeps): Imports {
  const { prisma, record, digest, now } = deps;
  const get = async (id: string): Promise<ImportView> => {
    const found = await findImport(prisma, id);
    if (found === null) throw new Refused('not-found');
    return found;
  };
  const command = async (
    actor: Actor,
    id: string,
    { key, kind, payload }: { readonly key: string; readonly kind: string; readonly payload: JsonObject },
  ): Promise<ImportView> => {
    mayImport(actor);
    accepted(
      await record.change({ processId: id, now: now(), actor, command: { id: commandId(key, digest), kind, payload } }),
    );
    return get(id);
  };
  return {
    ...createImportDecisions(deps),
    receive: async ({ actor, key, files, asAt, by }) => {
      mayImport(actor);
      if (files.length === 0) throw new Refused('no-files');
      if (asAt !== null && asAt > londonDateOf(now())) throw new Refused('in-the-future');
      if (by === 'feed') {
        const asked = { actor, commandId: commandId(key, digest) };
        const { id, outcome } = await receiveFeed({ asAt: asAt ?? londonDateOf(now()), files }, asked, deps).catch(
          busy,
        );
        accepted(outcome);
        return get(id);
      }
      // Other files under the same key are another import, so that nothing is added to the one that was delivered.
      const contents = files.map(({ name, bytes }) => [name, digest(Buffer.from(bytes).toString('base64'))]);
      const ref = digest(`import ${key} ${JSON.stringify(contents)}`).slice(0, 32);
      const id = `feed-import:${ref}`;
      await saveUploads(prisma, id, files);
      const payload = { asAt, files: files.length };
      const opening = { kind: 'feed-import', subject: { kind: 'import', ref } };
      const outcome = await record.change({
        processId: id,
        now: now(),
        actor,
        opening,
        command: { id: commandId(key, digest), kind: 'receive-return', payload },
      });
      // Refused files of a child are not kept; an import that stands under this id keeps its own.
      if (outcome.status === 'other-body' && (await findImport(prisma, id)) === null)
        await prisma.importUpload.deleteMany({ where: { importId: id } });
      accepted(outcome);
      return get(id);
    },
    list: async (actor) => {
      mayInspect(actor);
      return listImports(prisma);
    },
    get: async (actor, id) => {
      mayInspect(actor);
      return get(id);
    },
    problems: async (actor, id, wish) => {
      mayInspect(actor);
      return listProblems(prisma, (await get(id)).id, wish);
    },
    differences: async (actor, id, wish) => {
      mayInspect(actor);
      return listDifferences(prisma, (await get(id)).id, wish);
    },
    workers: async (actor, id, wish) => {
      requireRole(actor, IMPORTERS, 'Looking at workers');
      return listWorkers(prisma, (await get(id)).id, wish);
    },
    confirm: (actor, id, key) => command(actor, id, { key, kind: 'confirm-import', payload: {} }),
    withdraw: (actor, id, { key, reason }) => command(actor, id, { key, kind: 'withdraw-import', payload: { reason } }),
  };
}

function mayImport(actor: Actor): void {
  requireRole(actor, IMPORTERS, 'Importing');
}

function mayInspect(actor: Actor): void {
  requireRole(actor, [...new Set([...IMPORTERS, ...INSPECTORS])], 'Looking at imports');
}

function busy(error: unknown): never {
  throw error instanceof FeedUnderWay ? new Refused('feed-under-way') : error;
}
