import { setTimeout as delay } from 'node:timers/promises';
import { PROBLEMS } from '../../api/problems.ts';
import { canonical } from '../../domain/json.ts';
import { digest } from '../../platform/digest.ts';
import { ROLES } from '../../domain/rulebook/role.ts';
import { issueToken } from '../../platform/identity.ts';
import { randomIds } from '../../platform/ids.ts';
import { commandId } from '../../use-cases/commands.ts';
import type { Installation } from '../support/installation.ts';
import type { Accepted } from './account.ts';
import { OTHER_KINDS, saidOf } from './other-kinds.ts';

/** What people were answered. */
export type Answers = {
  readonly accepted: Accepted[];
  readonly refused: string[];
  /** Told that the record is away: the documented 503. */
  away: number;
  /** Any other answer that is our fault, and answers that are not alike to the same command. */
  readonly failed: string[];
  /** Commands that were given up. */
  unanswered: number;
};

type Answer = {
  readonly status: number;
  readonly body: {
    readonly processId?: string;
    readonly refusal?: string;
    readonly events?: readonly { readonly sequence: number; readonly class: string; readonly kind: string }[];
  };
};

export type Said = { readonly key: string; readonly path: string; readonly body: object };

export type People = Awaited<ReturnType<typeof createPeople>>;

const PERSONS = 3;
const PAUSE_MS = 200;
const GIVES_UP_AFTER_MS = 180_000;
/** Long enough ago that reviews are overdue: steps are due at once. */
const ENTERED_DAYS_AGO = 90;
/** Before another child is worked on together: a placement a day. */
const PLACEMENTS = 60;

const dayAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
const noAnswers = (): Answers => ({ accepted: [], refused: [], away: 0, failed: [], unanswered: 0 });

