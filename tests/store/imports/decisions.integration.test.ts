import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '../../../domain/heart/actor.ts';
import { createUseCases } from '../../../use-cases/index.ts';
import { digest } from '../../../platform/digest.ts';
import { instant } from '../../../domain/calendar/instant.ts';
import { LAW } from '../../support/stream.ts';
import { ADMINISTRATOR, createRecordWithImports, handWritten } from './record-with-imports.ts';

type Holdfast = Awaited<ReturnType<typeof createRecordWithImports>>;
let holdfast: Holdfast;
beforeEach(async () => {
  holdfast = await createRecordWithImports('decisions', '2026-04-01T10:00:00.000Z');
});
afterEach(async () => {
  await holdfast.stop();
});

const CHILD = '9960001';
const HEADER = `CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n${CHILD},M,05/05/2016,WBRI,UN1,,\n`;
const EPISODES = 'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n';
const REVIEWS = 'CHILD,DOB,REVIEW,REVIEW_CODE\n';
const IN_CARE = `${CHILD},02/02/2026,S,V2,N1,U6,PR1,,,,ZZ1 1ZZ,ZZ2 2ZZ,2999001\n`;
const BROTHER = '9960002,M,05/05/2018,WBRI,UN1,,\n';
const WORKERS = 'CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON\n';

/** A return in which one review has another date of birth than the header, and one lies before care. */
const DOUBTFUL = handWritten({
  header: HEADER,
  episodes: EPISODES + IN_CARE,
  reviews: `${REVIEWS}${CHILD},06/05/2016,24/02/2026,PN1\n${CHILD},05/05/2016,24/02/2025,PN1\n`,
});

const rowsOf = (id: string) => holdfast.imports.rows(ADMINISTRATOR, id, { limit: 50, after: null, status: 'queried' });
let keys = 0;
async function decideRows(id: string, body: object) {
  keys += 1;
  await holdfast.imports.decideRows(ADMINISTRATOR, id, { key: `rows-${String(keys)}`, body });
  await holdfast.run(holdfast.activities.stageImport, { processId: id });
  return holdfast.get(id);
}
async function decideDifference(id: string, body: object, actor: Actor = ADMINISTRATOR) {
  keys += 1;
  return holdfast.imports.decideDifference(actor, id, { key: `difference-${String(keys)}`, body });
}

