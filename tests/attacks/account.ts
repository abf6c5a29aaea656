import { PROCESSES } from '../../domain/processes/index.ts';
import type { PrismaClient } from '../../generated/prisma/client.ts';
import { digest } from '../../platform/digest.ts';
import { verifyAll } from '../../store/verify.ts';
import { LAW } from '../support/stream.ts';

/** A command that was answered as accepted, and how many facts the answer said it had told. */
export type Accepted = { readonly commandId: string; readonly told: number };

/** What must be nothing after any fault. */
export type Account = {
  /** Accepted and not recorded, or not all of it. */
  readonly lost: number;
  /** Recorded more than once: facts of a command, steps of a ladder, open processes of a kind of which there is one at a time. */
  readonly doubled: number;
  /** Steps of a ladder taken before their time. */
  readonly early: number;
  /** Events recorded before the one that they follow. */
  readonly backwards: number;
  /** What `holdfast verify` finds. */
  readonly faults: readonly string[];
};

const COMMANDS = `
SELECT count(*) FILTER (WHERE c.id IS NULL OR coalesce(e.told, 0) < given.told)::int AS lost,
       count(*) FILTER (WHERE e.told > given.told)::int AS doubled
  FROM jsonb_to_recordset($1::jsonb) AS given("commandId" text, told int)
  LEFT JOIN command c ON c.id = given."commandId"
  LEFT JOIN (SELECT command_id, count(*) AS told FROM event WHERE class = 'told' GROUP BY command_id) e ON e.command_id = c.id`;

const STEPS = `
SELECT count(*)::int AS doubled FROM (
  SELECT 1 FROM event e JOIN event_content c USING (process_id, sequence) WHERE e.kind = 'step-taken'
   GROUP BY e.process_id, c.payload::jsonb ->> 'dutyId', c.payload::jsonb ->> 'datedBy', c.payload::jsonb ->> 'step'
  HAVING count(*) > 1) d`;

const SINGLE = PROCESSES.filter(({ manyAtOnce }) => manyAtOnce !== true).map(({ kind }) => kind);
const OPEN = `
SELECT count(*)::int AS doubled FROM (
  SELECT 1 FROM process WHERE kind = ANY($1::text[]) AND NOT closed GROUP BY kind, subject_ref HAVING count(*) > 1) d`;

const TIMES = `
SELECT count(*) FILTER (WHERE kind = 'step-taken' AND recorded_at < replace(cause, 'time reached ', '')::timestamptz)::int AS early,
       count(*) FILTER (WHERE recorded_at < before)::int AS backwards
  FROM (SELECT kind, cause, recorded_at, lag(recorded_at) OVER (PARTITION BY process_id ORDER BY sequence) AS before FROM event) e`;

/** The same account after every fault, from the record itself. */
export async function accountOf(prisma: PrismaClient, accepted: readonly Accepted[]): Promise<Account> {
  const ask = async <Row>(sql: string, ...values: readonly unknown[]): Promise<Row> => {
    const [row] = await prisma.$queryRawUnsafe<Row[]>(sql, ...values);
    if (row === undefined) throw new Error('a count without a row');
    return row;
  };
  const commands = await ask<{ lost: number; doubled: number }>(COMMANDS, JSON.stringify(accepted));
  const steps = await ask<{ doubled: number }>(STEPS);
  const open = await ask<{ doubled: number }>(OPEN, SINGLE);
  const times = await ask<{ early: number; backwards: number }>(TIMES);
  const { faults } = await verifyAll({ prisma, processes: PROCESSES, law: LAW, digest });
  return {
    lost: commands.lost,
    doubled: commands.doubled + steps.doubled + open.doubled,
    ...times,
    faults: faults.map((fault) => JSON.stringify(fault)),
  };
}

/** One line of the table. */
export type Line = {
  readonly fault: string;
  readonly times: number;
  readonly lost: number;
  readonly doubled: number;
  /** The longest that it took after a fault had ended. */
  readonly secondsUntilArmed: number;
};

/** Lines of the same fault as one. */
export function summed(lines: readonly Line[]): readonly Line[] {
  const byFault = new Map<string, Line>();
  for (const line of lines) {
    const before = byFault.get(line.fault);
    byFault.set(line.fault, {
      fault: line.fault,
      times: line.times + (before?.times ?? 0),
      lost: line.lost + (before?.lost ?? 0),
      doubled: line.doubled + (before?.doubled ?? 0),
      secondsUntilArmed: Math.max(line.secondsUntilArmed, before?.secondsUntilArmed ?? 0),
    });
  }
  return [...byFault.values()];
}

export function tableOf(lines: readonly Line[]): string {
  const width = Math.max(5, ...lines.map(({ fault }) => fault.length));
  const row = (...[fault = '', ...cells]: readonly string[]): string =>
    [fault.padEnd(width), ...cells.map((cell, place) => cell.padStart(HEAD[place]?.length ?? 0))].join(' | ');
  const told = lines.map(({ fault, times, lost, doubled, secondsUntilArmed }) =>
    row(fault, ...[times, lost, doubled].map(String), secondsUntilArmed.toFixed(1)),
  );
  return ['', row('fault', ...HEAD), ...told, ''].join('\n');
}

const HEAD = ['times', 'lost', 'doubled', 'seconds until armed'];
