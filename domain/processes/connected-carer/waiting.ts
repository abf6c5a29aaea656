import type { CalendarDate } from '../../calendar/calendar-date.ts';
import { dutyFromRule, type Owing } from '../../heart/duty-from-rule.ts';
import type { Derived } from '../../heart/fact.ts';
import type { Law } from '../../heart/law.ts';
import { assessmentsOf, lastCheck } from './assessment.ts';
import { stepOn, type ConnectedCarer, type Dated } from './state.ts';

/** Kind of the derived event by which a time to answer is over. */
export const ANSWERING_TIME_OVER = 'answering-time-over';

/**
 * Times in which something may be said: over by themselves at the end of their last day, so that nobody can be late with them.
 * That the carers are not suitable is said within ten working days after all that is asked for first is there, or the assessment
 * goes on (FSR 2011 reg 26(1B), (1C)); the carers have ten for their comments on the report (reg 26(2)(d)).
 */
export function waitingDuties(state: ConnectedCarer, closed: string | null): readonly Owing[] {
  const { steps, decisions } = state;
  const waits = (ruleId: string, since: Dated, of: { readonly input: string; readonly answer: string }): Owing => ({
    ...{ ruleId, anchor: since.factId, inputs: { [of.input]: since.on } },
    metOn: stepOn(steps, of.answer, since.on) ?? overOn(state, ruleId, since),
    endedBecause: decisions.some(({ on }) => on >= since.on) ? 'the decision was made' : closed,
  });
  // What came in between two assessments may have completed both.
  const checked = new Set(assessmentsOf(state).flatMap((assessment) => lastCheck(state, assessment) ?? []));
  const refusal = { input: 'firstStageCompleteOn', answer: 'first-stage-refused' };
  const comments = { input: 'carerReportSentOn', answer: 'observations-received' };
  return [
    ...[...checked].map((last) => waits('foster.stage1-refusal', last, refusal)),
    ...steps
      .filter(({ step }) => step === 'report-sent')
      .map((sent) => waits('foster.report-observations', sent, comments)),
  ];
}

function overOn({ over }: ConnectedCarer, ruleId: string, { factId }: Dated): CalendarDate | null {
  return over.find((time) => time.ruleId === ruleId && time.anchor === factId)?.on ?? null;
}

/** The ends of the times that run. */
export function answeringTimes(state: ConnectedCarer, closed: string | null, law: Law): readonly Derived[] {
  return waitingDuties(state, closed)
    .map((owing) => dutyFromRule(owing, law))
    .filter(({ status }) => status === 'open')
    .map(({ ruleId, anchor, dueOn: on }) => ({ kind: ANSWERING_TIME_OVER, on, payload: { ruleId, anchor } }));
}
