import type { Instant } from '../domain/calendar/instant.ts';
import type { Actor } from '../domain/heart/actor.ts';
import { isJsonObject, readText } from '../domain/json-reading.ts';
import type { JsonObject } from '../domain/json.ts';
import type { Digest } from '../domain/record/chain.ts';
import type { Changed, ChangeOutcome, Opening, Record } from '../store/record.ts';
import { holdsOneOf, mayCommand } from './access.ts';
import { commandSchema } from './command-schemas.ts';
import { Refused, type Refusal } from './refused.ts';

export type CommandDeps = { readonly record: Record; readonly digest: Digest; readonly now: () => Instant };

/** What a person asks: a verb and its content, under a key that makes a repeat harmless. */
export type Asked = { readonly actor: Actor; readonly key: string; readonly kind: string; readonly payload: unknown };

export type Commands = {
  /** Opens a period of care with the entry into care. */
  open(asked: Asked): Promise<Changed>;
  command(processId: string, asked: Asked): Promise<Changed>;
};

export function createCommands(deps: CommandDeps): Commands {
  const ask = async (
    asked: Asked,
    to: { readonly processId: string; readonly opening?: Opening; readonly payload: JsonObject },
  ): Promise<Changed> => {
    const { actor, kind } = asked;
    const { processId, opening, payload } = to;
    const outcome = await deps.record.change({
      processId,
      now: deps.now(),
      actor,
      command: { id: commandId(asked.key, deps.digest), kind, payload },
      ...(opening === undefined ? {} : { opening }),
    });
    return accepted(outcome);
  };
  return {
    open: async (asked) => {
      const payload = authorised(asked);
      if (asked.kind !== 'record-entry')
        throw new Refused('invalid-content', { detail: 'A period of care is opened by record-entry.' });
      const processId = `period-of-care:${deps.digest(`process ${asked.key}`).slice(0, 32)}`;
      const subject = { kind: 'child', localReference: readText(payload, 'localReference') ?? '' } as const;
      return ask(asked, { processId, opening: { kind: 'period-of-care', subject }, payload });
    },
    command: (processId, asked) => ask(asked, { processId, payload: authorised(asked) }),
  };
}

/** A key may hold anything: only its digest travels. */
export function commandId(key: string, digest: Digest): string {
  return `cmd:${digest(key).slice(0, 40)}`;
}

/** The content of a command that the actor may say. */
function authorised({ actor, kind, payload }: Asked): JsonObject {
  const schema = commandSchema(kind);
  if (schema === undefined)
    throw new Refused('unknown-command', { detail: 'There is no such command; the API description lists them.' });
  const roles = mayCommand(kind);
  if (!holdsOneOf(actor, roles)) throw new Refused('not-allowed', { detail: `${kind} is for: ${roles.join(', ')}.` });
  const parsed = schema.safeParse(payload);
  if (parsed.success && isJsonObject(parsed.data)) return parsed.data;
  const fields = (parsed.error?.issues ?? []).map((issue) => ({
    field: ['payload', ...issue.path].map(String).join('.'),
    message: issue.message,
  }));
  throw new Refused('invalid-content', { fields });
}

export function accepted(outcome: ChangeOutcome): Changed {
  switch (outcome.status) {
    case 'accepted':
      return outcome;
    case 'refused':
      throw new Refused(isRefusal(outcome.refusal) ? outcome.refusal : 'invalid-content');
    case 'other-body':
      throw new Refused('key-used-otherwise');
    case 'unknown-process':
      throw new Refused('not-found');
    case 'newer-build':
      throw new Refused('newer-build');
  }
}

/** Refusals of the record come as text from the processes; the table of problems names them all. */
function isRefusal(text: string): text is Refusal {
  return /^[a-z0-9-]+$/.test(text);
}
