import { numberOf, readText } from '../../domain/json-reading.ts';
import type { JsonObject } from '../../domain/json.ts';

const by = (payload: JsonObject): string => readText(payload, 'by') ?? 'somebody not recorded';

/** What is said of a change of settings or of the build, and of the authority itself. */
export const AUTHORITY_SENTENCES: Readonly<Record<string, (payload: JsonObject) => string>> = {
  'adoption-proposed': (payload) =>
    `A change was proposed by ${by(payload)}: ${readText(payload, 'title') ?? 'no title recorded'}.`,
  'effects-recorded': (payload) =>
    `It was worked out what the change would do: ${String(numberOf(payload, 'moved'))} dates would move, ${String(numberOf(payload, 'overdue'))} would be overdue, in ${String(numberOf(payload, 'processes'))} processes.`,
  'adoption-approved': (payload) => `The change was approved by ${by(payload)}.`,
  'adoption-stopped': (payload) => `The change was stopped where it was by ${by(payload)}.`,
  'adoption-resumed': (payload) => `The change goes on, by ${by(payload)}.`,
  'adoption-finished': () => 'The change is made everywhere.',
  'roll-back-begun': (payload) => `The change is being rolled back by ${by(payload)}.`,
  'roll-back-finished': () => 'The change is rolled back everywhere.',
  'proposal-withdrawn': (payload) => `The proposal was withdrawn by ${by(payload)}.`,
  'authority-begun': () => 'What concerns the authority as a whole is kept from now on.',
  'feed-expected': (payload) =>
    payload['bounds'] === null ? 'No daily feed is expected any more.' : 'A daily feed is expected.',
  'feed-taken': () => 'A daily feed was taken.',
};
