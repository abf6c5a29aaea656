import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PROCESSES } from '../../../domain/processes/index.ts';
import { createHearing, type Hearing } from '../../../store/hearing.ts';
import { changedRows, feedFiles, ONE_CHILD } from '../../domain/feeds/ssd-feed.ts';
import { ADMINISTRATOR, createRecordWithImports, filesOf } from './record-with-imports.ts';

type Holdfast = Awaited<ReturnType<typeof createRecordWithImports>>;
let holdfast: Holdfast;
let hearing: Hearing;
beforeEach(async () => {
  holdfast = await createRecordWithImports('households', '2026-04-20T02:30:00.000Z');
  const { prisma, record, now } = holdfast;
  const onFailure = (error: unknown): never => {
    throw error;
  };
  hearing = createHearing({ prisma, record, processes: PROCESSES, now, onFailure });
  await holdfast.beginAuthority();
});
afterEach(async () => {
  await holdfast.stop();
});

const CHILD = '9970001';
const WITH_RELATIVES = changedRows('ssd_cla_placement', (row) => row.replace('U4', 'U3'));

const take = async (tables: Parameters<typeof feedFiles>[0], asAt: string): Promise<string> => {
  holdfast.clockTo(`${asAt}T02:30:00.000Z`);
  const { id } = await holdfast.feed(feedFiles(tables), asAt);
  await hearing.deliver(null);
  return id;
};
/** Processes of a kind: stage, and whether each is closed. */
const standing = (kind: string): Promise<readonly { readonly stage: string; readonly closed: boolean }[]> =>
  holdfast.prisma.$queryRawUnsafe(
    `SELECT stage, closed FROM process WHERE kind = $1 ORDER BY closed DESC, opened_at, id`,
    kind,
  );
/** The stays that households hold: first day, and why each ended. */
const stays = (): Promise<readonly { readonly on: string; readonly left: string | null }[]> =>
  holdfast.prisma.$queryRawUnsafe(
    `SELECT stay ->> 'on' AS "on", stay #>> '{left,because}' AS "left"
       FROM process p, jsonb_array_elements(p.kept #> '{state,children}') child, jsonb_array_elements(child -> 'stays') stay
      WHERE p.kind = 'connected-carer' ORDER BY 1`,
  );
const told = (kind: string): Promise<number> =>
  holdfast.count(`event WHERE process_id LIKE $1 AND class = 'told'`, `${kind}:%`);
const household = async (): Promise<string> => {
  const [row] = await holdfast.prisma.$queryRawUnsafe<{ id: string }[]>(
    `SELECT id FROM process WHERE kind = 'connected-carer' ORDER BY opened_at, id LIMIT 1`,
  );
  return row?.id ?? '';
};

