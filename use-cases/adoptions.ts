import { z } from 'zod';
import type { Instant } from '../domain/calendar/instant.ts';
import type { Actor } from '../domain/heart/actor.ts';
import type { Law } from '../domain/heart/law.ts';
import { canonical, type JsonObject } from '../domain/json.ts';
import type { Digest } from '../domain/record/chain.ts';
import type { Settings } from '../domain/rulebook/settings.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';
import {
  findAdoption,
  listAdoptions,
  listEffects,
  type AdoptionView,
  type EffectRow,
} from '../store/adoptions/effects.ts';
import type { Page, PageWish } from '../store/queries/page.ts';
import type { Record } from '../store/record.ts';
import { ADOPTERS, INSPECTORS, requireRole } from './access.ts';
import { calendarDay } from './fields.ts';
import { accepted, commandId } from './commands.ts';
import { parsed } from './parsed.ts';
import { Refused } from './refused.ts';

const name = z.string().trim().min(1).max(200);
const length = z.int().min(1).max(400);
const namedDay = z.strictObject({ on: calendarDay, name });

/** How an authority's own date is counted from the same anchor as the rule's. */
const ownCount = z.discriminatedUnion('unit', [
  z.strictObject({
    unit: z.literal('working-days'),
    length,
    from: z.enum(['after', 'on']).default('after'),
    definition: z.literal('cppcr').default('cppcr'),
  }),
  z.strictObject({ unit: z.literal('calendar-days'), length, from: z.enum(['after', 'on']).default('after') }),
  z.strictObject({ unit: z.literal('weeks'), length, from: z.enum(['after', 'on']).default('after') }),
  z.strictObject({ unit: z.literal('months'), length }),
]);

/** What an authority proposes to adopt; what is left out is empty. Without settings it goes back to the law alone. */
export const PROPOSAL = z.strictObject({
  title: name.meta({ description: 'what changes, for those who read it later; no personal data' }),
  settings: z
    .strictObject({
      bankHolidays: z
        .strictObject({
          added: z.array(namedDay).max(200).default([]),
          removed: z.array(calendarDay).max(200).default([]),
          publishedThrough: calendarDay.nullable().default(null),
        })
        .prefault({}),
      tighter: z
        .array(z.strictObject({ ruleId: name, count: ownCount }))
        .max(200)
        .default([]),
      closureDays: z.array(namedDay).max(400).default([]),
    })
    .nullable(),
});

export const PROPOSAL_EXAMPLE = {
  title: 'Bank holiday of 7 June 2027, and placement plans within three working days',
  settings: {
    bankHolidays: { added: [{ on: '2027-06-07', name: 'one-off bank holiday' }], removed: [], publishedThrough: null },
    tighter: [{ ruleId: 'placementplan.prepare', count: { unit: 'working-days', length: 3 } }],
    closureDays: [{ on: '2026-12-29', name: 'offices closed' }],
  },
};

export type AdoptionDeps = {
  readonly prisma: PrismaClient;
  readonly record: Record;
  readonly law: Law;
  readonly digest: Digest;
  readonly now: () => Instant;
};

type Asking = { readonly actor: Actor; readonly key: string };

/** What a person may ask of an adoption under way. */
export type AdoptionStep =
  'approve-adoption' | 'stop-adoption' | 'resume-adoption' | 'roll-back-adoption' | 'withdraw-proposal';

export type Adoptions = {
  propose(asked: { readonly actor: Actor; readonly key: string; readonly body: unknown }): Promise<AdoptionView>;
  /** Recomputes every process by the running build, shown and approved like any other change. */
  proposeBuild(asked: { readonly actor: Actor; readonly key: string; readonly build: string }): Promise<AdoptionView>;
  list(actor: Actor): Promise<readonly object[]>;
  get(actor: Actor, id: string): Promise<AdoptionView>;
  effects(actor: Actor, id: string, wish: PageWish): Promise<Page<EffectRow>>;
  step(
    actor: Actor,
    id: string,
    asked: { readonly key: string; readonly kind: AdoptionStep; readonly reason: string },
  ): Promise<AdoptionView>;
};

