import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { instant } from '../../domain/calendar/instant.ts';
import { HOLDFAST } from '../../domain/heart/actor.ts';
import { lawOf } from '../../domain/heart/law.ts';
import type { Process } from '../../domain/heart/process.ts';
import type { JsonObject } from '../../domain/json.ts';
import { chained } from '../../domain/record/chain.ts';
import { PROCESSES } from '../../domain/processes/index.ts';
import { monthsAfter, workingDaysAfter } from '../../domain/rulebook/counts.ts';
import { digest, newSalt } from '../../platform/digest.ts';
import { createRecord } from '../../store/change.ts';
import { rebuildProjections, type RebuildDeps } from '../../store/rebuild.ts';
import { LAW } from '../support/stream.ts';
import { createRichRecord, type RichRecord } from './rich-record.ts';

let holdfast: RichRecord;
let ids: readonly string[];
beforeEach(async () => {
  holdfast = await createRichRecord('rebuild-left');
  const entered: string[] = [];
  for (const place of [1, 2, 3]) entered.push(await holdfast.enter(`970000${place}`, { on: '2026-03-20' }));
  ids = entered;
  for (const id of ids)
    await holdfast.commandAt(id, '2026-04-16T09:00:00.000Z', [
      'record-review',
      { on: '2026-04-16', chairedBy: 'iro-1', participation: 'PN1' },
      'iro',
    ]);
  await holdfast.commandAt(ids[0]!, '2026-04-17T09:00:00.000Z', [
    'record-review-step',
    { on: '2026-04-16', step: 'decisions' },
    'iro',
  ]);
  await holdfast.passTimeTo('2026-06-01T09:00:00.000Z');
});
afterEach(async () => {
  await holdfast.stop();
});

const verified = async (): Promise<readonly string[]> => (await holdfast.verify()).faults.map(({ fault }) => fault);
const damageAll = (): Promise<number> =>
  holdfast.execute(`UPDATE process SET stage = 'altered'`, 'DELETE FROM duty', 'DELETE FROM child_overview');
const standsAltered = async (): Promise<readonly string[]> =>
  (await holdfast.prisma.$queryRawUnsafe<{ id: string }[]>(`SELECT id FROM process WHERE stage = 'altered'`)).map(
    ({ id }) => id,
  );
const eventsOf = (id: string): Promise<number> => holdfast.count('event WHERE process_id = $1', id);
const buildOf = async (id: string): Promise<string> =>
  (await holdfast.prisma.process.findUniqueOrThrow({ where: { id } })).build;
const dueOn = async (id: string, rule: string): Promise<string | undefined> =>
  (
    await holdfast.prisma.$queryRawUnsafe<{ due: string }[]>(
      `SELECT due_on::text AS due FROM duty WHERE process_id = $1 AND rule_id = $2 AND status = 'open'`,
      id,
      rule,
    )
  )[0]?.due;

/** The same record with another build. */
function recordOf({ processes, law, build }: Partial<RebuildDeps>) {
  return createRecord({
    transact: holdfast.transact,
    processes: processes ?? PROCESSES,
    law: law ?? LAW,
    digest,
    newSalt,
    newRef: () => 'none',
    build: build ?? 'test',
    afterCommit: () => undefined,
  });
}

const LAST = `(process_id, sequence) IN (SELECT process_id, max(sequence) FROM event GROUP BY process_id)`;

