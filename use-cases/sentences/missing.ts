import { readText } from '../../domain/json-reading.ts';
import type { JsonObject } from '../../domain/json.ts';
import { words } from './say.ts';

/** What is said of a missing episode. */
export const MISSING_SENTENCES: Readonly<Record<string, (payload: JsonObject) => string>> = {
  'went-missing': (payload) =>
    readText(payload, 'absence') === 'A' ? 'The child was away without authorisation.' : 'The child was missing.',
  'strategy-discussed': () => 'A strategy discussion was held.',
  'safety-planned': () => 'Safety arrangements were written into the placement plan.',
  found: () => 'The child was found or came back.',
  'return-interview-offered': () => 'A return interview was offered.',
  'return-interview-recorded': (payload) => {
    if (readText(payload, 'outcome') === 'refused') return 'The child refused the return interview.';
    return payload['independent'] === true
      ? 'The return interview was carried out.'
      : 'The child was talked with by somebody who is not independent: this is no return interview.';
  },
  'episode-closed': () => 'The episode was closed by a manager.',
  'earlier-absence-heard': () => 'An earlier absence of the child was noted.',
  'persistent-absence': (payload) =>
    readText(payload, 'because') === 'several-episodes'
      ? 'The child is persistently absent: several absences within three months.'
      : 'The child is persistently absent: longer than 24 hours.',
  'episode-over': (payload) => `The episode is over: ${readText(payload, 'because') ?? 'no reason recorded'}.`,
  'allocation-heard': (payload) =>
    readText(payload, 'person') === null
      ? `Nobody is allocated to the child as ${words(payload, 'role')} any more.`
      : `${readText(payload, 'person') ?? ''} is allocated to the child as ${words(payload, 'role')}.`,
};
