import { beforeEach, describe, expect, test } from 'vitest';
import { differences } from '../../../../../domain/feeds/ssda903/differences.ts';
import { viewsOf } from '../../../../../domain/processes/period-of-care/views.ts';
import { PERIOD_OF_CARE } from '../../../../../domain/processes/period-of-care/index.ts';
import { textOf } from '../../../../../domain/json-reading.ts';
import type { JsonObject } from '../../../../../domain/json.ts';
import { Child, ENTERED, who } from '../../../../support/child.ts';

let child: Child;
beforeEach(() => {
  child = new Child();
  child.enter();
});

const ADMINISTRATOR = who('administrator');
const allocation = (on: string, role: string, person: string | null) => ({ on, role, who: person });
const take = (day: string, ...allocations: readonly object[]): string | null =>
  child.say(day, 'take-allocations', { allocations: allocations as never }, ADMINISTRATOR);
const whoOf = (payload: JsonObject): string => textOf(payload, 'person') || textOf(payload, 'team') || 'nobody';
const told = (): readonly string[] =>
  ['allocated', 'team-assigned'].flatMap((kind) =>
    child.facts(kind).map(({ on, payload }) => `${on} ${textOf(payload, 'role') || 'team'} ${whoOf(payload)}`),
  );
const shown = () => viewsOf(child.state, []).child;

describe('a file of allocations', () => {
  test('tells who is responsible, once however often it is taken', () => {
    const file = [
      allocation(ENTERED, 'social-worker', 'worker-1'),
      allocation('2026-03-03', 'iro', 'iro-1'),
      allocation(ENTERED, 'team', 'north'),
    ];
    expect(take('2026-03-05', ...file)).toBeNull();
    const once = [`${ENTERED} social-worker worker-1`, '2026-03-03 iro iro-1', `${ENTERED} team north`];
    expect(told()).toEqual(once);
    expect(take('2026-03-06', ...file)).toBeNull();
    expect(told()).toEqual(once);
    expect(shown()).toMatchObject({ allocatedWorker: 'worker-1', iro: 'iro-1', team: 'north', workerChanges: 0 });
  });

  test('is passed over where a person recorded the same earlier, and tells who came before', () => {
    child.say('2026-03-10', 'allocate', { on: '2026-03-10', role: 'social-worker', person: 'worker-2' });
    take(
      '2026-03-12',
      allocation('2026-03-11', 'social-worker', 'worker-2'),
      allocation(ENTERED, 'social-worker', 'worker-1'),
    );
    expect(told()).toEqual(['2026-03-10 social-worker worker-2', `${ENTERED} social-worker worker-1`]);
    expect(shown()).toMatchObject({ allocatedWorker: 'worker-2', workerChanges: 1 });
  });

  test('that knows a role to be empty opens the gap; an empty team is not told', () => {
    take('2026-03-05', allocation('2026-03-04', 'social-worker', null), allocation('2026-03-04', 'team', null));
    expect(told()).toEqual(['2026-03-04 social-worker nobody']);
    expect(child.duties('allocation.gap-worker').map(({ status }) => status)).toEqual(['open']);
  });

  test('leaves out what has no day', () => {
    expect(take('2026-03-05', { role: 'iro', who: 'iro-1' })).toBeNull();
    expect(told()).toEqual([]);
  });
});

describe('what is counted and shown', () => {
  test('a worker after a gap counts as a change only where it is another one', () => {
    for (const [on, person] of [
      ['2026-03-03', 'worker-1'],
      ['2026-03-04', null],
      ['2026-03-05', 'worker-1'],
      ['2026-03-06', 'worker-2'],
      ['2026-03-09', null],
      ['2026-03-10', 'worker-1'],
    ])
      child.say(on ?? '', 'allocate', { on, role: 'social-worker', person });
    expect(shown()?.workerChanges).toBe(2);
  });

  test('the team is the one assigned last', () => {
    child.say('2026-03-03', 'assign-team', { on: '2026-03-03', team: 'north' });
    child.say('2026-03-04', 'assign-team', { on: '2026-03-04', team: 'south' });
    expect(shown()?.team).toBe('south');
  });

  test('a child who died is shown as such', () => {
    child.say('2026-03-20', 'record-leaving', { on: '2026-03-20', reason: 'E2' });
    expect(PERIOD_OF_CARE.stage(child.state)).toBe('died');
  });
});

describe('an entry out of hours', () => {
  const NIGHT = {
    ...{ on: ENTERED, localReference: '9000001', dateOfBirth: null, legalStatus: 'L2', placement: null },
    outOfHours: { place: 'with a foster carer', time: '23:40' },
  };

  test('opens the clocks with four particulars and is to be completed until the rest is told', () => {
    const night = new Child();
    expect(night.say(ENTERED, 'record-entry', NIGHT, who('out-of-hours'))).toBeNull();
    expect(night.due('review.first')).toBe('2026-03-30');
    expect(night.facts('entered-care')[0]?.payload).toMatchObject({ place: 'with a foster carer', time: '23:40' });
    expect(viewsOf(night.state, []).child?.toBeCompleted).toBe(true);
    const correction = {
      factId: night.factId('entered-care'),
      payload: { dateOfBirth: '2016-05-05' },
      reason: 'told by day',
    };
    expect(night.say('2026-03-03', 'correct', correction)).toBeNull();
    expect(viewsOf(night.state, []).child?.toBeCompleted).toBe(false);
  });

  test('is completed by what the feed tells of it, and not where the feed says otherwise', () => {
    const said = (payload: JsonObject) => ({
      kind: 'entered-care',
      on: ENTERED,
      payload: { startKnown: true, ...payload },
    });
    const night = (): Child => {
      const child = new Child();
      child.say(ENTERED, 'record-entry', NIGHT, who('out-of-hours'));
      return child;
    };
    const compared = (child: Child, told: ReturnType<typeof said>) =>
      differences(child.facts('entered-care'), [told as never], {
        by: 'return',
        coversFrom: ENTERED as never,
        allocationsFrom: ENTERED as never,
        isWhole: true,
      });
    const full = said({ legalStatus: 'L2', dateOfBirth: '2016-05-05' });
    const completed = night();
    const { corrected, conflicts } = compared(completed, full);
    expect([corrected.map(({ factId }) => factId), conflicts]).toEqual([[completed.factId('entered-care')], []]);
    completed.take('2026-03-16', {
      asAt: '2026-03-15',
      corrected: corrected.map(({ factId }) => ({ factId, telling: full })),
    });
    expect(viewsOf(completed.state, []).child).toMatchObject({ dateOfBirth: '2016-05-05', toBeCompleted: false });
    const other = compared(night(), said({ legalStatus: 'V2', dateOfBirth: '2016-05-05' }));
    expect([other.corrected, other.conflicts.length]).toEqual([[], 1]);
  });
});
