import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ADMINISTRATOR, createRecordWithImports, filesOf, handWritten } from './record-with-imports.ts';

type Holdfast = Awaited<ReturnType<typeof createRecordWithImports>>;
let holdfast: Holdfast;
beforeEach(async () => {
  // The day after the day to which the clean return speaks: later some of its children are eighteen.
  holdfast = await createRecordWithImports('imports', '2026-04-01T10:00:00.000Z');
});
afterEach(async () => {
  await holdfast.stop();
});

type Expected = {
  readonly child: string;
  readonly regime: string;
  readonly 'review.next': readonly [string, string] | null;
};

function independentDates(): readonly Expected[] {
  const at = new URL('../../fixtures/returns/return-2026-due-dates.json', import.meta.url);
  const { due } = JSON.parse(readFileSync(at, 'utf8')) as { readonly due: readonly Expected[] };
  return due;
}

describe('a clean return', () => {
  test('is recorded whole: every child, every period of care, the closed ones too', async () => {
    const applied = await holdfast.take(filesOf('clean-2026'), '2026-03-31');
    expect(applied.status).toBe('applied');
    // Counted from the files by hand: 391 children, 415 periods of care, 305 children in care.
    expect(applied.children).toEqual({ total: 391, applied: 391, withdrawn: 0 });
    expect(await holdfast.count(`process WHERE kind = 'period-of-care'`)).toBe(415);
    expect(await holdfast.count(`process WHERE kind = 'period-of-care' AND NOT closed`)).toBe(305);
    expect(await holdfast.count(`child_overview WHERE in_care`)).toBe(305);
    expect(applied.files.map(({ name, in: rows, taken }) => [name, rows, taken])).toEqual(
      expect.arrayContaining([
        ['header.csv', 496, 496],
        ['episodes.csv', 1447, 1447],
        ['reviews.csv', 3183, 3183],
      ]),
    );
    expect((await holdfast.verify()).faults).toEqual([]);
  });

  test('gives each child looked after the next review that the independent calculation gives', async () => {
    await holdfast.take(filesOf('clean-2026'), '2026-03-31');
    const rows = await holdfast.prisma.$queryRawUnsafe<{ child: string; due: string }[]>(
      `SELECT s.local_reference AS child, d.due_on::text AS due FROM duty d JOIN subject s ON s.ref = d.subject_ref
        WHERE d.status = 'open' AND d.rule_id IN ('review.first', 'review.second', 'review.subsequent')`,
    );
    const dueOf = new Map(rows.map((row) => [row.child, row.due]));
    const looked = independentDates().filter(
      ({ regime, 'review.next': next }) => regime === 'looked after' && next !== null,
    );
    expect(looked.length).toBeGreaterThan(250);
    const differing = looked.filter(({ child, 'review.next': next }) => dueOf.get(child) !== next?.[1]);
    expect(differing.map(({ child, 'review.next': next }) => [child, next, dueOf.get(child)])).toEqual([]);
  });
});

describe('deprivations of liberty of a return', () => {
  const EPISODES = 'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN';
  const delivery = (...orders: readonly string[]) =>
    handWritten({
      header: 'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n9950001,F,02/03/2012,WBRI,UN1,0,\n',
      episodes: `${EPISODES}\n9950001,01/06/2026,S,C2,N1,Z12,,,,,,,\n`,
      reviews: 'CHILD,DOB,REVIEW,REVIEW_CODE\n',
      dolo: `CHILD,DOB,DOLO_START,DOLO_END\n${orders.map((order) => `9950001,02/03/2012,${order}\n`).join('')}`,
    });
  const authorities = async () =>
    (
      await holdfast.prisma.$queryRawUnsafe<{ said: string }[]>(
        `SELECT concat_ws(' ', d.status, d.knowledge, d.met_on) AS said FROM duty d JOIN subject s ON s.ref = d.subject_ref
          WHERE s.local_reference = '9950001' AND d.rule_id = 'dol.authority' ORDER BY d.anchor`,
      )
    ).map(({ said }) => said);

  test('are told, ended and gone as returns say, and as they were where a return is taken back', async () => {
    holdfast.clockTo('2027-05-10T10:00:00.000Z');
    await holdfast.take(delivery('10/06/2026,'), '2027-03-31');
    expect(await authorities()).toEqual(['open not-recorded']);
    const ended = await holdfast.take(delivery('10/06/2026,10/09/2026'), '2027-03-31');
    expect(await authorities()).toEqual(['met recorded 2026-09-10']);
    await holdfast.withdraw(ended.id);
    expect(await authorities()).toEqual(['open not-recorded']);
    await holdfast.take(delivery(), '2027-03-31');
    expect(await authorities()).toEqual([]);
    expect((await holdfast.verify()).faults).toEqual([]);
  });
});