describe('a child whom a feed tells with relatives', () => {
  test('has a household whose approval is not recorded: asked for, and nothing of it overdue', async () => {
    await take(WITH_RELATIVES, '2026-04-20');
    expect(await standing('connected-carer')).toEqual([{ stage: 'approval not recorded', closed: false }]);
    expect(await stays()).toEqual([{ on: '2026-03-02', left: null }]);
    expect(await holdfast.duties(CHILD, 'connected.initial')).toMatchObject([
      { status: 'open', knowledge: 'not-recorded' },
    ]);
    expect(await holdfast.duties(CHILD, 'connected.temp-approval')).toEqual([]);
    // Twenty working days after the feed was read, Early May bank holiday left out.
    expect(
      await holdfast.prisma.$queryRawUnsafe(
        `SELECT due_on::text AS "dueOn" FROM duty WHERE rule_id = 'connected.next-step'`,
      ),
    ).toEqual([{ dueOn: '2026-05-19' }]);
    expect((await holdfast.verify()).faults).toEqual([]);
  });

  test('has one household however often that is told', async () => {
    await take(WITH_RELATIVES, '2026-04-20');
    const before = await told('connected-carer');
    const visit = 'V2,9970001,2026-04-17,Y,Y';
    await take({ ...WITH_RELATIVES, ssd_cla_visits: [...ONE_CHILD.ssd_cla_visits, visit] }, '2026-04-21');
    expect([await told('connected-carer'), (await standing('connected-carer')).length]).toEqual([before, 1]);
  });

  test('moves to other relatives: the first household ends, another opens', async () => {
    await take(WITH_RELATIVES, '2026-04-20');
    const moved = {
      ssd_cla_placement: [
        ...(WITH_RELATIVES['ssd_cla_placement'] ?? []).slice(0, 2),
        'P2,9970001,2026-03-02,U3,2026-04-20',
        'P3,9970001,2026-04-20,U3,',
      ],
      ssd_cla_episodes: [
        ...ONE_CHILD.ssd_cla_episodes.slice(0, 2),
        'E2,9970001,C1,2026-03-02,P,2026-04-20,X1,P2',
        'E3,9970001,C1,2026-04-20,P,,,P3',
      ],
    };
    await take(moved, '2026-04-21');
    expect(await stays()).toEqual([
      { on: '2026-03-02', left: 'the child is with other relatives' },
      { on: '2026-04-20', left: null },
    ]);
    expect(await standing('connected-carer')).toEqual([
      { stage: 'ended', closed: true },
      { stage: 'approval not recorded', closed: false },
    ]);
    expect((await holdfast.verify()).faults).toEqual([]);
  });

  test('came on another day, as its row now says: corrected in the household', async () => {
    await take(WITH_RELATIVES, '2026-04-20');
    const later = (row: string): string => row.replaceAll('2026-03-02', '2026-03-12');
    const placement = (WITH_RELATIVES['ssd_cla_placement'] ?? []).map(later);
    await take({ ssd_cla_placement: placement, ...changedRows('ssd_cla_episodes', later) }, '2026-04-21');
    expect(await stays()).toEqual([{ on: '2026-03-12', left: null }]);
    expect(await standing('connected-carer')).toHaveLength(1);
  });

  test('was with foster carers after all: the household is taken back with the row', async () => {
    await take(WITH_RELATIVES, '2026-04-20');
    await take({}, '2026-04-21');
    expect(await stays()).toEqual([]);
    expect(await standing('connected-carer')).toEqual([{ stage: 'ended', closed: true }]);
  });

  test('is placed by a person with a sister: that import is taken back once, and what the person told stays', async () => {
    const id = await take(WITH_RELATIVES, '2026-04-20');
    const sister = await holdfast.enter('9970002', { on: '2026-01-05' });
    const [row] = await holdfast.prisma.$queryRawUnsafe<{ ref: string }[]>(
      `SELECT subject_ref AS ref FROM process WHERE id = $1`,
      sister,
    );
    const placed = await holdfast.command(await household(), 'place-with-carer', {
      on: '2026-04-15',
      childRef: row?.ref ?? '',
    });
    expect(placed.status).toBe('accepted');
    await holdfast.withdraw(id);
    await hearing.deliver(null);
    expect(await stays()).toEqual([{ on: '2026-04-15', left: null }]);
    expect((await holdfast.verify()).faults).toEqual([]);
  });
});

describe('a child for whom a feed tells that adoption is the plan', () => {
  const PERMANENCE = (row: string): readonly string[] => [ONE_CHILD.ssd_permanence[0], row];
  const search = (): Promise<readonly unknown[]> =>
    holdfast.prisma.$queryRawUnsafe(
      `SELECT kept #>> '{state,plan,on}' AS plan, jsonb_array_length(kept #> '{state,decisions}') AS decisions, stage FROM process WHERE kind = 'family-finding'`,
    );

  test('has a family-finding in which nothing is overdue that no feed could tell', async () => {
    await take({}, '2026-04-20');
    expect(await search()).toEqual([{ plan: '2026-03-01', decisions: 1, stage: 'agency decision' }]);
    const late = await holdfast.count(
      `duty d JOIN process p ON p.id = d.process_id WHERE p.kind = 'family-finding' AND d.status = 'open' AND d.knowledge = 'recorded' AND d.due_on < '2026-04-20'`,
    );
    expect(late).toBe(0);
    expect((await holdfast.verify()).faults).toEqual([]);
  });

  test('is matched, and told otherwise: one search with what the row says now', async () => {
    await take({}, '2026-04-20');
    await take({ ssd_permanence: PERMANENCE('A1,9970001,2026-03-03,,2026-04-17') }, '2026-04-21');
    expect(await search()).toEqual([{ plan: '2026-03-03', decisions: 2, stage: 'match decided' }]);
  });

  test('is not so after all: the row has gone, and its search is withdrawn; without the table nothing goes', async () => {
    await take({}, '2026-04-20');
    const files = feedFiles(changedRows('ssd_person', (row) => row.replace('2016', '2015')));
    holdfast.clockTo('2026-04-21T02:30:00.000Z');
    await holdfast.feed(
      files.filter(({ name }) => name !== 'ssd_permanence.csv'),
      '2026-04-21',
    );
    expect(await search()).toMatchObject([{ plan: '2026-03-01' }]);
    await take({ ssd_permanence: [ONE_CHILD.ssd_permanence[0]] }, '2026-04-22');
    expect(await search()).toEqual([{ plan: null, decisions: 0, stage: 'plan withdrawn' }]);
    await take({}, '2026-04-23');
    expect(await search()).toEqual([{ plan: '2026-03-01', decisions: 1, stage: 'agency decision' }]);
  });

  test('a decision that a person recorded on another day waits for a person', async () => {
    await holdfast.enter(CHILD, { on: '2026-01-05' });
    const processId = 'family-finding:made-up';
    await holdfast.record.change({
      ...{ processId, now: holdfast.now(), actor: ADMINISTRATOR },
      opening: { kind: 'family-finding', subject: { kind: 'child', localReference: CHILD } },
      command: { id: 'set-plan', kind: 'set-adoption-plan', payload: { on: '2026-02-16', basis: 'court-proceedings' } },
    });
    await holdfast.command(processId, 'record-agency-decision', {
      on: '2026-03-05',
      shouldBePlaced: true,
      decidedBy: 'demo',
    });
    const applied = await holdfast.feed(feedFiles(), '2026-04-20');
    expect(applied.waiting.differences).toBe(1);
    expect(await search()).toMatchObject([{ plan: '2026-02-16', decisions: 1 }]);
  });
});

