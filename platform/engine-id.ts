import { randomUUID } from 'node:crypto';
import { ScheduleAlreadyRunning, ScheduleNotFoundError, type Client } from '@temporalio/client';
import { TASK_QUEUE } from '../workflows/contract.ts';

const SCHEDULE_ID = 'holdfast-engine';
const MEMO_KEY = 'engineId';

/**
 * The id of this engine, made at first sight. It lives in the engine itself, in the memo of a schedule that never runs:
 * an engine that was emptied or replaced has another id, and what was armed in the old one counts as unarmed.
 */
export async function ensureEngineId(client: Client): Promise<string> {
  const found = await readEngineId(client);
  if (found !== null) return found;
  try {
    await client.schedule.create({
      scheduleId: SCHEDULE_ID,
      spec: {},
      action: { type: 'startWorkflow', workflowType: 'never', taskQueue: TASK_QUEUE, args: [] },
      memo: { [MEMO_KEY]: randomUUID() },
      state: { paused: true, note: 'Holds the id of this engine for Holdfast; it never runs.' },
    });
  } catch (error) {
    // Another worker was first.
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
  }
  const made = await readEngineId(client);
  if (made === null) throw new Error(`the schedule ${SCHEDULE_ID} holds no engine id`);
  return made;
}

async function readEngineId(client: Client): Promise<string | null> {
  try {
    const { memo } = await client.schedule.getHandle(SCHEDULE_ID).describe();
    const id = memo?.[MEMO_KEY];
    return typeof id === 'string' ? id : null;
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return null;
    throw error;
  }
}
