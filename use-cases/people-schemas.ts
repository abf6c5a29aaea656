import { z } from 'zod';
import { FALLBACK } from '../domain/people/directory.ts';
import type { Entries, EntryKind } from '../domain/people/entries.ts';
import { ROLES } from '../domain/rulebook/role.ts';
import { calendarDay, moment } from './fields.ts';

const ref = z.string().trim().min(1).max(100).meta({ description: 'opaque reference, for a person as in the token' });
/** A name, which has spaces, is none: references stand in logs, in alerts and in the engine. */
const own = ref.regex(/^\S+$/, 'must be a reference without spaces, and no name');
const name = z.string().trim().min(1).max(100);
const role = z.enum([...ROLES, FALLBACK]);
const period = { fromOn: calendarDay, toOn: calendarDay.nullable().default(null) };
const ENDS_BEFORE = { error: 'lies before the beginning', path: ['toOn'] };
const inOrder = ({ fromOn, toOn }: { readonly fromOn: string; readonly toOn: string | null }): boolean =>
  toOn === null || fromOn <= toOn;

type Given<Kind extends EntryKind> = Omit<Entries[Kind], 'ref'> & { readonly ref?: string | undefined };

/** What is sent of each kind of entry; without a `ref` cover, posts and turns on call are new ones. */
export const ENTRY_SCHEMAS = {
  person: z
    .strictObject({ ref: own, name, email: z.email().max(200).nullable().default(null), ...period })
    .refine(inOrder, ENDS_BEFORE),
  team: z.strictObject({ ref: own, name, above: ref.nullable().default(null) }),
  post: z
    .strictObject({ ref: ref.optional(), person: ref, role, team: ref.nullable().default(null), ...period })
    .refine(inOrder, ENDS_BEFORE),
  cover: z
    .strictObject({ ref: ref.optional(), person: ref, by: ref, ...period })
    .refine(inOrder, ENDS_BEFORE)
    .refine(({ person, by }) => person !== by, { error: 'must be another person', path: ['by'] }),
  worker: z.strictObject({ ref, person: ref }),
  rota: z
    .strictObject({ ref: ref.optional(), role, person: ref, fromAt: moment, toAt: moment })
    .refine(({ fromAt, toAt }) => fromAt < toAt, { error: 'lies before the beginning', path: ['toAt'] }),
} satisfies { readonly [Kind in EntryKind]: z.ZodType<Partial<Given<Kind>>> };
