import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CalendarDate } from '../../domain/calendar/calendar-date.ts';
import { digest } from '../../platform/digest.ts';
import { createImports, type Imports } from '../../use-cases/imports.ts';
import type { ImportView } from '../../store/imports/status.ts';
import { actor, createWorld, type World } from '../support/world.ts';
import { untilImport } from './until-import.ts';

const RETURNS = fileURLToPath(new URL('../fixtures/returns/', import.meta.url));
const ADMINISTRATOR = actor('administrator');

let world: World;
let imports: Imports;
beforeAll(async () => {
  world = await createWorld('import');
  world.clockTo('2026-11-24T10:00:00.000Z');
  imports = createImports({ prisma: world.prisma, record: world.record, digest, now: () => world.now() });
});
afterAll(async () => {
  await world.stop();
});

function files(folder: string): { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }[] {
  const at = `${RETURNS}${folder}/`;
  return readdirSync(at)
    .filter((name) => name.endsWith('.csv'))
    .map((name) => ({ name, bytes: new Uint8Array(readFileSync(`${at}${name}`)) }));
}

const until = (id: string, isThere: (view: ImportView) => boolean): Promise<ImportView> =>
  untilImport({ world, imports }, id, isThere);

async function take(folder: string, key: string, asAt: string): Promise<ImportView> {
  const { id } = await imports.receive({
    actor: ADMINISTRATOR,
    key,
    files: files(folder),
    asAt: asAt as CalendarDate,
    by: 'return',
  });
  await until(id, (view) => view.status === 'previewed');
  await imports.confirm(ADMINISTRATOR, id, `${key}-confirm`);
  return until(id, (view) => view.status === 'applied');
}

const eventsNow = async (): Promise<number> => {
  const [row] = await world.prisma.$queryRawUnsafe<{ count: number }[]>(
    `SELECT count(*)::int AS count FROM event WHERE process_id LIKE 'period-of-care:%' AND class = 'told'`,
  );
  return row?.count ?? 0;
};

describe('a return', () => {
  test('with sixty faults is taken as far as it can be read: counts add up, and what is open has a workflow', async () => {
    const applied = await take('dirty-2026', 'dirty', '2026-03-31');
    for (const file of applied.files) expect(file.in).toBe(file.taken + file.queried + file.rejected);
    const taken = await until(applied.id, (view) => view.armed.total === view.armed.armed);
    const [open] = await world.prisma.$queryRawUnsafe<{ count: number; armed: number }[]>(
      `SELECT count(*)::int AS count, count(armed_for)::int AS armed FROM process WHERE kind = 'period-of-care' AND NOT closed`,
    );
    expect(open?.count).toBeGreaterThan(200);
    expect(open?.armed).toBe(open?.count);
    // A workflow that is there may end its process at once (a child who has come of age since the return): never fewer.
    expect(taken.armed.total).toBeGreaterThanOrEqual(open?.count ?? Infinity);
    const problems = await imports.problems(ADMINISTRATOR, applied.id, { limit: 200, after: null });
    expect(problems.items.every((problem) => problem.sentence.length > 20)).toBe(true);
    expect((await world.verify()).faults).toEqual([]);
  });

  test('has its queried rows decided by a person: it is read, previewed and applied again with them', async () => {
    const [view] = await imports.list(ADMINISTRATOR);
    const id = view?.id ?? '';
    const waiting = view?.waiting.rows ?? 0;
    const told = await eventsNow();
    // A gap of ten days between two episodes: the child was at home.
    const rows = [{ file: 'episodes.csv', line: 96 }];
    const taken = { rows, decision: 'take', reason: 'the child was at home for ten days' };
    await imports.decideRows(ADMINISTRATOR, id, { key: 'take-the-gap', body: taken });
    // Two episodes of one child and day that contradict each other: one is left out, so that the other is taken.
    const twice = { rows: [{ file: 'episodes.csv', line: 87 }], decision: 'leave-out', reason: 'never happened' };
    await until(id, ({ status }) => status === 'previewed');
    await imports.decideRows(ADMINISTRATOR, id, { key: 'leave-out', body: twice });
    const again = await until(id, ({ status }) => status === 'previewed');
    expect(again.waiting.rows).toBeLessThan(waiting - 1);
    for (const file of again.files) expect(file.in).toBe(file.taken + file.queried + file.rejected);
    await imports.confirm(ADMINISTRATOR, id, 'confirm-again');
    await until(id, ({ status }) => status === 'applied');
    expect(await eventsNow()).toBeGreaterThan(told);
    expect((await world.verify()).faults).toEqual([]);
  });

  test('that comes again changes nothing, and withdrawing it leaves no child behind', async () => {
    const before = await eventsNow();
    const again = await take('dirty-2026', 'dirty-again', '2026-03-31');
    expect(await eventsNow()).toBe(before);
    const [first] = (await imports.list(ADMINISTRATOR)).filter((view) => view.id !== again.id);
    await imports.withdraw(ADMINISTRATOR, first?.id ?? '', { key: 'withdraw', reason: 'the folder was the wrong one' });
    await until(first?.id ?? '', (view) => view.status === 'withdrawn');
    const [left] = await world.prisma.$queryRawUnsafe<{ open: number; lines: number }[]>(
      `SELECT (SELECT count(*)::int FROM process WHERE kind = 'period-of-care' AND NOT closed) AS open, (SELECT count(*)::int FROM child_overview) AS lines`,
    );
    expect(left).toEqual({ open: 0, lines: 0 });
    expect((await world.verify()).faults).toEqual([]);
  });
});
