import { afterAll, beforeAll, expect, test } from 'vitest';
import { calendarDate } from '../../../domain/calendar/calendar-date.ts';
import { instant } from '../../../domain/calendar/instant.ts';
import type { Actor } from '../../../domain/heart/actor.ts';
import type { JsonObject } from '../../../domain/json.ts';
import { randomIds } from '../../../platform/ids.ts';
import { unfinishedDecisions } from '../../../store/queries/supervision.ts';
import { createRecordOnPostgres, type RecordOnPostgres } from '../../support/record-on-postgres.ts';

const MANAGER: Actor = { person: 'demo-team-manager', roles: ['team-manager'] };
let database: RecordOnPostgres;

beforeAll(async () => {
  database = await createRecordOnPostgres('supervision');
});
afterAll(() => database.close());

test('what supervision decided and is not carried out opens the next discussion, the oldest first, as it was told last', async () => {
  const { prisma, record } = database;
  const processId = `period-of-care:${randomIds.next()}`;
  let said = 0;
  const say = async (on: string, kind: string, payload: JsonObject): Promise<void> => {
    const opening = { kind: 'period-of-care', subject: { kind: 'child', localReference: '9500001' } };
    const outcome = await record.change({
      ...{ processId, now: instant(`${on}T12:00:00.000Z`), actor: MANAGER },
      command: { id: `s${String((said += 1))}`, kind, payload },
      ...(kind === 'record-entry' ? { opening } : {}),
    });
    expect(outcome.status).toBe('accepted');
  };
  const entry = { localReference: '9500001', dateOfBirth: null, legalStatus: 'V2', placement: 'U6' };
  await say('2026-03-02', 'record-entry', { on: '2026-03-02', ...entry });
  const decisions = ['ring the aunt', 'ask the school', 'book the dentist', 'visit the farm'].map((what) => ({
    ...{ what, owner: 'person-4', byOn: '2026-04-07' },
  }));
  await say('2026-03-24', 'record-discussion', { on: '2026-03-24', discussed: 'x', decisions: decisions.slice(0, 3) });
  await say('2026-04-01', 'record-discussion', { on: '2026-04-01', discussed: 'x', decisions: decisions.slice(3) });
  const { childRef } = await prisma.childOverview.findFirstOrThrow();
  const unfinished = () => unfinishedDecisions(prisma, { childRef, today: calendarDate('2026-04-21') });
  const idOf = async (what: string) => (await unfinished()).find((item) => item.what === what)?.decision ?? '';
  await say('2026-04-02', 'complete-decision', { on: '2026-04-02', decision: await idOf('book the dentist') });
  await say('2026-04-02', 'drop-decision', { decision: await idOf('visit the farm'), reason: 'rain' });
  await say('2026-04-03', 'move-decision', {
    decision: await idOf('ask the school'),
    byOn: '2026-05-05',
    reason: 'Easter',
  });
  const wrong = { factId: await idOf('ring the aunt'), payload: { what: 'write to the aunt' }, reason: 'no telephone' };
  await say('2026-04-03', 'correct', wrong);
  expect((await unfinished()).map(({ what, byOn, moved, age }) => [what, byOn, moved, age])).toEqual([
    ['write to the aunt', '2026-04-07', 0, 28],
    ['ask the school', '2026-05-05', 1, 28],
  ]);
  expect(await unfinishedDecisions(prisma, { childRef: 'nobody', today: calendarDate('2026-04-21') })).toEqual([]);
});
