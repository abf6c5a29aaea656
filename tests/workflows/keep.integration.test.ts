import { defineSearchAttributeKey, defaultPayloadConverter } from '@temporalio/common';
import proto, { type temporal } from '@temporalio/proto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Standing } from '../../domain/heart/standing.ts';
import { NEXT_AT, NEXT_RULE, OVERDUE, STANDING_QUERY } from '../../workflows/contract.ts';
import { searchedOf, shownOf } from '../../workflows/kernel/searched.ts';
import { makeNamespace } from '../support/temporal.ts';
import { createKeptServer, until, type KeptServer } from './kept-server.ts';
import { aStanding, aStep, createScriptedRecord, noonOf, type Asked, type ScriptedRecord } from './scripted-record.ts';

const { EventType } = proto.temporal.api.enums.v1;
type HistoryEvent = temporal.api.history.v1.IHistoryEvent;

/** A wake-up that came on another day would show the trap of time skipping, or a wait that was never set. */
const A_MINUTE = 60_000;

let server: KeptServer;
let record: ScriptedRecord;
let title: string;
let id: string;

beforeAll(async () => {
  server = await createKeptServer(await makeNamespace());
});
afterAll(() => server.stop());

beforeEach(({ task }) => {
  record = createScriptedRecord();
  title = task.name;
  id = `period-of-care:${task.id}`;
});

const kept = (story: () => Promise<void>): Promise<void> => server.working(title, record.activities, story);
const looks = (): number => record.asked(id).filter(({ what }) => what === 'look').length;
const outcomes = (): readonly string[] =>
  record.asked(id).map(({ what, step, outcome }) => `${what} ${step} ${outcome}`.replace('  ', ' '));
const eventsOf = async (): Promise<readonly HistoryEvent[]> =>
  (await server.client.workflow.getHandle(id).fetchHistory()).events ?? [];
const count = (events: readonly HistoryEvent[], type: number): number =>
  events.filter((event) => event.eventType === type).length;
const summariesOf = (events: readonly HistoryEvent[], type: number): readonly string[] =>
  events
    .filter((event) => event.eventType === type)
    .map(({ userMetadata }) =>
      userMetadata?.summary ? defaultPayloadConverter.fromPayload<string>(userMetadata.summary) : '',
    );

const tasksAfterSecondNudge = (events: readonly HistoryEvent[]): number => {
  const signalled = events.filter(({ eventType }) => eventType === EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED);
  const from = signalled[1] === undefined ? events.length : events.indexOf(signalled[1]);
  return count(events.slice(from), EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED);
};

/** Every wake-up came at its time: no earlier, and not days late. */
function expectPunctual(asked: readonly Asked[]): void {
  for (const { latenessMs, step } of asked.filter(({ what }) => what !== 'look')) {
    expect(latenessMs, step).toBeGreaterThanOrEqual(0);
    expect(latenessMs, step).toBeLessThan(A_MINUTE);
  }
}

