import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { calendarDate } from '../../domain/calendar/calendar-date.ts';
import { readCsv } from '../../platform/csv.ts';
import { digest } from '../../platform/digest.ts';
import { randomIds } from '../../platform/ids.ts';
import { createImports, type Imports } from '../../use-cases/imports.ts';
import { createPeople } from '../../use-cases/people.ts';
import { createUseCases, type UseCases } from '../../use-cases/index.ts';
import type { Upload } from '../../store/imports/staging.ts';
import type { ImportView } from '../../store/imports/status.ts';
import { LAW } from '../support/stream.ts';
import { feedFiles, ONE_CHILD } from '../domain/feeds/ssd-feed.ts';
import { actor, createWorld, type World } from '../support/world.ts';
import { untilImport } from './until-import.ts';
import { handWritten } from '../store/imports/record-with-imports.ts';

const ADMINISTRATOR = actor('administrator');
const WORKER = actor('social-worker');

let world: World;
let imports: Imports;
let useCases: UseCases;
beforeAll(async () => {
  world = await createWorld('later-deliveries');
  const at = { digest, now: () => world.now() };
  imports = createImports({ prisma: world.prisma, record: world.record, ...at });
  useCases = createUseCases({ record: world.record, queries: world.prisma, law: LAW, ...at });
});
afterAll(async () => {
  await world.stop();
});

type Child = {
  readonly id: string;
  readonly episodes: readonly string[];
  readonly reviews: readonly string[];
  readonly worker?: string;
};

/** A return of one child born on 5 May 2016: episodes as `DECOM RNE LS PLACE DEC REC`, reviews by their day; `-` is empty. */
function returnOf({ id, episodes, reviews, worker }: Child): readonly Upload[] {
  const cell = (text: string | undefined): string => (text === undefined || text === '-' ? '' : text);
  const rows = episodes.map((episode) => {
    const [decom, rne, ls, place, dec, rec] = episode.split(' ').map(cell);
    return [id, decom, rne, ls, 'N1', place, 'PR1', dec, rec, rne === 'P' ? 'CARPL' : '', '', '', ''].join(',');
  });
  const workers = worker === undefined ? '' : `${id},05/05/2016,${worker},${episodes[0]?.slice(0, 10) ?? ''},,\n`;
  return handWritten({
    sw_episodes: `CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON\n${workers}`,
    header: `CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n${id},F,05/05/2016,WBRI,UN1,,\n`,
    episodes: `CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n${rows.join('\n')}\n`,
    reviews: `CHILD,DOB,REVIEW,REVIEW_CODE\n${reviews.map((on) => `${id},05/05/2016,${on},PN1\n`).join('')}`,
  });
}

let keys = 0;
const key = (): string => `later-${String((keys += 1))}`;

const until = (id: string, stage: string): Promise<ImportView> =>
  untilImport({ world, imports }, id, ({ status }) => status === stage);

const take = (child: Child, asAt: string): Promise<ImportView> => deliver(returnOf(child), asAt, 'return');

async function deliver(files: readonly Upload[], asAt: string, by: 'return' | 'feed'): Promise<ImportView> {
  const given = { files: [...files], asAt: calendarDate(asAt), by };
  const { id } = await imports.receive({ actor: ADMINISTRATOR, key: key(), ...given });
  await until(id, 'previewed');
  await imports.confirm(ADMINISTRATOR, id, key());
  const applied = await until(id, 'applied');
  await world.settle();
  return applied;
}

/** What a person sees of a child: its line, the reviews held, and each review that is owed. */
async function seen(localReference: string) {
  const page = await useCases.children(WORKER, { localReference, limit: 5, after: null });
  const [line] = page.items;
  if (line === undefined) return null;
  const { reviews, duties } = await useCases.child(WORKER, line.childRef);
  return {
    line,
    held: reviews.map(({ heldOn }) => heldOn).toSorted(),
    owed: duties
      .filter(({ ruleId, status }) => /^review\.(first|second|subsequent)$/.test(ruleId) && status === 'open')
      .map(({ ruleId, dueOn, state }) => `${ruleId} ${dueOn} ${state}`),
  };
}

