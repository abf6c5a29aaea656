import { readDate, readFlag, readText } from '../../../json-reading.ts';
import { refuse } from '../../../result.ts';
import { contentOf, tell, tellToday, type Decide } from '../deciding.ts';
import { endedOn, planOf } from '../state.ts';
import type { PermanenceCommands } from './commands.ts';

/** What each command about permanence tells. */
export const PERMANENCE_DECISIONS = {
  'record-planning-meeting': (_state, payload) =>
    tell(payload, ['planning-meeting-held', { outcome: readText(payload, 'outcome') }]),
  'record-panel': (_state, payload) =>
    tell(payload, ['permanence-panel-held', { outcome: readText(payload, 'outcome') }]),
  'set-plan-decision': (state, payload, moment) => {
    if (endedOn(state) !== null) return refuse('after-leaving');
    const [byOn, side] = [readDate(payload, 'byOn'), readText(payload, 'side')];
    if (byOn === null || byOn < moment.today) return refuse('decision-in-the-past');
    return tellToday(moment, ['plan-decision-set', { side, byOn, decision: readText(payload, 'decision') }]);
  },
  'record-plan-decision': (_state, payload) => {
    const told = { side: readText(payload, 'side'), outcome: readText(payload, 'outcome') };
    return tell(payload, ['plan-decision-taken', told]);
  },
  'record-permanence-achieved': (state, payload) =>
    planOf(state) === null ? refuse('no-plan-ratified') : tell(payload, ['permanence-achieved', {}]),
  'record-brothers-and-sisters': (_state, payload) =>
    tell(payload, ['brothers-and-sisters-told', { inCare: readFlag(payload, 'inCare') }]),
  'record-together-apart': (_state, payload) => tell(payload, ['together-apart-assessed', contentOf(payload)]),
  'record-adoption-considered': (_state, payload) => tell(payload, ['adoption-considered', {}]),
  'consider-early-permanence': (_state, payload) => tell(payload, ['early-permanence-assessed', contentOf(payload)]),
  'record-life-story': (_state, payload) => tell(payload, ['life-story-begun', {}]),
  'record-legal-gateway': (_state, payload) =>
    tell(payload, ['legal-gateway-held', { outcome: readText(payload, 'outcome') }]),
} satisfies Record<keyof PermanenceCommands, Decide>;
