import { isJsonObject } from '../../domain/json-reading.ts';
import type { JsonObject } from '../../domain/json.ts';
import { OFFERS } from '../../use-cases/offers/index.ts';

export type Saying = { readonly kind: string; readonly payload: JsonObject };

/** A process of another kind than a period of care: what opens it, and all else that may be said to it. */
export type OtherKind = {
  readonly process: string;
  readonly isOfChild: boolean;
  readonly opens: Saying;
  readonly then: readonly Saying[];
};

/** Every kind that a person opens, as the API's own examples say it: a new kind is attacked from its first day. */
export const OTHER_KINDS: readonly OtherKind[] = OFFERS.flatMap(({ kind: process, opening, commands }): OtherKind[] => {
  if (process === null || opening === null || process === 'period-of-care') return [];
  const sayings = Object.entries(commands).map(([kind, { example }]): Saying => ({
    kind,
    payload: contentOf(example),
  }));
  const opens = sayings.find(({ kind }) => kind === opening.with);
  if (opens === undefined) return [];
  const then = sayings.filter((saying) => saying !== opens);
  return [{ process, isOfChild: opening.subject === 'child', opens, then }];
});

function contentOf(example: unknown): JsonObject {
  return isJsonObject(example) ? example : {};
}

/** The same about this child, of somebody whom nobody else has named. */
export function saidOf({ kind, payload }: Saying, childRef: string, name: string): Saying {
  return {
    kind,
    payload: {
      ...payload,
      ...(payload['childRef'] === undefined ? {} : { childRef }),
      ...(payload['localReference'] === undefined ? {} : { localReference: name }),
    },
  };
}
