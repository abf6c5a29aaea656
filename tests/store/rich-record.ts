import { instant } from '../../domain/calendar/instant.ts';
import { HOLDFAST, type Actor } from '../../domain/heart/actor.ts';
import type { Standing } from '../../domain/heart/standing.ts';
import type { JsonObject } from '../../domain/json.ts';
import { PROCESSES } from '../../domain/processes/index.ts';
import type { Role } from '../../domain/rulebook/role.ts';
import { digest } from '../../platform/digest.ts';
import { randomIds } from '../../platform/ids.ts';
import type { Upload } from '../../store/imports/staging.ts';
import type { RebuildDeps } from '../../store/rebuild.ts';
import { LAW } from '../support/stream.ts';
import { createRecordWithImports, filesOf } from './imports/record-with-imports.ts';

/** The files of a return with the lines of its first children only. */
function filesOfChildren(folder: string, most: number): readonly Upload[] {
  const files = filesOf(folder).map(({ name, bytes }) => ({
    name,
    lines: new TextDecoder().decode(bytes).split('\n'),
  }));
  const header = files.find(({ name }) => name === 'header.csv')?.lines.slice(1) ?? [];
  // Evenly through the file: it is ordered by age.
  const step = Math.max(1, Math.floor(header.length / most));
  const children = new Set(
    header
      .filter((_line, place) => place % step === 0)
      .slice(0, most)
      .map(childOf),
  );
  return files.map(({ name, lines: [head = '', ...lines] }) => ({
    name,
    bytes: new TextEncoder().encode([head, ...lines.filter((line) => children.has(childOf(line)))].join('\n')),
  }));
}

const childOf = (line: string): string => line.split(',')[0] ?? '';

export const PROJECTIONS = ['process', 'duty', 'alert', 'review', 'child_overview'] as const;