describe('a broken chain', () => {
  test.each([
    [
      'content altered',
      'its content was altered',
      (id: string) => `UPDATE event_content SET payload = '{}' WHERE process_id = '${id}' AND sequence = 2`,
    ],
    [
      'content made unreadable',
      'its content was altered',
      (id: string) => `UPDATE event_content SET payload = 'x' WHERE process_id = '${id}' AND sequence = 3`,
    ],
    [
      'a header altered',
      'its header was altered',
      (id: string) => `UPDATE event SET actor = 'somebody' WHERE process_id = '${id}' AND sequence = 2`,
    ],
    [
      'an event removed',
      'an event is missing',
      (id: string) => `DELETE FROM event WHERE process_id = '${id}' AND sequence = 2`,
    ],
    [
      'the end cut off',
      'its chain does not end where the process says',
      (id: string) => `DELETE FROM event WHERE process_id = '${id}' AND ${LAST}`,
    ],
    [
      'all of it removed',
      'its chain does not end where the process says',
      (id: string) => `DELETE FROM event WHERE process_id = '${id}'`,
    ],
  ])(
    '%s is reported in the words of verify; its rows stay, all others are made again',
    async (_what, fault, statement) => {
      await damageAll();
      await holdfast.tamper(statement(ids[1]!));
      const done = await rebuildProjections(holdfast.deps);
      expect(done.left.map((left) => [left.processId, left.fault])).toEqual([[ids[1], fault]]);
      expect(done).toMatchObject({ repaired: 2, isComplete: true });
      expect(await standsAltered()).toEqual([ids[1]]);
      expect(await holdfast.count('child_overview')).toBe(2);
      expect(await verified()).toEqual([fault]);
    },
  );
});

describe('what this build cannot make again', () => {
  test('content that was destroyed: its rows stay as they are, it is counted, and verify has nothing to say', async () => {
    const [id = ''] = ids;
    const before = await holdfast.snapshot();
    await holdfast.execute(`DELETE FROM event_content WHERE process_id = '${id}' AND sequence = 2`);
    await holdfast.execute(`UPDATE child_overview SET stage = 'altered'`);
    const done = await rebuildProjections(holdfast.deps);
    expect(done).toMatchObject({ erased: 1, left: [], isComplete: true });
    expect(await holdfast.snapshot()).toEqual(before);
    await holdfast.execute(`UPDATE process SET kept = '{"state": {}, "duties": [], "alerts": []}' WHERE id = '${id}'`);
    expect(await rebuildProjections(holdfast.deps)).toMatchObject({ erased: 1, repaired: 0, left: [] });
    expect(await holdfast.verify()).toMatchObject({ erased: 1, faults: [] });
  });

  test('a row of a newer build is left alone and said', async () => {
    await damageAll();
    await holdfast.execute(`UPDATE process SET state_version = 99 WHERE id = '${ids[0]!}'`);
    const done = await rebuildProjections(holdfast.deps);
    expect(done.left).toEqual([{ processId: ids[0], sequence: null, fault: 'it was written by a newer build' }]);
    expect(await standsAltered()).toEqual([ids[0]]);
  });

  test.each(['told', 'derived', 'done'] as const)(
    'an event that it does not know (%s) is left alone with all its process',
    async (eventClass) => {
      const [id = ''] = ids;
      const row = await holdfast.prisma.process.findUniqueOrThrow({ where: { id } });
      const at = instant('2026-06-01T10:00:00.000Z');
      const event = {
        sequence: row.sequence + 1,
        class: eventClass,
        kind: 'from-a-newer-build',
        occurredOn: '2026-06-01',
        recordedAt: at,
      } as const;
      const told = { ...event, actor: 'x', commandId: null, cause: null, payload: { factId: 'f99', payload: {} } };
      const [sealed] = chained({ id, head: row.chainHead, rulebook: 'x' }, [told as never], { digest, salt: newSalt });
      await holdfast.prisma.$executeRawUnsafe(
        `INSERT INTO event VALUES ($1, $2, $3, $4, '2026-06-01', $5::timestamptz, 'x', NULL, NULL, 'x', $6, $7, $8)`,
        ...[id, told.sequence, eventClass, told.kind, at, row.chainHead, sealed!.contentDigest, sealed!.hash],
      );
      await holdfast.prisma.$executeRawUnsafe(
        'INSERT INTO event_content VALUES ($1, $2, $3, $4)',
        id,
        told.sequence,
        sealed!.salt,
        sealed!.content,
      );
      await holdfast.prisma.$executeRawUnsafe('UPDATE process SET chain_head = $2 WHERE id = $1', id, sealed!.hash);
      await damageAll();
      const done = await rebuildProjections(holdfast.deps);
      expect(done.left.map(({ fault }) => fault)).toEqual([
        'it holds an event that this build does not know (from-a-newer-build)',
      ]);
      expect(await standsAltered()).toEqual([id]);
    },
  );

  test('a kind of process that it does not know is left alone and said', async () => {
    await damageAll();
    const done = await rebuildProjections({ ...holdfast.deps, processes: [] });
    expect(new Set(done.left.map(({ fault }) => fault))).toEqual(new Set(['its kind is not known to this build']));
    expect(await standsAltered()).toHaveLength(3);
  });

  test('a stream that it cannot fold holds up no other', async () => {
    await damageAll();
    const stumbles = PROCESSES.map((process): Process<JsonObject> => ({
      ...process,
      duties: (state, law) => {
        if (JSON.stringify(state).includes('"decisions":"')) throw new Error('no such rule');
        return process.duties(state, law);
      },
    }));
    const done = await rebuildProjections({ ...holdfast.deps, processes: stumbles });
    expect(done.left).toEqual([
      { processId: ids[0], sequence: null, fault: 'this build cannot fold it: no such rule' },
    ]);
    expect(await standsAltered()).toEqual([ids[0]]);
  });
});

