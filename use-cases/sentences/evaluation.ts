import { readText } from '../../domain/json-reading.ts';
import type { JsonObject } from '../../domain/json.ts';

const words = (payload: JsonObject, key: string): string =>
  (readText(payload, key) ?? 'not recorded').replaceAll('-', ' ');

/** What is said of an evaluation of practice. */
export const EVALUATION_SENTENCES: Readonly<Record<string, (payload: JsonObject) => string>> = {
  'evaluation-recorded': (payload) => `The practice with the child was evaluated: ${words(payload, 'grade')}.`,
  'action-agreed': (payload) =>
    `An action was agreed (${words(payload, 'grade')}): ${readText(payload, 'owner') ?? 'nobody'} by ${readText(payload, 'byOn') ?? 'no day'}.`,
  'action-completed': () => 'An action of the evaluation was carried out.',
  'followed-up': () => 'The actions of the evaluation were looked at again.',
  'finding-recurred': () => 'A finding recurred: its action is open again.',
  'evaluation-closed': () => 'The evaluation was closed by another person.',
};
