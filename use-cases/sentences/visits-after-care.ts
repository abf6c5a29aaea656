import { readText } from '../../domain/json-reading.ts';
import { day, words, type Say } from './say.ts';

/** What is said of visits to a young person after care. */
export const VISITS_AFTER_CARE_SENTENCES: Readonly<Record<string, Say>> = {
  'visits-after-care-began': (payload) =>
    readText(payload, 'basis') === 'detained'
      ? 'The young person was detained and is visited there.'
      : 'Accommodation was provided for the young person, who is visited there.',
  'visitor-after-care-changed': (payload) =>
    readText(payload, 'visitor') === null
      ? 'Nobody is to visit the young person any more.'
      : `${readText(payload, 'visitor') ?? ''} visits the young person.`,
  'visited-after-care': (payload) =>
    payload['seen'] === true
      ? `The young person was visited and seen (${words(payload, 'where')}; spoken to alone: ${words(payload, 'alone')}).`
      : 'A visit was made and the young person was not seen: it meets nothing.',
  'visit-after-care-requested': (payload) =>
    `A visit for ${day(payload, 'forOn')} was asked for (${words(payload, 'requestedBy')}).`,
  'visits-after-care-ended': (payload) => `The visits ended: ${words(payload, 'because')}.`,
  'back-in-care-heard': () => 'The young person came into care again and is visited there.',
};