/** The law with other counts for two rules. */
const OTHER_LAW = lawOf({
  calendar: LAW.calendar,
  rules: {
    ...LAW.rules,
    ruleFor: (id, on) => {
      const rule = LAW.rules.ruleFor(id, on);
      if (id === 'review.second') return { ...rule, count: monthsAfter(2) };
      return id === 'review.first' ? { ...rule, count: workingDaysAfter(10) } : rule;
    },
  },
});

describe('a build that reckons otherwise', () => {
  test('dates no duty anew: what was recorded stands, and the next change records the difference', async () => {
    const [id = ''] = ids;
    const before = await holdfast.snapshot();
    const recorded = await dueOn(id, 'review.second');
    const deps = { ...holdfast.deps, law: OTHER_LAW, build: 'next' };
    expect(await rebuildProjections(deps)).toMatchObject({ repaired: 0, left: [] });
    expect(await holdfast.snapshot()).toEqual(before);
    await damageAll();
    expect(await rebuildProjections(deps)).toMatchObject({ repaired: 3, left: [] });
    const after = await holdfast.snapshot();
    expect([after['duty'], after['child_overview']]).toEqual([before['duty'], before['child_overview']]);
    expect(await buildOf(id)).toBe('');
    const events = await eventsOf(id);
    await recordOf(deps).change({ processId: id, now: instant('2026-06-01T09:00:00.000Z'), actor: HOLDFAST });
    expect(await dueOn(id, 'review.second')).toBe('2026-06-16');
    const [moved] = await holdfast.prisma.$queryRawUnsafe<{ payload: string; cause: string }[]>(
      `SELECT c.payload, e.cause FROM event e JOIN event_content c USING (process_id, sequence)
        WHERE e.process_id = $1 AND e.sequence > $2 AND e.kind = 'duty-re-dated' AND c.payload LIKE '%review.second%'`,
      id,
      events,
    );
    expect(JSON.parse(moved?.payload ?? '{}')).toMatchObject({ from: recorded, to: '2026-06-16' });
    expect(moved?.cause).toBe('build next');
    expect(await buildOf(id)).toBe('next');
    expect(await rebuildProjections(deps)).toMatchObject({ repaired: 0, left: [] });
  });

  test('also where the duties that are kept are lost', async () => {
    const before = await holdfast.snapshot();
    await holdfast.execute(`UPDATE process SET kept = '{}'`);
    await rebuildProjections({ ...holdfast.deps, law: OTHER_LAW, build: 'next' });
    const due = `SELECT process_id, id, status, due_on::text, met_on::text, dated_by FROM duty ORDER BY 1, 2`;
    const found = await holdfast.prisma.$queryRawUnsafe(due);
    const wanted = (before['duty'] ?? [])
      .map((row) => JSON.parse(row) as Record<string, unknown>)
      .map(({ process_id, id, status, due_on, met_on, dated_by }) => ({
        process_id,
        id,
        status,
        due_on,
        met_on,
        dated_by,
      }))
      .sort((a, b) => (`${String(a.process_id)}|${String(a.id)}` < `${String(b.process_id)}|${String(b.id)}` ? -1 : 1));
    expect(found).toEqual(wanted);
  });

  test('which owes another duty leaves those recorded, and a duty too little is recorded of stands as it is kept', async () => {
    const fewer = PROCESSES.map((process): Process<JsonObject> => ({
      ...process,
      duties: (state, law) => process.duties(state, law).filter(({ ruleId }) => ruleId !== 'review.second'),
    }));
    const before = await holdfast.snapshot();
    await holdfast.execute('DELETE FROM duty');
    const deps = { ...holdfast.deps, processes: fewer, build: 'next' };
    expect(await rebuildProjections(deps)).toMatchObject({ left: [] });
    expect((await holdfast.snapshot())['duty']).toEqual(before['duty']);
    await holdfast.execute(`UPDATE process SET kept = jsonb_set(kept, '{duties}', '[]')`);
    const done = await rebuildProjections(deps);
    expect(done.left).toHaveLength(3);
    expect((await holdfast.snapshot())['duty']).toEqual(before['duty']);
  });

  test('and derives otherwise what time brought leaves all as it is; the next change recomputes it', async () => {
    const [id = ''] = ids;
    expect(await holdfast.count(`event WHERE kind = 'decisions-agreed' AND process_id = $1`, id)).toBe(1);
    const silent = PROCESSES.map((process): Process<JsonObject> => ({ ...process, nextChangeOn: () => null }));
    const deps = { ...holdfast.deps, processes: silent };
    await damageAll();
    const done = await rebuildProjections(deps);
    expect(done.left.map((left) => left.processId)).toEqual([id]);
    expect(await standsAltered()).toEqual([id]);
    expect(await buildOf(id)).toBe('');
    await recordOf(deps).change({ processId: id, now: instant('2026-06-01T09:00:00.000Z'), actor: HOLDFAST });
    expect(await holdfast.count(`event WHERE kind = 'derived-withdrawn' AND process_id = $1`, id)).toBe(1);
    expect(await rebuildProjections(deps)).toMatchObject({ left: [] });
  });
});

