import { expect, test } from 'vitest';
import { calendarDate } from '../../../../domain/calendar/calendar-date.ts';
import { instant } from '../../../../domain/calendar/instant.ts';
import { FEED_IMPORT } from '../../../../domain/processes/feed-import/index.ts';
import type { JsonObject } from '../../../../domain/json.ts';
import { LAW, SOMEBODY, Stream } from '../../../support/stream.ts';

const NOW = instant('2026-11-24T10:00:00.000Z');

type Tried = { readonly status: string; readonly refusal: string | null; readonly closed: boolean };

/** The commands one after another; what the last of them came to. */
function after(...commands: readonly (readonly [kind: string, payload?: JsonObject])[]): Tried {
  const stream = new Stream(FEED_IMPORT);
  let refusal: string | null = null;
  for (const [kind, payload] of commands) refusal = stream.command(NOW, kind, payload ?? {}).refusal;
  return { status: stream.kept?.state.status ?? '', refusal, closed: stream.kept?.closed ?? false };
}

const RECEIVED = ['receive-return', { asAt: '2026-03-31', files: 3 }] as const;
const PREVIEWED = ['record-preview', { asAt: '2026-03-31', coversFrom: '2025-04-01', children: 305 }] as const;
const CONFIRMED = ['confirm-import'] as const;
const APPLIED = ['finish-import'] as const;
const TAKEN_BACK = ['withdraw-import', { reason: 'the folder was the wrong one' }] as const;
const WITHDRAWN = ['finish-withdrawal'] as const;

test.each([
  { commands: [RECEIVED], status: 'received', closed: false },
  { commands: [RECEIVED, PREVIEWED], status: 'previewed', closed: false },
  { commands: [RECEIVED, PREVIEWED, CONFIRMED], status: 'applying', closed: false },
  { commands: [RECEIVED, PREVIEWED, CONFIRMED, APPLIED], status: 'applied', closed: true },
  { commands: [RECEIVED, TAKEN_BACK], status: 'withdrawing', closed: false },
  { commands: [RECEIVED, PREVIEWED, CONFIRMED, TAKEN_BACK], status: 'withdrawing', closed: false },
  { commands: [RECEIVED, PREVIEWED, CONFIRMED, APPLIED, TAKEN_BACK], status: 'withdrawing', closed: false },
  { commands: [RECEIVED, TAKEN_BACK, WITHDRAWN], status: 'withdrawn', closed: true },
])('an import is $status after its last command and closed is $closed', ({ commands, status, closed }) => {
  expect(after(...commands)).toEqual({ status, closed, refusal: null });
});

const DECIDED = [
  'decide-rows',
  { rows: [{ file: 'reviews.csv', line: 2 }], decision: 'take', reason: 'it is right' },
] as const;
const AGAIN = ['record-preview', { asAt: '2026-03-31', coversFrom: '2025-04-01', children: 306, decided: 1 }] as const;

test.each([
  { commands: [RECEIVED, PREVIEWED, DECIDED], status: 'received', closed: false },
  { commands: [RECEIVED, PREVIEWED, DECIDED, AGAIN], status: 'previewed', closed: false },
  { commands: [RECEIVED, PREVIEWED, CONFIRMED, APPLIED, DECIDED, AGAIN], status: 'previewed', closed: false },
  { commands: [RECEIVED, PREVIEWED, DECIDED, AGAIN, CONFIRMED, APPLIED], status: 'applied', closed: true },
  { commands: [RECEIVED, PREVIEWED, DECIDED, AGAIN, CONFIRMED, TAKEN_BACK], status: 'withdrawing', closed: false },
])('an import about whose rows a person decided is $status after its last command', ({ commands, status, closed }) => {
  expect(after(...commands)).toEqual({ status, closed, refusal: null });
});

test('a preview that knows of fewer decisions than were made is not recorded', () => {
  expect(after(RECEIVED, PREVIEWED, DECIDED, PREVIEWED)).toEqual({
    status: 'received',
    closed: false,
    refusal: 'nothing-to-do',
  });
});

test('an import that was decided about on its own day folds to the same when all is read again', () => {
  const stream = new Stream(FEED_IMPORT);
  for (const [kind, payload] of [RECEIVED, PREVIEWED, CONFIRMED, APPLIED, DECIDED, AGAIN] as const)
    stream.command(NOW, kind, payload ?? {});
  const { state } = stream.kept ?? {};
  stream.change({ now: NOW, refold: 'another build', history: stream.events });
  expect(stream.kept?.state).toEqual(state);
  expect(state).toMatchObject({ status: 'previewed', decided: 1, children: 306 });
});

