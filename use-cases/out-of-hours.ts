import { z } from 'zod';
import { londonDateOf, londonTimeOf, type Instant } from '../domain/calendar/instant.ts';
import type { Digest } from '../domain/record/chain.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';
import { findChildByLocalReference, findChildByRef, nameChild } from '../store/people/identification.ts';
import type { Changed } from '../store/record.ts';
import { ADMINISTRATORS, CASE_AND_IRO, requireRole } from './access.ts';
import type { Commands } from './commands.ts';
import { moment } from './fields.ts';
import { parsed } from './parsed.ts';
import type { Keyed } from './people.ts';
import { Refused } from './refused.ts';

/** Under this a child stands who was not known at night, until somebody says who it is. */
const UNKNOWN = 'unknown-';

const reference = z.string().trim().min(1).max(50);

/** What can be told at night: the child, where it is, by what right, and since when. */
export const NIGHT_ENTRY = z.strictObject({
  localReference: reference.nullable().meta({ description: "the child's local reference; null: not known" }),
  place: z.string().trim().min(1).max(200),
  legalBasis: z
    .string()
    .trim()
    .toUpperCase()
    .min(1)
    .max(5)
    .meta({ description: 'legal status as coded in the SSDA903 return' }),
  at: moment,
});
export const IDENTIFICATION = z.strictObject({ localReference: reference });

export type OutOfHoursDeps = {
  readonly prisma: PrismaClient;
  readonly commands: Commands;
  readonly digest: Digest;
  readonly now: () => Instant;
};

export type OutOfHours = {
  enter(asked: Keyed & { readonly body: unknown }): Promise<Changed>;
  /** Says who a child is that was not known by name at night. */
  identify(asked: Keyed & { readonly childRef: string; readonly body: unknown }): Promise<Identified>;
};

export type Identified = {
  readonly childRef: string;
  /** `named`: it stands under its reference now; `withdrawn`: it stood there already, and the entry of the night is taken back. */
  readonly outcome: 'named' | 'withdrawn' | 'nothing';
};

/** A child who comes into care at night is in care from that moment; the rest is told by day. */
export function createOutOfHours({ prisma, commands, digest, now }: OutOfHoursDeps): OutOfHours {
  return {
    enter: ({ actor, key, body }) => {
      const { localReference, place, legalBasis, at } = parsed(NIGHT_ENTRY, body);
      const known = localReference ?? `${UNKNOWN}${digest(`child ${key}`).slice(0, 12)}`;
      const outOfHours = { place, time: londonTimeOf(at).slice(11) };
      const payload = { on: londonDateOf(at), localReference: known, legalStatus: legalBasis, outOfHours };
      return commands.open(
        { process: 'period-of-care', childRef: null },
        { actor, key, kind: 'record-entry', payload },
      );
    },
    identify: async ({ actor, key, childRef, body }) => {
      requireRole(actor, [...CASE_AND_IRO, ...ADMINISTRATORS], 'Saying who a child is');
      const { localReference } = parsed(IDENTIFICATION, body);
      const child = await findChildByRef(prisma, childRef);
      if (child === null) throw new Refused('not-found');
      if (child.localReference === localReference) return { childRef, outcome: 'nothing' };
      if (!child.localReference.startsWith(UNKNOWN)) throw new Refused('child-is-known');
      const other = await findChildByLocalReference(prisma, localReference);
      if (other === null) {
        const naming = { childRef, from: child.localReference, to: localReference, actor: actor.person, at: now() };
        await nameChild(prisma, naming);
        return { childRef, outcome: 'named' };
      }
      if (child.processId === null || child.entryFactId === null)
        return { childRef: other.childRef, outcome: 'nothing' };
      const reason = `the same child as ${other.childRef}`;
      const payload = { factId: child.entryFactId, reason };
      await commands.command(child.processId, { actor, key, kind: 'withdraw', payload });
      return { childRef: other.childRef, outcome: 'withdrawn' };
    },
  };
}
