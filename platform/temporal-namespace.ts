import { setTimeout as delay } from 'node:timers/promises';
import type { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import proto from '@temporalio/proto';
import { NEXT_AT, NEXT_RULE, OVERDUE } from '../workflows/contract.ts';

const { IndexedValueType } = proto.temporal.api.enums.v1;

/** Status codes of gRPC. */
const NOT_FOUND = 5;
const ALREADY_EXISTS = 6;

/** A period of care waits up to a year between two runs: the history of a closed run stays readable for a little longer. */
const RETENTION_SECONDS = 400 * 24 * 60 * 60;

const SEARCH_ATTRIBUTES = {
  [NEXT_AT]: IndexedValueType.INDEXED_VALUE_TYPE_DATETIME,
  [NEXT_RULE]: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
  [OVERDUE]: IndexedValueType.INDEXED_VALUE_TYPE_INT,
};

/** Makes the namespace if it is missing, keeps history for 400 days and registers what workflows are found by. Safe to repeat. */
export async function prepareNamespace(connection: Connection, namespace: string): Promise<void> {
  await ensureRetention(connection, namespace);
  await ensureSearchAttributes(connection, namespace);
}

async function ensureRetention(connection: Connection, namespace: string): Promise<void> {
  const workflowExecutionRetentionTtl = msToTs(RETENTION_SECONDS * 1000);
  try {
    const found = await connection.workflowService.describeNamespace({ namespace });
    const kept = Number(found.config?.workflowExecutionRetentionTtl?.seconds ?? 0);
    if (kept >= RETENTION_SECONDS) return;
    await connection.workflowService.updateNamespace({ namespace, config: { workflowExecutionRetentionTtl } });
  } catch (error) {
    if (!hasCode(error, NOT_FOUND)) throw error;
    await connection.workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: workflowExecutionRetentionTtl,
    });
    await awaitNamespace(connection, namespace);
  }
}

/** A new namespace is known everywhere only after the caches of the server have been renewed. */
async function awaitNamespace(connection: Connection, namespace: string): Promise<void> {
  const until = Date.now() + 30_000;
  for (;;) {
    try {
      await connection.workflowService.listWorkflowExecutions({ namespace, pageSize: 1 });
      return;
    } catch (error) {
      if (!hasCode(error, NOT_FOUND) || Date.now() > until) throw error;
      await delay(200);
    }
  }
}

async function ensureSearchAttributes(connection: Connection, namespace: string): Promise<void> {
  const known = await connection.operatorService.listSearchAttributes({ namespace });
  const missing = Object.entries(SEARCH_ATTRIBUTES).filter(([name]) => !(name in known.customAttributes));
  if (missing.length === 0) return;
  try {
    await connection.operatorService.addSearchAttributes({ namespace, searchAttributes: Object.fromEntries(missing) });
  } catch (error) {
    // Another worker was first.
    if (!hasCode(error, ALREADY_EXISTS)) throw error;
  }
}

function hasCode(error: unknown, code: number): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
