import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { instant } from '../../domain/calendar/instant.ts';
import { rebuildProjections, type RebuildProgress } from '../../store/rebuild.ts';
import { createRichRecord, PROJECTIONS, type RichRecord } from './rich-record.ts';

let holdfast: RichRecord;
let before: Awaited<ReturnType<RichRecord['snapshot']>>;
let events: number;
beforeAll(async () => {
  holdfast = await createRichRecord('rebuild');
  await holdfast.live(60);
  before = await holdfast.snapshot();
  events = await holdfast.count('event');
});
afterAll(async () => {
  await holdfast.stop();
});

const EVERYTHING = [
  'TRUNCATE duty, alert, review, child_overview',
  `UPDATE process SET kept = '{}', standing = '{}', stage = '', next_change_at = NULL, sequence = 0`,
];
const faultsOf = async (): Promise<readonly string[]> => (await holdfast.verify()).faults.map(({ fault }) => fault);
const expectAsBefore = async (): Promise<void> => {
  expect(await holdfast.snapshot()).toEqual(before);
  expect(await holdfast.count('event')).toBe(events);
  expect(await faultsOf()).toEqual([]);
};

describe('a record that people, returns and time have worked on', () => {
  test('holds all that there is to make again', async () => {
    const found = await holdfast.prisma.$queryRawUnsafe<{ kind: string }[]>('SELECT DISTINCT kind FROM event');
    expect(found.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(
        ['duty-re-dated', 'duty-reopened', 'duty-withdrawn', 'duty-ended', 'fact-corrected', 'fact-withdrawn'].concat(
          ['alert-answered', 'alert-climbed', 'alert-superseded', 'alert-closed', 'iro-view-recorded'],
          ['decisions-agreed', 'turned-eighteen', 'derived-withdrawn', 'import-withdrawn', 'left-care'],
        ),
      ),
    );
    for (const table of PROJECTIONS) expect(before[table]?.length, table).toBeGreaterThan(50);
  });

  test('is the same row for row after a rebuild, and nothing was written', async () => {
    const versions = `SELECT string_agg(xmin::text, ',' ORDER BY id) AS versions FROM process`;
    const [first] = await holdfast.prisma.$queryRawUnsafe<{ versions: string }[]>(versions);
    const done = await rebuildProjections(holdfast.deps);
    expect(done).toMatchObject({ repaired: 0, faults: [], orphans: 0, erased: 0, left: [], isComplete: true });
    expect([done.processes, done.events]).toEqual([before['process']?.length, events]);
    const [second] = await holdfast.prisma.$queryRawUnsafe<{ versions: string }[]>(versions);
    expect(second).toEqual(first);
    await expectAsBefore();
  });
});

const SOME_CHILD = `(SELECT child_ref FROM child_overview ORDER BY child_ref LIMIT 1)`;
const OPEN_CARE = `id IN (SELECT id FROM process WHERE kind = 'period-of-care' AND NOT closed ORDER BY id LIMIT 5)`;
const notGiven = (what: string): string => `${what} is not what the stream gives`;

