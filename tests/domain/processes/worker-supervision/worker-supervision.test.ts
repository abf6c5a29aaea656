import { beforeEach, describe, expect, test } from 'vitest';
import { WORKER_SUPERVISION } from '../../../../domain/processes/worker-supervision/index.ts';
import { NOT_BEGUN, type WorkerSupervision } from '../../../../domain/processes/worker-supervision/state.ts';
import { who } from '../../../support/child.ts';
import { Kept, moment } from '../../../support/episode.ts';
import { WORKER_SUPERVISION_OFFER } from '../../../../use-cases/offers/worker-supervision.ts';

const MANAGER = who('team-manager');
let worker: Kept<WorkerSupervision>;
beforeEach(() => {
  worker = new Kept(WORKER_SUPERVISION);
});

const begun = (on: string, fortnightlyThrough: string | null = null): string | null =>
  worker.say(
    on,
    'begin-worker-supervision',
    { on, localReference: 'person-4', supervisor: 'person-9', fortnightlyThrough },
    MANAGER,
  );
const held = (on: string, told = on): string | null => worker.say(told, 'record-worker-supervision', { on }, MANAGER);
const away = (on: string, through: string, told = on): string | null =>
  worker.say(told, 'record-worker-absence', { on, through, reason: 'leave' }, MANAGER);
const open = () =>
  (worker.stream.kept?.duties ?? [])
    .filter(({ duty }) => duty.status === 'open')
    .map(({ duty }) => [duty.ruleId, duty.dueOn]);

describe('dates of a worker’s supervision, by the table (timescales §13 supervision.case)', () => {
  test('every four weeks from the one before', () => {
    // Tuesday 1 September 2026.
    begun('2026-09-01');
    expect(open()).toEqual([['supervision.worker', '2026-09-29']]);
    held('2026-09-24');
    expect(open()).toEqual([['supervision.worker', '2026-10-22']]);
    expect(worker.duties('supervision.worker')[0]).toMatchObject({ status: 'met', metOn: '2026-09-24' });
  });

  test('fortnightly while newly qualified, as long as the authority says', () => {
    begun('2026-09-01', '2026-09-15');
    expect(open()).toEqual([['supervision.worker-new', '2026-09-15']]);
    held('2026-09-15');
    expect(open()).toEqual([['supervision.worker-new', '2026-09-29']]);
    held('2026-09-28');
    expect(open()).toEqual([['supervision.worker', '2026-10-26']]);
  });

  test('within five working days of the return where the worker is away on the day', () => {
    begun('2026-09-01');
    away('2026-09-21', '2026-10-02');
    // Back at work on Saturday 3 October, as far as days go: five working days end on Friday the 9th.
    expect(open()).toEqual([['supervision.worker-return', '2026-10-09']]);
    expect(worker.duty('supervision.worker')).toMatchObject({
      status: 'ended',
      endedBecause: 'the worker was away from 2026-09-21 to 2026-10-02',
    });
    held('2026-10-08');
    expect(worker.duty('supervision.worker-return')).toMatchObject({ status: 'met', metOn: '2026-10-08' });
    expect(open()).toEqual([['supervision.worker', '2026-11-05']]);
  });

  test.each([
    ['the absence ends the day before', '2026-09-21', '2026-09-28', 'supervision.worker'],
    ['the absence ends on the day', '2026-09-21', '2026-09-29', 'supervision.worker-return'],
    ['the absence begins on the day', '2026-09-29', '2026-10-05', 'supervision.worker-return'],
    ['the absence begins the day after', '2026-09-30', '2026-10-05', 'supervision.worker'],
  ])('is excused by an absence on the day alone: %s', (_what, on, through, ruleId) => {
    begun('2026-09-01');
    away(on, through);
    expect(open().map(([rule]) => rule)).toEqual([ruleId]);
  });
});

describe('there is a next date always', () => {
  test('after two absences one after the other', () => {
    begun('2026-09-01');
    away('2026-09-21', '2026-10-02');
    away('2026-10-05', '2026-10-30');
    expect(open()).toEqual([['supervision.worker-return', '2026-11-06']]);
    expect(worker.duties('supervision.worker-return').map(({ status }) => status)).toEqual(['open']);
    const moved = worker.stream.events.filter(({ kind }) => kind === 'duty-re-dated');
    expect(moved.map(({ payload, cause }) => [payload['from'], payload['to'], cause])).toEqual([
      ['2026-10-09', '2026-11-06', 'command record-worker-absence'],
    ]);
  });

  test('when an absence turns out to be longer', () => {
    begun('2026-09-01');
    away('2026-09-21', '2026-10-02');
    const factId = worker.factId('worker-absent');
    worker.say('2026-10-05', 'correct', { factId, payload: { through: '2026-10-16' }, reason: 'longer' });
    expect(open()).toEqual([['supervision.worker-return', '2026-10-23']]);
  });

  test('and an absence after a supervision does not excuse the one that was held', () => {
    begun('2026-09-01');
    held('2026-09-18');
    away('2026-09-21', '2026-10-02');
    expect(worker.duty('supervision.worker-return')).toBeUndefined();
    expect(open()).toEqual([['supervision.worker', '2026-10-16']]);
  });
});