/** A record with what rebuilding must be able to make again, and the means to look at it row by row. */
export async function createRichRecord(name: string) {
  const holdfast = await createRecordWithImports(name, '2026-04-01T10:00:00.000Z');
  const { prisma, record } = holdfast;
  const deps: RebuildDeps = { prisma, processes: PROCESSES, law: LAW, digest, build: 'test' };

  const command = async (
    processId: string,
    now: string,
    said: readonly [kind: string, payload: JsonObject, role?: Role],
  ) => {
    const [kind, payload, role = 'social-worker'] = said;
    const actor: Actor = { person: `demo-${role}`, roles: [role] };
    return record.change({ processId, now: instant(now), actor, command: { id: randomIds.next(), kind, payload } });
  };

  /** Does what the waiting workflows do: each step at its time. */
  const passTimeTo = async (text: string): Promise<void> => {
    for (;;) {
      const due = await prisma.$queryRawUnsafe<{ id: string; standing: Standing }[]>(
        'SELECT id, standing FROM process WHERE NOT closed AND next_change_at <= $1::timestamptz ORDER BY id LIMIT 50',
        text,
      );
      const requests = due.flatMap(({ id: processId, standing: { steps } }) =>
        steps[0] === undefined ? [] : [{ processId, now: steps[0].at, actor: HOLDFAST, step: steps[0] }],
      );
      if (requests.length === 0) break;
      await record.changeAll(requests);
    }
    holdfast.clockTo(text);
  };

  /** Children of a return, and children whom people entered, worked on by people and by time for months. */
  const live = async (children: number): Promise<void> => {
    await holdfast.take(filesOfChildren('clean-2026', children), '2026-03-31');
    const entered: string[] = [];
    for (let place = 0; place < 8; place += 1)
      entered.push(await holdfast.enter(`98000${place}`, { on: `2026-03-${String(10 + place)}` }));
    await passTimeTo('2026-05-20T07:00:00.000Z');
    const open = (
      await prisma.$queryRawUnsafe<{ id: string }[]>(
        `SELECT id FROM process WHERE kind = 'period-of-care' AND NOT closed ORDER BY kept #>> '{state,care,entry,on}', id`,
      )
    ).map((row) => row.id);
    for (const [place, id] of open.entries()) await work(id, place);
    await answerSome('2026-05-22T09:00:00.000Z');
    await passTimeTo('2026-07-10T07:00:00.000Z');
    await answerSome('2026-07-10T09:00:00.000Z');
    await recordLate(open);
    // A return that is taken back leaves periods that are over and facts withdrawn.
    holdfast.clockTo('2026-07-13T10:00:00.000Z');
    const { id } = await holdfast.take(filesOf('later/before'), '2026-03-31');
    await holdfast.withdraw(id);
    await holdfast.take(filesOf('later/after'), '2026-06-30');
    await passTimeTo('2026-08-03T07:00:00.000Z');
  };

  const work = async (id: string, place: number): Promise<void> => {
    const now = '2026-05-21T09:00:00.000Z';
    const person = `worker-${place % 5}`;
    await command(id, now, ['allocate', { on: '2026-05-20', role: 'social-worker', person }]);
    await command(id, now, ['allocate', { on: '2026-05-20', role: 'iro', person: `iro-${place % 3}` }]);
    if (place % 3 === 0) await command(id, now, ['book-review', { bookedFor: '2026-06-18', time: '10:00' }, 'iro']);
    if (place % 4 === 0)
      await command(id, now, ['record-placement', { on: '2026-05-19', placement: 'U1', sameCarer: false }]);
    if (place % 5 === 0) await command(id, now, ['change-legal-status', { on: '2026-05-18', legalStatus: 'C1' }]);
    if (place % 6 === 0)
      await command(id, now, ['record-review', { on: '2026-05-20', chairedBy: 'iro-1', participation: 'PN1' }, 'iro']);
    if (place % 6 === 0) await command(id, now, ['record-review-step', { on: '2026-05-21', step: 'decisions' }, 'iro']);
    if (place % 10 === 9) await command(id, now, ['record-leaving', { on: '2026-05-20', reason: 'E4A' }]);
  };

  /** Late reviews that take an overdue back, a correction and a withdrawal. */
  const recordLate = async (open: readonly string[]): Promise<void> => {
    const now = '2026-07-10T10:00:00.000Z';
    for (const [place, id] of open.entries()) {
      if (place % 5 === 2)
        await command(id, now, [
          'record-review',
          { on: '2026-05-27', chairedBy: 'iro-2', participation: 'PN2' },
          'iro',
        ]);
      if (place % 5 === 3) await command(id, now, ['correct', { factId: 'f2', on: '2026-03-01', reason: 'misread' }]);
      const last = await lastTold(id);
      if (place % 7 === 4 && last !== null)
        await command(id, now, ['withdraw', { factId: last, reason: 'another child' }]);
      if (place % 7 === 5 && last !== null)
        await command(id, now, ['correct', { factId: last, on: '2026-05-05', reason: 'misread' }]);
    }
  };

  const lastTold = async (id: string): Promise<string | null> => {
    const rows = await prisma.$queryRawUnsafe<{ fact: string | null }[]>(
      `SELECT c.payload::jsonb ->> 'factId' AS fact FROM event e JOIN event_content c USING (process_id, sequence)
        WHERE e.process_id = $1 AND e.class = 'told' ORDER BY e.sequence DESC LIMIT 1`,
      id,
    );
    return rows[0]?.fact ?? null;
  };

  const answerSome = async (now: string): Promise<void> => {
    const asked = await prisma.$queryRawUnsafe<{ id: string; processId: string; role: Role }[]>(
      `SELECT id, process_id AS "processId", role FROM alert WHERE status = 'open' AND answer_by IS NOT NULL ORDER BY process_id, id`,
    );
    const kinds = ['will-do', 'cannot', 'facts-wrong', 'left unanswered'];
    for (const [place, { id: alertId, processId, role }] of asked.entries()) {
      const kind = kinds[place % kinds.length] ?? '';
      const promise =
        kind === 'will-do' ? { byOn: now.slice(0, 8) + '28', who: 'somebody' } : { byOn: null, who: null };
      if (place % 2 === 0)
        await command(processId, now, ['record-iro-view', { alertId, satisfied: false, text: 'late' }, 'iro']);
      if (kind !== 'left unanswered')
        await command(processId, now, ['answer-alert', { alertId, kind, text: 'as said', ...promise }, role]);
    }
  };

  return {
    ...holdfast,
    deps,
    live,
    passTimeTo,
    commandAt: command,
    /** Every row of every projection, as the database shows it. */
    snapshot: async (): Promise<Readonly<Record<string, readonly string[]>>> => {
      const tables: [string, readonly string[]][] = [];
      for (const table of PROJECTIONS) {
        const rows = await prisma.$queryRawUnsafe<{ row: string }[]>(
          `SELECT to_jsonb(t)::text AS row FROM "${table}" t ORDER BY 1`,
        );
        tables.push([table, rows.map(({ row }) => row)]);
      }
      return Object.fromEntries(tables);
    },
    execute: async (...statements: readonly string[]): Promise<number> => {
      let rows = 0;
      for (const statement of statements) rows += await prisma.$executeRawUnsafe(statement);
      return rows;
    },
    /** As somebody who may do everything in the database could. */
    tamper: async (statement: string): Promise<void> => {
      await prisma.$transaction([
        prisma.$executeRawUnsafe(`SET LOCAL session_replication_role = 'replica'`),
        prisma.$executeRawUnsafe(statement),
      ]);
    },
  };
}

export type RichRecord = Awaited<ReturnType<typeof createRichRecord>>;