describe('a later return', () => {
  beforeEach(() => {
    holdfast.clockTo('2026-11-24T10:00:00.000Z');
  });

  test('changes, re-keys, ends, opens and takes away as it says, and the same one again changes nothing', async () => {
    await holdfast.take(filesOf('later/before'), '2026-03-31');
    const periodsBefore = await holdfast.count(`process WHERE kind = 'period-of-care'`);
    await holdfast.take(filesOf('later/after'), '2026-10-31');
    expect(await holdfast.count(`process WHERE kind = 'period-of-care'`)).toBe(periodsBefore + 2);
    expect(await holdfast.reviewsHeld('9900004')).toContain('2026-01-14');
    expect(await holdfast.reviewsHeld('9900004')).not.toContain('2026-01-12');
    expect(await holdfast.reviewsHeld('9900005')).not.toContain('2026-03-02');
    expect(await holdfast.periods('9900006')).toMatchObject([{ closed: true }]);
    expect(await holdfast.periods('9900009')).toMatchObject([{ from: '2025-12-02', closed: false }]);
    expect(await holdfast.periods('9900013')).toMatchObject([{ closed: false }]);
    expect(await holdfast.periods('9900014')).toMatchObject([{ closed: true }, { from: '2026-05-04', closed: false }]);
    const events = await holdfast.count('event');
    const again = await holdfast.take(filesOf('later/after'), '2026-10-31');
    const ofImport = await holdfast.count('event WHERE process_id = $1', again.id);
    expect(await holdfast.count('event')).toBe(events + ofImport);
    expect((await holdfast.verify()).faults).toEqual([]);
  });

  test('that is withdrawn leaves what the earlier one told', async () => {
    await holdfast.take(filesOf('later/before'), '2026-03-31');
    const { id } = await holdfast.take(filesOf('later/after'), '2026-10-31');
    expect(await holdfast.withdraw(id)).toMatchObject({ status: 'withdrawn' });
    expect(await holdfast.reviewsHeld('9900004')).toContain('2026-01-12');
    expect(await holdfast.reviewsHeld('9900005')).toContain('2026-03-02');
    expect(await holdfast.periods('9900006')).toMatchObject([{ closed: false }]);
    expect(await holdfast.periods('9900009')).toMatchObject([{ from: '2025-12-01' }]);
    expect(await holdfast.count(`child_overview WHERE local_reference = '9900013'`)).toBe(0);
    expect((await holdfast.verify()).faults).toEqual([]);
  });

  test('for the same day, corrected by the authority, can be withdrawn where all it did was to take a row away', async () => {
    await holdfast.take(filesOf('later/before'), '2026-03-31');
    const without = filesOf('later/before').map((file) => ({
      ...file,
      bytes: new TextEncoder().encode(
        new TextDecoder()
          .decode(file.bytes)
          .split('\n')
          .filter((line) => !/^9900005,.*02\/03\/2026/.test(line))
          .join('\n'),
      ),
    }));
    const { id } = await holdfast.take(without, '2026-03-31');
    expect(await holdfast.reviewsHeld('9900005')).not.toContain('2026-03-02');
    await holdfast.withdraw(id);
    expect(await holdfast.reviewsHeld('9900005')).toContain('2026-03-02');
  });
});

const HEADER = 'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n9950001,M,05/05/2016,WBRI,UN1,,\n';
const EPISODES = 'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n';
const REVIEWS = 'CHILD,DOB,REVIEW,REVIEW_CODE\n';

