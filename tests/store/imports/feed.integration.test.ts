import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { digest } from '../../../platform/digest.ts';
import { createFeeds, type Feeds } from '../../../use-cases/feeds.ts';
import { changedRows, feedFiles, manyChildren, ONE_CHILD } from '../../domain/feeds/ssd-feed.ts';
import { ADMINISTRATOR, createRecordWithImports, filesOf } from './record-with-imports.ts';

type Holdfast = Awaited<ReturnType<typeof createRecordWithImports>>;
let holdfast: Holdfast;
let feeds: Feeds;
beforeEach(async () => {
  holdfast = await createRecordWithImports('feed', '2026-04-20T02:30:00.000Z');
  feeds = createFeeds({ prisma: holdfast.prisma, record: holdfast.record, digest, now: holdfast.now });
  await holdfast.beginAuthority();
});
afterEach(async () => {
  await holdfast.stop();
});

const CHILD = '9970001';
const ROOMY = { opened: 10, changed: 100, withdrawn: 10, absent: 0, notTaken: 0 };
let keys = 0;
const expectFeed = (bounds: object | null) =>
  feeds.expect(ADMINISTRATOR, {
    key: `expect-${String((keys += 1))}`,
    body: { bounds, reason: 'the extract is live' },
  });
const periodOf = async (): Promise<string> => (await holdfast.periods(CHILD))[0]?.id ?? '';
/** Reasons of the corrections of a child's facts, in order. */
async function corrections(): Promise<readonly string[]> {
  const rows = await holdfast.prisma.$queryRawUnsafe<{ payload: string }[]>(
    `SELECT c.payload FROM event e JOIN event_content c USING (process_id, sequence) WHERE process_id = $1 AND kind = 'fact-corrected' ORDER BY sequence`,
    await periodOf(),
  );
  return rows.map(({ payload }) => (JSON.parse(payload) as { reason: string }).reason);
}
const told = (): Promise<number> => holdfast.count(`event WHERE process_id LIKE 'period-of-care:%' AND class = 'told'`);

describe('the first feed', () => {
  test('waits for a person, and tells periods, placements, reviews, plan and who is allocated', async () => {
    const applied = await holdfast.feed(feedFiles(), '2026-04-20');
    expect(applied).toMatchObject({ byItself: false, status: 'applied', children: { total: 1, applied: 1 } });
    for (const file of applied.files) expect(file).toMatchObject({ in: file.taken, queried: 0, rejected: 0 });
    expect(await holdfast.reviewsHeld(CHILD)).toEqual(['2026-01-30']);
    const [row] = await holdfast.prisma.$queryRawUnsafe<object[]>(
      `SELECT placement, legal_status, entered_on::text, allocated_worker IS NOT NULL AS worker, iro IS NOT NULL AS iro FROM child_overview`,
    );
    expect(row).toEqual({ placement: 'U4', legal_status: 'V2', entered_on: '2026-01-05', worker: true, iro: true });
    // Ten working days from 5 January 2026, and prepared in time.
    expect(await holdfast.duties(CHILD, 'careplan.prepare')).toMatchObject([{ status: 'met', dueOn: '2026-01-19' }]);
    expect((await holdfast.verify()).faults).toEqual([]);
  });

  test('makes nothing overdue that no feed could tell', async () => {
    await holdfast.feed(feedFiles(), '2026-04-20');
    expect(await holdfast.duties(CHILD, 'placementplan.prepare')).toMatchObject([
      { status: 'open', knowledge: 'not-recorded' },
    ]);
    expect(await holdfast.duties(CHILD, 'review.second')).toMatchObject([
      { dueOn: '2026-04-30', knowledge: 'recorded' },
    ]);
  });

  test('keeps no delivered file, and of its rows only what no process uses yet', async () => {
    const { id, files } = await holdfast.feed(feedFiles(), '2026-04-20');
    expect(await holdfast.count('import_upload WHERE import_id = $1', id)).toBe(0);
    expect(files.filter(({ use }) => use === 'kept')).toEqual([]);
    expect(await holdfast.count('import_row WHERE import_id = $1', id)).toBe(0);
  });
});