describe('what was altered and then worked on', () => {
  test('goes back to what the facts say, and the dates recorded meanwhile are moved back with an event', async () => {
    const [id = ''] = ids;
    const right = await dueOn(id, 'review.second');
    await holdfast.execute(
      `UPDATE process SET kept = jsonb_set(kept, '{state,cycle,reviews,0,on}', '"2026-04-10"') WHERE id = '${id}'`,
    );
    await holdfast.commandAt(id, '2026-06-01T09:30:00.000Z', ['record-care-plan', { on: '2026-06-01' }]);
    expect(await dueOn(id, 'review.second')).not.toBe(right);
    const events = await eventsOf(id);
    expect(await rebuildProjections(holdfast.deps)).toMatchObject({ repaired: 1, left: [] });
    expect(await verified()).toEqual([]);
    expect(await eventsOf(id)).toBe(events);
    await holdfast.record.change({ processId: id, now: instant('2026-06-01T10:00:00.000Z'), actor: HOLDFAST });
    expect(await dueOn(id, 'review.second')).toBe(right);
    expect(
      await holdfast.count(`event WHERE process_id = $1 AND sequence > $2 AND kind = 'duty-re-dated'`, id, events),
    ).toBeGreaterThan(0);
    expect(await verified()).toEqual([]);
  });
});