describe('a child whom a person entered', () => {
  test('keeps what the person recorded; what the return says otherwise waits for a person', async () => {
    const id = await holdfast.enter('9950001', { on: '2026-02-02' });
    const outcome = await holdfast.command(id, 'record-review', { on: '2026-02-24', participation: 'PN1' });
    expect(outcome.status).toBe('accepted');
    const applied = await holdfast.take(
      handWritten({
        header: HEADER,
        episodes: `${EPISODES}9950001,02/02/2026,S,V2,N1,U6,PR1,,,,ZZ1 1ZZ,ZZ2 2ZZ,2999001\n`,
        reviews: `${REVIEWS}9950001,05/05/2016,26/02/2026,PN1\n`,
      }),
      '2026-03-31',
    );
    expect(await holdfast.reviewsHeld('9950001')).toEqual(['2026-02-24']);
    const { items } = await holdfast.imports.problems(ADMINISTRATOR, applied.id, { limit: 50, after: null });
    expect(items).toContainEqual(expect.objectContaining({ code: 'DIFFERS_FROM_A_PERSON', severity: 'query' }));
    expect(await holdfast.periods('9950001')).toMatchObject([{ id, from: '2026-02-02', closed: false }]);
  });

  test('has the earlier period of care recorded that the return tells', async () => {
    const id = await holdfast.enter('9950001', { on: '2026-02-02' });
    await holdfast.take(
      handWritten({
        header: HEADER,
        episodes: `${EPISODES}9950001,01/06/2020,S,V2,N1,U6,PR1,01/03/2021,E4A,,ZZ1 1ZZ,ZZ2 2ZZ,2999001
9950001,02/02/2026,S,V2,N1,U6,PR1,,,,ZZ1 1ZZ,ZZ2 2ZZ,2999001\n`,
        reviews: REVIEWS,
      }),
      '2026-03-31',
    );
    expect(await holdfast.periods('9950001')).toMatchObject([
      { from: '2020-06-01', closed: true },
      { id, from: '2026-02-02', closed: false },
    ]);
  });

  test('on another day than the return says, by months, waits for a person and is not passed over in silence', async () => {
    const id = await holdfast.enter('9950001', { on: '2026-02-02' });
    const applied = await holdfast.take(
      handWritten({
        header: HEADER,
        episodes: `${EPISODES}9950001,01/10/2025,S,V2,N1,U6,PR1,,,,ZZ1 1ZZ,ZZ2 2ZZ,2999001\n`,
        reviews: REVIEWS,
      }),
      '2026-03-31',
    );
    expect(await holdfast.periods('9950001')).toMatchObject([{ id, from: '2026-02-02' }]);
    const { items } = await holdfast.imports.problems(ADMINISTRATOR, applied.id, { limit: 50, after: null });
    expect(items).toContainEqual(expect.objectContaining({ code: 'DIFFERS_FROM_A_PERSON', severity: 'query' }));
  });
});

describe('a worker that is killed', () => {
  test('before a batch and its mark are committed leaves nothing of the batch, and the next attempt records it once', async () => {
    const { id } = await holdfast.preview(filesOf('later/before'), '2026-03-31');
    await holdfast.confirm(id);
    await expect(holdfast.run(holdfast.activitiesOn(holdfast.dying).applyBatch, { processId: id })).rejects.toThrow(
      'killed',
    );
    expect(await holdfast.count(`process WHERE kind = 'period-of-care'`)).toBe(0);
    expect((await holdfast.get(id)).children.applied).toBe(0);
    expect((await holdfast.apply(id)).status).toBe('applied');
    // Thirteen children, of whom one had left: thirteen periods of care.
    expect(await holdfast.count(`process WHERE kind = 'period-of-care'`)).toBe(13);
    expect((await holdfast.verify()).faults).toEqual([]);
  });

  test('between two batches leaves the import visible as being applied; what is done is not done again', async () => {
    const { id } = await holdfast.preview(filesOf('clean-2026'), '2026-03-31');
    await holdfast.confirm(id);
    const first = await holdfast.run(holdfast.activities.applyBatch, { processId: id });
    expect(first.done).toBeGreaterThan(0);
    expect(first.done).toBeLessThan(391);
    expect(await holdfast.get(id)).toMatchObject({ status: 'applying', children: { total: 391, applied: first.done } });
    expect(await holdfast.apply(id)).toMatchObject({ status: 'applied', children: { applied: 391 } });
    expect(await holdfast.count(`process WHERE kind = 'period-of-care'`)).toBe(415);
    expect(await holdfast.count(`event WHERE kind = 'process-opened' AND process_id LIKE 'period-of-care:%'`)).toBe(
      415,
    );
  });

  test('while two workers apply at once each child is recorded once', async () => {
    const { id } = await holdfast.preview(filesOf('clean-2026'), '2026-03-31');
    await holdfast.confirm(id);
    await Promise.all([holdfast.apply(id), holdfast.apply(id)]);
    expect(await holdfast.count(`process WHERE kind = 'period-of-care'`)).toBe(415);
    expect(await holdfast.count(`process WHERE kind = 'period-of-care' AND NOT closed`)).toBe(305);
    expect((await holdfast.verify()).faults).toEqual([]);
  });
});