describe('a feed that is expected', () => {
  beforeEach(async () => {
    await expectFeed(ROOMY);
    await holdfast.feed(feedFiles(), '2026-04-20');
    holdfast.clockTo('2026-04-21T02:30:00.000Z');
  });

  test('and says the same again applies itself and touches no child', async () => {
    const before = await told();
    expect(await holdfast.feed(feedFiles(), '2026-04-21')).toMatchObject({ byItself: true, children: { total: 0 } });
    expect(await told()).toBe(before);
    expect(await feeds.expected(ADMINISTRATOR)).toMatchObject({ takenAt: '2026-04-21T02:30:00.000Z' });
  });

  test.each([
    [
      'another day of the same row',
      changedRows('ssd_cla_reviews', (row) => row.replace('2026-01-30', '2026-01-28')),
      ['2026-01-28'],
      're-keyed',
    ],
    [
      'other content of the same row',
      changedRows('ssd_cla_reviews', (row) => row.replace('PN1', 'PN6')),
      ['2026-01-30'],
      'said otherwise',
    ],
    [
      'the same row under another key',
      changedRows('ssd_cla_reviews', (row) => row.replace('R1,', 'R77,')),
      ['2026-01-30'],
      're-keyed',
    ],
  ])('takes %s as a correction with its cause', async (_what, changed, held, because) => {
    expect(await holdfast.feed(feedFiles(changed), '2026-04-21')).toMatchObject({ byItself: true });
    expect(await holdfast.reviewsHeld(CHILD)).toEqual(held);
    expect(await corrections()).toEqual([`feed as at 2026-04-21: ${because}`]);
    const again = await told();
    holdfast.clockTo('2026-04-22T02:30:00.000Z');
    expect(await holdfast.feed(feedFiles(changed), '2026-04-22')).toMatchObject({ children: { total: 0 } });
    expect(await told()).toBe(again);
    expect((await holdfast.verify()).faults).toEqual([]);
  });

  test('waits for a person where it changes more than was allowed', async () => {
    await expectFeed({ ...ROOMY, withdrawn: 0 });
    const without = { ssd_cla_reviews: ONE_CHILD.ssd_cla_reviews.filter((row) => !row.startsWith('R1')) };
    const previewed = await holdfast.preview(feedFiles(without), '2026-04-21', 'feed');
    expect(previewed.status).toBe('previewed');
    expect(await holdfast.reviewsHeld(CHILD)).toEqual(['2026-01-30']);
    await holdfast.confirm(previewed.id);
    await holdfast.apply(previewed.id);
    expect(await holdfast.reviewsHeld(CHILD)).toEqual([]);
  });

  test('that lacks a child or a table waits, and takes nothing away', async () => {
    const nobody = Object.fromEntries(Object.entries(ONE_CHILD).map(([name, [heading]]) => [name, [heading]]));
    expect(await holdfast.preview(feedFiles(nobody), '2026-04-21', 'feed')).toMatchObject({ status: 'previewed' });
    const some = feedFiles().filter(({ name }) => name !== 'ssd_cla_reviews.csv');
    await holdfast.feed(some, '2026-04-21');
    expect(await holdfast.reviewsHeld(CHILD)).toEqual(['2026-01-30']);
  });

  test('gives way to a newer one while it waits', async () => {
    await expectFeed({ ...ROOMY, changed: 0 });
    const changed = changedRows('ssd_cla_reviews', (row) => row.replace('2026-01-30', '2026-01-28'));
    const waiting = await holdfast.preview(feedFiles(changed), '2026-04-21', 'feed');
    const newer = await holdfast.preview(feedFiles(), '2026-04-21', 'feed');
    expect((await holdfast.get(waiting.id)).status).toBe('withdrawing');
    expect(newer.status).toBe('applying');
  });

  test('that was taken back is compared in full the next time', async () => {
    const changed = changedRows('ssd_cla_reviews', (row) => row.replace('PN1', 'PN6'));
    const { id } = await holdfast.feed(feedFiles(changed), '2026-04-21');
    await holdfast.withdraw(id);
    holdfast.clockTo('2026-04-22T02:30:00.000Z');
    expect(await holdfast.feed(feedFiles(), '2026-04-22')).toMatchObject({ children: { total: 1 } });
    expect((await holdfast.verify()).faults).toEqual([]);
  });
});

