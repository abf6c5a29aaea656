import { defineSearchAttributeKey } from '@temporalio/common';
import {
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { Standing, StandingStep } from '../../domain/heart/standing.ts';
import {
  NEXT_AT,
  NEXT_RULE,
  NUDGE_SIGNAL,
  OVERDUE,
  STANDING_QUERY,
  type KeepActivities,
  type KeepInput,
  type StepOutcome,
} from '../contract.ts';
import { instantOf } from './instant-of.ts';
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
const NEXT_AT_KEY = defineSearchAttributeKey(NEXT_AT, 'DATETIME');
const NEXT_RULE_KEY = defineSearchAttributeKey(NEXT_RULE, 'KEYWORD');
const OVERDUE_KEY = defineSearchAttributeKey(OVERDUE, 'INT');

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
  setHandler(NUDGE, () => {
    nudges += 1;
  });
  setHandler(STANDING, () => standing);
  const show = createDisplay();
  for (;;) {
    show(standing);
    if (nudges === seen) {
      if (standing.closed) return;
      if (isToRoll(begunAt, mostEvents)) await continueAsNew<typeof keep>({ ...input, standing, nudges });
    }
    const next = standing.steps[0] ?? null;
    const pause = isSameStep(taken, next) ? CIRCLING_PAUSE_MS : 0;
    if (nudges !== seen || (await isNudgedBefore(next, () => nudges !== seen, pause))) {
      taken = null;
      seen = nudges;
      standing = await look({ processId: input.standing.processId, now: instantOf(Date.now()) });
    } else if (next !== null) {
      taken = next;
      standing = (await take(input.standing.processId, next)).standing;
    }
  }
}

/** Waits for the step's time; true if a nudge came first. Never waits for nothing or less: that would write a legacy marker. */
async function isNudgedBefore(next: StandingStep | null, isNudged: () => boolean, pause: number): Promise<boolean> {
  if (next === null) {
    await condition(isNudged);
    return true;
  }
  const wait = Math.max(pause, Date.parse(next.at) - Date.now());
  return wait <= 0 ? isNudged() : condition(isNudged, wait, { summary: summaryOf(next) });
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
function createDisplay(): (standing: Standing) => void {
  let shown = '';
  return (standing) => {
    setCurrentDetails(detailsOf(standing));
    const next = standing.steps[0];
    const rule = next === undefined || next.dutyId === '' ? 'none' : (next.dutyId.split('@')[0] ?? 'none');
    const now = [next?.at ?? '', rule, standing.overdue].join('|');
    if (now === shown) return;
    shown = now;
    upsertSearchAttributes([
      { key: NEXT_AT_KEY, value: next === undefined ? null : new Date(next.at) },
      { key: NEXT_RULE_KEY, value: rule },
      { key: OVERDUE_KEY, value: standing.overdue },
    ]);
  };
}
