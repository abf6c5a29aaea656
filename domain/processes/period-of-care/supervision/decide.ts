import { readDate, readObjects, readText, textOf } from '../../../json-reading.ts';
import type { JsonObject } from '../../../json.ts';
import { refuse } from '../../../result.ts';
import { tell, tellToday, type Decide } from '../deciding.ts';
import type { PeriodOfCareRefusal } from '../refusal.ts';
import type { PeriodOfCare } from '../state.ts';
import type { SupervisionCommands } from './commands.ts';
import type { Decision } from './state.ts';

/** What each command of supervision tells. */
export const SUPERVISION_DECISIONS = {
  'record-discussion': (_state, payload, { today }) => {
    const decisions = readObjects(payload, 'decisions');
    if (!decisions.every(isDecision)) return refuse('decision-incomplete');
    return tell(
      payload,
      ['child-discussed', { discussed: readText(payload, 'discussed'), recordedOn: today }],
      ...decisions.map((decision) => ['supervision-decided', decision] as const),
    );
  },
  'set-supervision-frequency': (_state, payload) => {
    const { on: _on, ...frequency } = payload;
    return tell(payload, ['supervision-frequency-set', frequency]);
  },
  'complete-decision': (state, payload) =>
    refusedOf(state, payload) ?? tell(payload, ['decision-done', { decision: readText(payload, 'decision') }]),
  'move-decision': (state, payload, moment) => {
    const byOn = readDate(payload, 'byOn');
    if (byOn === null || byOn < moment.today) return refuse('decision-in-the-past');
    return refusedOf(state, payload) ?? tellToday(moment, ['decision-moved', payload]);
  },
  'drop-decision': (state, payload, moment) =>
    refusedOf(state, payload) ?? tellToday(moment, ['decision-dropped', payload]),
} satisfies Record<keyof SupervisionCommands, Decide>;

function isDecision(decision: JsonObject): boolean {
  const told = ['what', 'owner'].every((name) => textOf(decision, name).trim() !== '');
  return told && readDate(decision, 'byOn') !== null;
}

function refusedOf(state: PeriodOfCare, payload: JsonObject): ReturnType<Decide> | null {
  const refusal = whyNot(state.supervision.decisions.find(({ factId }) => factId === payload['decision']));
  return refusal === null ? null : refuse(refusal);
}

function whyNot(decision: Decision | undefined): PeriodOfCareRefusal | null {
  if (decision === undefined) return 'unknown-decision';
  return decision.doneOn !== null || decision.dropped ? 'decision-settled' : null;
}