test.each([
  { name: 'before the preview', commands: [RECEIVED, DECIDED] },
  { name: 'while it is applied', commands: [RECEIVED, PREVIEWED, CONFIRMED, DECIDED] },
  { name: 'once it is withdrawn', commands: [RECEIVED, TAKEN_BACK, WITHDRAWN, DECIDED] },
])('nobody decides about rows $name', ({ commands }) => {
  expect(after(...commands).refusal).toBe('not-previewed');
});

test('rows of a feed are put right at their source', () => {
  const feed = ['receive-feed', { asAt: '2026-11-23', files: 10 }] as const;
  expect(after(feed, PREVIEWED, DECIDED).refusal).toBe('decided-at-the-source');
});

test.each([
  { name: 'confirmed before it is previewed', commands: [RECEIVED, CONFIRMED], refusal: 'not-previewed' },
  { name: 'confirmed twice', commands: [RECEIVED, PREVIEWED, CONFIRMED, CONFIRMED], refusal: 'already-confirmed' },
  {
    name: 'confirmed once it is applied',
    commands: [RECEIVED, PREVIEWED, CONFIRMED, APPLIED, CONFIRMED],
    refusal: 'already-confirmed',
  },
  {
    name: 'confirmed while it is taken back',
    commands: [RECEIVED, PREVIEWED, TAKEN_BACK, CONFIRMED],
    refusal: 'not-previewed',
  },
  { name: 'withdrawn twice', commands: [RECEIVED, TAKEN_BACK, TAKEN_BACK], refusal: 'already-withdrawn' },
  {
    name: 'withdrawn once it is withdrawn',
    commands: [RECEIVED, TAKEN_BACK, WITHDRAWN, TAKEN_BACK],
    refusal: 'already-withdrawn',
  },
  { name: 'previewed twice', commands: [RECEIVED, PREVIEWED, PREVIEWED], refusal: 'nothing-to-do' },
  { name: 'finished before it is confirmed', commands: [RECEIVED, PREVIEWED, APPLIED], refusal: 'nothing-to-do' },
  {
    name: 'finished by a batch that a withdrawal overtook',
    commands: [RECEIVED, PREVIEWED, CONFIRMED, TAKEN_BACK, APPLIED],
    refusal: 'nothing-to-do',
  },
])('an import is not $name', ({ commands, refusal }) => {
  expect(after(...commands).refusal).toBe(refusal);
});

test('an import keeps the day it speaks to as told when it is previewed, and the reason it was taken back for', () => {
  const stream = new Stream(FEED_IMPORT);
  for (const [kind, payload] of [['receive-return', { asAt: null, files: 3 }], PREVIEWED, TAKEN_BACK] as const)
    stream.command(NOW, kind, payload);
  expect(stream.kept?.state).toMatchObject({
    asAt: '2026-03-31',
    coversFrom: '2025-04-01',
    children: 305,
    reason: 'the folder was the wrong one',
  });
});

test.each(['missingFrom', 'searchesFrom'] as const)('an import knows %s, or that it tells none', (from) => {
  const [kind, payload] = PREVIEWED;
  const previewed = (on: string | null) => {
    const stream = new Stream(FEED_IMPORT);
    stream.command(NOW, 'receive-return', { asAt: null, files: 3 });
    stream.command(NOW, kind, { ...payload, [from]: on });
    return stream.kept?.state[from];
  };
  expect([previewed('2025-06-10'), previewed(null)]).toEqual(['2025-06-10', undefined]);
});

test('an import asks nobody for anything by itself', () => {
  const stream = new Stream(FEED_IMPORT);
  stream.command(NOW, ...RECEIVED);
  stream.command(NOW, ...PREVIEWED);
  expect(stream.coming()).toEqual([]);
});

test('an import that was told its day when it was received keeps it where the preview finds none', () => {
  const stream = new Stream(FEED_IMPORT);
  stream.command(NOW, ...RECEIVED);
  stream.command(NOW, 'record-preview', { asAt: null, coversFrom: null });
  expect(stream.kept?.state).toMatchObject({ asAt: '2026-03-31', coversFrom: null, children: 0 });
});

test('an import knows no other commands, and what another build told it changes nothing', () => {
  const moment = { ...LAW, now: NOW, today: calendarDate('2026-11-24'), actor: SOMEBODY };
  const { initial } = FEED_IMPORT;
  expect(FEED_IMPORT.decide(initial, { kind: 'sing', payload: {} }, moment)).toEqual({
    ok: false,
    refusal: 'nothing-to-do',
  });
  const fact = { id: 'f2', kind: 'import-sung', on: moment.today, payload: {}, source: { by: 'person' } } as const;
  expect(FEED_IMPORT.evolve(initial, fact)).toEqual(initial);
});
