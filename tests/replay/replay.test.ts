import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installRuntime, workflowBundle } from '../../platform/worker.ts';
import { PATHS } from './paths.ts';

type RecordedEvent = { readonly eventType: string; readonly [attributes: string]: unknown };
type Recorded = { readonly events: readonly RecordedEvent[] };

const HISTORIES = fileURLToPath(new URL('./histories/', import.meta.url));
const files = readdirSync(HISTORIES).filter((file) => file.endsWith('.json'));

/** `<release>.<path>.<run>.json`; a release has dots of its own. */
const nameOf = (file: string): string => file.split('.').at(-3) ?? '';
const read = (file: string): Recorded => JSON.parse(readFileSync(path.join(HISTORIES, file), 'utf8')) as Recorded;

const mute = (): void => undefined;
let folder: string;
let bundle: { readonly codePath: string };
beforeAll(async () => {
  installRuntime({ debug: mute, info: mute, warn: mute, error: mute, fatal: mute });
  folder = await mkdtemp(path.join(tmpdir(), 'holdfast-replay-'));
  bundle = await workflowBundle(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const replay = (recorded: Recorded): Promise<void> =>
  Worker.runReplayHistory({ workflowBundle: bundle }, historyFromJSON(recorded), 'replayed');

describe('what was recorded of every release', () => {
  it.each(files)('%s replays', async (file) => {
    await replay(read(file));
  });

  it.each(Object.keys(PATHS))('there is a recording of the path %s', (name) => {
    expect(files.map(nameOf)).toContain(name);
  });

  it('every recording is of a path that can be played again', () => {
    expect(files.map(nameOf).filter((name) => !(name in PATHS))).toEqual([]);
  });

  it('several releases or runs never share a file name', () => {
    expect(files.every((file) => /^\d+\.\d+\.\d+\.[a-z-]+\.\d+\.json$/.test(file))).toBe(true);
  });
});

/** A history of this release as it would have been, had the code been another. */
const altered = (name: string, alter: (event: RecordedEvent) => RecordedEvent): Recorded => {
  const file = files.find((candidate) => nameOf(candidate) === name);
  if (file === undefined) throw new Error(`no recording of ${name}`);
  const before = read(file);
  const after = { events: before.events.map(alter) };
  if (JSON.stringify(after) === JSON.stringify(before)) throw new Error('nothing was altered');
  return after;
};

const replaced = (event: RecordedEvent, from: string, to: string): RecordedEvent =>
  JSON.parse(JSON.stringify(event).replaceAll(from, to)) as RecordedEvent;

const insteadOf = (event: RecordedEvent, eventType: string, attributes: object): RecordedEvent => ({
  eventId: event['eventId'],
  eventTime: event['eventTime'],
  eventType,
  ...attributes,
});

/** The kind of a local activity stands within what its marker holds. */
const otherLook = (event: RecordedEvent): RecordedEvent => {
  const written = /"data":"([A-Za-z0-9+/=]+)"/g;
  const said = JSON.stringify(event).replace(written, (_all, data: string) => {
    return `"data":"${btoa(atob(data).replace('"activity_type":"look"', '"activity_type":"see"'))}"`;
  });
  return event.eventType === 'EVENT_TYPE_MARKER_RECORDED' ? (JSON.parse(said) as RecordedEvent) : event;
};

describe('a history that this code would not have written is refused', () => {
  const only = (type: string, from: string, to: string) => (event: RecordedEvent) =>
    event.eventType === `EVENT_TYPE_${type}` ? replaced(event, from, to) : event;

  it.each([
    ['another activity for a step', 'every-kind-of-step', only('ACTIVITY_TASK_SCHEDULED', '"remind"', '"warn"')],
    ['another activity for a look', 'nudges', otherLook],
    ['a mail sent before it is made', 'deliver-digest', only('ACTIVITY_TASK_SCHEDULED', '"gather"', '"send"')],
    ['another activity in the sweep', 'sweep', only('ACTIVITY_TASK_SCHEDULED', '"sweep"', '"swept"')],
    ['another activity in an adoption', 'adoption-to-the-end', only('ACTIVITY_TASK_SCHEDULED', 'adoptBatch', 'adopt')],
    ['no preview before it', 'adoption-stopped-and-resumed', only('ACTIVITY_TASK_SCHEDULED', 'previewBatch', 'look')],
    ['another way back', 'adoption-rolled-back', only('ACTIVITY_TASK_SCHEDULED', 'rollBackBatch', 'adoptBatch')],
    ['another activity for the authority', 'authority', only('ACTIVITY_TASK_SCHEDULED', '"remind"', '"warn"')],
    ['another activity in an import', 'import-and-withdrawal', only('ACTIVITY_TASK_SCHEDULED', 'applyBatch', 'apply')],
  ] as const)('%s', async (_what, name, alter) => {
    await expect(replay(altered(name, alter))).rejects.toThrow(DeterminismViolationError);
  });

  it('a wait that was no timer', async () => {
    const history = altered('overtaken', (event) =>
      event.eventType === 'EVENT_TYPE_TIMER_STARTED'
        ? insteadOf(event, 'EVENT_TYPE_WORKFLOW_PROPERTIES_MODIFIED', {
            workflowPropertiesModifiedEventAttributes: { workflowTaskCompletedEventId: '4', upsertedMemo: {} },
          })
        : event,
    );
    await expect(replay(history)).rejects.toThrow(DeterminismViolationError);
  });

  it('a start that was not shown to those who search', async () => {
    const history = altered('every-kind-of-step', (event) =>
      event.eventType === 'EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES'
        ? insteadOf(event, 'EVENT_TYPE_TIMER_STARTED', {
            timerStartedEventAttributes: { timerId: '77', startToFireTimeout: '5s', workflowTaskCompletedEventId: '4' },
          })
        : event,
    );
    await expect(replay(history)).rejects.toThrow(DeterminismViolationError);
  });

  it('an end where the code goes on', async () => {
    const history = altered('rolling', (event) =>
      event.eventType === 'EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW'
        ? insteadOf(event, 'EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED', {
            workflowExecutionCompletedEventAttributes: { workflowTaskCompletedEventId: '4' },
          })
        : event,
    );
    await expect(replay(history)).rejects.toThrow(DeterminismViolationError);
  });
});