describe('fed facts', () => {
  test('are read-only for people, who correct them at their source', async () => {
    await holdfast.feed(feedFiles(), '2026-04-20');
    const [fact] = await holdfast.prisma.$queryRawUnsafe<{ id: string }[]>(
      `SELECT c.payload::jsonb ->> 'factId' AS id FROM event e JOIN event_content c USING (process_id, sequence) WHERE e.kind = 'review-held'`,
    );
    const refused = await holdfast.command(await periodOf(), 'correct', {
      factId: fact?.id ?? '',
      on: '2026-01-29',
      reason: 'so',
    });
    expect(refused).toMatchObject({ status: 'refused', refusal: 'fact-owned-by-feed' });
  });

  test('do not override what a person recorded: the difference waits for a person', async () => {
    const id = await holdfast.enter(CHILD, { on: '2026-01-05' });
    await holdfast.command(id, 'record-review', { on: '2026-01-29', participation: 'PN1' });
    const applied = await holdfast.feed(feedFiles(), '2026-04-20');
    expect(applied.waiting.differences).toBe(1);
    expect(await holdfast.reviewsHeld(CHILD)).toEqual(['2026-01-29']);
  });

  test('take over from a yearly return what it told, and no later return changes them', async () => {
    const header = 'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n9970001,F,05/05/2016,WBRI,UN1,,\n';
    const episodes =
      'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n9970001,05/01/2026,S,V2,N1,U6,PR1,02/03/2026,X1,CARPL,ZZ1 1ZZ,ZZ2 2ZZ,1\n9970001,02/03/2026,P,V2,N1,U4,PR1,,,,ZZ1 1ZZ,ZZ2 2ZZ,1\n';
    const reviews = (code: string) => `CHILD,DOB,REVIEW,REVIEW_CODE\n9970001,05/05/2016,30/01/2026,${code}\n`;
    const files = (code: string) =>
      Object.entries({ header, episodes, reviews: reviews(code) }).map(([name, text]) => ({
        name: `${name}.csv`,
        bytes: new TextEncoder().encode(text),
      }));
    await holdfast.take(files('PN1'), '2026-03-31');
    await holdfast.feed(feedFiles(), '2026-04-20');
    expect(new Set(await corrections())).toEqual(new Set(['feed as at 2026-04-20: told by the feed from now on']));
    const later = await holdfast.take(files('PN4'), '2026-04-20');
    expect(later.waiting.differences).toBe(1);
    expect(await holdfast.count(`review WHERE participation = 'PN1'`)).toBe(1);
  });
});

test('a visit that the feed tells is for nobody to type again: it dates the next one', async () => {
  await expectFeed(ROOMY);
  await holdfast.feed(feedFiles(), '2026-04-20');
  const owed = async (ruleId: string): Promise<readonly string[]> =>
    (await holdfast.duties(CHILD, ruleId))
      .map(({ dueOn, status, knowledge }) => `${dueOn} ${status} ${knowledge}`)
      .sort();
  // Six weeks after the visit of 9 January 2026; the feed tells of none since.
  expect(await owed('visit.standard')).toEqual(['2026-02-20 open recorded']);
  holdfast.clockTo('2026-04-21T02:30:00.000Z');
  const visit = 'V2,9970001,2026-04-17,Y,Y';
  const seen = feedFiles({ ssd_cla_visits: [...ONE_CHILD.ssd_cla_visits, visit] });
  expect(await holdfast.feed(seen, '2026-04-21')).toMatchObject({ byItself: true });
  expect(await owed('visit.standard')).toEqual(['2026-02-20 met recorded', '2026-05-29 open recorded']);
  // The first after each move, within a week of 5 January and of 2 March.
  expect(await owed('visit.first')).toEqual(['2026-01-12 met recorded', '2026-03-09 met recorded']);
  holdfast.clockTo('2026-04-22T02:30:00.000Z');
  await holdfast.feed(feedFiles(), '2026-04-22');
  expect(await owed('visit.standard')).toContain('2026-02-20 open recorded');
  expect((await holdfast.verify()).faults).toEqual([]);
});

