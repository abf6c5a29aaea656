import type { StreamEvent } from '../heart/event.ts';
import { canonical } from '../json.ts';

/** SHA-256 of a text, as lower-case hex. Passed in: the domain has no cryptography. */
export type Digest = (text: string) => string;

/** The hash before the first event of a stream. */
export const CHAIN_START = '0'.repeat(64);

/** An event as it is chained: its content enters only by a salted digest, so that destroying it leaves the chain whole. */
export type ChainedEvent = StreamEvent & {
  readonly rulebook: string;
  readonly salt: string;
  /** Canonical JSON: the very characters that were digested. */
  readonly content: string;
  readonly contentDigest: string;
  readonly previousHash: string;
  readonly hash: string;
};

export function contentDigestOf(salt: string, content: string, digest: Digest): string {
  return digest(`${salt}${content}`);
}

/** The header of an event: everything but its content, in canonical form. */
export function headerOf(
  stream: string,
  event: Omit<StreamEvent, 'payload'> & {
    readonly rulebook: string;
    readonly previousHash: string;
    readonly contentDigest: string;
  },
): string {
  const {
    sequence,
    class: eventClass,
    kind,
    occurredOn,
    recordedAt,
    actor,
    commandId,
    cause,
    rulebook,
    previousHash,
    contentDigest,
  } = event;
  return canonical({
    stream,
    sequence,
    class: eventClass,
    kind,
    occurredOn,
    recordedAt,
    actor,
    commandId,
    cause,
    rulebook,
    previousHash,
    contentDigest,
  });
}

/** Puts the chain round new events of a stream. */
export function chained(
  stream: { readonly id: string; readonly head: string; readonly rulebook: string },
  events: readonly StreamEvent[],
  { digest, salt }: { readonly digest: Digest; readonly salt: () => string },
): readonly ChainedEvent[] {
  let previousHash = stream.head;
  return events.map((event) => {
    const content = canonical(event.payload);
    const secret = salt();
    const contentDigest = contentDigestOf(secret, content, digest);
    const sealed = { ...event, rulebook: stream.rulebook, salt: secret, content, contentDigest, previousHash };
    const hash = digest(headerOf(stream.id, sealed));
    previousHash = hash;
    return { ...sealed, hash };
  });
}

/** The first fault of a stream, in plain words with its sequence; null: the chain is whole. Content that was destroyed is no fault. */
export function chainFault(
  stream: string,
  events: readonly (Omit<ChainedEvent, 'payload' | 'salt' | 'content'> & {
    readonly salt: string | null;
    readonly content: string | null;
  })[],
  digest: Digest,
): { readonly sequence: number; readonly fault: string } | null {
  let [previousHash, sequence] = [CHAIN_START, 0];
  for (const event of events) {
    sequence += 1;
    if (event.sequence !== sequence) return { sequence, fault: 'an event is missing' };
    if (event.previousHash !== previousHash) return { sequence, fault: 'does not follow the event before it' };
    if (digest(headerOf(stream, event)) !== event.hash) return { sequence, fault: 'its header was altered' };
    const whole =
      event.salt === null ||
      event.content === null ||
      contentDigestOf(event.salt, event.content, digest) === event.contentDigest;
    if (!whole) return { sequence, fault: 'its content was altered' };
    previousHash = event.hash;
  }
  return null;
}
