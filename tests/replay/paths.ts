import type { AdoptionActivities, BatchProgress, ImportActivities } from '../../workflows/contract.ts';
import { until, type KeptServer } from '../workflows/kept-server.ts';
import { aStanding, aStep, noonOf, type ScriptedRecord } from '../workflows/scripted-record.ts';

/** One way through a workflow: it plays it and leaves the workflow whose history is kept. */
export type Path = (server: KeptServer, id: string, record: ScriptedRecord) => Promise<void>;

const looks = (record: ScriptedRecord, id: string): number =>
  record.asked(id).filter(({ what }) => what === 'look').length;

const everyKindOfStep: Path = async (server, id, record) => {
  const steps = [aStep(10), aStep(24, { kind: 'escalate' }), aStep(25, { kind: 'elapse', dutyId: '' }), aStep(60)];
  await server.start(id, record.put(aStanding(id, { steps, overdue: 1 })));
  await server.working(id, record.activities, () => server.moveTo(id, noonOf(26)));
};

const nudges: Path = async (server, id, record) => {
  await server.startNudged(id, record.put(aStanding(id, { steps: [aStep(30)] })));
  await server.working(id, record.activities, async () => {
    await until('the look of its start', () => looks(record, id) === 1);
    record.put(aStanding(id, { steps: [aStep(20)], overdue: 2 }));
    await server.nudge(id);
    await until('another look', () => looks(record, id) === 2);
    await server.moveTo(id, noonOf(21));
    // Nothing is to come now: it waits for a nudge alone.
    record.put(aStanding(id, { steps: [aStep(50)] }));
    await server.nudge(id);
    await until('a look out of long sleep', () => looks(record, id) === 3);
    await server.skipper.settle(id);
  });
};

const overtaken: Path = async (server, id, record) => {
  await server.start(id, record.put(aStanding(id, { steps: [aStep(10)] })));
  await server.working(id, record.activities, async () => {
    await server.skipper.settle(id);
    record.put(aStanding(id, { steps: [aStep(40), aStep(50)] }));
    await server.moveTo(id, noonOf(41));
  });
};

const retried: Path = async (server, id, record) => {
  record.failNext(id, 2);
  await server.start(id, record.put(aStanding(id, { steps: [aStep(-2), aStep(30)] })));
  await server.working(id, record.activities, async () => {
    await until('the step', () => record.asked(id).length === 3);
    await server.skipper.settle(id);
  });
};

const circling: Path = async (server, id, record) => {
  record.answerInCircles(id);
  await server.start(id, record.put(aStanding(id, { steps: [aStep(1)] })));
  await server.working(id, record.activities, async () => {
    await server.moveTo(id, noonOf(1));
    await server.skipper.moveTo(id, Date.parse(noonOf(1)) + 185_000);
  });
};

const closed: Path = async (server, id, record) => {
  const handle = await server.start(id, record.put(aStanding(id, { steps: [aStep(10)] })));
  await server.working(id, record.activities, async () => {
    await server.moveTo(id, noonOf(11));
    record.put(aStanding(id, { closed: true }));
    await server.nudge(id);
    await handle.result();
  });
};

const notKnown: Path = async (server, id, record) => {
  const handle = await server.startNudged(id, aStanding(id, { steps: [aStep(30)] }));
  await server.working(id, record.activities, () => handle.result().then(never, () => undefined));
};

const rolling: Path = async (server, id, record) => {
  const steps = [aStep(10), aStep(20), aStep(30), aStep(40), aStep(50)];
  await server.start(id, record.put(aStanding(id, { steps })), { mostEvents: 25 });
  await server.working(id, record.activities, async () => {
    await server.skipper.settle(id);
    const { runId } = await server.skipper.read(id);
    await server.moveTo(id, noonOf(41));
    if ((await server.skipper.read(id)).runId === runId) throw new Error('it did not roll');
  });
};

const imported: Path = async (server, id, record) => {
  let done = 0;
  const batch = (): Promise<BatchProgress> => Promise.resolve({ done: (done += 1), total: 3 });
  const to = (stage: string, isClosed = false) => record.put(aStanding(id, { stage, closed: isClosed }));
  const activities: ImportActivities = {
    stageImport: () => Promise.resolve(void to('staged')),
    applyBatch: batch,
    withdrawBatch: batch,
    finish: ({ command }) => {
      done = 0;
      return Promise.resolve(
        void to(command === 'finish-import' ? 'applied' : 'withdrawn', command !== 'finish-import'),
      );
    },
  };
  const handle = await server.client.workflow.start('feedImport', server.startOptions(id, to('received')));
  await server.working(id, { ...record.activities, ...activities }, async () => {
    for (const [stage, next] of [
      ['staged', 'applying'],
      ['applied', 'withdrawing'],
    ] as const) {
      await until(stage, () => record.standingOf(id).stage === stage);
      to(next);
      await server.nudge(id);
    }
    await handle.result();
  });
};

/** Where the work of an adoption leads, by what it records at its end. */
const ADOPTION_LEADS_TO = {
  'record-effects': 'previewed',
  'finish-adoption': 'adopted',
  'finish-roll-back': 'rolled-back',
} as const;

