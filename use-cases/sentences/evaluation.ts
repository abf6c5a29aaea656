import { readText } from '../../domain/json-reading.ts';
import type { JsonObject } from '../../domain/json.ts';
import { day, words } from './say.ts';

/** What is said of an evaluation of practice. */
export const EVALUATION_SENTENCES: Readonly<Record<string, (payload: JsonObject) => string>> = {
  'evaluation-recorded': (payload) => `The practice with the child was evaluated: ${words(payload, 'grade')}.`,
  'action-agreed': (payload) =>
    `An action was agreed (${words(payload, 'grade')}): ${readText(payload, 'owner') ?? 'nobody'} by ${day(payload, 'byOn')}.`,
  'action-completed': () => 'An action of the evaluation was carried out.',
  'followed-up': () => 'The actions of the evaluation were looked at again.',
  'finding-recurred': () => 'A finding recurred: its action is open again.',
  'evaluation-closed': () => 'The evaluation was closed by another person.',
};
