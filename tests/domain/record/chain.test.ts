import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { chained, chainFault, CHAIN_START, type ChainedEvent } from '../../../domain/record/chain.ts';
import { anEvent } from '../../support/an-event.ts';

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Three events of a stream, each with its own salt. */
function aChain(): readonly ChainedEvent[] {
  let salts = 0;
  const salt = (): string => `salt-${String((salts += 1))}`;
  const events = [1, 2, 3].map((sequence) =>
    anEvent({ sequence, payload: { participation: `PN${String(sequence)}` } }),
  );
  return chained({ id: 'p1', head: CHAIN_START, rulebook: '1' }, events, { digest, salt });
}

type Stored = Omit<ChainedEvent, 'salt' | 'content'> & {
  readonly salt: string | null;
  readonly content: string | null;
};

function fault(change: (events: readonly Stored[]) => readonly Stored[]): ReturnType<typeof chainFault> {
  return chainFault('p1', change(aChain()), digest);
}
const second = (events: readonly Stored[], parts: Partial<Stored>): readonly Stored[] =>
  events.map((event) => (event.sequence === 2 ? { ...event, ...parts } : event));

describe('a chain', () => {
  test('is whole as it was written, and when nothing was written', () => {
    expect([fault((events) => events), fault(() => [])]).toEqual([null, null]);
  });

  test.each([
    ['without its first event', (events: readonly Stored[]) => events.slice(1), 1, 'an event is missing'],
    [
      'without one between',
      (events: readonly Stored[]) => [...events.slice(0, 1), ...events.slice(2)],
      2,
      'an event is missing',
    ],
    [
      'with an event of another chain',
      (events: readonly Stored[]) => second(events, { previousHash: digest('another') }),
      2,
      'does not follow the event before it',
    ],
    [
      'with another day',
      (events: readonly Stored[]) => second(events, { actor: 'person-2' }),
      2,
      'its header was altered',
    ],
    [
      'with another content',
      (events: readonly Stored[]) => second(events, { content: '{}' }),
      2,
      'its content was altered',
    ],
    [
      'with another salt',
      (events: readonly Stored[]) => second(events, { salt: 'salt-9' }),
      2,
      'its content was altered',
    ],
  ])('%s shows where it was broken', (_what, change, sequence, said) => {
    expect(fault(change)).toEqual({ sequence, fault: said });
  });

  test.each([{ content: null, salt: null }, { content: null }, { salt: null }])(
    'stays whole when content is destroyed (%j)',
    (destroyed) => {
      expect(fault((events) => second(events, destroyed))).toBeNull();
    },
  );

  test('of one process is not that of another', () => {
    expect(chainFault('p2', aChain(), digest)).toEqual({ sequence: 1, fault: 'its header was altered' });
  });
});