/** Sentences of the child's timeline, from the one numbered so. */
async function timeline(localReference: string, from = 0): Promise<readonly string[]> {
  const child = await seen(localReference);
  const entries = await useCases.timeline(WORKER, child?.line.childRef ?? '');
  return entries.slice(from).map(({ sentence, cause }) => (cause === null ? sentence : `${sentence} [${cause}]`));
}

describe('a return that says otherwise than a person recorded', () => {
  const CHILD = { id: '9400001', episodes: ['01/02/2027 S V2 U6 - -'], reviews: ['25/02/2027'] };

  test('changes nothing, and waits where a person sees it', async () => {
    await world.moveTo('2027-02-01T10:00:00.000Z');
    const processId = await world.enter('9400001');
    await world.moveTo('2027-02-23T15:00:00.000Z');
    await world.command(processId, 'record-review', { on: '2027-02-23', participation: 'PN1' });
    await world.moveTo('2027-04-19T09:00:00.000Z');
    const applied = await take(CHILD, '2027-03-31');
    expect(applied).toMatchObject({ waiting: { differences: 1 } });
    // Three months after 23 February is Sunday 23 May.
    expect(await seen('9400001')).toMatchObject({ held: ['2027-02-23'], owed: ['review.second 2027-05-23 due'] });
  });

  test('is taken by a person with the reason: record, due date and what is said of it follow', async () => {
    const [view] = await imports.list(ADMINISTRATOR);
    const id = view?.id ?? '';
    const { items } = await imports.differences(ADMINISTRATOR, id, { limit: 50, after: null, waiting: true });
    const { lines } = items[0]?.difference as { readonly lines: readonly { processId: string; factId: string }[] };
    const before = (await timeline('9400001')).length;
    const asked = {
      processId: lines[0]?.processId,
      factId: lines[0]?.factId,
      decision: 'take',
      reason: 'mistyped here',
    };
    await imports.decideDifference(ADMINISTRATOR, id, { key: key(), body: asked });
    await world.settle();
    expect(await seen('9400001')).toMatchObject({ held: ['2027-02-25'], owed: ['review.second 2027-05-25 due'] });
    const said = await timeline('9400001', before);
    expect(said).toContainEqual(expect.stringContaining('review held. Reason: mistyped here.'));
    expect(said).toContainEqual(expect.stringContaining('Second review moved from 23 May 2027 to 25 May 2027'));
    expect((await take(CHILD, '2027-03-31')).waiting).toMatchObject({ differences: 0 });
  });
});