/** Changes of settings and builds: proposed, shown, approved by a second person, stopped, rolled back. */
export function createAdoptions(deps: AdoptionDeps): Adoptions {
  return { ...createProposals(deps), ...createViews(deps) };
}

async function found({ prisma }: AdoptionDeps, id: string): Promise<AdoptionView> {
  const view = await findAdoption(prisma, id);
  if (view === null) throw new Refused('not-found');
  return view;
}

/** One change is under way at a time; a repeat of the request finds the one it opened. */
async function open(deps: AdoptionDeps, { actor, key }: Asking, payload: JsonObject): Promise<AdoptionView> {
  const { record, digest, now } = deps;
  const id = `rule-adoption:${digest(`adoption ${key}`).slice(0, 32)}`;
  const outcome = await record.change({
    processId: id,
    now: now(),
    actor,
    opening: { kind: 'rule-adoption', subject: { kind: 'authority', ref: 'authority' } },
    command: { id: commandId(key, digest), kind: 'propose-adoption', payload },
  });
  if (outcome.status === 'refused' && outcome.refusal === 'already-open') throw new Refused('adoption-under-way');
  accepted(outcome);
  return found(deps, id);
}

/** What another build has begun nobody finishes: the one that is installed now recomputes everything again. */
async function giveUpOthers(deps: AdoptionDeps, { actor, key }: Asking, build: string): Promise<void> {
  const { prisma, record, digest, now } = deps;
  const others = (await listAdoptions(prisma)).filter(
    ({ ofBuild, closed }) => !closed && ofBuild !== null && ofBuild !== build,
  );
  for (const { id } of others) {
    const said = { kind: 'withdraw-proposal', payload: { reason: `build ${build}` } };
    const command = { id: commandId(`${key} ${id}`, digest), ...said };
    await record.change({ processId: id, now: now(), actor, command });
  }
}

/** What changes an adoption. */
function createProposals(deps: AdoptionDeps): Pick<Adoptions, 'propose' | 'proposeBuild' | 'step'> {
  const { record, digest, now } = deps;
  return {
    propose: async ({ actor, key, body }) => {
      mayAdopt(actor);
      const { title, settings } = proposal(body, deps.law);
      const named = settings === null ? null : { id: digest(canonical(settings)).slice(0, 16), ...settings };
      return open(deps, { actor, key }, { title, settings: named, ofBuild: null });
    },
    proposeBuild: async ({ actor, key, build }) => {
      mayAdopt(actor);
      await giveUpOthers(deps, { actor, key }, build);
      return open(deps, { actor, key }, { title: `build ${build}`, settings: null, ofBuild: build });
    },
    step: async (actor, id, { key, kind, reason }) => {
      mayAdopt(actor);
      const command = { id: commandId(key, digest), kind, payload: { reason } };
      accepted(await record.change({ processId: id, now: now(), actor, command }));
      return found(deps, id);
    },
  };
}

/** What only reads. */
function createViews(deps: AdoptionDeps): Pick<Adoptions, 'list' | 'get' | 'effects'> {
  return {
    list: async (actor) => {
      mayInspect(actor);
      return listAdoptions(deps.prisma);
    },
    get: async (actor, id) => {
      mayInspect(actor);
      return found(deps, id);
    },
    effects: async (actor, id, wish) => {
      mayInspect(actor);
      return listEffects(deps.prisma, (await found(deps, id)).id, wish);
    },
  };
}

function proposal(
  body: unknown,
  { rules }: Law,
): { readonly title: string; readonly settings: Omit<Settings, 'id'> | null } {
  const proposed = parsed(PROPOSAL, body);
  const unknown = (proposed.settings?.tighter ?? []).filter(
    ({ ruleId }) => !rules.rules.some((rule) => rule.id === ruleId),
  );
  const fields = unknown.map(({ ruleId }) => ({ field: 'settings.tighter', message: `there is no rule ${ruleId}` }));
  if (fields.length > 0) throw new Refused('invalid-content', { fields });
  return proposed;
}

function mayAdopt(actor: Actor): void {
  requireRole(actor, ADOPTERS, 'Changing settings');
}

function mayInspect(actor: Actor): void {
  requireRole(actor, [...new Set([...ADOPTERS, ...INSPECTORS])], 'Looking at changes of settings');
}