describe('absences', () => {
  const [HEADING, FIRST] = ONE_CHILD.ssd_missing;
  /** Missing episodes of the child: start, end, stage, in order. */
  const absences = (): Promise<readonly unknown[]> =>
    holdfast.prisma.$queryRawUnsafe(
      `SELECT kept #>> '{state,missing,on}' AS start, kept #>> '{state,found,on}' AS "end", closed FROM process WHERE kind = 'missing-episode' ORDER BY opened_at, 1, 2`,
    );
  const told = (): Promise<number> =>
    holdfast.count(`event WHERE process_id LIKE 'missing-episode:%' AND class = 'told'`);
  const SECOND = 'M2,9970001,2026-04-18,M,';

  beforeEach(async () => {
    await expectFeed(ROOMY);
    await holdfast.feed(feedFiles({ ssd_missing: [HEADING, FIRST, SECOND] }), '2026-04-20');
    holdfast.clockTo('2026-04-21T02:30:00.000Z');
  });

  test('open a missing episode each: the past closed and never overdue, the present open', async () => {
    expect(await absences()).toEqual([
      { start: '2026-02-14', end: '2026-02-15', closed: true },
      { start: '2026-04-18', end: null, closed: false },
    ]);
    expect(await holdfast.duties(CHILD, 'missing.rhi')).toMatchObject([{ knowledge: 'not-recorded' }]);
    expect(await holdfast.duties(CHILD, 'missing.senior-manager')).toMatchObject([
      { status: 'met' },
      { status: 'open', dueOn: '2026-04-19', knowledge: 'recorded' },
    ]);
    expect((await holdfast.verify()).faults).toEqual([]);
  });

  test('that come again change nothing, also where something else of the child has changed', async () => {
    const before = await told();
    const visit = 'V2,9970001,2026-04-17,Y,Y';
    const again = { ssd_missing: [HEADING, FIRST, SECOND], ssd_cla_visits: [...ONE_CHILD.ssd_cla_visits, visit] };
    const { children } = await holdfast.feed(feedFiles(again), '2026-04-21');
    expect([children.total, await told(), (await absences()).length]).toEqual([1, before, 2]);
  });

  test('that ended, or whose row was changed, are corrected in their own episode; the preview counts it', async () => {
    const moved = FIRST.replace('2026-02-14', '2026-02-13');
    const changed = feedFiles({ ssd_missing: [HEADING, moved, `${SECOND}2026-04-20`] });
    const { id } = await holdfast.feed(changed, '2026-04-21');
    const { items } = await holdfast.imports.differences(ADMINISTRATOR, id, { limit: 10, after: null });
    expect(items).toMatchObject([{ difference: { opened: 0, told: 1, corrected: 1, withdrawn: 0, conflicts: 0 } }]);
    expect(await absences()).toEqual([
      { start: '2026-02-13', end: '2026-02-15', closed: true },
      { start: '2026-04-18', end: '2026-04-20', closed: false },
    ]);
    await holdfast.withdraw(id);
    expect(await absences()).toEqual([
      { start: '2026-02-14', end: '2026-02-15', closed: true },
      { start: '2026-04-18', end: null, closed: false },
    ]);
  });

  test('whose time of day alone was changed are corrected', async () => {
    const earlier = FIRST.replace('22:10:00', '20:10:00');
    await holdfast.feed(feedFiles({ ssd_missing: [HEADING, earlier, SECOND] }), '2026-04-21');
    const [{ at } = { at: null }] = await holdfast.prisma.$queryRawUnsafe<{ at: string | null }[]>(
      `SELECT kept #>> '{state,missing,at}' AS at FROM process WHERE kind = 'missing-episode' AND kept #>> '{state,missing,on}' = '2026-02-14'`,
    );
    expect(at).toBe('2026-02-14T20:10:00.000Z');
  });

  test('whose row has gone are withdrawn, and told again in the same episode when it comes back', async () => {
    await holdfast.feed(feedFiles({ ssd_missing: [HEADING, FIRST] }), '2026-04-21');
    expect(await absences()).toContainEqual({ start: null, end: null, closed: true });
    holdfast.clockTo('2026-04-22T02:30:00.000Z');
    await holdfast.feed(feedFiles({ ssd_missing: [HEADING, FIRST, SECOND] }), '2026-04-22');
    expect(await absences()).toEqual([
      { start: '2026-02-14', end: '2026-02-15', closed: true },
      { start: '2026-04-18', end: null, closed: false },
    ]);
  });

  test('stay where the table was not delivered', async () => {
    const before = await absences();
    const files = feedFiles(changedRows('ssd_person', (row) => row.replace('F', 'M')));
    await holdfast.feed(
      files.filter(({ name }) => name !== 'ssd_missing.csv'),
      '2026-04-21',
    );
    expect(await absences()).toEqual(before);
  });
});