describe('a row that waits', () => {
  test('is taken once a person decides so, with the reason in the history of the import', async () => {
    const { id } = await holdfast.preview(DOUBTFUL, '2026-03-31');
    expect((await rowsOf(id)).items).toMatchObject([
      { file: 'reviews.csv', line: 2, because: ['DOB_NOT_AS_HEADER'], values: { REVIEW: '24/02/2026' } },
      { file: 'reviews.csv', line: 3, because: ['REVIEW_BEFORE_CARE'] },
    ]);
    const rows = [{ file: 'reviews.csv', line: 2 }];
    const view = await decideRows(id, { rows, decision: 'take', reason: 'the header is right' });
    expect(view).toMatchObject({ status: 'previewed', waiting: { rows: 1, differences: 0 } });
    await holdfast.confirm(id);
    await holdfast.apply(id);
    expect(await holdfast.reviewsHeld(CHILD)).toEqual(['2026-02-24']);
    const [decided] = await holdfast.prisma.$queryRawUnsafe<{ actor: string; payload: string }[]>(
      `SELECT e.actor, c.payload FROM event e JOIN event_content c USING (process_id, sequence) WHERE process_id = $1 AND kind = 'rows-decided'`,
      id,
    );
    expect(decided?.actor).toBe(ADMINISTRATOR.person);
    expect(decided?.payload).toContain('the header is right');
    const { items } = await holdfast.imports.problems(ADMINISTRATOR, id, { limit: 50, after: null });
    expect(items).toContainEqual(expect.objectContaining({ line: 2, code: 'DOB_NOT_AS_HEADER', severity: 'warning' }));
  });

  test('can be corrected after the import was applied: it is applied again and brings that row alone', async () => {
    const { id } = await holdfast.take(DOUBTFUL, '2026-03-31');
    expect(await holdfast.reviewsHeld(CHILD)).toEqual([]);
    const before = await holdfast.count(`event WHERE process_id LIKE 'period-of-care:%' AND class = 'told'`);
    const view = await decideRows(id, {
      rows: [{ file: 'reviews.csv', line: 3 }],
      decision: 'correct',
      values: { REVIEW: '23/02/2026' },
      reason: 'the year was mistyped',
    });
    expect(view.files.find(({ name }) => name === 'reviews.csv')).toMatchObject({ in: 2, taken: 1, queried: 1 });
    await holdfast.confirm(id);
    expect((await holdfast.apply(id)).status).toBe('applied');
    expect(await holdfast.reviewsHeld(CHILD)).toEqual(['2026-02-23']);
    expect(await holdfast.count(`event WHERE process_id LIKE 'period-of-care:%' AND class = 'told'`)).toBe(before + 1);
    await holdfast.withdraw(id);
    expect(await holdfast.count('child_overview')).toBe(0);
    expect((await holdfast.verify()).faults).toEqual([]);
  });

  test('is left out for good: it is rejected, with a word', async () => {
    const twice = handWritten({
      header: HEADER,
      episodes: `${EPISODES}${IN_CARE}${IN_CARE.replace('U6', 'U4')}`,
      reviews: REVIEWS,
    });
    const { id, waiting } = await holdfast.preview(twice, '2026-03-31');
    expect(waiting.rows).toBe(2);
    const rows = [{ file: 'episodes.csv', line: 3 }];
    const view = await decideRows(id, { rows, decision: 'leave-out', reason: 'this placement never happened' });
    expect(view).toMatchObject({ waiting: { rows: 0 }, children: { total: 1 } });
    expect(view.files.find(({ name }) => name === 'episodes.csv')).toMatchObject({ in: 2, taken: 1, rejected: 1 });
    const { items } = await holdfast.imports.problems(ADMINISTRATOR, id, { limit: 50, after: null });
    expect(items).toContainEqual(expect.objectContaining({ line: 3, code: 'LEFT_OUT', severity: 'reject-row' }));
  });

  test('is not decided about otherwise than it can be', async () => {
    const { id } = await holdfast.preview(DOUBTFUL, '2026-03-31');
    const asked = { rows: [{ file: 'reviews.csv', line: 3 }], reason: 'so it is' };
    const refusal = (body: object) =>
      holdfast.imports.decideRows(ADMINISTRATOR, id, { key: `no-${String((keys += 1))}`, body }).then(
        () => 'accepted',
        (error: unknown) => (error as { refusal: string }).refusal,
      );
    expect(await refusal({ ...asked, decision: 'take' })).toBe('row-contradicts');
    expect(await refusal({ ...asked, decision: 'correct', values: { NOTES: 'x' } })).toBe('invalid-content');
    expect(await refusal({ ...asked, decision: 'correct' })).toBe('invalid-content');
    expect(await refusal({ ...asked, decision: 'leave-out', rows: [{ file: 'header.csv', line: 2 }] })).toBe(
      'row-not-open',
    );
    expect(await refusal({ ...asked, decision: 'leave-out', reason: ' ' })).toBe('invalid-content');
    await holdfast.confirm(id);
    expect(await refusal({ ...asked, decision: 'leave-out' })).toBe('not-previewed');
  });

  test('and was decided about while the files are read is not lost: the preview is made again', async () => {
    const { id } = await holdfast.preview(DOUBTFUL, '2026-03-31');
    const rows = [{ file: 'reviews.csv', line: 2 }];
    await holdfast.imports.decideRows(ADMINISTRATOR, id, {
      key: 'early',
      body: { rows, decision: 'take', reason: 'it is right' },
    });
    const stale = await holdfast.record.change({
      processId: id,
      now: instant('2026-04-01T10:00:00.000Z'),
      actor: ADMINISTRATOR,
      command: { id: 'stale', kind: 'record-preview', payload: { asAt: '2026-03-31', children: 1, decided: 0 } },
    });
    expect(stale).toMatchObject({ status: 'refused', refusal: 'nothing-to-do' });
    await holdfast.run(holdfast.activities.stageImport, { processId: id });
    expect(await holdfast.get(id)).toMatchObject({ status: 'previewed', waiting: { rows: 1 } });
  });
});

const REVIEWED = handWritten({
  header: HEADER,
  episodes: EPISODES + IN_CARE,
  reviews: `${REVIEWS}${CHILD},05/05/2016,26/02/2026,PN1\n`,
});