describe('a kept process', () => {
  it('takes each step once, in order, at its own time, and ends when the process has closed', async () => {
    const steps = [aStep(10), aStep(24, { kind: 'escalate' }), aStep(25, { kind: 'elapse', dutyId: '' }), aStep(300)];
    const handle = await server.start(title, record.put(aStanding(id, { steps })));
    await kept(async () => {
      await server.moveTo(id, noonOf(9));
      expect(record.asked(id)).toEqual([]);
      await server.moveTo(id, noonOf(301));
      expect(outcomes()).toEqual([
        'remind step-10 taken',
        'escalate step-24 taken',
        'recordExpiry step-25 taken',
        'remind step-300 taken',
      ]);
      expectPunctual(record.asked(id));
      record.put(aStanding(id, { closed: true }));
      await server.nudge(id);
      await handle.result();
    });
  });

  it('looks when the nudge came with its very start', async () => {
    await server.startNudged(title, record.put(aStanding(id, { steps: [aStep(30)] })));
    await kept(() => until('a look', () => looks() === 1));
    expect(outcomes()).toEqual(['look looked']);
  });

  it('looks once after many nudges that came together', async () => {
    const standing = record.put(aStanding(id, { steps: [aStep(30)] }));
    await server.start(title, standing);
    for (let sent = 0; sent < 25; sent += 1) await server.nudge(id);
    await kept(async () => {
      await until('a look', () => looks() > 0);
      await server.skipper.settle(id);
      expect(looks()).toBe(1);
    });
  });

  it('looks again when a nudge came while it was looking', async () => {
    const standing = record.put(aStanding(id, { steps: [aStep(30)] }));
    // A nudge reaches a workflow whose look is under way only when its task beats, which it does near its time limit.
    const options = { ...server.startOptions(title, standing), workflowTaskTimeout: '2 seconds' as const };
    await server.client.workflow.start('periodOfCare', options);
    await kept(async () => {
      await server.skipper.settle(id);
      const open = record.holdBack(id);
      await server.nudge(id);
      await until('the first look', () => looks() === 1);
      record.put(aStanding(id, { stage: 'moved', steps: [aStep(20)] }));
      await server.nudge(id);
      await until('the second nudge in the workflow', async () => tasksAfterSecondNudge(await eventsOf()) > 0);
      open();
      await until('the second look', () => looks() === 2);
      await server.skipper.settle(id);
      const now = await server.client.workflow.getHandle(id).query<Standing>(STANDING_QUERY);
      expect(now).toMatchObject({ stage: 'moved', steps: [{ step: 'step-20' }] });
      expect(looks()).toBe(2);
    });
  });

  it('wakes at the old time when a date moved later and nobody told it, finds nothing due and waits on', async () => {
    await server.start(title, record.put(aStanding(id, { steps: [aStep(10)] })));
    await kept(async () => {
      await server.skipper.settle(id);
      record.put(aStanding(id, { steps: [aStep(40)] }));
      await server.moveTo(id, noonOf(39));
      expect(outcomes()).toEqual(['remind step-10 overtaken']);
      await server.moveTo(id, noonOf(40));
      expect(outcomes()).toEqual(['remind step-10 overtaken', 'remind step-40 taken']);
      expectPunctual(record.asked(id));
    });
  });

  it('wakes earlier when a date moved earlier and it was told', async () => {
    await server.start(title, record.put(aStanding(id, { steps: [aStep(40)] })));
    await kept(async () => {
      await server.skipper.settle(id);
      record.put(aStanding(id, { steps: [aStep(10)] }));
      await server.nudge(id);
      await until('a look', () => looks() === 1);
      await server.moveTo(id, noonOf(41));
      expect(outcomes()).toEqual(['look looked', 'remind step-10 taken']);
      expectPunctual(record.asked(id));
    });
  });

  it('takes at once what was due before it began', async () => {
    await server.start(title, record.put(aStanding(id, { steps: [aStep(-30), aStep(30)] })));
    await kept(() => until('the step', () => outcomes().length === 1));
    expect(outcomes()).toEqual(['remind step--30 taken']);
  });

  it('does not end over a nudge that it has not seen', async () => {
    const { activities } = record;
    const closing = {
      ...activities,
      remind: async (given: Parameters<typeof activities.remind>[0]) => {
        const { outcome } = await activities.remind(given);
        // The correction is recorded, and its nudge arrives, between the answer of the record and the workflow.
        record.put(aStanding(id, { stage: 'reopened', steps: [aStep(30)] }));
        await server.nudge(id);
        return { outcome, standing: aStanding(id, { closed: true }) };
      },
    };
    await server.start(title, record.put(aStanding(id, { steps: [aStep(-2)] })));
    await server.working(title, closing, async () => {
      await until('a look', () => looks() === 1);
      await server.skipper.settle(id);
      const standing = await server.client.workflow.getHandle(id).query<Standing>(STANDING_QUERY);
      expect(standing.stage).toBe('reopened');
      expect((await server.skipper.read(id)).running).toBe(true);
    });
  });

  it('rolls into a new run without losing a step, a nudge or what it is found by', async () => {
    const steps = Array.from({ length: 14 }, (_, month) => aStep((month + 1) * 30));
    await server.start(title, record.put(aStanding(id, { steps, overdue: 2 })), { mostEvents: 40 });
    await kept(async () => {
      await server.skipper.settle(id);
      const first = (await server.skipper.read(id)).runId;
      await server.nudge(id);
      await until('a look', () => looks() === 1);
      await server.moveTo(id, noonOf(13 * 30 + 1));
      expect((await server.skipper.read(id)).runId).not.toBe(first);
      expect(outcomes()).toEqual(['look looked', ...steps.slice(0, 13).map(({ step }) => `remind ${step} taken`)]);
      expectPunctual(record.asked(id));
      const { typedSearchAttributes } = await server.client.workflow.getHandle(id).describe();
      expect(typedSearchAttributes.get(defineSearchAttributeKey(NEXT_AT, 'DATETIME'))).toEqual(new Date(noonOf(420)));
      await server.nudge(id);
      await until('a look in the new run', () => looks() === 2);
      await server.moveTo(id, noonOf(421));
      expect(outcomes().at(-1)).toBe('remind step-420 taken');
    });
  });

  it('rolls after a year of sleep', async () => {
    await server.start(title, record.put(aStanding(id, { steps: [aStep(400), aStep(401)] })));
    await kept(async () => {
      await server.skipper.settle(id);
      const first = (await server.skipper.read(id)).runId;
      await server.moveTo(id, noonOf(400));
      expect((await server.skipper.read(id)).runId).not.toBe(first);
      await server.moveTo(id, noonOf(401));
      expect(outcomes()).toEqual(['remind step-400 taken', 'remind step-401 taken']);
    });
  });

  it('tries a step until the record answers', async () => {
    record.failNext(id, 2);
    await server.start(title, record.put(aStanding(id, { steps: [aStep(-2), aStep(30)] })));
    await kept(() => until('the step', () => outcomes().length === 3));
    expect(outcomes()).toEqual(['remind step--2 failed', 'remind step--2 failed', 'remind step--2 taken']);
    expect(new Set(record.asked(id).map(({ at }) => at)).size).toBe(1);
  });

  it('asks a record that answers in circles once a minute, not without end', async () => {
    record.answerInCircles(id);
    await server.start(title, record.put(aStanding(id, { steps: [aStep(1)] })));
    await kept(async () => {
      await server.moveTo(id, noonOf(1));
      await server.skipper.moveTo(id, Date.parse(noonOf(1)) + 10 * A_MINUTE + 5_000);
      expect(outcomes().length).toBeGreaterThanOrEqual(10);
      expect(outcomes().length).toBeLessThanOrEqual(11);
    });
  });

  it.each([
    ['a step', [aStep(30)]],
    ['nothing but a nudge', []],
  ])('ends when it is cancelled by hand while it waits for %s', async (_what, steps) => {
    const handle = await server.start(title, record.put(aStanding(id, { steps })));
    await kept(async () => {
      await server.skipper.settle(id);
      await handle.cancel();
      await expect(handle.result()).rejects.toMatchObject({ cause: { name: 'CancelledFailure' } });
    });
    expect(outcomes()).toEqual([]);
  });

  it('fails, visibly, when the record knows no such process', async () => {
    const handle = await server.startNudged(title, aStanding(id, { steps: [aStep(30)] }));
    await kept(async () => {
      await expect(handle.result()).rejects.toMatchObject({ cause: { message: 'the record knows no such process' } });
    });
  });
});