/** An adoption that people lead on from the first stage of each pair to the second; with `stops` it is stopped amid its batches. */
const adopting =
  (led: readonly (readonly [from: string, to: string])[], stops = false): Path =>
  async (server, id, record) => {
    let done = 0;
    let isStopping = stops;
    const to = (stage: string, isClosed = false) => record.put(aStanding(id, { stage, closed: isClosed }));
    const batch = (): Promise<BatchProgress> => Promise.resolve({ done: (done += 1), total: 3 });
    const activities: AdoptionActivities = {
      previewBatch: batch,
      adoptBatch: batch,
      rollBackBatch: batch,
      finishAdoption: ({ command }) => {
        done = 0;
        // The record refuses to finish what somebody stopped, and the work takes that for an answer.
        const isStopped = isStopping && command === 'finish-adoption';
        isStopping = isStopping && !isStopped;
        if (isStopped) return Promise.resolve(void to('stopped'));
        return Promise.resolve(void to(ADOPTION_LEADS_TO[command], command !== 'record-effects'));
      },
    };
    const handle = await server.client.workflow.start('ruleAdoption', server.startOptions(id, to('proposed')));
    await server.working(id, { ...record.activities, ...activities }, async () => {
      for (const [stage, next] of led) {
        await until(stage, () => record.standingOf(id).stage === stage);
        // It waits for a person now, and has been seen to.
        await server.skipper.settle(id);
        to(next);
        await server.nudge(id);
      }
      await handle.result();
    });
  };

/** A kind of process under its own workflow type, which is kept like any other. */
const keptAs =
  (type: string, stage: string): Path =>
  async (server, id, record) => {
    const standing = record.put(aStanding(id, { stage, steps: [aStep(10), aStep(40, { kind: 'escalate' })] }));
    await server.client.workflow.start(type, server.startOptions(id, standing));
    await server.working(id, record.activities, () => server.moveTo(id, noonOf(41)));
  };

const familyFinding: Path = async (server, id, record) => {
  const standing = record.put(
    aStanding(id, { stage: 'plan set', steps: [aStep(10), aStep(40, { kind: 'escalate' })] }),
  );
  await server.client.workflow.start('familyFinding', server.startOptions(id, standing));
  await server.working(id, record.activities, () => server.moveTo(id, noonOf(41)));
};

const connectedCarer: Path = async (server, id, record) => {
  const steps = [aStep(10), aStep(40, { kind: 'elapse', dutyId: '' }), aStep(40, { kind: 'escalate' })];
  const standing = record.put(aStanding(id, { stage: 'temporarily approved', steps }));
  await server.client.workflow.start('connectedCarer', server.startOptions(id, standing));
  await server.working(id, record.activities, () => server.moveTo(id, noonOf(41)));
};

/** Opened by an import, of which several steps were due already, and taken back with it. */
const takenBack =
  (type: string, stage: string): Path =>
  async (server, id, record) => {
    const steps = [aStep(-3), aStep(20, { kind: 'escalate' })];
    const standing = record.put(aStanding(id, { stage, steps, overdue: 1 }));
    const handle = await server.client.workflow.start(type, server.startOptions(id, standing));
    await server.working(id, record.activities, async () => {
      await server.moveTo(id, noonOf(2));
      record.put(aStanding(id, { closed: true }));
      await server.nudge(id);
      await handle.result();
    });
  };

const upkeep =
  (type: 'sweep' | 'compare'): Path =>
  async (server, id) => {
    const handle = await server.client.workflow.start(type, { taskQueue: id, workflowId: id, args: [] });
    const activities = { sweep: () => Promise.resolve(3), compare: () => Promise.resolve(0) };
    await server.working(id, activities, async () => {
      await handle.result();
    });
  };

/** Mails are made, and sent in as many turns as it takes. */
const deliver =
  (digest: boolean, turns: number): Path =>
  async (server, id) => {
    const handle = await server.client.workflow.start('deliver', { taskQueue: id, workflowId: id, args: [{ digest }] });
    let left = turns;
    const send = () => {
      left -= 1;
      return Promise.resolve({ sent: 1, more: left > 0 });
    };
    await server.working(id, { gather: () => Promise.resolve(turns), send }, async () => {
      await handle.result();
    });
  };

function never(): never {
  throw new Error('it should have failed');
}

/** The name of a path is the name of its recordings. */
export const PATHS: Readonly<Record<string, Path>> = {
  'every-kind-of-step': everyKindOfStep,
  nudges,
  overtaken,
  retried,
  circling,
  closed,
  'process-not-known': notKnown,
  rolling,
  'import-and-withdrawal': imported,
  'adoption-to-the-end': adopting([['previewed', 'applying']]),
  'adoption-stopped-and-resumed': adopting(
    [
      ['previewed', 'applying'],
      ['stopped', 'applying'],
    ],
    true,
  ),
  'adoption-rolled-back': adopting(
    [
      ['previewed', 'applying'],
      ['stopped', 'rolling-back'],
    ],
    true,
  ),
  authority: keptAs('authority', 'kept'),
  'missing-episode': keptAs('missingEpisode', 'missing'),
  'iro-dispute': keptAs('iroDispute', 'informal'),
  'practice-evaluation': keptAs('practiceEvaluation', 'actions open'),
  'worker-supervision': keptAs('workerSupervision', 'supervised'),
  'visits-after-care': keptAs('visitsAfterCare', 'visited in accommodation'),
  'deliver-at-once': deliver(false, 1),
  'deliver-digest': deliver(true, 3),
  'family-finding': familyFinding,
  'connected-carer': connectedCarer,
  'family-finding-taken-back': takenBack('familyFinding', 'agency decision'),
  'connected-carer-taken-back': takenBack('connectedCarer', 'approval not recorded'),
  'missing-episode-taken-back': takenBack('missingEpisode', 'missing'),
  sweep: upkeep('sweep'),
  compare: upkeep('compare'),
};