describe('a difference from what a person recorded', () => {
  async function conflict() {
    const processId = await holdfast.enter(CHILD, { on: '2026-02-02' });
    await holdfast.command(processId, 'record-review', { on: '2026-02-24', participation: 'PN1' });
    const { id, waiting } = await holdfast.take(REVIEWED, '2026-03-31');
    expect(waiting).toEqual({ rows: 0, differences: 1, workers: 0 });
    const { items } = await holdfast.imports.differences(ADMINISTRATOR, id, { limit: 50, after: null, waiting: true });
    const { lines } = items[0]?.difference as { lines: { what: string; factId: string; from: string; to: string }[] };
    expect(lines).toMatchObject([{ what: 'waits', kind: 'review-held', from: '2026-02-24', to: '2026-02-26' }]);
    return { id, processId, factId: lines[0]?.factId ?? '' };
  }

  test('is decided for the person once, and no later return asks again', async () => {
    const { id, processId, factId } = await conflict();
    const asked = { processId, factId, decision: 'keep', reason: 'the minutes say the 24th' };
    const team: Actor = { person: 'demo-team-manager', roles: ['team-manager'] };
    expect(await decideDifference(id, asked, team)).toMatchObject({ waiting: { differences: 0 } });
    expect(await holdfast.reviewsHeld(CHILD)).toEqual(['2026-02-24']);
    holdfast.clockTo('2026-04-02T10:00:00.000Z');
    expect(await holdfast.take(REVIEWED, '2026-03-31')).toMatchObject({ waiting: { differences: 0 } });
    expect(await holdfast.reviewsHeld(CHILD)).toEqual(['2026-02-24']);
    await expect(decideDifference(id, asked)).rejects.toMatchObject({ refusal: 'no-such-difference' });
    expect((await holdfast.verify()).faults).toEqual([]);
  });

  test('is decided for the return: the fact is corrected by the person, with the reason', async () => {
    const { id, processId, factId } = await conflict();
    const view = await decideDifference(id, { processId, factId, decision: 'take', reason: 'mistyped here' });
    expect(view).toMatchObject({ waiting: { differences: 0 } });
    expect(await holdfast.reviewsHeld(CHILD)).toEqual(['2026-02-26']);
    expect(await holdfast.take(REVIEWED, '2026-03-31')).toMatchObject({ waiting: { differences: 0 } });
    const [event] = await holdfast.prisma.$queryRawUnsafe<{ actor: string; payload: string }[]>(
      `SELECT e.actor, c.payload FROM event e JOIN event_content c USING (process_id, sequence) WHERE process_id = $1 AND kind = 'fact-corrected'`,
      processId,
    );
    expect(event).toMatchObject({ actor: ADMINISTRATOR.person });
    expect(event?.payload).toContain('mistyped here');
  });

  test('is for those who answer for the child or the import', async () => {
    const { id, processId, factId } = await conflict();
    const worker: Actor = { person: 'demo-social-worker', roles: ['social-worker'] };
    const asked = { processId, factId, decision: 'keep', reason: 'it is so' };
    await expect(decideDifference(id, asked, worker)).rejects.toMatchObject({ refusal: 'not-allowed' });
  });
});

describe('social workers of a return', () => {
  test('are allocated under a random reference, and a time with nobody is a gap', async () => {
    await holdfast.take(
      handWritten({
        header: HEADER,
        episodes: EPISODES + IN_CARE,
        reviews: REVIEWS,
        sw_episodes: `${WORKERS}${CHILD},05/05/2016,SW100001,02/02/2026,10/03/2026,LEFTRL\n`,
      }),
      '2026-03-31',
    );
    // The gap began on Tuesday 10 March 2026: one working day after it.
    expect(await holdfast.duties(CHILD, 'allocation.gap-worker')).toMatchObject([
      { status: 'open', dueOn: '2026-03-11', knowledge: 'recorded' },
    ]);
    expect(await holdfast.count(`event_content WHERE payload LIKE '%SW100001%'`)).toBe(0);
    expect(await holdfast.count(`subject WHERE kind = 'worker' AND local_reference = 'SW100001'`)).toBe(1);
    expect((await holdfast.verify()).faults).toEqual([]);
  });

  test('stay as they were where a later return has no table of them', async () => {
    const files = { header: HEADER, episodes: EPISODES + IN_CARE, reviews: REVIEWS };
    const workers = `${WORKERS}${CHILD},05/05/2016,SW100001,02/02/2026,,OTHERS\n`;
    await holdfast.take(handWritten({ ...files, sw_episodes: workers }), '2026-03-31');
    await holdfast.take(
      handWritten({ ...files, reviews: `${REVIEWS}${CHILD},05/05/2016,24/02/2026,PN1\n` }),
      '2026-04-01',
    );
    expect(await holdfast.count(`child_overview WHERE allocated_worker IS NOT NULL`)).toBe(1);
  });
});