describe("an administrator on Temporal's own page", () => {
  it('reads what is waited for, what is done and where the process stands', async () => {
    const duties = [
      { id: 'a', ruleId: 'review.second', title: 'second review', dueOn: aStep(10).dueOn!, overdue: false },
    ];
    const waiting = aStep(10, { roles: ['team-manager', 'iro'] });
    const steps = [aStep(-2, { dueOn: null, roles: ['iro'] }), waiting];
    const handle = await server.start(title, record.put(aStanding(id, { steps, duties, overdue: 1 })));
    await kept(async () => {
      await until('the step', () => outcomes().length === 1);
      await server.skipper.settle(id);
      const spelled = new Date(`${waiting.dueOn!}T12:00Z`).toLocaleDateString('en-GB', {
        day: 'numeric',
        month: 'long',
        year: 'numeric',
      });
      const sentence = `second review due ${spelled}: tell team manager, iro`;
      const events = await eventsOf();
      expect(summariesOf(events, EventType.EVENT_TYPE_TIMER_STARTED)).toEqual([sentence]);
      expect(summariesOf(events, EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED)).toEqual(['second review: tell iro']);
      const metadata = await handle.query<{ currentDetails?: string }>('__temporal_workflow_metadata');
      expect(metadata.currentDetails).toContain('**in care**');
      expect(metadata.currentDetails).toContain(`- second review: due ${spelled}`);
      expect(metadata.currentDetails).toContain(sentence);
      expect(await handle.query<Standing>(STANDING_QUERY)).toEqual(record.standingOf(id));
    });
  });

  it('finds it by its next date, its next rule and how much is overdue, written only when they change', async () => {
    await server.start(title, record.put(aStanding(id, { steps: [aStep(10)], overdue: 3 })));
    await kept(async () => {
      await server.skipper.settle(id);
      for (let looked = 1; looked <= 3; looked += 1) {
        await server.nudge(id);
        await until('a look', () => looks() === looked);
      }
      await server.skipper.settle(id);
      const upserts = EventType.EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES;
      expect(count(await eventsOf(), upserts)).toBe(1);
      const { typedSearchAttributes } = await server.client.workflow.getHandle(id).describe();
      expect(typedSearchAttributes.get(defineSearchAttributeKey(NEXT_AT, 'DATETIME'))).toEqual(new Date(noonOf(10)));
      expect(typedSearchAttributes.get(defineSearchAttributeKey(NEXT_RULE, 'KEYWORD'))).toBe('review.second');
      expect(typedSearchAttributes.get(defineSearchAttributeKey(OVERDUE, 'INT'))).toBe(3);
      record.put(aStanding(id));
      await server.nudge(id);
      await until('a look', () => looks() === 4);
      await server.skipper.settle(id);
      expect(count(await eventsOf(), upserts)).toBe(2);
      const after = (await server.client.workflow.getHandle(id).describe()).typedSearchAttributes;
      expect(after.get(defineSearchAttributeKey(NEXT_AT, 'DATETIME'))).toBeUndefined();
      expect(after.get(defineSearchAttributeKey(NEXT_RULE, 'KEYWORD'))).toBe('none');
    });
  });

  it('finds it by what it was started with; it writes that only once it has changed', async () => {
    const standing = record.put(aStanding(id, { steps: [aStep(10)], overdue: 3 }));
    await server.start(title, standing, { shown: shownOf(searchedOf(standing)) });
    await kept(async () => {
      await server.skipper.settle(id);
      const upserts = EventType.EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES;
      expect(count(await eventsOf(), upserts)).toBe(0);
      record.put(aStanding(id, { steps: [aStep(10)], overdue: 4 }));
      await server.nudge(id);
      await until('a look', () => looks() === 1);
      await server.skipper.settle(id);
      expect(count(await eventsOf(), upserts)).toBe(1);
    });
  });
});
