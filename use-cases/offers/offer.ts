import type { z } from 'zod';
import type { JsonObject } from '../../domain/json.ts';
import type { Role } from '../../domain/rulebook/role.ts';

/** A command as it is offered: its content, who may say it, and one example that is shown and proved against the content. */
export type Offered<Content> = {
  readonly by: readonly Role[];
  readonly content: z.ZodType<Content>;
  readonly example: JsonObject;
};

/**
 * Whom a process that is opened is about: a child found by its local reference and made if new, a child that is there already,
 * or something of its own (a household, a worker, an audit), found by its local reference or made new.
 */
export type OpeningSubject = 'child-by-local-reference' | 'child' | 'household' | 'worker' | 'audit';

/** What may be said to a kind of process; drift from the domain's own types does not compile. `kind` null: to every kind. */
export type Offer<Commands> = {
  readonly kind: string | null;
  /** The command that opens one; null: nobody opens it over the API. */
  readonly opening: { readonly with: keyof Commands & string; readonly subject: OpeningSubject } | null;
  readonly commands: { readonly [Kind in keyof Commands]: Offered<Commands[Kind]> };
};