/** What is done to the tables, and what verify has to say of it. */
const DAMAGE: readonly (readonly [what: string, fault: string, ...statements: string[]])[] = [
  ['every duty is lost', notGiven('the projection duty'), 'TRUNCATE duty'],
  [
    'duties of some are lost',
    notGiven('the projection duty'),
    `DELETE FROM duty WHERE ctid IN (SELECT ctid FROM duty ORDER BY id LIMIT 300)`,
  ],
  [
    'a due date is altered',
    notGiven('the projection duty'),
    `UPDATE duty SET due_on = due_on + 30 WHERE status = 'open'`,
  ],
  [
    'what belongs to a duty is altered',
    notGiven('the projection duty'),
    `UPDATE duty SET owner = 'director', inputs = '{}', dated_by = 1, overdue_from = NULL, knowledge = 'not-recorded', booked_on = NULL`,
  ],
  [
    'duties that nobody owes are added',
    notGiven('the projection duty'),
    `INSERT INTO duty SELECT (jsonb_populate_record(d, jsonb_build_object('id', d.id || 'x'))).* FROM duty d WHERE status = 'met'`,
  ],
  [
    'duties are said to be of another process',
    notGiven('the projection duty'),
    `UPDATE duty SET process_id = (SELECT max(id) FROM process WHERE kind = 'period-of-care'), id = id || process_id WHERE status = 'ended'`,
  ],
  [
    'duties are said to be of a process that there is not',
    'the projection duty holds rows of a process that the record does not know',
    `UPDATE duty SET process_id = 'period-of-care:nobody', id = id || process_id WHERE status = 'ended'`,
  ],
  ['every alert is lost', notGiven('the projection alert'), 'TRUNCATE alert'],
  [
    'answers are lost',
    notGiven('the projection alert'),
    `UPDATE alert SET answer = NULL, status = 'open' WHERE status = 'answered'`,
  ],
  [
    'moments of alerts are altered',
    notGiven('the projection alert'),
    `UPDATE alert SET raised_at = now(), answer_by = now()`,
  ],
  [
    'alerts that nobody raised are added',
    notGiven('the projection alert'),
    `INSERT INTO alert SELECT (jsonb_populate_record(a, jsonb_build_object('id', a.id || 'x'))).* FROM alert a`,
  ],
  ['reviews are lost', notGiven('the projection review'), `DELETE FROM review WHERE ordinal > 1`],
  ['a review is altered', notGiven('the projection review'), `UPDATE review SET held_on = held_on - 7, due_on = NULL`],
  [
    'reviews that were not held are added',
    notGiven('the projection review'),
    `INSERT INTO review SELECT (jsonb_populate_record(r, jsonb_build_object('fact_id', r.fact_id || 'x'))).* FROM review r`,
  ],
  ['every line of the overview is lost', notGiven('the projection child_overview'), 'TRUNCATE child_overview'],
  [
    'a line of the overview is altered',
    notGiven('the projection child_overview'),
    `UPDATE child_overview SET iro = 'nobody', in_care = NOT in_care, next_review_due_on = NULL WHERE child_ref = ${SOME_CHILD}`,
  ],
  [
    'a child is called by another reference',
    notGiven('the projection child_overview'),
    `UPDATE child_overview SET local_reference = '0' WHERE child_ref = ${SOME_CHILD}`,
  ],
  [
    'an import is listed among the children',
    notGiven('the projection child_overview'),
    `INSERT INTO child_overview SELECT (jsonb_populate_record(c, jsonb_build_object('child_ref', s.ref))).*
       FROM child_overview c, (SELECT ref FROM subject WHERE kind <> 'child' LIMIT 1) s LIMIT 1`,
  ],
  [
    'a child whom the record does not know is listed',
    'the projection child_overview holds rows of a child that the record does not know',
    `INSERT INTO child_overview SELECT (jsonb_populate_record(c, '{"child_ref": "nobody"}')).* FROM child_overview c LIMIT 1`,
  ],
  ['all that is kept is lost', notGiven('what is kept (state)'), `UPDATE process SET kept = '{}'`],
  ['what is kept is nothing at all', notGiven('what is kept (duties)'), `UPDATE process SET kept = 'null'`],
  [
    'the state that is kept is altered',
    notGiven('what is kept (state)'),
    `UPDATE process SET kept = jsonb_set(kept, '{state,care,entry,on}', '"2020-01-01"') WHERE ${OPEN_CARE}`,
  ],
  [
    'a duty that is kept is altered',
    notGiven('what is kept (duties)'),
    `UPDATE process SET kept = jsonb_set(kept, '{duties,0,duty,dueOn}', '"2020-01-01"') WHERE ${OPEN_CARE}`,
  ],
  [
    'steps taken are forgotten',
    notGiven('what is kept (duties)'),
    `UPDATE process SET kept = jsonb_set(kept, '{duties,0,stepsDone}', '["never"]') WHERE ${OPEN_CARE}`,
  ],
  [
    'alerts that are kept are forgotten',
    notGiven('what is kept (alerts)'),
    `UPDATE process SET kept = jsonb_set(kept, '{alerts}', '[]')`,
  ],
  [
    'how far it was folded is altered',
    notGiven('what is kept (lastFact)'),
    `UPDATE process SET kept = kept || '{"lastFact": "9999-12-31", "lastDerivedOn": "9999-12-31", "changedAt": "2999-01-01T00:00:00.000Z"}' WHERE ${OPEN_CARE}`,
  ],
  [
    'something is kept that nothing knows',
    notGiven('what is kept (more)'),
    `UPDATE process SET kept = kept || '{"more": 1}'`,
  ],
  [
    'the standing is altered',
    notGiven('its row (standing)'),
    `UPDATE process SET standing = jsonb_set(standing, '{steps}', '[]') WHERE ${OPEN_CARE}`,
  ],
  [
    'the next change is put off',
    notGiven('its row (next_change_at)'),
    `UPDATE process SET next_change_at = next_change_at + interval '1 year'`,
  ],
  ['the next change is forgotten', notGiven('its row (next_change_at)'), `UPDATE process SET next_change_at = NULL`],
  ['the stage is altered', notGiven('its row (stage)'), `UPDATE process SET stage = 'left care' WHERE ${OPEN_CARE}`],
  [
    'an open process is called closed',
    notGiven('its row (closed)'),
    `UPDATE process SET closed = TRUE WHERE ${OPEN_CARE}`,
  ],
  ['a closed process is called open', notGiven('its row (closed)'), `UPDATE process SET closed = FALSE WHERE closed`],
  [
    'the marks of a row are altered',
    notGiven('its row (opened_at, changed_at)'),
    `UPDATE process SET opened_at = now(), changed_at = now() WHERE ${OPEN_CARE}`,
  ],
  [
    'the count of events is altered',
    notGiven('its row (sequence)'),
    `UPDATE process SET sequence = sequence + 1 WHERE ${OPEN_CARE}`,
  ],
  ['the kind is altered', notGiven('its row (kind)'), `UPDATE process SET kind = 'feed-import' WHERE ${OPEN_CARE}`],
  [
    'the version of the state is altered',
    notGiven('its row (state_version)'),
    `UPDATE process SET state_version = 0 WHERE ${OPEN_CARE}`,
  ],
  ['everything is lost that the events do not hold', notGiven('the projection duty'), ...EVERYTHING],
];

