import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { calendarDate } from '../../domain/calendar/calendar-date.ts';
import { kindsToldBy, readHistory } from '../../domain/heart/history.ts';
import { upcast } from '../../domain/heart/upcasting.ts';
import { chainFault } from '../../domain/record/chain.ts';
import { digest } from '../../platform/digest.ts';
import { LIVES } from './lives.ts';
import {
  eventsOf,
  expectedNow,
  keep,
  outcomeOf,
  processOf,
  sealed,
  type Changed,
  type Outcome,
  type RecordedStream,
} from './recording.ts';

const FOLDER = fileURLToPath(new URL('./', import.meta.url));
const all = readdirSync(path.join(FOLDER, 'streams'));
const files = all.filter((file) => !file.endsWith('.expected.json'));

const parsed = (file: string): unknown => JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8'));
const read = (file: string): RecordedStream => parsed(`streams/${file}`) as RecordedStream;
const expectationOf = (file: string): string => file.replace(/\.json$/, '.expected.json');
const expected = (file: string): Outcome => parsed(`streams/${expectationOf(file)}`) as Outcome;
const CHANGED = parsed('changed.json') as readonly Changed[];
/** `<release>.<life>.json`; a release has dots of its own. */
const nameOf = (file: string): string => file.split('.').at(-2) ?? '';
const faultOf = (stream: RecordedStream) => chainFault(`${stream.kind}:1`, eventsOf(stream), digest);

describe('what was recorded by every release', () => {
  test.each(files)('%s is whole, is understood and comes to what was expected of it', (file) => {
    const stream = read(file);
    const process = processOf(stream.kind);
    const events = eventsOf(stream);
    expect(faultOf(stream)).toBeNull();
    const unknown = kindsToldBy(readHistory(events, process)).filter((kind) => !process.factKinds.includes(kind));
    expect(unknown).toEqual([]);
    expect(outcomeOf(stream)).toEqual(expectedNow(expected(file), file, CHANGED));
    for (const event of events) {
      const today = upcast(event, process);
      expect(upcast(today, process), 'an upcaster leaves the shape of today alone').toEqual(today);
    }
  });

  test('every life has a recording, every recording a life and an expectation', () => {
    expect([...new Set(files.map(nameOf))].sort()).toEqual(Object.keys(LIVES).sort());
    expect(all.filter((file) => !files.includes(file)).sort()).toEqual(files.map(expectationOf).sort());
    expect(all.every((file) => /^\d+\.\d+\.\d+\.[a-z-]+(\.expected)?\.json$/.test(file))).toBe(true);
  });

  test('what comes out otherwise than when it was recorded says what changed, and why', () => {
    for (const { file, from, to, why } of CHANGED) {
      expect(files).toContain(file);
      expect(from).not.toEqual(to);
      expect(why.trim().length).toBeGreaterThan(20);
    }
  });

  test('the same life gives the same recording', () => {
    for (const live of Object.values(LIVES)) expect(live()).toEqual(live());
  });

  test('is never written again', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'holdfast-corpus-'));
    const file = path.join(folder, 'stream.json');
    try {
      expect(await keep(file, 'first')).toBe(true);
      expect(await keep(file, 'second')).toBe(false);
      expect(await readFile(file, 'utf8')).toBe('"first"\n');
      await expect(keep(path.join(folder, 'no-folder', 'stream.json'), '')).rejects.toThrow('ENOENT');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

describe('a change of what was expected', () => {
  const change: Changed = { file: 'f', what: 'stage', from: 'on remand', to: 'left care', why: 'made up' };

  test('is applied where it says what stood there before, one after another', () => {
    const changes = [
      change,
      { ...change, from: 'left care', to: null },
      { ...change, what: 'alert a1', from: null, to: 'iro' },
    ];
    expect(expectedNow({ stage: 'on remand' }, 'f', changes)).toEqual({ 'alert a1': 'iro' });
    expect(expectedNow({ stage: 'on remand' }, 'g', changes)).toEqual({ stage: 'on remand' });
  });

  test('that does not know what stood there is refused', () => {
    expect(() => expectedNow({ stage: 'looked after' }, 'f', [change])).toThrow('not on remand');
    expect(() => expectedNow({}, 'f', [change])).toThrow('absent');
  });
});

describe('an altered stream is noticed', () => {
  const file = files.find((candidate) => nameOf(candidate) === 'contradictions') ?? '';
  const stream = read(file);
  const { head: _head, ...outcome } = outcomeOf(stream);
  const place = stream.events.findIndex(({ kind }) => kind === 'review-held');
  /** As if nobody had to see it: numbered and chained anew. */
  const forged = (events: RecordedStream['events']): RecordedStream =>
    sealed(
      stream.kind,
      eventsOf({ ...stream, events }).map((event, at) => ({ ...event, sequence: at + 1 })),
      stream.events[0]?.rulebook,
    );
  const changed = stream.events.map((event, at) =>
    at === place ? { ...event, content: event.content.replace('"PN1"', '"PN7"') } : event,
  );
  const moved = stream.events.map((event, at) =>
    at === place ? { ...event, occurredOn: calendarDate('2026-03-20') } : event,
  );
  const removed = stream.events.filter((_event, at) => at !== place);
  const unlinked = stream.events.map((event, at) => (at === place ? { ...event, previousHash: event.hash } : event));

  test.each([
    ['a fact with another content', changed, 'its content was altered'],
    ['a fact on another day', moved, 'its header was altered'],
    ['an event taken out of the middle', removed, 'an event is missing'],
    ['a broken chain', unlinked, 'does not follow the event before it'],
  ])('%s', (_what, events, fault) => {
    expect(events).not.toEqual(stream.events);
    expect(faultOf({ ...stream, events })).toEqual({ sequence: place + 1, fault });
  });

  test('even where the chain was forged anew', () => {
    expect(outcomeOf(forged(stream.events))).toEqual(outcomeOf(stream));
    expect(outcomeOf(forged(changed))['head']).not.toEqual(outcomeOf(stream)['head']);
    expect(outcomeOf(forged(moved))).not.toMatchObject(outcome);
    expect(outcomeOf(forged(removed))).not.toMatchObject(outcome);
  });
});