test('a later return in which a row of the child was not taken takes nothing away from the child', async () => {
  const children = HEADER + BROTHER;
  const episodes = `${EPISODES}${IN_CARE}${IN_CARE.replace(CHILD, '9960002')}`;
  const reviews = `${REVIEWS}${CHILD},05/05/2016,24/02/2026,PN1\n9960002,05/05/2018,24/02/2026,PN1\n9960002,05/05/2018,01/03/2026,PN1\n`;
  await holdfast.take(handWritten({ header: children, episodes, reviews }), '2026-03-31');
  const damaged = reviews.replace('24/02/2026,PN1\n9960002,05/05/2018,24/02/2026,PN1\n', '24/2/26,PN1\n');
  await holdfast.take(handWritten({ header: children, episodes, reviews: damaged }), '2026-04-01');
  expect(await holdfast.reviewsHeld(CHILD)).toEqual(['2026-02-24']);
  expect(await holdfast.reviewsHeld('9960002')).toEqual(['2026-02-24', '2026-03-01']);
});

test('what no process uses yet is kept with the child, from the latest import that brought its table', async () => {
  const files = { header: HEADER, episodes: EPISODES + IN_CARE, reviews: REVIEWS };
  const uasc = (until: string): string => `CHILD,SEX,DOB,DUC\n${CHILD},M,05/05/2016,${until}\n`;
  const first = await holdfast.take(handWritten({ ...files, uasc: uasc('') }), '2026-03-31');
  expect(first.files.map(({ name, use }) => [name, use])).toEqual([
    ['episodes.csv', 'used'],
    ['header.csv', 'used'],
    ['reviews.csv', 'used'],
    ['uasc.csv', 'kept'],
  ]);
  const later = await holdfast.take(handWritten({ ...files, uasc: uasc('02/03/2026') }), '2026-04-01');
  const useCases = createUseCases({
    record: holdfast.record,
    queries: holdfast.prisma,
    law: LAW,
    digest,
    now: () => instant('2026-04-02T10:00:00.000Z'),
  });
  const [child] = (await useCases.children(ADMINISTRATOR, { limit: 10, after: null })).items;
  const kept = await useCases.kept(ADMINISTRATOR, child?.childRef ?? '');
  expect(kept).toMatchObject([{ importId: later.id, table: 'uasc', line: 2, values: { DUC: '02/03/2026' } }]);
  await holdfast.withdraw(later.id);
  expect(await useCases.kept(ADMINISTRATOR, child?.childRef ?? '')).toMatchObject([{ importId: first.id }]);
});

test('absences of a return open missing episodes; the same return again adds nothing, a later one corrects the row', async () => {
  const files = { header: HEADER, episodes: EPISODES + IN_CARE, reviews: REVIEWS };
  const missing = (...rows: readonly string[]): string =>
    `CHILD,DOB,MISSING,MIS_START,MIS_END\n${rows.map((row) => `${CHILD},05/05/2016,${row}\n`).join('')}`;
  const absences = (): Promise<readonly unknown[]> =>
    holdfast.prisma.$queryRawUnsafe(
      `SELECT kept #>> '{state,missing,on}' AS start, kept #>> '{state,found,on}' AS "end", closed FROM process WHERE kind = 'missing-episode' ORDER BY 1, 2`,
    );
  // The first began before the child came into care.
  const rows = ['M,01/02/2026,03/02/2026', 'M,10/02/2026,11/02/2026', 'A,30/03/2026,'];
  await holdfast.take(handWritten({ ...files, missing: missing(...rows) }), '2026-03-31');
  const told = [
    { start: '2026-02-10', end: '2026-02-11', closed: true },
    { start: '2026-03-30', end: null, closed: false },
  ];
  expect(await absences()).toEqual(told);
  const events = (): Promise<number> => holdfast.count(`event WHERE process_id LIKE 'missing-episode:%'`);
  const before = await events();
  await holdfast.take(handWritten({ ...files, missing: missing(...rows) }), '2026-03-31');
  expect([await absences(), await events()]).toEqual([told, before]);
  const later = await holdfast.take(
    handWritten({ ...files, missing: missing('M,10/02/2026,12/02/2026', 'A,30/03/2026,31/03/2026') }),
    '2026-04-01',
  );
  expect(await absences()).toEqual([
    { start: '2026-02-10', end: '2026-02-12', closed: true },
    // Away without authorisation, and no risk known: nothing is owed after the return.
    { start: '2026-03-30', end: '2026-03-31', closed: true },
  ]);
  await holdfast.withdraw(later.id);
  expect(await absences()).toEqual(told);
  expect((await holdfast.verify()).faults).toEqual([]);
});