describe('children whom somebody is changing', () => {
  /** Holds the child as a long change of somebody else would, until let go. */
  async function hold(localReference: string): Promise<() => Promise<void>> {
    const held = Promise.withResolvers<undefined>();
    const letGo = Promise.withResolvers<undefined>();
    const holding = holdfast.prisma.$transaction(async (queries) => {
      await queries.$queryRawUnsafe('SELECT 1 FROM subject WHERE local_reference = $1 FOR UPDATE', localReference);
      held.resolve(undefined);
      await letGo.promise;
    });
    await held.promise;
    return async () => {
      letGo.resolve(undefined);
      await holding;
    };
  }

  test('are passed over by an import, which comes back to them and records them once', async () => {
    holdfast.clockTo('2026-11-24T10:00:00.000Z');
    await holdfast.take(filesOf('later/before'), '2026-03-31');
    const { id } = await holdfast.preview(filesOf('later/after'), '2026-10-31');
    await holdfast.confirm(id);
    const letGo = await hold('9900004');
    const { children } = await holdfast.get(id);
    const first = await holdfast.run(holdfast.activities.applyBatch, { processId: id });
    expect(first).toEqual({ done: children.total - 1, total: children.total });
    expect(await holdfast.reviewsHeld('9900004')).not.toContain('2026-01-14');
    expect(await holdfast.run(holdfast.activities.applyBatch, { processId: id })).toEqual(first);
    await letGo();
    expect((await holdfast.apply(id)).status).toBe('applied');
    expect(await holdfast.reviewsHeld('9900004')).toContain('2026-01-14');
    const takings = `event WHERE command_id LIKE $1 AND kind = 'return-read'`;
    expect(
      await holdfast.count(`(SELECT process_id FROM ${takings} GROUP BY 1 HAVING count(*) > 1) d`, `${id}:%`),
    ).toBe(0);
    expect((await holdfast.verify()).faults).toEqual([]);
  });

  test('are passed over when an import is taken back, and are taken back all the same in the end', async () => {
    holdfast.clockTo('2026-11-24T10:00:00.000Z');
    const { id } = await holdfast.take(filesOf('later/before'), '2026-03-31');
    await holdfast.imports.withdraw(ADMINISTRATOR, id, { key: 'held', reason: 'the folder was the wrong one' });
    const letGo = await hold('9900004');
    const first = await holdfast.run(holdfast.activities.withdrawBatch, { processId: id });
    expect(first.done).toBe(first.total - 1);
    await letGo();
    expect((await holdfast.run(holdfast.activities.withdrawBatch, { processId: id })).done).toBe(first.total);
    expect(await holdfast.count('child_overview')).toBe(0);
    expect((await holdfast.verify()).faults).toEqual([]);
  });
});

test('an import withdrawn half-way through takes back what was applied and applies no more', async () => {
  const { id } = await holdfast.preview(filesOf('clean-2026'), '2026-03-31');
  await holdfast.confirm(id);
  await holdfast.run(holdfast.activities.applyBatch, { processId: id });
  await holdfast.imports.withdraw(ADMINISTRATOR, id, { key: 'half-way', reason: 'the folder was the wrong one' });
  const late = await holdfast.run(holdfast.activities.applyBatch, { processId: id });
  expect(late).toEqual({ done: 0, total: 0 });
  for (let batch = await holdfast.run(holdfast.activities.withdrawBatch, { processId: id }); batch.done < batch.total;)
    batch = await holdfast.run(holdfast.activities.withdrawBatch, { processId: id });
  await holdfast.run(holdfast.activities.finish, { processId: id, command: 'finish-withdrawal' });
  expect((await holdfast.get(id)).status).toBe('withdrawn');
  expect(await holdfast.count(`process WHERE kind = 'period-of-care' AND NOT closed`)).toBe(0);
  expect(await holdfast.count('child_overview')).toBe(0);
});
