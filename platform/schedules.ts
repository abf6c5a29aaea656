import {
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  ScheduleOverlapPolicy,
  type Client,
  type ScheduleOptions,
  type ScheduleSpec,
} from '@temporalio/client';
import { TASK_QUEUE, type DeliverInput } from '../workflows/contract.ts';

/** A run that is missed is made up for within this: a sweep is not worth it, a digest is, as long as the day lasts. */
type Recurring = {
  readonly id: string;
  readonly workflowType: string;
  readonly spec: Pick<ScheduleSpec, 'intervals' | 'calendars'>;
  readonly args?: readonly unknown[];
  readonly catchupWindow: '1 minute' | '9 hours';
  /** Longest that one run may take. */
  readonly bound?: '2 hours';
};

/** How the daily feed comes: from a folder that is looked into, or by asking a database each night; null: not at all. */
export type FeedKind = 'folder' | 'sql' | null;

/** What heals by itself, and how often. */
const UPKEEP: readonly Recurring[] = [
  {
    id: 'holdfast-sweep',
    workflowType: 'sweep',
    spec: { intervals: [{ every: '1 minute' }] },
    catchupWindow: '1 minute',
  },
  {
    id: 'holdfast-compare',
    workflowType: 'compare',
    spec: { intervals: [{ every: '1 hour' }] },
    catchupWindow: '1 minute',
  },
];

const URGENT: DeliverInput = { digest: false };
const DIGEST: DeliverInput = { digest: true };
/** Alerts of a morning are raised from 08:00 to 08:30 in London; whether it is a working morning the authority's calendar says. */
const DELIVERY: readonly Recurring[] = [
  {
    id: 'holdfast-deliver-urgent',
    workflowType: 'deliver',
    args: [URGENT],
    spec: { intervals: [{ every: '1 minute' }] },
    catchupWindow: '1 minute',
  },
  {
    id: 'holdfast-deliver-digest',
    workflowType: 'deliver',
    args: [DIGEST],
    spec: { calendars: [{ hour: 8, minute: 45, comment: 'each morning, in London time' }] },
    catchupWindow: '9 hours',
  },
];

const FEED_ID = 'holdfast-feed';
const FEED_SPECS: Readonly<Record<'folder' | 'sql', Recurring['spec']>> = {
  folder: { intervals: [{ every: '15 minutes' }] },
  sql: { calendars: [{ hour: 2, minute: 30, comment: 'each night, in London time' }] },
};

/**
 * Every worker makes sure of the Schedules itself, and that they are as its own release wants them; one that an administrator
 * paused stays paused. With `sweep` off they are not made, for tests that must see what happens then.
 */
export async function ensureSchedules(client: Client, which: Ensured): Promise<void> {
  const { sweep, delivery, feed } = which;
  if (feed === null) await removeSchedule(client, FEED_ID);
  const collecting = feed === null ? [] : [collectingOf(feed)];
  for (const recurring of [...(sweep ? UPKEEP : []), ...(delivery ? DELIVERY : []), ...collecting]) {
    try {
      await client.schedule.create({ scheduleId: recurring.id, ...planOf(recurring) });
    } catch (error) {
      if (!(error instanceof ScheduleAlreadyRunning)) throw error;
      await client.schedule.getHandle(recurring.id).update(({ state }) => ({ ...planOf(recurring), state }));
    }
  }
}

export type Ensured = { readonly sweep: boolean; readonly delivery: boolean; readonly feed: FeedKind };

/** A night that was missed is made up for as long as the day lasts. */
function collectingOf(feed: 'folder' | 'sql'): Recurring {
  return {
    id: FEED_ID,
    workflowType: 'collectFeed',
    spec: FEED_SPECS[feed],
    catchupWindow: '9 hours',
    bound: '2 hours',
  };
}

/** A feed that is no longer configured is no longer asked for. */
async function removeSchedule(client: Client, id: string): Promise<void> {
  try {
    await client.schedule.getHandle(id).delete();
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error;
  }
}

function planOf({ id, workflowType, spec, args, catchupWindow, bound }: Recurring) {
  return {
    spec: { ...spec, timezone: 'Europe/London' },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow },
    action: {
      type: 'startWorkflow' as const,
      workflowType,
      args: [...(args ?? [])],
      taskQueue: TASK_QUEUE,
      workflowId: id,
      workflowExecutionTimeout: bound,
    },
  } satisfies Partial<ScheduleOptions>;
}
