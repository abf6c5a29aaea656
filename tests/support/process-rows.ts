import type { Standing, StandingStep } from '../../domain/heart/standing.ts';
import type { PrismaClient } from '../../generated/prisma/client.ts';

export type ProcessRow = {
  readonly id: string;
  readonly kind: string;
  readonly nextChangeAt: string | null;
  readonly armedFor: string | null;
  readonly armedBy: string | null;
  readonly revivals: number;
  readonly closed: boolean;
  readonly steps: readonly StandingStep[];
};

export type ArmingColumns = {
  readonly armedFor: string | null;
  readonly armedBy: string | null;
  readonly revivals: number;
  readonly claimed: boolean;
};

const INSERT = `INSERT INTO process (id, kind, subject_ref, kept, standing, stage, state_version, build, sequence, chain_head,
         opened_at, changed_at, next_change_at, armed_for, armed_by, revivals, closed)
  VALUES ($1, $2, 'child', '{}', $3::jsonb, 'in care', 1, 'test', 1, '', now(), now(), $4::timestamptz, $5::timestamptz, $6, $7, $8)`;

const AT = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Rows as the record keeps them, for tests of what arms them. */
export function createProcessRows(prisma: PrismaClient) {
  return {
    clear: async (): Promise<void> => {
      await prisma.$executeRawUnsafe('DELETE FROM process');
      await prisma.$executeRawUnsafe(
        `INSERT INTO subject (ref, kind) VALUES ('child', 'child') ON CONFLICT DO NOTHING`,
      );
    },
    insert: async (id: string, row: Partial<ProcessRow> = {}): Promise<void> => {
      const { steps = [] } = row;
      const standing: Standing = { processId: id, stage: 'in care', duties: [], steps, overdue: 0, closed: false };
      const {
        kind = 'period-of-care',
        nextChangeAt = null,
        armedFor = null,
        armedBy = null,
        revivals = 0,
        closed = false,
      } = row;
      await prisma.$executeRawUnsafe(
        INSERT,
        id,
        kind,
        JSON.stringify(standing),
        nextChangeAt,
        armedFor,
        armedBy,
        revivals,
        closed,
      );
    },
    read: async (id: string): Promise<ArmingColumns | undefined> => {
      const rows = await prisma.$queryRawUnsafe<ArmingColumns[]>(
        `SELECT ${AT('armed_for')} AS "armedFor", armed_by AS "armedBy", revivals, revive_after > now() AS claimed FROM process WHERE id = $1`,
        id,
      );
      return rows[0];
    },
    /** What lies ahead by a claim or a back-off is past: as if that long had gone by. */
    letTimePass: async (): Promise<void> => {
      await prisma.$executeRawUnsafe(
        `UPDATE process SET revive_after = now() - interval '1 second' WHERE revive_after IS NOT NULL`,
      );
    },
    minutesUntilRevival: async (id: string): Promise<number> => {
      const rows = await prisma.$queryRawUnsafe<{ minutes: number }[]>(
        `SELECT round(extract(epoch FROM revive_after - now()) / 60)::int AS minutes FROM process WHERE id = $1`,
        id,
      );
      return rows[0]?.minutes ?? Number.NaN;
    },
  };
}