test('a search that a person ended and in which the court is still to be asked stands in the way of no import', async () => {
  const underOrder = changedRows('ssd_legal_status', (row) => row.replace('V2', 'E1'));
  await take(underOrder, '2026-04-20');
  const [search] = await holdfast.prisma.$queryRawUnsafe<{ id: string }[]>(
    `SELECT id FROM process WHERE kind = 'family-finding'`,
  );
  const changed = { on: '2026-04-20', newPlan: 'special-guardianship', reasons: 'made up' };
  expect(await holdfast.command(search?.id ?? '', 'change-adoption-plan', changed)).toMatchObject({
    status: 'accepted',
  });
  expect(await standing('family-finding')).toMatchObject([{ closed: false }]);
  const again = { ssd_permanence: [...ONE_CHILD.ssd_permanence, 'A2,9970001,2026-05-04,,'] };
  holdfast.clockTo('2026-05-05T02:30:00.000Z');
  const applied = await holdfast.feed(feedFiles({ ...underOrder, ...again }), '2026-05-05');
  expect([applied.status, applied.children]).toMatchObject(['applied', { total: 1, applied: 1 }]);
  expect(await standing('family-finding')).toHaveLength(1);
  // Nothing has changed but that the court was asked: the same feed opens what had to wait, and once.
  const asked = { on: '2026-05-05', step: 'revocation-applied' };
  for (const step of [asked, { ...asked, step: 'parents-told-orally' }, { ...asked, step: 'parents-told-in-writing' }])
    await holdfast.command(search?.id ?? '', 'record-adoption-step', step);
  expect(await standing('family-finding')).toMatchObject([{ closed: true }]);
  for (const asAt of ['2026-05-06', '2026-05-07']) await take({ ...underOrder, ...again }, asAt);
  expect(await standing('family-finding')).toMatchObject([{ closed: true }, { closed: false }]);
  expect((await holdfast.verify()).faults).toEqual([]);
});

test('a worker that is killed in a batch leaves neither, and the next attempt opens each once', async () => {
  const { id } = await holdfast.preview(feedFiles(WITH_RELATIVES), '2026-04-20', 'feed');
  await holdfast.confirm(id);
  const opened = (): Promise<number> => holdfast.count(`process WHERE kind IN ('connected-carer', 'family-finding')`);
  await expect(holdfast.run(holdfast.activitiesOn(holdfast.dying).applyBatch, { processId: id })).rejects.toThrow(
    'killed',
  );
  expect(await opened()).toBe(0);
  await holdfast.run(holdfast.activities.applyBatch, { processId: id });
  await holdfast.apply(id);
  expect(await opened()).toBe(2);
  await holdfast.withdraw(id);
  expect(await holdfast.count(`process WHERE kind IN ('connected-carer', 'family-finding') AND NOT closed`)).toBe(0);
});

test('a whole return opens a household for each child who is with a relative, counted a second time by other means', async () => {
  const folder = fileURLToPath(new URL('../../fixtures/returns/clean-2026/', import.meta.url));
  const rows = readFileSync(`${folder}episodes.csv`, 'utf8').trim().split('\n').slice(1);
  const withRelatives = rows
    .map((row) => row.split(','))
    .filter((fields) => /^U[1-3]$/.test(fields[5] ?? '') && fields[7] === '');
  holdfast.clockTo('2026-04-20T10:00:00.000Z');
  await holdfast.take(filesOf('clean-2026'), '2026-03-31');
  await hearing.deliver(null);
  const open = await holdfast.count(`process WHERE kind = 'connected-carer' AND NOT closed`);
  expect(open).toBe(new Set(withRelatives.map(([child]) => child)).size);
  expect(open).toBeGreaterThan(20);
  expect(await holdfast.count(`process WHERE kind = 'connected-carer' AND stage <> 'approval not recorded'`)).toBe(0);
  expect((await holdfast.verify()).faults).toEqual([]);
});
