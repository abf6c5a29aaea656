import type { Instant } from '../domain/calendar/instant.ts';
import type { Actor } from '../domain/heart/actor.ts';
import { isJsonObject, readText } from '../domain/json-reading.ts';
import type { JsonObject } from '../domain/json.ts';
import { CONNECTED_CARER } from '../domain/processes/connected-carer/index.ts';
import type { Digest } from '../domain/record/chain.ts';
import type { Changed, ChangeOutcome, Opening, Record } from '../store/record.ts';
import { isChild } from '../store/queries/children.ts';
import type { Queries } from '../store/read-stream.ts';
import { requireRole } from './access.ts';
import { answering, naming, namingAnew } from './addressing.ts';
import { childNamedIn } from './of-child.ts';
import { COMMANDS, openingOf } from './offers/index.ts';
import type { OpeningSubject } from './offers/offer.ts';
import { parsed } from './parsed.ts';
import { Refused, type Refusal } from './refused.ts';

export type CommandDeps = {
  readonly record: Record;
  readonly queries: Queries;
  readonly digest: Digest;
  readonly now: () => Instant;
};

/** What a person asks: a verb and its content, under a key that makes a repeat harmless. */
export type Asked = { readonly actor: Actor; readonly key: string; readonly kind: string; readonly payload: unknown };

/** A process to be opened; `childRef` is the child it is about, where it is about one that is there already. */
export type Opened = { readonly process: string; readonly childRef: string | null };

export type Commands = {
  /** Opens a process of a kind with the command that opens it. */
  open(opened: Opened, asked: Asked): Promise<Changed>;
  command(processId: string, asked: Asked): Promise<Changed>;
};

export function createCommands(deps: CommandDeps): Commands {
  const ask = async (
    asked: Asked,
    to: { readonly processId: string; readonly opening?: Opening; readonly payload: JsonObject },
  ): Promise<Changed> => {
    const { actor, kind } = asked;
    const { processId, opening, payload } = to;
    await refuseUnknownChild(payload, deps);
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
    open: async (opened, asked) => {
      const { processId, opening, payload } = openingAsked(opened, asked, deps.digest);
      return ask(asked, { processId, opening, payload });
    },
    command: async (processId, asked) => {
      const payload = authorised(asked, kindOf(processId));
      const actor = await speaking(deps, asked, { processId, payload });
      return ask({ ...asked, actor }, { processId, payload });
    },
  };
}

/** What opens a process of a kind, under a name that follows from the key, so that a repeat opens nothing else. */
function openingAsked(
  opened: Opened,
  asked: Asked,
  digest: Digest,
): { readonly processId: string; readonly opening: Opening; readonly payload: JsonObject } {
  const { process } = opened;
  const offered = openingOf(process);
  if (offered == null)
    throw new Refused('invalid-content', { fields: [{ field: 'kind', message: 'nobody opens it' }] });
  const payload = authorised(asked, process);
  if (asked.kind !== offered.with)
    throw new Refused('invalid-content', { detail: `A process of kind ${process} is opened by ${offered.with}.` });
  const newRef = digest(`subject ${asked.key}`).slice(0, 32);
  return {
    processId: `${process}:${digest(`process ${asked.key}`).slice(0, 32)}`,
    opening: { kind: process, subject: subjectOf(offered.subject, { opened, payload, newRef }) },
    payload,
  };
}

type About = { readonly processId: string; readonly payload: JsonObject };

/** In which part somebody speaks: an alert is answered by whom it reaches, and posts that are named are looked up. */
async function speaking(deps: CommandDeps, { actor, kind }: Asked, to: About): Promise<Actor> {
  if (kind === 'extend-temporary-approval') return naming(deps, actor, to.payload);
  if (kind === 'correct' && kindOf(to.processId) === CONNECTED_CARER.kind) return namingAnew(deps, actor, to);
  return kind === 'answer-alert' ? answering(deps, actor, to) : actor;
}

/** A child that is named in what is said has to be there: a process that spans children says of whom it speaks. */
async function refuseUnknownChild(payload: JsonObject, { queries }: Pick<CommandDeps, 'queries'>): Promise<void> {
  const childRef = childNamedIn(payload);
  if (childRef === null || (await isChild(queries, childRef))) return;
  const fields = [{ field: 'payload.childRef', message: 'must name a child who is known here' }];
  throw new Refused('invalid-content', { fields });
}

/** A process is named `<kind>:<opaque ref>`. */
function kindOf(processId: string): string {
  return processId.slice(0, Math.max(0, processId.indexOf(':')));
}

/** Whom the new process is about. */
function subjectOf(
  subject: OpeningSubject,
  { opened, payload, newRef }: { readonly opened: Opened; readonly payload: JsonObject; readonly newRef: string },
): Opening['subject'] {
  const localReference = readText(payload, 'localReference');
  if (subject === 'child') {
    if (opened.childRef !== null) return { kind: 'child', existing: opened.childRef };
    throw new Refused('invalid-content', { fields: [{ field: 'childRef', message: 'must name the child' }] });
  }
  const kind = subject === 'child-by-local-reference' ? 'child' : subject;
  return localReference === null ? { kind, ref: newRef } : { kind, localReference };
}

/** A key may hold anything: only its digest travels. */
export function commandId(key: string, digest: Digest): string {
  return `cmd:${digest(key).slice(0, 40)}`;
}

/** The content of a command to a kind of process that the actor may say. */
function authorised({ actor, kind, payload }: Asked, process: string): JsonObject {
  const offered = COMMANDS.get(kind);
  if (offered === undefined || (offered.process !== null && offered.process !== process))
    throw new Refused('unknown-command', { detail: 'There is no such command here; the API description lists them.' });
  requireRole(actor, offered.by, kind);
  const content = parsed(offered.content, payload, 'payload');
  if (!isJsonObject(content)) throw new Refused('invalid-content');
  return content;
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
