import { readText } from '../../domain/json-reading.ts';
import type { JsonObject } from '../../domain/json.ts';
import { words } from './say.ts';

/** What is said of a dispute; never what a private note holds. */
export const DISPUTE_SENTENCES: Readonly<Record<string, (payload: JsonObject) => string>> = {
  'dispute-raised': (payload) =>
    `The IRO raised a dispute (${words(payload, 'concern')}) at the stage ${words(payload, 'stage')}.`,
  'dispute-moved': (payload) => `The dispute went on to the stage ${words(payload, 'stage')}.`,
  'dispute-responded': (payload) => `The stage ${words(payload, 'stage')} responded to the dispute.`,
  'cafcass-considered': (payload) =>
    payload['refer'] === true
      ? 'The IRO referred the child to Cafcass.'
      : 'The IRO considered Cafcass and did not refer.',
  'child-told-of-dispute': (payload) =>
    readText(payload, 'told') === 'neither'
      ? 'It was recorded why neither the child nor an advocate was told of the dispute.'
      : `The ${words(payload, 'told')} was told of the dispute.`,
  'private-note': () => 'The IRO service made a private note.',
  'dispute-closed': (payload) => `The IRO closed the dispute: ${words(payload, 'outcome')}.`,
};