describe('what was altered or lost', () => {
  test.each(DAMAGE)('%s: verify finds it, a rebuild puts it right', async (_what, fault, ...statements) => {
    expect(await holdfast.execute(...statements)).toBeGreaterThanOrEqual(
      statements[0]?.startsWith('TRUNCATE') === true ? 0 : 1,
    );
    expect(await faultsOf()).toContain(fault);
    const done = await rebuildProjections(holdfast.deps);
    expect(done.repaired + done.orphans).toBeGreaterThan(0);
    expect([done.left, done.isComplete]).toEqual([[], true]);
    await expectAsBefore();
  });

  test('what is known of workflows stays as it was, but a process that opens again counts as without one', async () => {
    const armed = `UPDATE process SET armed_for = '2027-01-01', armed_by = 'engine', revivals = 3, revive_after = '2027-01-02' WHERE ${OPEN_CARE}`;
    await holdfast.execute(armed, `UPDATE process SET stage = 'altered' WHERE ${OPEN_CARE}`);
    await rebuildProjections(holdfast.deps);
    const kept = `process WHERE armed_for = '2027-01-01' AND armed_by = 'engine' AND revivals = 3 AND revive_after = '2027-01-02'`;
    expect(await holdfast.count(kept)).toBe(5);
    await holdfast.execute(`UPDATE process SET closed = TRUE WHERE armed_by = 'engine'`);
    await rebuildProjections(holdfast.deps);
    expect(await holdfast.count(`process WHERE armed_by = 'engine' AND armed_for IS NULL`)).toBe(5);
    await holdfast.execute(
      `UPDATE process SET armed_for = NULL, armed_by = NULL, revivals = 0, revive_after = NULL WHERE armed_by = 'engine'`,
    );
    await expectAsBefore();
  });
});