describe('a later return', () => {
  const HELD = ['25/02/2025', '20/05/2025', '10/11/2025'];
  const FIRST = { id: '9400002', episodes: ['03/02/2025 S C2 U4 - -'], reviews: HELD };

  test('tells what the first could not know: what was unconfirmed is met, and the next date counts from there', async () => {
    await take(FIRST, '2026-03-31');
    // Six months after 10 November 2025; after the day of the return and before it was read, so nobody knows and nothing is late.
    expect(await seen('9400002')).toMatchObject({ owed: ['review.subsequent 2026-05-10 unconfirmed'] });
    await take({ ...FIRST, reviews: [...HELD, '05/05/2026', '21/10/2026'] }, '2027-03-31');
    expect(await seen('9400002')).toMatchObject({
      held: ['2025-02-25', '2025-05-20', '2025-11-10', '2026-05-05', '2026-10-21'],
      owed: ['review.subsequent 2027-04-21 due'],
      line: { nextReviewDueOn: '2027-04-21', nextReviewState: 'due', inCare: true },
    });
  });

  test('that ends the care of a child ends what is owed, and its workflow', async () => {
    const left = {
      ...FIRST,
      episodes: ['03/02/2025 S C2 U4 19/03/2027 E4A'],
      reviews: [...HELD, '05/05/2026', '21/10/2026'],
    };
    await take(left, '2027-03-31');
    const after = await seen('9400002');
    expect(after).toMatchObject({ owed: [], line: { inCare: false, leftOn: '2027-03-19', nextReviewDueOn: null } });
    const processId = after?.line.processId ?? '';
    expect(await useCases.process(WORKER, processId)).toMatchObject({ closed: true, nextChangeAt: null });
    for (let looks = 0; looks < 200; looks += 1) {
      const view = await world.engine.describe(processId);
      if (JSON.stringify(view).includes('COMPLETED')) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('the workflow of a closed period of care goes on');
  });
});

describe('a row of a daily feed that gets another key or day', () => {
  /** The one child of the feed, a year later, with its first review changed. */
  const feed = (change: (row: string) => string): readonly Upload[] =>
    feedFiles({
      ssd_person: ['pers_person_id,pers_sex,pers_dob', '9400004,F,2016-05-05'],
      ssd_cla_episodes: [ONE_CHILD.ssd_cla_episodes[0], 'E1,9400004,C1,2027-02-01,S,,,P1'],
      ssd_cla_placement: [ONE_CHILD.ssd_cla_placement[0], 'P1,9400004,2027-02-01,U6,'],
      ssd_legal_status: [ONE_CHILD.ssd_legal_status[0], 'L1,9400004,V2,2027-02-01,'],
      ssd_cla_reviews: [ONE_CHILD.ssd_cla_reviews[0], change('R1,C1,2027-03-01,2027-02-23,N,PN1')],
      ...Object.fromEntries(
        (['ssd_cla_visits', 'ssd_cla_care_plan', 'ssd_permanence', 'ssd_involvements', 'ssd_missing'] as const).map(
          (table) => [table, [ONE_CHILD[table][0]]],
        ),
      ),
    });
  const dated = async (): Promise<readonly string[]> =>
    (await timeline('9400004')).filter((sentence) => sentence.includes('Second review moved'));

  test('is the same review under another key: nothing moves, and its history says so', async () => {
    await deliver(
      feed((row) => row),
      '2027-04-19',
      'feed',
    );
    expect(await seen('9400004')).toMatchObject({ held: ['2027-02-23'], owed: ['review.second 2027-05-23 due'] });
    const before = (await timeline('9400004')).length;
    await deliver(
      feed((row) => row.replace('R1', 'R7')),
      '2027-04-19',
      'feed',
    );
    expect(await timeline('9400004', before)).toEqual([expect.stringContaining('feed as at 2027-04-19: re-keyed')]);
    expect(await dated()).toEqual([]);
  });

  test('is the same review on another day: what counts from it moves, and says why', async () => {
    await deliver(
      feed((row) => row.replace('R1', 'R7').replace('2027-02-23', '2027-02-24')),
      '2027-04-19',
      'feed',
    );
    expect(await seen('9400004')).toMatchObject({ held: ['2027-02-24'], owed: ['review.second 2027-05-24 due'] });
    expect(await dated()).toEqual([expect.stringContaining('from 23 May 2027 to 24 May 2027')]);
    const process = await useCases.process(WORKER, (await seen('9400004'))?.line.processId ?? '');
    expect(process.armedFor !== null && process.armedFor <= (process.nextChangeAt ?? '')).toBe(true);
  });
});

describe('a worker of a return whom nobody knows', () => {
  const CHILD = { id: '9400005', episodes: ['01/02/2027 S V2 U6 - -'], reviews: ['23/02/2027'], worker: 'SW-77' };

  test('is not recorded as a person, and the import asks who it is', async () => {
    const { id, waiting } = await take(CHILD, '2027-03-31');
    expect(waiting).toMatchObject({ workers: 1 });
    const { items } = await imports.workers(ADMINISTRATOR, id, { limit: 5, after: null, identified: false });
    expect(items).toMatchObject([{ code: 'SW-77', person: null, children: 1 }]);
    expect((await seen('9400005'))?.line).toMatchObject({ allocatedWorker: null, workersToIdentify: [items[0]?.ref] });
  });
});

describe('an import that is taken back', () => {
  const RIGHT = { id: '9400003', episodes: ['01/02/2027 S V2 U6 - -'], reviews: ['23/02/2027'] };
  /** The wrong folder: in it the child moved, and had a second review. */
  const WRONG = {
    ...RIGHT,
    episodes: ['01/02/2027 S V2 U6 15/03/2027 X1', '15/03/2027 P V2 K2 - -'],
    reviews: ['23/02/2027', '22/03/2027'],
  };

  test('leaves record and dates as they were before it, and says that it was', async () => {
    await take(RIGHT, '2027-03-31');
    const before = await seen('9400003');
    expect(before).toMatchObject({ owed: ['review.second 2027-05-23 due'], line: { placement: 'U6' } });
    const wrong = await take(WRONG, '2027-03-31');
    expect(await seen('9400003')).toMatchObject({
      held: ['2027-02-23', '2027-03-22'],
      owed: ['review.subsequent 2027-09-22 due'],
      line: { placement: 'K2' },
    });
    const entries = (await timeline('9400003')).length;
    await imports.withdraw(ADMINISTRATOR, wrong.id, { key: key(), reason: 'the folder was the wrong one' });
    await until(wrong.id, 'withdrawn');
    await world.settle();
    expect(await seen('9400003')).toEqual(before);
    expect(await timeline('9400003', entries)).toContainEqual(expect.stringContaining(`import ${wrong.id} withdrawn`));
    expect((await world.verify()).faults).toEqual([]);
  });

  test('has its workflow wake again for the date that counts', async () => {
    const child = await seen('9400003');
    await world.moveTo('2027-05-26T12:00:00.000Z');
    expect(await seen('9400003')).toMatchObject({ owed: ['review.second 2027-05-23 overdue'] });
    const alerts = await world.alerts(child?.line.processId ?? '');
    const overdue = alerts.filter(({ ruleId, reason }) => ruleId === 'review.second' && reason === 'overdue');
    expect(overdue.map(({ role, status }) => `${role} ${status}`).toSorted()).toEqual([
      'iro open',
      'review-administrator open',
      'social-worker open',
      'team-manager open',
    ]);
    expect((await world.verify()).faults).toEqual([]);
  });
});

describe('a worker of whom somebody says who it is', () => {
  const addressed = (childRef: string): Promise<readonly { readonly person: string | null }[]> =>
    world.prisma.$queryRawUnsafe(
      `SELECT DISTINCT person FROM alert WHERE subject_ref = $1 AND role = 'social-worker' AND status = 'open'`,
      childRef,
    );

  test('has the open alerts from then on, and no longer once it is taken back', async () => {
    const people = createPeople({
      ...{ prisma: world.prisma, record: world.record, digest, readCsv, now: () => world.now() },
      newRef: () => randomIds.next(),
    });
    const anna = { ref: 'p-anna', name: 'Test Anna', fromOn: '2020-01-01' };
    await people.save({ actor: ADMINISTRATOR, key: key(), kind: 'person', body: anna });
    const { line } = (await seen('9400005')) ?? { line: null };
    const [childRef, ref] = [line?.childRef ?? '', line?.workersToIdentify[0] ?? ''];
    expect(await addressed(childRef)).toEqual([{ person: ref }]);
    await people.save({ actor: ADMINISTRATOR, key: key(), kind: 'worker', body: { ref, person: 'p-anna' } });
    expect((await seen('9400005'))?.line).toMatchObject({ allocatedWorker: 'p-anna', workersToIdentify: [] });
    expect(await addressed(childRef)).toEqual([{ person: 'p-anna' }]);
    const mine = { person: 'p-anna', roles: ['social-worker'] } as const;
    const alerts = await useCases.alerts(mine, { mine, childRef, status: 'open', limit: 50, after: null });
    expect(alerts.items.map(({ ruleId }) => ruleId)).toContain('review.second');
    await people.withdraw({ actor: ADMINISTRATOR, key: key(), kind: 'worker', ref });
    expect(await addressed(childRef)).toEqual([{ person: ref }]);
    expect((await world.verify()).faults).toEqual([]);
  });
});