/** People who work on children of their own and on the same children, and repeat each command with its key until it is answered. */
export async function createPeople({ address, dataDir }: Pick<Installation, 'address' | 'dataDir'>) {
  // Whoever may say what is tested elsewhere: here one person says everything.
  const token = await issueToken(dataDir, { person: 'w', roles: ROLES });
  let addresses: readonly string[] = [address];
  let answers = noAnswers();
  // Others worked on the same installation before: neither keys nor children are named alike.
  const scene = randomIds.next().slice(0, 8);
  let number = 0;
  let placements = 0;
  let shared: Promise<string | null> | null = null;

  const ask = async (at: string, { key, path, body }: Said): Promise<Answer | null> => {
    try {
      const response = await fetch(`${at}${path}`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, 'Idempotency-Key': key, 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(60_000),
      });
      return { status: response.status, body: (await response.json()) as Answer['body'] };
    } catch {
      return null;
    }
  };

  /** Whether it was answered now; several answers to one command must be the same. */
  const note = ({ key, path }: Said, given: readonly Answer[], mayBeRefused: boolean): Answer | null => {
    for (const { status, body } of given) {
      if (status === 503 && body.refusal === 'record-away') answers.away += 1;
      else if (status >= 500) answers.failed.push(`${String(status)} ${body.refusal ?? ''} to ${path}`);
    }
    const [first, ...others] = given.filter(({ status }) => status < 500);
    if (first === undefined) return null;
    if (others.some((other) => contentOf(other) !== contentOf(first)))
      answers.failed.push(`two answers to ${path}: ${given.map(contentOf).join(' ')}`);
    const { status, body } = first;
    if (status < 300)
      answers.accepted.push({
        commandId: commandId(key, digest),
        told: (body.events ?? []).filter((event) => event.class === 'told').length,
      });
    else if (!mayBeRefused) answers.refused.push(`${String(status)} ${body.refusal ?? ''} to ${path}`);
    return first;
  };

  const say = async (said: Said, { mayBeRefused = false } = {}): Promise<string | null> => {
    const end = Date.now() + GIVES_UP_AFTER_MS;
    while (Date.now() < end) {
      const given = (await Promise.all(addresses.map((at) => ask(at, said)))).filter((answer) => answer !== null);
      const answer = note(said, given, mayBeRefused);
      if (answer !== null) return answer.body.processId ?? null;
      await delay(PAUSE_MS);
    }
    answers.unanswered += 1;
    return null;
  };

  const tell = (processId: string, kind: string, payload: object, more: { readonly mayBeRefused?: boolean } = {}) => {
    number += 1;
    return say(
      {
        key: `${kind}-${scene}-${String(number)}`,
        path: `/v1/processes/${encodeURIComponent(processId)}/commands`,
        body: { kind, payload },
      },
      more,
    );
  };

  const enter = (): Promise<string | null> => {
    number += 1;
    const localReference = `zq-${scene}-${String(number)}-synthetic`;
    const payload = { on: dayAgo(ENTERED_DAYS_AGO), localReference, dateOfBirth: '2016-01-01', legalStatus: 'V2' };
    const command = { kind: 'record-entry', payload: { ...payload, placement: 'U6' } };
    return say({ key: `open-${localReference}`, path: '/v1/processes', body: { kind: 'period-of-care', command } });
  };

  /** The next day on which the child that all work on is placed elsewhere. */
  const workTogether = async (): Promise<void> => {
    if (placements % PLACEMENTS === 0) shared = enter();
    const day = (placements % PLACEMENTS) + 1;
    placements += 1;
    const child = await shared;
    const payload = { on: dayAgo(ENTERED_DAYS_AGO - day), placement: day % 2 === 0 ? 'U6' : 'U3', sameCarer: false };
    if (child !== null) await tell(child, 'record-placement', payload);
  };

  /** Who the child of a period of care is; null: nobody could be asked. */
  const childOf = async (processId: string): Promise<string | null> => {
    const path = `/v1/processes/${encodeURIComponent(processId)}`;
    const headers = { Authorization: `Bearer ${token}` };
    const answer = await fetch(`${addresses[0] ?? ''}${path}`, { headers, signal: AbortSignal.timeout(60_000) });
    const page = (await answer.json()) as { readonly subjectRef?: string };
    return page.subjectRef ?? null;
  };

  /** One process of each other kind in turn, with everything that may be said to it: some of it contradicts the rest. */
  const workBesides = async (period: string): Promise<void> => {
    const childRef = await childOf(period).catch(() => null);
    number += 1;
    const name = `zq-${scene}-${String(number)}-made-up`;
    const other = OTHER_KINDS[number % OTHER_KINDS.length];
    if (childRef === null || other === undefined) return;
    const { process, isOfChild, opens, then } = other;
    const body = { kind: process, ...(isOfChild ? { childRef } : {}), command: saidOf(opens, childRef, name) };
    const id = await say({ key: `besides-${name}`, path: '/v1/processes', body });
    if (id === null) return;
    for (const { kind, payload } of then.map((saying) => saidOf(saying, childRef, name)))
      await tell(id, kind, payload, { mayBeRefused: true });
  };

  const work = async (hasEnded: () => boolean): Promise<void> => {
    for (let round = 0; !hasEnded(); round += 1) {
      const child = round % 5 === 0 ? await enter() : null;
      if (child !== null) {
        await tell(child, 'record-care-plan', { on: dayAgo(ENTERED_DAYS_AGO - 5) });
        await workBesides(child);
      }
      await workTogether();
      await delay(PAUSE_MS);
    }
  };

  /** The same for what an administrator asks. Asked again until it is answered; what is refused stays refused. */
  const insist = async <Value>(ask: () => Promise<Value>): Promise<Value> => {
    for (let tries = 0; ; tries += 1) {
      try {
        return await ask();
      } catch (error) {
        const said = error instanceof Error ? error.message : '';
        if (tries > 300 || /already|not-allowed/.test(said)) throw error;
        const fault = Object.entries(PROBLEMS).find(([, { status, title }]) => status >= 500 && said.startsWith(title));
        if (fault?.[0] === 'record-away') answers.away += 1;
        else if (fault !== undefined) answers.failed.push(said);
        await delay(PAUSE_MS);
      }
    }
  };

  return {
    enter,
    tell,
    insist,
    /** People work while it happens; they end what they are at before this answers. Each command goes to every address at once. */
    workWhile: async <Value>(happens: () => Promise<Value>): Promise<Value> => {
      let ended = false;
      const working = Array.from({ length: PERSONS }, () => work(() => ended));
      try {
        return await happens();
      } finally {
        ended = true;
        await Promise.all(working);
      }
    },
    sayTo: (all: readonly string[]): void => {
      addresses = all;
    },
    /** How often somebody was told that the record is away, since the answers were taken last. */
    timesAway: (): number => answers.away,
    /** What was answered since this was asked last. */
    takeAnswers: (): Answers => {
      const taken = answers;
      answers = noAnswers();
      return taken;
    },
  };
}

function contentOf({ status, body: { processId, refusal, events } }: Answer): string {
  return canonical({ status, processId: processId ?? null, refusal: refusal ?? null, events: events ?? [] });
}