describe('a rebuild that is interrupted', () => {
  beforeEach(async () => {
    await holdfast.execute(...EVERYTHING);
  });

  test('by a kill half-way leaves whole children, and another one from the start makes the rest', async () => {
    let batches = 0;
    const killed = rebuildProjections(holdfast.deps, {
      seen: () => {
        batches += 1;
        if (batches === 2) throw new Error('killed');
      },
    });
    await expect(killed).rejects.toThrow('killed');
    const rebuilt = await holdfast.count('child_overview');
    expect(rebuilt).toBeGreaterThan(10);
    expect(rebuilt).toBeLessThan(before['child_overview']?.length ?? 0);
    const again = await rebuildProjections(holdfast.deps);
    expect(again.repaired).toBeLessThan(again.processes);
    await expectAsBefore();
  });

  test('on demand says where it had got to, and goes on from there', async () => {
    const stop = new AbortController();
    const first = await rebuildProjections(holdfast.deps, { seen: () => stop.abort(), stop: stop.signal });
    expect(first.isComplete).toBe(false);
    const rest = await rebuildProjections(holdfast.deps, { after: first.after });
    expect(rest.isComplete).toBe(true);
    expect(first.processes + rest.processes).toBe(before['process']?.length);
    await expectAsBefore();
  });

  test('within a transaction leaves nothing of it', async () => {
    await holdfast.execute(`ALTER TABLE review ADD CONSTRAINT none CHECK (held_on < '2000-01-01') NOT VALID`);
    await expect(rebuildProjections(holdfast.deps)).rejects.toThrow();
    expect(
      await holdfast.count(`duty d WHERE EXISTS (SELECT FROM process p WHERE p.id = d.process_id AND p.stage = '')`),
    ).toBe(0);
    await holdfast.execute('ALTER TABLE review DROP CONSTRAINT none');
    await rebuildProjections(holdfast.deps);
    await expectAsBefore();
  });

  test('and two at once do each child once', async () => {
    const both = await Promise.all([rebuildProjections(holdfast.deps), rebuildProjections(holdfast.deps)]);
    const subjects = await holdfast.count('subject s WHERE EXISTS (SELECT FROM process p WHERE p.subject_ref = s.ref)');
    expect(both.reduce((sum, { repaired }) => sum + repaired, 0)).toBe(subjects);
    await expectAsBefore();
  });
});

describe('people go on working', () => {
  test('a child whom somebody holds is come back to, and what was recorded meanwhile is in', async () => {
    const [held] = await holdfast.prisma.$queryRawUnsafe<{ id: string; ref: string }[]>(
      `SELECT id, subject_ref AS ref FROM process WHERE kind = 'period-of-care' AND NOT closed ORDER BY subject_ref LIMIT 1`,
    );
    const [id, ref] = [held?.id ?? '', held?.ref ?? ''];
    await holdfast.execute('TRUNCATE duty, review, child_overview');
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    let holds = (): void => undefined;
    const holding = new Promise<void>((resolve) => (holds = resolve));
    const command = {
      id: 'while-rebuilding',
      kind: 'record-placement',
      payload: { on: '2026-08-02', placement: 'U2', sameCarer: false },
    };
    const working = holdfast.record.changeAll(
      [
        {
          processId: id,
          now: instant('2026-08-03T09:00:00.000Z'),
          actor: { person: 'x', roles: ['social-worker'] },
          command,
        },
      ],
      async () => {
        holds();
        await gate;
      },
    );
    await holding;
    const seen: RebuildProgress[] = [];
    const rebuilding = rebuildProjections(holdfast.deps, { seen: (progress) => void seen.push(progress) });
    // All others of its batch are done while it is held.
    let done = 0;
    for (let same = 0; done === 0 || same < 10;) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      const now = await holdfast.count('child_overview');
      same = now === done ? same + 1 : 0;
      done = now;
    }
    expect(await holdfast.count('child_overview WHERE child_ref = $1', ref)).toBe(0);
    expect(seen).toEqual([]);
    release();
    expect((await working)[0]?.status).toBe('accepted');
    expect((await rebuilding).isComplete).toBe(true);
    expect(
      await holdfast.count(
        `duty WHERE process_id = $1 AND rule_id = 'placementplan.prepare' AND from_on = '2026-08-02'`,
        id,
      ),
    ).toBe(1);
    expect(await faultsOf()).toEqual([]);
  });

  test('nothing of what is recorded during a rebuild is lost, whoever is first', async () => {
    await holdfast.execute(...EVERYTHING.slice(0, 1));
    const open = await holdfast.prisma.$queryRawUnsafe<{ id: string }[]>(
      `SELECT id FROM process WHERE kind = 'period-of-care' AND NOT closed ORDER BY subject_ref DESC LIMIT 20`,
    );
    const rebuilding = rebuildProjections(holdfast.deps);
    const outcomes = [];
    for (const { id } of open)
      outcomes.push(
        await holdfast.commandAt(id, '2026-08-03T10:00:00.000Z', ['record-care-plan', { on: '2026-08-03' }]),
      );
    await rebuilding;
    expect(outcomes.filter(({ status }) => status === 'accepted')).toHaveLength(20);
    expect(await holdfast.count(`event WHERE kind = 'care-plan-prepared'`)).toBe(20);
    expect(await faultsOf()).toEqual([]);
  });
});
