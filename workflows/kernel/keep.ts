import {
  CancellationScope,
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  sleep,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { Standing, StandingStep } from '../../domain/heart/standing.ts';
import { NUDGE_SIGNAL, STANDING_QUERY, type KeepActivities, type KeepInput, type StepOutcome } from '../contract.ts';
import { instantOf } from './instant-of.ts';
import { searchedOf, shownOf, updatesOf } from './searched.ts';
import { detailsOf, summaryOf } from './words.ts';

/** Looking reads and answers within milliseconds; as a local activity it costs one event. It is tried until the record answers. */
const { look } = proxyLocalActivities<Pick<KeepActivities, 'look'>>({
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

/** Steps are ordinary activities, so that attempts and failures show; one transaction each, so a killed worker costs seconds. */
const steps = proxyActivities<Pick<KeepActivities, 'remind' | 'escalate' | 'recordExpiry'>>({
  startToCloseTimeout: '20 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '5 minutes' },
});

const NUDGE = defineSignal<[string]>(NUDGE_SIGNAL);
const STANDING = defineQuery<Standing>(STANDING_QUERY);

/** A run ends after so many events or so long, so that no replay is long and no run outlives a build by years. */
const MOST_EVENTS = 1_000;
const LONGEST_RUN_MS = 365 * 24 * 3_600_000;

/** Should the record ever answer with the very step that was just taken, it is asked again after a pause, not in circles. */
const CIRCLING_PAUSE_MS = 60_000;

/**
 * Keeps one process: waits for its next step or a nudge, takes the step, looks after a nudge. The only code that waits.
 * It decides nothing: the record says what is next, and what it says is all that is held here.
 */
export async function keep(input: KeepInput): Promise<void> {
  const begunAt = Date.now();
  const { mostEvents = MOST_EVENTS } = input;
  let standing = input.standing;
  let taken: StandingStep | null = null;
  // Counted, not flagged: a signal of the first activation is handled before this function's next line after setHandler.
  let nudges = input.nudges;
  let seen = input.nudges;
  let wake = (): void => undefined;
  const nudged: Nudges = {
    isNudged: () => nudges !== seen,
    onNudge: (told) => {
      wake = told;
    },
  };
  setHandler(NUDGE, () => {
    nudges += 1;
    wake();
  });
  setHandler(STANDING, () => standing);
  const show = createDisplay(input.shown ?? '');
  for (;;) {
    show(standing);
    if (nudges === seen) {
      if (standing.closed) return;
      if (isToRoll(begunAt, mostEvents)) await continueAsNew<typeof keep>({ ...input, standing, nudges, shown: '' });
    }
    const next = standing.steps[0] ?? null;
    const pause = isSameStep(taken, next) ? CIRCLING_PAUSE_MS : 0;
    if (nudged.isNudged() || (await isNudgedBefore(next, pause, nudged))) {
      taken = null;
      seen = nudges;
      standing = await look({ processId: input.standing.processId, now: instantOf(Date.now()) });
    } else if (next !== null) {
      taken = next;
      standing = (await take(input.standing.processId, next)).standing;
    }
  }
}

type Nudges = { readonly isNudged: () => boolean; readonly onNudge: (told: () => void) => void };

/**
 * Waits for the step's time; true if a nudge came first. Never waits for nothing or less. The SDK's `condition` with a time
 * limit would do the same with more promises, of each of which the SDK takes a stack trace.
 */
async function isNudgedBefore(
  next: StandingStep | null,
  pause: number,
  { isNudged, onNudge }: Nudges,
): Promise<boolean> {
  if (next === null) {
    await condition(isNudged);
    return true;
  }
  const wait = Math.max(pause, Date.parse(next.at) - Date.now());
  if (wait <= 0) return isNudged();
  const timer = new CancellationScope();
  return new Promise((resolve, reject) => {
    onNudge(() => {
      timer.cancel();
      resolve(true);
    });
    timer.run(() => sleep(wait, { summary: summaryOf(next) })).then(() => resolve(false), reject);
  });
}

/** The step is taken at its own time, even if a timer fires a millisecond early. */
async function take(processId: string, step: StandingStep): Promise<StepOutcome> {
  const now = instantOf(Math.max(Date.parse(step.at), Date.now()));
  const given = { processId, step, now };
  const options = { summary: summaryOf(step) };
  switch (step.kind) {
    case 'remind':
      return steps.remind.executeWithOptions(options, [given]);
    case 'escalate':
      return steps.escalate.executeWithOptions(options, [given]);
    case 'elapse':
      return steps.recordExpiry.executeWithOptions(options, [given]);
  }
}

function isSameStep(taken: StandingStep | null, next: StandingStep | null): boolean {
  return taken !== null && next !== null && stepKey(taken) === stepKey(next);
}

function stepKey({ dutyId, datedBy, step, at }: StandingStep): string {
  return [dutyId, datedBy, step, at].join('|');
}

function isToRoll(begunAt: number, mostEvents: number): boolean {
  const { historyLength, continueAsNewSuggested } = workflowInfo();
  return historyLength > mostEvents || continueAsNewSuggested || Date.now() - begunAt > LONGEST_RUN_MS;
}

/** Shows the standing to an administrator; search attributes are written only when they change, together. */
function createDisplay(shownBefore: string): (standing: Standing) => void {
  let shown = shownBefore;
  return (standing) => {
    setCurrentDetails(detailsOf(standing));
    const searched = searchedOf(standing);
    const now = shownOf(searched);
    if (now === shown) return;
    shown = now;
    upsertSearchAttributes(updatesOf(searched));
  };
}