describe('who is told', () => {
  test('the supervisor before, and those above of what is late', () => {
    begun('2026-09-01');
    worker.stream.waitUntil(moment('2026-10-16'));
    expect(worker.told('supervision.worker')).toEqual([
      'team-manager at-risk',
      'team-manager overdue',
      'service-manager overdue',
      'head-of-service no-answer',
    ]);
    const [first] = worker.stream.alerts.values();
    expect(first?.person).toBe('person-9');
    worker.say('2026-10-16', 'change-worker-supervisor', { on: '2026-10-16', supervisor: null }, MANAGER);
    expect(WORKER_SUPERVISION.people(worker.state)).toEqual({});
  });

  test('nobody of what is booked in time, until it has passed', () => {
    begun('2026-09-01');
    worker.say('2026-09-10', 'book-worker-supervision', { bookedFor: '2026-09-29' }, MANAGER);
    worker.stream.waitUntil(moment('2026-09-29'));
    expect(worker.told('supervision.worker')).toEqual([]);
    expect(worker.shown('supervision.worker', '2026-09-30')).toBe('awaiting-record');
    held('2026-09-28', '2026-09-30');
    expect(worker.state.bookedFor).toBe('2026-09-29');
    held('2026-09-29', '2026-09-30');
    expect(worker.state.bookedFor).toBeNull();
  });

  test('held in time and recorded late it was in time', () => {
    begun('2026-09-01');
    worker.stream.waitUntil(moment('2026-10-05'));
    expect(worker.shown('supervision.worker', '2026-10-05')).toBe('overdue');
    held('2026-09-29', '2026-10-05');
    expect(worker.duties('supervision.worker')[0]).toMatchObject({ status: 'met', metOn: '2026-09-29' });
    expect(worker.told('supervision.worker')).toContain('service-manager done-in-time');
  });
});

describe('it ends', () => {
  test('when the worker leaves, and nothing comes after', () => {
    begun('2026-09-01');
    worker.say('2026-09-25', 'record-worker-left', { on: '2026-09-25' }, MANAGER);
    expect([worker.closed, worker.stage, open()]).toEqual([true, 'supervision ended', []]);
    expect(worker.duty('supervision.worker')?.endedBecause).toBe('the worker left');
    expect(held('2026-09-28')).toBe('worker-left');
    // Held before that day and recorded later, it is held.
    expect(held('2026-09-24', '2026-09-28')).toBeNull();
  });

  test('when its beginning is withdrawn', () => {
    begun('2026-09-01');
    worker.say('2026-09-02', 'withdraw', { factId: worker.factId('worker-supervision-began'), reason: 'made up' });
    expect(worker.closed).toBe(true);
  });
});

describe('what cannot be is refused', () => {
  test('before it has begun, twice, and what lies the wrong way round', () => {
    expect(held('2026-09-01')).toBe('supervision-not-begun');
    begun('2026-09-01');
    expect(begun('2026-09-02')).toBe('supervision-begun');
    expect(held('2026-08-31', '2026-09-02')).toBe('supervision-not-begun');
    held('2026-09-10');
    expect(held('2026-09-10')).toBe('already-supervised');
    expect(away('2026-09-14', '2026-09-11')).toBe('absence-ends-before');
    expect(worker.say('2026-09-14', 'book-worker-supervision', { bookedFor: '2026-09-11' }, MANAGER)).toBe(
      'supervision-booked-in-the-past',
    );
  });

  test('an event that nobody knows changes nothing', () => {
    begun('2026-09-01');
    const fact = { id: 'f9', kind: 'unknown', on: '2026-09-02', payload: {}, source: { by: 'person' } } as never;
    expect(WORKER_SUPERVISION.evolve(worker.state, fact)).toEqual(worker.state);
    expect(WORKER_SUPERVISION.people(NOT_BEGUN)).toEqual({});
  });
});

test('nothing in it can be about a child: it takes days, people and codes, and hears of no child', () => {
  for (const { content, example } of Object.values(WORKER_SUPERVISION_OFFER.commands)) {
    for (const name of ['summary', 'text', 'notes', 'child', 'childRef'])
      expect(content.safeParse({ ...example, [name]: 'made up' }).success, name).toBe(false);
    expect(JSON.stringify(example)).not.toContain(' ');
  }
  expect(WORKER_SUPERVISION.hears).toEqual([]);
  begun('2026-09-01');
  expect(JSON.stringify(worker.stream.events)).not.toContain('person-4');
});