test('a worker that is killed in a batch leaves no absence of it, and the next attempt records each once', async () => {
  const { id } = await holdfast.preview(feedFiles(), '2026-04-20', 'feed');
  await holdfast.confirm(id);
  await expect(holdfast.run(holdfast.activitiesOn(holdfast.dying).applyBatch, { processId: id })).rejects.toThrow(
    'killed',
  );
  expect(await holdfast.count(`process WHERE kind = 'missing-episode'`)).toBe(0);
  await holdfast.run(holdfast.activities.applyBatch, { processId: id });
  await holdfast.apply(id);
  expect(await holdfast.count(`process WHERE kind = 'missing-episode'`)).toBe(1);
  expect(await holdfast.count(`event WHERE kind = 'went-missing'`)).toBe(1);
  await holdfast.withdraw(id);
  expect(await holdfast.count(`process WHERE kind = 'missing-episode' AND NOT closed`)).toBe(0);
});

test("the vendor's own date stands beside ours, with the difference in days, and children who have none are named", async () => {
  await holdfast.feed(manyChildren(60, '2026-04-20'), '2026-04-20');
  const all = await feeds.comparison(ADMINISTRATOR, { limit: 200, after: null });
  const { counts } = all;
  expect(counts.inCare).toBe(60);
  expect(counts.same + counts.later + counts.earlier).toBeLessThanOrEqual(counts.inCare - counts.without);
  expect(counts.without).toBeGreaterThan(0);
  expect(counts.later).toBeGreaterThan(0);
  for (const { dueOn, vendorDueOn, daysLater } of all.items) {
    if (dueOn === null || vendorDueOn === null) expect(daysLater).toBeNull();
    else expect(daysLater).toBe((Date.parse(vendorDueOn) - Date.parse(dueOn)) / 86_400_000);
  }
  const without = await feeds.comparison(ADMINISTRATOR, { limit: 200, after: null, what: 'without' });
  expect(without.items).toHaveLength(counts.without);
  const later = await feeds.comparison(ADMINISTRATOR, { limit: 1, after: null, what: 'later' });
  expect(later.items.every(({ daysLater }) => (daysLater ?? 0) > 0)).toBe(true);
  if (later.next !== null) {
    const next = await feeds.comparison(ADMINISTRATOR, { limit: 1, after: later.next, what: 'later' });
    expect(next.items[0]?.localReference).not.toBe(later.items[0]?.localReference);
  }
});

test('a feed of which two of a hundred children changed looks at those alone', async () => {
  await expectFeed({ opened: 1_000, changed: 1_000, withdrawn: 0, absent: 0, notTaken: 0 });
  await holdfast.feed(manyChildren(200, '2026-04-20'), '2026-04-20');
  holdfast.clockTo('2026-04-21T02:30:00.000Z');
  const changed = await holdfast.feed(manyChildren(200, '2026-04-20', 2), '2026-04-21');
  expect(changed.byItself).toBe(true);
  expect(changed.children.total).toBeGreaterThan(0);
  expect(changed.children.total).toBeLessThanOrEqual(4);
  expect((await holdfast.verify()).faults).toEqual([]);
});

test('a feed and a return of the same children stand side by side', async () => {
  await holdfast.take(filesOf('later/before'), '2026-03-31');
  const before = await holdfast.count(`process WHERE kind = 'period-of-care'`);
  await holdfast.feed(feedFiles(), '2026-04-20');
  expect(await holdfast.count(`process WHERE kind = 'period-of-care'`)).toBe(before + 1);
});
